"""Sets of days as sorted ranges, and the clues that say which days a story can be from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Range = tuple[datetime.date, datetime.date]
DAWN, DUSK = datetime.date.min, datetime.date.max
ALWAYS: tuple[Range, ...] = ((DAWN, DUSK),)


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason: the days that it allows, its support (higher is surer), and the reason in words."""

    ranges: tuple[Range, ...]
    support: float
    why: str


def since(day: datetime.date, support: float, why: str) -> Clue:
    """Return the clue 'not before that day'."""
    return Clue(((day, DUSK),), support, why)


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

    Clues are taken from the best supported down; one that would leave no day is left out, so that a mention of the
    past can't break a date.
    """
    left: tuple[Range, ...] = ALWAYS
    used: list[Clue] = []
    dropped: list[Clue] = []
    for clue in sorted(clues, key=lambda clue: -clue.support):
        narrowed = intersected(left, clue.ranges)
        if not narrowed:
            dropped.append(clue)
        elif narrowed != left:
            used.append(clue)
            left = narrowed
    return left, [clue for clue in used if _matters(clue, used, left)], dropped


def _matters(clue: Clue, used: list[Clue], left: tuple[Range, ...]) -> bool:
    rest: tuple[Range, ...] = ALWAYS
    for other in used:
        if other is not clue:
            rest = intersected(rest, other.ranges)
    return (rest[0][0], rest[-1][1]) != (left[0][0], left[-1][1])
