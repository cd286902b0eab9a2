"""How pages are cut into partitions: units of work and of resuming, and files that hold few days each.

Every table's files lie in folders that name the first and the last day of their pages, so that whoever reads a span of
days opens only what may hold it: ``claims/first=2022-03-09/last=2022-03-09/KEY.parquet``. A single ``day=`` would have
to be true of each page in the file, and a file for each thin day is dear: where 4,096 pages from all over twenty years
are met at a time, each file would hold one page. Measured on the example pages (260 claims on 24), in milliseconds of
processor for three tables written and for the index made of them, and in kilobytes:

    pages in a file    writing, a page    index, a page    on disk, a page
    1                  9.8 ms             13.4 ms          44.1 KB
    4                  3.0 ms             3.4 ms           13.4 KB
    16                 0.9 ms             1.1 ms           5.7 KB
    24                 0.6 ms             0.8 ms           4.6 KB

So a day has files of its own from ``size / 4`` pages on, and thinner days share: 5,000 made pages of twenty years then
lie in 79 partitions, as many as without days, and of any month's in 2 of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from detente.model import Date, Interval, Page, content_id

WINDOW = 64
"""Partitions whose pages are held and sorted at a time: so the order of up to 4,096 inputs makes no difference."""

WINDOW_CHARACTERS = 50_000_000
"""A window ends sooner if its pages hold so much text: 4,096 stories hold a third of it, the largest pages 60 GB."""

Days = tuple[Date, Date]
"""The first and the last day of some pages, both included."""


def windows(pages: Iterator[Page], size: int, met: Callable[[Page], None]) -> Iterator[list[Page]]:
    """Yield the pages to be held and sorted at a time, and tell of each as it is met.

    Where a window ends depends on what was found, not on what is known: a read that resumes has the same windows.
    """
    held, window = 0, list[Page]()
    for page in pages:
        window.append(page)
        held += len(page.text)
        met(page)
        if len(window) >= WINDOW * size or held >= WINDOW_CHARACTERS:
            yield window
            held, window = 0, []
    if window:
        yield window


def day_of(published: Interval | None, retrieved: Date | None) -> Date | None:
    """Return a page's day: that by which it was out, as far as it came with a date, else that on which it was saved.

    Of the days of an interval it is the latest, by which the page had surely been seen; the ledger's ``known_since``
    goes by the same.
    """
    told = (published.latest or published.earliest) if published else None
    return told or retrieved


def day_of_row(row: Mapping[str, Any]) -> Date | None:
    """Return the day of a page as it lies in the record, given its columns ``published`` and ``retrieved``."""
    return day_of(msgspec.convert(row["published"], Interval | None), row["retrieved"])


def days_of(pages: Iterable[Date | None]) -> Days | None:
    """Return the first and the last of the days of pages, ``None`` if there are none or one is unknown."""
    days = set(pages)
    known = sorted(day for day in days if day)
    return (known[0], known[-1]) if known and None not in days else None


def key_of(pages: Iterable[str]) -> str:
    """Return the key of the partition that holds the pages of these ids, in their order."""
    return content_id("partition", *pages)


def folder_of(days: Days | None) -> str:
    """Return the folders that say which days a file holds, below those of its table.

    A file of pages without a day may hold any: its folders have Python's first day and its last. DuckDB, polars, pandas
    and pyarrow see dates there only where all folders hold dates, and pandas doesn't read Hive's word for an unknown
    value (``__HIVE_DEFAULT_PARTITION__``) beside them.
    """
    first, last = days or (Date.min, Date.max)
    return f"first={first.isoformat()}/last={last.isoformat()}"


def cut(days: Mapping[str, Date | None], size: int) -> list[tuple[str, ...]]:
    """Return the ids of a window's pages as partitions, given the day of each: the oldest first, the undated last.

    A day of ``size / 4`` pages and more is cut by itself, into partitions of ``size`` of which the last takes what is
    left, at most a quarter more; so are pages without a day, however few. The thinner days are cut between days, as
    soon as ``size`` is reached; busier days that lie between them make no difference.

    Partitions that are taken out, as an interrupted read finished them, leave the others as they were: a thin day is
    taken out whole, and what is left of a busy one is no fewer than a quarter.
    """
    by_day = defaultdict[Date | None, list[str]](list)
    for id in sorted(days):
        by_day[days[id]].append(id)
    least = -(-size // 4)
    undated = by_day.pop(None, [])
    busy = [ids for ids in by_day.values() if len(ids) >= least]
    thin = [ids for day, ids in sorted(by_day.items()) if day and len(ids) < least]
    found = [piece for ids in busy for piece in _within_a_day(ids, size, least)]
    found += _between_days(thin, size)
    found.sort(key=lambda ids: (days[ids[0]] or Date.max, ids))
    return [*found, *_within_a_day(undated, size, least)]


def opening(parts: Iterator[tuple[Page, ...]], size: int) -> list[tuple[Page, ...]]:
    """Return the first partitions, as many as have more than ``size`` pages, or all: few pages need no workers."""
    first: list[tuple[Page, ...]] = []
    while sum(map(len, first)) <= size and (part := next(parts, None)):
        first.append(part)
    return first


def _within_a_day(ids: Sequence[str], size: int, least: int) -> Iterator[tuple[str, ...]]:
    start = 0
    while len(ids) - start >= size + least:
        yield tuple(ids[start : start + size])
        start += size
    if ids[start:]:
        yield tuple(ids[start:])


def _between_days(days: Iterable[Sequence[str]], enough: int) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    for ids in days:
        held += ids
        if len(held) >= enough:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)
