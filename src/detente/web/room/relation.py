"""One relation: its course as a chart, where it stands and stood, what is planned and disputed, and all its events."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from detente.model import Entry
from detente.relations import history
from detente.relations.replay import began as began_on
from detente.relations.replay import holding, line, order
from detente.store.browsing import Browsing, Wanted
from detente.store.browsing import Day as Happening
from detente.web.room.course import Course, From, To, course, strongest, two
from detente.web.room.ledger import Bands, Cell, bands, began, cells, tones
from detente.web.room.parameters import Code, Day, EventType, PageNumber, Status
from detente.web.room.plans import PlanRow, plan_rows
from detente.web.room.rows import EventRow, Pages, Party, event_rows, pages

Date = datetime.date

SIZE = 40
"""Events on a page of the list."""
HISTORY = 300
"""Entries of the ledger that are listed, the latest; all are drawn, and ``detente relation --history`` prints all."""
LISTED = 8
"""Plans and disputes beside the ledger."""


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
    start: From = None
    end: To = None


def relation(
    reader: Browsing, a: Code, b: Code, *, asked: Annotated[AskedOfRelation, Depends()], page: PageNumber = 1
) -> Relation:
    """One relation: intensity over time, the ledger as of a day and as known on a day, plans, disputes, all events."""
    one, other = two(a, b)
    horizon = reader.newest()
    on, known = asked.on, asked.known
    days = reader.days(Wanted(party=one.code, other=other.code))
    wanted = _wanted(days, asked)
    planned = [d.event for d in days if d.status == "planned"]
    disputed = [d.event for d in days if d.contested]
    entries = reader.ledger(one.code, other.code)
    past = _past(entries, known)
    told = tones(reader, past, days)
    stands = cells(_standing(past, on), told)
    last = horizon or datetime.date.today()
    here = wanted[(page - 1) * SIZE : page * SIZE]
    marked = strongest(days)
    events = reader.in_brief({*marked, *here, *disputed[:LISTED]})
    drawn = course(days, [events[id] for id in marked])
    wide, narrow = bands(past, told, last, on=on, widths=(1100, 360))
    return Relation(
        a=one,
        b=other,
        horizon=horizon,
        first=min((m.start for m in drawn.months), default=None),
        on=on,
        known=known,
        ledger=tuple(c for c in stands if c.track != "contact"),
        contacts=tuple(c for c in reversed(stands) if c.track == "contact"),
        history=cells(sorted(past, key=began)[-HISTORY:], told),
        entries=len(past),
        wide=wide,
        narrow=narrow,
        course=drawn,
        plans=plan_rows(reader, reader.listed(planned[:LISTED]), on or horizon),
        plans_in_all=len(planned),
        disputes=event_rows(events[id] for id in disputed[:LISTED]),
        disputes_in_all=len(disputed),
        events=event_rows(events[id] for id in here),
        pages=pages(page, len(wanted), SIZE),
    )


def _past(entries: Sequence[Entry], known: Date | None) -> list[Entry]:
    """The entries as known on a day. Those of the index are replayed as they stand, which took a third of the page."""
    return holding(entries) if known is None else history(entries, known=known)


def _standing(past: Sequence[Entry], on: Date | None) -> list[Entry]:
    """The last entry of each line that had begun on a day, as ``relations.on_date`` takes them."""
    if on is None:
        return [e for e in past if e.end is None]
    return sorted({line(e): e for e in past if began_on(e) <= on}.values(), key=order)


def _wanted(days: Sequence[Happening], asked: AskedOfRelation) -> list[str]:
    narrowed = any((asked.type, asked.status, asked.start, asked.end))
    return [d.event for d in days if not narrowed or _fits(d, asked)]


def _fits(day: Happening, asked: AskedOfRelation) -> bool:
    return (
        (asked.type is None or day.type == asked.type)
        and (asked.status is None or day.status == asked.status)
        and (asked.start is None or (day.day is not None and day.day >= asked.start))
        and (asked.end is None or (day.day is not None and day.day <= asked.end))
    )
