"""How a plan ended: carried out (early, in time or late), called off, put off, past its day, or still to come."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.events.likeness import place
from detente.model import Event, Interval, Outcome, Score
from detente.reading.times import UNDATED_PLAN

DAY = datetime.timedelta(days=1)
# A happening up to this long after the plan's last day still counts as the plan's, late.
LATE = 45 * DAY
# So long before the plan's first day, early, if the plan was told by then: what is brought forward moves by days.
EARLY = 14 * DAY
# A plan without a date is kept open for this long after it was first told; a plan is called off no earlier before it.
UNDATED = 365 * DAY
# A happening dated more loosely than this carries a plan out only if it names the same person, and a cancellation does
# not call it off: it tells of another matter ("no visits in years").
LOOSEST = 100 * DAY
PENDING = frozenset({"planned", "hypothetical"})
MEETING_TYPES = frozenset({"CONSULT", "AGREE"})
CALLED_OFF = frozenset({"visit", "talks", "call", "invitation"})

SETTLED_BY = "settled by "
"""How the name of a plan's score begins that says what settled it; the event's id follows."""

Timing = Literal["early", "late"]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How an event is told: the register ids of the persons named in it, by which articles, the first of them when.

    ``postponed`` says that what was planned is put off, not given up.
    """

    persons: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    first: datetime.date | None = None
    postponed: bool = False


_UNTOLD = Telling()


def link_plans(events: Sequence[Event], horizon: datetime.date | None, told: Mapping[str, Telling]) -> list[Event]:
    """Return the events with each planned one's outcome, and with each event that settled a plan pointing to it.

    ``horizon`` is the last day that the record reaches: a plan whose days ended before it without news is overdue.
    ``told`` says by event how it is told: another person's visit fulfils no plan, nor does one that is told beside the
    plan wherever that is told.
    """
    linking = _Linking(events, told)
    plans: dict[str, Event] = {}
    for plan in sorted((e for e in events if e.status == "planned"), key=_order):
        match = linking.match(plan)
        outcome = linking.became(match) if match else outcome_on(plan, horizon)
        scores = (*plan.scores, _settling(plan, match)) if match else plan.scores
        plans[plan.id] = dataclasses.replace(plan, outcome=outcome, scores=scores)
    return [plans.get(e.id) or _settling_event(e, linking.settled.get(e.id)) for e in events]


def _settling_event(event: Event, plan: Event | None) -> Event:
    """An event with the plan that it settled; one without narrow days takes those that carrying out the plan leaves."""
    if plan is None:
        return event
    when = event.when
    if when is not None and plan.when is not None and not _calls_off(event) and _length(event) > LOOSEST:
        when = carried_out(when, plan)
    return dataclasses.replace(event, plan=plan.id, when=when)


def carried_out(when: Interval, plan: Event) -> Interval:
    """Return the days of a happening that carried a plan out: no sooner and no later than such a one counts."""
    start, last = _start(plan), plan.when.latest if plan.when else None
    earliest = max((d for d in (when.earliest, start and start - EARLY) if d), default=None)
    latest = min((d for d in (when.latest, last and last + LATE) if d), default=None)
    if earliest is None or (earliest, latest) == (when.earliest, when.latest) or (latest and latest < earliest):
        return when
    reason = f"it carried out a plan for {start}{f' to {last}' if last else ' or later'}"
    return dataclasses.replace(when, earliest=earliest, latest=latest, why=(*when.why, reason))


def settled_by(plan: Event) -> str | None:
    """Return the id of the event that settled a plan; one event may settle several, and names the first of them."""
    names = (score.name for score in plan.scores)
    return next((name.removeprefix(SETTLED_BY) for name in names if name.startswith(SETTLED_BY)), None)


def _settling(plan: Event, event: Event) -> Score:
    """The score that says by which event a plan was settled, and by how many days off the plan's."""
    at, days = timing(plan, event), 0
    if plan.when and event.when and at == "early" and plan.when.earliest and event.when.latest:
        days = (event.when.latest - plan.when.earliest).days
    elif plan.when and event.when and at == "late" and plan.when.latest and event.when.earliest:
        days = (event.when.earliest - plan.when.latest).days
    off = f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {at}" if at else "neither early nor late for certain"
    return Score(f"{SETTLED_BY}{event.id}", float(days), off)


def outcome_on(plan: Event, day: datetime.date | None) -> Outcome:
    """Return a plan's outcome on a day: what it became, else overdue once its last day has passed, else open."""
    if plan.outcome in ("fulfilled", "cancelled", "postponed"):
        return plan.outcome
    latest = _last_day(plan)
    return "overdue" if day is not None and latest is not None and latest < day else "open"


def timing(plan: Event, done: Event) -> Timing | None:
    """Return whether a plan was carried out before its first day or after its last one; ``None`` if neither is sure."""
    a, b = plan.when, done.when
    if a is None or b is None or _undated(plan):
        return None
    if a.earliest is not None and b.latest is not None and b.latest < a.earliest:
        return "early"
    return "late" if a.latest is not None and b.earliest is not None and b.earliest > a.latest else None


class _Linking:
    """The happenings and cancellations that may settle plans, and which settled one already."""

    def __init__(self, events: Sequence[Event], told: Mapping[str, Telling]) -> None:
        self.told = told
        self.settled: dict[str, Event] = {}
        self._dated: dict[Key, list[tuple[int, str, Event]]] = defaultdict(list)
        self._loose: dict[Key, list[Event]] = defaultdict(list)
        for event in sorted((e for e in events if e.status not in PENDING), key=_order):
            start = _start(event)
            for key in settling_keys(event):
                if start is not None and _length(event) <= LOOSEST:
                    self._dated[key].append((start.toordinal(), event.id, event))
                elif not _calls_off(event):
                    self._loose[key].append(event)

    def match(self, plan: Event) -> Event | None:
        """Return what settles a plan, ``None`` if nothing that is told does; plans come in their order."""
        match = self._match(plan)
        if match is not None:
            self.settled.setdefault(match.id, plan)
        return match

    def became(self, match: Event) -> Outcome:
        """Return what a plan became by what settled it."""
        if not _calls_off(match):
            return "fulfilled"
        return "postponed" if self.told.get(match.id, _UNTOLD).postponed else "cancelled"

    def _match(self, plan: Event) -> Event | None:
        """The happening within the plan's days or near them, else its cancellation; the nearest to its start."""
        start = _start(plan)
        if start is None or plan.when is None:
            return None
        end = (plan.when.latest or start + UNDATED) + LATE
        key = plan_key(plan)
        first, latest = start.toordinal(), end.toordinal()

        def happened(event: Event) -> bool:
            return not _calls_off(event) and self._in_time(event, plan, end) and self._fits(event, plan)

        def called_off(event: Event) -> bool:
            return _calls_off(event) and _last(event) >= start - UNDATED and self._fits(event, plan)

        dated = self._dated.get(key, [])
        return (
            _nearest(dated, first, (first - LOOSEST.days - EARLY.days, latest), happened)
            or self._by_person(plan, key, start - EARLY, end)
            or _nearest(dated, first, (first - UNDATED.days - LOOSEST.days, latest), called_off)
        )

    def _in_time(self, event: Event, plan: Event, end: datetime.date) -> bool:
        """Whether a happening is within the plan's days, after them, or not long before them and after it was told.

        An early one settles no other plan.
        """
        start, first = _start(plan), _start(event)
        if start is None or first is None or first > end:
            return False
        told = self.told.get(plan.id, _UNTOLD).first
        early = told is not None and first >= told and event.id not in self.settled and not _undated(plan)
        return _last(event) >= (start - EARLY if early else start)

    def _by_person(self, plan: Event, key: Key, start: datetime.date, end: datetime.date) -> Event | None:
        """Of the happenings without narrow days the one that the same person takes part in, at the same place best."""
        persons = self.told.get(plan.id, _UNTOLD).persons
        fitting = [
            e
            for e in self._loose.get(key, ())
            if persons & self.told.get(e.id, _UNTOLD).persons
            and (place(plan.where, e.where) > 0 or (plan.mode is not None and plan.mode == e.mode))
            and _last(e) >= start
            and (_start(e) or start) <= end
            and self._fits(e, plan)
        ]
        return min(fitting, key=lambda e: (-place(plan.where, e.where), e.mode != plan.mode, e.id), default=None)

    def _fits(self, event: Event, plan: Event) -> bool:
        before = self.settled.get(event.id)
        return (before is None or _overlap(before, plan)) and _alike(plan, event) and self._same_telling(plan, event)

    def _same_telling(self, plan: Event, event: Event) -> bool:
        """Whether the persons may be the same, and not all that tell the plan tell the happening too.

        An article that tells of a plan and, beside it, of something done tells of two things.
        """
        one, two = self.told.get(plan.id, _UNTOLD), self.told.get(event.id, _UNTOLD)
        if _calls_off(event):
            return True
        others = bool(one.persons and two.persons) and not one.persons & two.persons
        return not others and not one.articles <= two.articles


def _nearest(
    rows: Sequence[tuple[int, str, Event]], start: int, bounds: tuple[int, int], fits: Callable[[Event], bool]
) -> Event | None:
    """The event that fits whose first day is nearest to ``start``, of equals that of the first id."""
    best: tuple[int, str, Event] | None = None
    for away, id, event in _outwards(rows, start, bounds):
        if best is not None and away > best[0]:
            break
        if (best is None or id < best[1]) and fits(event):
            best = (away, id, event)
    return best[2] if best else None


def _outwards(
    rows: Sequence[tuple[int, str, Event]], start: int, bounds: tuple[int, int]
) -> Iterator[tuple[int, str, Event]]:
    """Yield rows by their distance from ``start``, from there on both sides, as far as the bounds."""
    after = bisect_left(rows, start, key=lambda row: row[0])
    before = after - 1
    while True:
        left = start - rows[before][0] if before >= 0 and rows[before][0] >= bounds[0] else None
        right = rows[after][0] - start if after < len(rows) and rows[after][0] <= bounds[1] else None
        if right is not None and (left is None or right <= left):
            yield right, *rows[after][1:]
            after += 1
        elif left is not None:
            yield left, *rows[before][1:]
            before -= 1
        else:
            return


def _overlap(one: Event, two: Event) -> bool:
    """Whether two plans may be one plan told twice: their days meet."""
    a, b = one.when, two.when
    if a is None or b is None or a.earliest is None or b.earliest is None:
        return False
    return a.earliest <= (b.latest or datetime.date.max) and b.earliest <= (a.latest or datetime.date.max)


def _last_day(plan: Event) -> datetime.date | None:
    """The last day a plan gives itself; one without a date of its own is kept open for a year."""
    if plan.when is None or plan.when.latest is None:
        return None
    return plan.when.latest + UNDATED if _undated(plan) else plan.when.latest


def _undated(plan: Event) -> bool:
    return plan.when is not None and UNDATED_PLAN in plan.when.why


def _order(event: Event) -> tuple[datetime.date, str]:
    return (_start(event) or datetime.date.max, event.id)


def plan_key(event: Event) -> Key:
    """Return what a plan and its outcome share: two of their sides, and whether it is a meeting or one type of act."""
    if _meets(event):
        return ("meeting", *sorted({*event.actors, *event.recipients})[:2])
    sides = (*event.actors, *event.recipients)
    return (event.type, *sorted(sides)) if event.symmetric else (event.type, event.actors, event.recipients)


def settling_keys(event: Event) -> Iterator[Key]:
    """Yield the keys of the plans that an event may settle: of a meeting of several those of any two of them."""
    if event.status in PENDING:
        return
    sides = sorted({*event.actors, *event.recipients})
    if _meets(event) and len(sides) > 2:
        yield from (("meeting", *pair) for pair in itertools.combinations(sides, 2))
    else:
        yield plan_key(event)


def _meets(event: Event) -> bool:
    return event.type in MEETING_TYPES or _refuses_meeting(event)


def _refuses_meeting(event: Event) -> bool:
    return event.type == "REJECT" and event.object in CALLED_OFF


def _calls_off(event: Event) -> bool:
    return event.status == "negated" or _refuses_meeting(event)


def _start(event: Event) -> datetime.date | None:
    return event.when.earliest if event.when else None


def _last(event: Event) -> datetime.date:
    return (event.when.latest if event.when else None) or datetime.date.max


def _length(event: Event) -> datetime.timedelta:
    start = _start(event)
    return _last(event) - start if start else datetime.timedelta.max


def _alike(plan: Event, event: Event) -> bool:
    """Whether nothing about an event says that it is another matter than the plan."""
    if not {*plan.actors, *plan.recipients} <= {*event.actors, *event.recipients}:
        return False
    if plan.type in MEETING_TYPES:
        if _calls_off(event):
            return True
        if event.type == "CONSULT":
            return (event.mode == "phone") == (plan.mode == "phone") and not _visit_returned(plan, event)
        return plan.type == event.type and (not plan.object or plan.object == event.object)
    if plan.object and event.object and plan.object != event.object:
        return False
    return plan.mode is None or event.mode is None or plan.mode == event.mode


def _visit_returned(plan: Event, event: Event) -> bool:
    """Whether a visit is the other way round."""
    directed = plan.mode == event.mode == "visit" and not plan.symmetric and not event.symmetric
    return directed and bool(plan.actors and event.actors) and not set(plan.actors) & set(event.actors)
