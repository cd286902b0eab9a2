"""Sets of days as sorted ranges, and the clues that say which days a story can be from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Range = tuple[datetime.date, datetime.date]
Kind = Literal["firm", "date", "year", "happening", "topic", "spell", "caption", "term", "name", "month", "race"]
DAWN, DUSK = datetime.date.min, datetime.date.max
ALWAYS: tuple[Range, ...] = ((DAWN, DUSK),)


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason: the days that it allows, its support (higher is surer), and the reason in words.

    A clue of support 0 excludes no day; it only leans (``odds``). ``kind`` says how it leans: what a ``firm`` one
    allows is all it says. ``stale`` is the day from which what it tells of is old news; ``grace`` are days at the end
    of each range that are allowed, yet old already.
    """

    ranges: tuple[Range, ...]
    support: float
    why: str
    kind: Kind = "firm"
    stale: datetime.date | None = None
    grace: int = 0


def since(day: datetime.date, support: float, why: str, kind: Kind = "firm") -> Clue:
    """Return the clue 'not before that day'."""
    return Clue(((day, DUSK),), support, why, kind)


def until(day: datetime.date, support: float, why: str) -> Clue:
    """Return the clue 'not after that day'."""
    return Clue(((DAWN, day),), support, why)


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return the union of ranges, sorted, overlapping ones joined."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def intersected(a: Sequence[Range], b: Sequence[Range]) -> tuple[Range, ...]:
    """Return the days that lie in both."""
    pairs = ((max(s, t), min(e, f)) for s, e in a for t, f in b)
    return merged((start, end) for start, end in pairs if start <= end)


def solved(clues: Iterable[Clue]) -> tuple[tuple[Range, ...], list[Clue], list[Clue]]:
    """Return the days that the clues leave, the clues that narrowed them, and those left out.

    Where all agree, all are kept. Else every clue in turn is tried as the one that rules, the best supported of the
    rest are added down the list as long as a day is left, and the trial stands whose dropped clues weigh least: so
    that neither a mention of the past nor one wrong title breaks the rest. Clues that allow the same days count once.
    """
    weighed = sorted(_distinct(clues), key=lambda clue: -clue.support)
    left, used, dropped = _greedy(weighed)
    if dropped:
        rulers = [weighed[0], *dropped[:_RULERS]]
        trials = [_greedy([ruler, *(clue for clue in weighed if clue is not ruler)]) for ruler in rulers]
        left, used, dropped = min(trials, key=lambda trial: sum(clue.support for clue in trial[2]))
    return left, _needed(used, left), dropped


_RULERS = 6
"""How many of the clues that contradict the others get a trial; more never changed a result on 899 stories."""


def _distinct(clues: Iterable[Clue]) -> list[Clue]:
    best: dict[tuple[Range, ...], Clue] = {}
    for clue in clues:
        if clue.support > 0 and (clue.ranges not in best or best[clue.ranges].support < clue.support):
            best[clue.ranges] = clue
    return list(best.values())


def _greedy(clues: Sequence[Clue]) -> tuple[tuple[Range, ...], list[Clue], list[Clue]]:
    left: tuple[Range, ...] = ALWAYS
    used: list[Clue] = []
    dropped: list[Clue] = []
    for clue in clues:
        narrowed = intersected(left, clue.ranges)
        if not narrowed:
            dropped.append(clue)
        elif narrowed != left:
            used.append(clue)
            left = narrowed
    return left, used, dropped


def _needed(used: list[Clue], left: tuple[Range, ...]) -> list[Clue]:
    """Return the clues without which the bounds would be others; of two that say the same, the better supported."""
    needed = list(used)
    for clue in reversed(used):
        rest: tuple[Range, ...] = ALWAYS
        for other in needed:
            if other is not clue:
                rest = intersected(rest, other.ranges)
        if (rest[0][0], rest[-1][1]) == (left[0][0], left[-1][1]):
            needed.remove(clue)
    return needed
