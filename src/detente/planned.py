"""Plans and what became of them as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.model import Date, Event
from detente.store import Queries

if TYPE_CHECKING:
    from detente.events.datings import Dating


@dataclass(frozen=True, slots=True)
class Plan:
    """What was planned, what became of it as of a day, the event that settled it, and whether early or late."""

    event: Event
    outcome: str
    settled_by: Event | None
    timing: str | None = None


def plans(queries: Queries, events: Iterable[Event], *, on: Date | None = None) -> list[Plan]:
    """Return what was planned among some events and what became of it as of a day (by default the newest article's).

    As of an earlier day, plans that were first told after it are left out.
    """
    from detente.events import settled_by

    day = on or queries.newest()
    told = queries.first_told() if on is not None else {}
    planned = [e for e in events if e.status == "planned" and not _later(told.get(e.id), on)]
    by = {e.id: settled_by(e) for e in planned}
    done = {e.id: e for e in queries.events({id for id in by.values() if id})}
    return [_plan(e, done.get(by[e.id] or ""), day) for e in planned]


def datings(queries: Queries) -> dict[str, Dating]:
    """Return by its id each article without a date that plans date, with the narrower interval and its reasons."""
    from detente.events import settled_by
    from detente.events.datings import datings

    events = queries.events()
    settling = {settled_by(e) for e in events}
    wanted = [e for e in events if e.id in settling or settled_by(e)]
    claims = {c.id: c for c in queries.claims({id for e in wanted for id in e.claims})}
    return datings(wanted, claims, {a.id: a for a in queries.articles({c.article for c in claims.values()})})


def _later(told: Date | None, day: Date | None) -> bool:
    return told is not None and day is not None and told > day


def _plan(event: Event, done: Event | None, day: Date | None) -> Plan:
    from detente.events import outcome_on, timing

    when = done.when if done else None
    later = day is not None and when is not None and when.earliest is not None and when.earliest > day
    if later:
        event, done = replace(event, outcome=None), None
    outcome = outcome_on(event, day)
    kept = timing(event, done) if done and outcome == "fulfilled" else None
    return Plan(event, outcome, done, kept)
