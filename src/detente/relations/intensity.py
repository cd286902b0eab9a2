"""How two parties get on over time: PLOVER's conflict-cooperation scores of what happened, by day, week or month.

Events are counted, not reports of them: a happening told by fifty outlets counts once. A day's level is the sum of the
scores so far, each halved after a while, so that a quiet month drifts back to nothing. Where the mean shifts is found
by PELT (Killick, Fearnhead & Eckley 2012, JASA 107) with the cost of a normal mean and BIC's penalty.
"""

from __future__ import annotations

import datetime
import itertools
import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.model import Event

Step = Literal["day", "week", "month"]
Date = datetime.date

HAPPENED = frozenset({"occurred", "ongoing"})
HALF_LIFE = 90
"""Days after which an event weighs half in the level: a season, as long as news goes on referring to most acts."""
WIDEST = {"day": 1, "week": 7, "month": 31}
"""Days of an event's interval beyond which it belongs to no single step."""
NAMED = 3
"""Events that are named as what made a change."""


@dataclass(frozen=True, slots=True)
class Point:
    """One step: its first day, how many events happened, the sum and mean of their scores (-10 to 10), and the level.

    ``mean`` is ``None`` where nothing happened. ``events`` are their ids, the strongest first.
    """

    start: Date
    count: int
    sum: float
    mean: float | None
    level: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A step from which on the sum of scores has another mean, and the events that made most of the difference."""

    start: Date
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The steps from the first event to the last, the changes, and how many events had too vague a date."""

    step: Step
    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    undated: int


def series(events: Iterable[Event], *, step: Step = "month", half_life: int = HALF_LIFE) -> Series:
    """Return the intensity of some events over time; plans, denials and conditions don't count.

    ``half_life`` is in days. Steps without events are there too, so that the series has no gaps.
    """
    by_step: dict[Date, list[Event]] = defaultdict(list)
    undated = 0
    for event in events:
        if event.status in HAPPENED:
            day = _day(event, step)
            if day is None:
                undated += 1
            else:
                by_step[_start(day, step)].append(event)
    points = tuple(_points(by_step, step, half_life))
    return Series(step, points, tuple(_changes(points, by_step)), undated)


def _day(event: Event, step: Step) -> Date | None:
    """The middle of an event's interval, if that is no wider than a step."""
    when = event.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    days = (when.latest - when.earliest).days
    return when.earliest + datetime.timedelta(days // 2) if days < WIDEST[step] else None


def _start(day: Date, step: Step) -> Date:
    if step == "month":
        return day.replace(day=1)
    return day - datetime.timedelta(day.weekday()) if step == "week" else day


def _next(start: Date, step: Step) -> Date:
    return _start(start + datetime.timedelta({"day": 1, "week": 7, "month": 31}[step]), step)


def _points(by_step: dict[Date, list[Event]], step: Step, half_life: int) -> Iterator[Point]:
    start, last = min(by_step, default=Date.max), max(by_step, default=Date.min)
    level = 0.0
    while start <= last:
        found = sorted(by_step.get(start, ()), key=lambda e: (-abs(e.intensity), e.id))
        total = math.fsum(e.intensity for e in found)
        level += total
        mean = round(total / len(found), 3) if found else None
        yield Point(start, len(found), round(total, 3), mean, round(level, 3), tuple(e.id for e in found))
        following = _next(start, step)
        level *= 0.5 ** ((following - start).days / half_life)
        start = following


def _changes(points: Sequence[Point], by_step: dict[Date, list[Event]]) -> Iterator[Change]:
    """Yield where the mean of the steps' sums shifts, with the events of the step that pull the new way."""
    sums = [p.sum for p in points]
    bounds = [0, *shifts(sums), len(sums)]
    for before, at, after in zip(bounds, bounds[1:], bounds[2:], strict=False):
        old, new = statistics.fmean(sums[before:at]), statistics.fmean(sums[at:after])
        way = 1 if new > old else -1
        pulling = [e for e in by_step.get(points[at].start, ()) if e.intensity * way > 0]
        pulling.sort(key=lambda e: (-e.intensity * way, e.id))
        yield Change(points[at].start, round(old, 3), round(new, 3), tuple(e.id for e in pulling[:NAMED]))


def shifts(values: Sequence[float]) -> list[int]:
    """Return the places from which on the mean of some values is another, by PELT.

    The noise is told from the differences of neighbours; of values that do not vary there is no shift.
    """
    size = len(values)
    apart = [abs(b - a) for a, b in itertools.pairwise(values)]
    spread = statistics.median(apart) / 0.954 if apart else 0.0  # of normal noise, the median difference is .954 sigma
    variance = (spread or statistics.pstdev(values) if size > 1 else 0.0) ** 2
    if not variance:
        return []
    sums, squares = [0.0], [0.0]
    for value in values:
        sums.append(sums[-1] + value)
        squares.append(squares[-1] + value * value)

    def cost(a: int, b: int) -> float:
        return (squares[b] - squares[a] - (sums[b] - sums[a]) ** 2 / (b - a)) / variance

    penalty = 3 * math.log(size)
    best, back, kept = [-penalty], [0], [0]
    for end in range(1, size + 1):
        least, at = min((best[s] + cost(s, end) + penalty, s) for s in kept)
        best.append(least)
        back.append(at)
        kept = [s for s in kept if best[s] + cost(s, end) <= least] + [end]
    found, end = [], size
    while end:
        end = back[end]
        if end:
            found.append(end)
    return found[::-1]
