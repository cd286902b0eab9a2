"""Plans as lists show them: what was to happen, by when, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from detente.events import outcome_on
from detente.model import Event
from detente.store.browsing import Browsing
from detente.web.room.rows import EventRow, event_row

Date = datetime.date


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, its outcome as of a day, and the event that settled it."""

    plan: EventRow
    outcome: str
    settled_by: EventRow | None


def plan_rows(reader: Browsing, plans: Iterable[Event], day: Date | None) -> tuple[PlanRow, ...]:
    """Return plans with what had become of them on a day."""
    listed = list(plans)
    ended = reader.settled(p.id for p in listed)
    return tuple(_plan_row(p, ended.get(p.id), day) for p in listed)


def due(reader: Browsing, day: Date, *, limit: int) -> tuple[PlanRow, ...]:
    """Return the plans that nothing has settled: those still ahead, the nearest first, then the overdue ones."""
    sql = """
        SELECT d.event FROM memory.days d WHERE d.status = 'planned' AND d.latest IS NOT NULL
            AND d.event NOT IN (SELECT plan FROM events WHERE plan IS NOT NULL)
        ORDER BY d.latest < ?, abs(d.latest - ?), d.event LIMIT ?"""
    ids = [row["event"] for row in reader.rows(sql, [day, day, limit])]
    return plan_rows(reader, reader.listed(ids), day)


def _plan_row(plan: Event, ended: Event | None, day: Date | None) -> PlanRow:
    return PlanRow(event_row(plan), outcome_on(plan, day), event_row(ended) if ended else None)
