"""The course of a relation as its chart draws it: events as marks, months as a line; a stretch of it on its own."""

from __future__ import annotations

import datetime
import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from detente.errors import UsageError
from detente.model import Event
from detente.store.browsing import Browsing, Wanted
from detente.store.browsing import Day as Happening
from detente.web.room.parameters import Code, Day
from detente.web.room.rows import EventRow, Party, event_rows, party

Date = datetime.date

DRAWN = 160
"""Events drawn as marks, the most intense of each type first; the trend counts all. More can't be told apart."""


@dataclass(frozen=True, slots=True)
class Month:
    """What one month holds: its first day, how many events, and the mean intensity of those that happened."""

    start: Date
    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """What the chart draws: events as marks, and months as a line; ``dated`` of the ``in_all`` events have a day."""

    marks: tuple[EventRow, ...]
    months: tuple[Month, ...]
    in_all: int
    dated: int


From = Annotated[Day, Query(alias="from", description="events from this day on")]
To = Annotated[Day, Query(alias="to", description="events up to this day")]


def stretch(reader: Browsing, a: Code, b: Code, *, start: From = None, end: To = None) -> Course:
    """The course of a relation between two days: the most intense events of that time, and its months."""
    one, other = two(a, b)
    days = reader.days(Wanted(party=one.code, other=other.code, start=start, end=end))
    return course(days, reader.in_brief(strongest(days)).values())


def two(a: str, b: str) -> tuple[Party, Party]:
    """Return the two parties of an address; UsageError if they are one, UnknownActorError for an unknown name."""
    from detente.api import party as code_of

    one, other = party(code_of(a)), party(code_of(b))
    if one == other:
        raise UsageError(f"{a!r} and {b!r} are both {one.name}; a relation has two parties")
    return one, other


def strongest(days: Iterable[Happening]) -> list[str]:
    """Return the events that are drawn as marks: of each type the most intense, so that none hides the others."""
    types: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for one in days:
        if one.day is not None:
            types[one.type].append((-abs(one.intensity), one.event))
    ranked = ((rank, *e) for found in types.values() for rank, e in enumerate(heapq.nsmallest(DRAWN, found)))
    return [id for *_, id in heapq.nsmallest(DRAWN, ranked)]


def course(days: Sequence[Happening], marked: Iterable[Event]) -> Course:
    """Return what the chart draws of some events, of which those marked are drawn one by one."""
    months: dict[tuple[int, int], list[Happening]] = defaultdict(list)
    for one in days:
        if one.day is not None:
            months[one.day.year, one.day.month].append(one)
    return Course(
        marks=tuple(sorted(event_rows(marked), key=_when)),
        months=tuple(_month(Date(*at, 1), months[at]) for at in sorted(months)),
        in_all=len(days),
        dated=sum(map(len, months.values())),
    )


def _month(start: Date, days: Sequence[Happening]) -> Month:
    happened = [d.intensity for d in days if d.status in ("occurred", "ongoing")]
    return Month(start, len(days), round(sum(happened) / len(happened), 2) if happened else None)


def _when(row: EventRow) -> tuple[Date, str]:
    return (row.earliest or row.latest or Date.max, row.id)
