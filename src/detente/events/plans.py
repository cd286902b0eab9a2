"""How a plan ended: carried out, called off, past its day without word, or still to come."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

from detente.model import Event, Outcome
from detente.reading.times import UNDATED_PLAN

DAY = datetime.timedelta(days=1)
# A happening up to this long after the plan's last day still counts as the plan's, late.
LATE = 45 * DAY
# A plan without a date is kept open for this long after it was first told; a plan is called off no earlier before it.
UNDATED = 365 * DAY
# What is dated more loosely than this settles no plan: a decade's visit fulfils no week's.
LOOSEST = 400 * DAY
# A cancellation is news of the day; a looser one tells of another matter ("no visits in years").
LOOSEST_CANCELLATION = 100 * DAY
PENDING = frozenset({"planned", "hypothetical"})
MEETING_TYPES = frozenset({"CONSULT", "AGREE"})
CALLED_OFF = frozenset({"visit", "talks", "call", "invitation"})

Persons = Mapping[str, frozenset[str]]


def link_plans(events: Sequence[Event], horizon: datetime.date | None, persons: Persons | None = None) -> list[Event]:
    """Return the events with each planned one's outcome, and with each event that settled a plan pointing to it.

    ``horizon`` is the last day that the record reaches: a plan whose days ended before it without news is overdue.
    ``persons`` are the register ids of the persons named in an event, by its id: another person's visit fulfils no
    plan.
    """
    told: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.status not in PENDING:
            told[_key(event)].append(event)
    outcomes: dict[str, Outcome] = {}
    settled: dict[str, Event] = {}
    for plan in sorted((e for e in events if e.status == "planned"), key=_order):
        free = [e for e in told[_key(plan)] if e.id not in settled or _overlap(settled[e.id], plan)]
        match = _settles(plan, [e for e in free if _same_people(plan, e, persons or {})])
        if match is None:
            outcomes[plan.id] = outcome_on(plan, horizon)
        else:
            outcomes[plan.id] = "cancelled" if _calls_off(match) else "fulfilled"
            settled.setdefault(match.id, plan)
    plan_of = {event: plan.id for event, plan in settled.items()}
    return [dataclasses.replace(e, outcome=outcomes.get(e.id), plan=plan_of.get(e.id)) for e in events]


def _overlap(one: Event, two: Event) -> bool:
    """Whether two plans may be one plan told twice: their days meet."""
    a, b = one.when, two.when
    if a is None or b is None or a.earliest is None or b.earliest is None:
        return False
    return a.earliest <= (b.latest or datetime.date.max) and b.earliest <= (a.latest or datetime.date.max)


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


def _order(event: Event) -> tuple[datetime.date, str]:
    return (_start(event) or datetime.date.max, event.id)


def _key(event: Event) -> tuple[object, ...]:
    """What a plan and its outcome share: their sides, and whether it is a meeting or an act of one type."""
    sides = (*event.actors, *event.recipients)
    if event.type in MEETING_TYPES or _refuses_meeting(event):
        return ("meeting", *sorted(sides))
    return (event.type, *sorted(sides)) if event.symmetric else (event.type, event.actors, event.recipients)


def _refuses_meeting(event: Event) -> bool:
    return event.type == "REJECT" and event.object in CALLED_OFF


def _calls_off(event: Event) -> bool:
    return event.status == "negated" or _refuses_meeting(event)


def _start(event: Event) -> datetime.date | None:
    return event.when.earliest if event.when else None


def _settles(plan: Event, told: list[Event]) -> Event | None:
    """The happening within the plan's days or shortly after, else its cancellation; the nearest to its start."""
    start = _start(plan)
    if start is None or plan.when is None:
        return None
    end = (plan.when.latest or start + UNDATED) + LATE
    fitting = [
        e
        for e in told
        if _alike(plan, e) and (_within(e, start - UNDATED, end) if _calls_off(e) else _within(e, start, end))
    ]
    return min(fitting, key=lambda e: (_calls_off(e), _distance(e, start), e.id), default=None)


def _within(event: Event, start: datetime.date, end: datetime.date) -> bool:
    if event.when is None or event.when.earliest is None or event.when.latest is None:
        return False
    loosest = LOOSEST_CANCELLATION if _calls_off(event) else LOOSEST
    if event.when.latest - event.when.earliest > loosest:
        return False
    return event.when.latest >= start and event.when.earliest <= end


def _distance(event: Event, start: datetime.date) -> int:
    first = _start(event)
    return abs((first - start).days) if first else 10**6


def _alike(plan: Event, event: Event) -> bool:
    """Whether nothing about an event says that it is another matter than the plan."""
    if plan.type in MEETING_TYPES:
        return _calls_off(event) or (event.type == "CONSULT" and (event.mode == "phone") == (plan.mode == "phone"))
    if plan.object and event.object and plan.object != event.object:
        return False
    return plan.mode is None or event.mode is None or plan.mode == event.mode


def _same_people(plan: Event, event: Event, persons: Persons) -> bool:
    one, two = persons.get(plan.id, frozenset()), persons.get(event.id, frozenset())
    return _calls_off(event) or not one or not two or bool(one & two)
