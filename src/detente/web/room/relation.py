"""One relation: its course as a chart, where it stands and stood, what is planned and disputed, and all its events."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from detente.errors import UsageError
from detente.relations import history, on_date
from detente.store.browsing import Browsing, Wanted
from detente.web.room.ledger import Bands, Cell, bands, began, cells
from detente.web.room.parameters import Code, Day, EventType, PageNumber, Status
from detente.web.room.plans import PlanRow, plan_rows
from detente.web.room.rows import EventRow, Pages, Party, event_rows, pages, party

Date = datetime.date

SIZE = 40
"""Events on a page of the list."""
DRAWN = 300
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
    both = Wanted(party=one.code, other=other.code)
    wanted = replace(both, type=asked.type, status=asked.status, start=asked.start, end=asked.end)
    ids, rows = reader.event_ids(wanted, limit=SIZE, skip=(page - 1) * SIZE)
    entries = reader.entries_between(one.code, other.code)
    past = history(entries, known=known)
    holding = on_date(entries, on=on, known=known) if on else [e for e in past if e.end is None]
    stands = cells(reader, holding)
    last = horizon or datetime.date.today()
    plans, plans_in_all = reader.event_ids(replace(both, status="planned"), limit=LISTED)
    disputes, disputes_in_all = reader.event_ids(replace(both, contested=True), limit=LISTED)
    course = _course(reader, both)
    return Relation(
        a=one,
        b=other,
        horizon=horizon,
        first=min((m.start for m in course.months), default=None),
        on=on,
        known=known,
        ledger=tuple(c for c in stands if c.track != "contact"),
        contacts=tuple(c for c in stands if c.track == "contact"),
        history=cells(reader, sorted(past, key=began)[-HISTORY:]),
        entries=len(past),
        wide=bands(reader, past, last, on=on, width=1100),
        narrow=bands(reader, past, last, on=on, width=360),
        course=course,
        plans=plan_rows(reader, reader.listed(plans), on or horizon),
        plans_in_all=plans_in_all,
        disputes=event_rows(reader.listed(disputes)),
        disputes_in_all=disputes_in_all,
        events=event_rows(reader.listed(ids)),
        pages=pages(page, rows, SIZE),
    )


def _two(a: str, b: str) -> tuple[Party, Party]:
    from detente.api import party as code_of

    one, other = party(code_of(a)), party(code_of(b))
    if one == other:
        raise UsageError(f"{a!r} and {b!r} are both {one.name}; a relation has two parties")
    return one, other


def _course(reader: Browsing, wanted: Wanted) -> Course:
    ids, rows = reader.event_ids(wanted, order="strongest", limit=DRAWN)
    marks = sorted((e for e in event_rows(reader.listed(ids)) if e.earliest or e.latest), key=_when)
    where, values = wanted.where()
    sql = f"""
        SELECT date_trunc('month', d.day)::DATE AS start, count(*) AS n,
            round(avg(d.intensity) FILTER (d.status IN ('occurred', 'ongoing')), 2) AS mean
        FROM memory.days d WHERE {where} AND d.day IS NOT NULL GROUP BY 1 ORDER BY 1"""
    return Course(tuple(marks), tuple(Month(**row) for row in reader.rows(sql, values)), rows)


def _when(row: EventRow) -> tuple[Date, str]:
    return (row.earliest or row.latest or Date.max, row.id)
