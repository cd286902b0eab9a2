"""One relation: its course as a chart, where it stands and stood, what is planned and disputed, and all its events."""

from __future__ import annotations

import datetime
import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from detente.errors import UsageError
from detente.relations import history, on_date
from detente.store.browsing import Browsing, Wanted
from detente.store.browsing import Day as Happening
from detente.web.room.ledger import Bands, Cell, bands, began, cells, tones
from detente.web.room.parameters import Code, Day, EventType, PageNumber, Status
from detente.web.room.plans import PlanRow, plan_rows
from detente.web.room.rows import EventRow, Pages, Party, event_rows, pages, party

Date = datetime.date

SIZE = 40
"""Events on a page of the list."""
DRAWN = 200
"""Events drawn as marks, the most intense first; the trend counts all. More can't be told apart, nor set in 200 ms."""
HISTORY = 300
"""Entries of the ledger that are listed, the latest; all are drawn, and ``detente relation --history`` prints all."""
LISTED = 8
"""Plans and disputes beside the ledger."""


@dataclass(frozen=True, slots=True)
class Month:
    """What one month holds: its first day, how many events, and the mean intensity of those that happened."""

    start: Date
    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """What the chart draws: events as marks, and months as a line."""

    marks: tuple[EventRow, ...]
    months: tuple[Month, ...]
    in_all: int


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. ``on`` and ``known`` are the days asked for; ``first`` and ``horizon`` bound what is known."""

    a: Party
    b: Party
    horizon: Date | None
    first: Date | None
    on: Date | None
    known: Date | None
    ledger: tuple[Cell, ...]
    contacts: tuple[Cell, ...]
    history: tuple[Cell, ...]
    entries: int
    wide: Bands | None
    narrow: Bands | None
    course: Course
    plans: tuple[PlanRow, ...]
    plans_in_all: int
    disputes: tuple[EventRow, ...]
    disputes_in_all: int
    events: tuple[EventRow, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class AskedOfRelation:
    """What the address of a relation asks for; the filters are those of the list of events."""

    on: Annotated[Day, Query(description="where the relation stood on this day")] = None
    known: Annotated[Day, Query(description="as far as was known on this day")] = None
    type: EventType = None
    status: Status = None
    start: Annotated[Day, Query(alias="from", description="events from this day on")] = None
    end: Annotated[Day, Query(alias="to", description="events up to this day")] = None


def relation(
    reader: Browsing, a: Code, b: Code, *, asked: Annotated[AskedOfRelation, Depends()], page: PageNumber = 1
) -> Relation:
    """One relation: intensity over time, the ledger as of a day and as known on a day, plans, disputes, all events."""
    one, other = _two(a, b)
    horizon = reader.newest()
    on, known = asked.on, asked.known
    days = reader.days(Wanted(party=one.code, other=other.code))
    wanted = [d.event for d in days if _fits(d, asked)]
    planned = [d.event for d in days if d.status == "planned"]
    disputed = [d.event for d in days if d.contested]
    entries = reader.entries_between(one.code, other.code)
    past = history(entries, known=known)
    holding = on_date(entries, on=on, known=known) if on else [e for e in past if e.end is None]
    told = tones(reader, entries)
    stands = cells(holding, told)
    last = horizon or datetime.date.today()
    course = _course(reader, days)
    return Relation(
        a=one,
        b=other,
        horizon=horizon,
        first=min((m.start for m in course.months), default=None),
        on=on,
        known=known,
        ledger=tuple(c for c in stands if c.track != "contact"),
        contacts=tuple(c for c in stands if c.track == "contact"),
        history=cells(sorted(past, key=began)[-HISTORY:], told),
        entries=len(past),
        wide=bands(past, told, last, on=on, width=1100),
        narrow=bands(past, told, last, on=on, width=360),
        course=course,
        plans=plan_rows(reader, reader.listed(planned[:LISTED]), on or horizon),
        plans_in_all=len(planned),
        disputes=event_rows(reader.listed(disputed[:LISTED])),
        disputes_in_all=len(disputed),
        events=event_rows(reader.listed(wanted[(page - 1) * SIZE : page * SIZE])),
        pages=pages(page, len(wanted), SIZE),
    )


def _fits(day: Happening, asked: AskedOfRelation) -> bool:
    return (
        (asked.type is None or day.type == asked.type)
        and (asked.status is None or day.status == asked.status)
        and (asked.start is None or (day.day is not None and day.day >= asked.start))
        and (asked.end is None or (day.day is not None and day.day <= asked.end))
    )


def _two(a: str, b: str) -> tuple[Party, Party]:
    from detente.api import party as code_of

    one, other = party(code_of(a)), party(code_of(b))
    if one == other:
        raise UsageError(f"{a!r} and {b!r} are both {one.name}; a relation has two parties")
    return one, other


def _course(reader: Browsing, days: Sequence[Happening]) -> Course:
    dated = [d for d in days if d.day is not None]
    strongest = heapq.nsmallest(DRAWN, dated, key=lambda d: (-abs(d.intensity), d.event))
    marks = sorted(event_rows(reader.listed([d.event for d in strongest])), key=_when)
    months: dict[Date, list[Happening]] = defaultdict(list)
    for one in dated:
        if one.day is not None:
            months[one.day.replace(day=1)].append(one)
    return Course(tuple(marks), tuple(_month(start, months[start]) for start in sorted(months)), len(days))


def _month(start: Date, days: Sequence[Happening]) -> Month:
    happened = [d.intensity for d in days if d.status in ("occurred", "ongoing")]
    return Month(start, len(days), round(sum(happened) / len(happened), 2) if happened else None)


def _when(row: EventRow) -> tuple[Date, str]:
    return (row.earliest or row.latest or Date.max, row.id)
