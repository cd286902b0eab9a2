"""Plans and what became of them: fulfilled, cancelled, overdue or open."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Sequence

from detente.model import Event, Outcome
from detente.reading.times import UNDATED_PLAN

# A happening up to this long after the plan's last day still counts as the plan's, late.
LATE = datetime.timedelta(days=45)
# A plan without a date is kept open for this long after it was first told.
UNDATED = datetime.timedelta(days=365)
MEETINGS = frozenset({"visit", "meet", "multilateral", "third-party", "phone", None})


def link_plans(events: Sequence[Event], horizon: datetime.date | None) -> list[Event]:
    """Return the events with each planned one's outcome, and with each fulfilling one pointing to its plan.

    ``horizon`` is the last day that the record reaches: a plan whose days ended before it without news is overdue.
    """
    done: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.status not in ("planned", "hypothetical"):
            done[_key(event)].append(event)
    outcomes: dict[str, Outcome] = {}
    plan_of: dict[str, str] = {}
    for plan in sorted(
        (e for e in events if e.status == "planned"), key=lambda e: (_start(e) or datetime.date.max, e.id)
    ):
        match = _nearest(plan, [e for e in done[_key(plan)] if e.id not in plan_of])
        if match is None:
            outcomes[plan.id] = outcome_on(plan, horizon)
        else:
            outcomes[plan.id] = "cancelled" if match.status == "negated" else "fulfilled"
            plan_of[match.id] = plan.id
    return [dataclasses.replace(e, outcome=outcomes.get(e.id), plan=plan_of.get(e.id)) for e in events]


def outcome_on(plan: Event, day: datetime.date | None) -> Outcome:
    """Return a plan's outcome on a day: what it became, else overdue once its last day has passed, else open."""
    if plan.outcome in ("fulfilled", "cancelled"):
        return plan.outcome
    latest = _last_day(plan)
    return "overdue" if day is not None and latest is not None and latest < day else "open"


def _last_day(plan: Event) -> datetime.date | None:
    """The last day a plan gives itself; one without a date of its own is kept open for a year."""
    if plan.when is None or plan.when.latest is None:
        return None
    return plan.when.latest + UNDATED if UNDATED_PLAN in plan.when.why else plan.when.latest


def _key(event: Event) -> tuple[object, ...]:
    sides = (*event.actors, *event.recipients)
    kind = "meeting" if event.type in ("CONSULT", "AGREE") and event.mode in MEETINGS else event.type
    return (kind, *sorted(sides)) if event.symmetric or kind == "meeting" else (kind, event.actors, event.recipients)


def _start(event: Event) -> datetime.date | None:
    return event.when.earliest if event.when else None


def _nearest(plan: Event, told: list[Event]) -> Event | None:
    """The happening or cancellation within the plan's days, or shortly after; the nearest to its start."""
    start = _start(plan)
    if start is None or plan.when is None:
        return None
    end = (plan.when.latest or start + UNDATED) + LATE
    fitting = [e for e in told if _within(e, start, end) and _modes_meet(plan, e)]
    return min(fitting, key=lambda e: (e.status == "negated", _distance(e, start), e.id), default=None)


def _within(event: Event, start: datetime.date, end: datetime.date) -> bool:
    if event.when is None or event.when.earliest is None or event.when.latest is None:
        return False
    return event.when.latest >= start and event.when.earliest <= end


def _distance(event: Event, start: datetime.date) -> int:
    first = _start(event)
    return abs((first - start).days) if first else 10**6


def _modes_meet(plan: Event, event: Event) -> bool:
    if plan.object and event.object and plan.object != event.object:
        return False
    if plan.type in ("CONSULT", "AGREE"):
        return event.mode != "phone" or plan.mode == "phone"
    return plan.mode is None or event.mode is None or plan.mode == event.mode
