"""Which of the days that the clues allow a story is likely to be from: news is mostly about what is new.

A story that names the fall of a ruler can be from any later day, but hardly is from ten years on. Each clue gives every
day a weight, by how old what it tells of would be (``fading``); the weights multiply; the shortest run of days that
holds nearly all of it is the answer. The constants were fitted on one half of 899 news stories (split by outlet) and
checked on the other; they know no word and no outlet.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.articles.ranges import DAWN, DUSK, Clue, Kind, Range

_STEP = 4
_FIRST, _LAST = datetime.date(1985, 1, 1).toordinal(), datetime.date(2040, 1, 1).toordinal()
_DAYS = np.arange(_FIRST, _LAST, _STEP, dtype=np.float64)
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fading:
    """How a kind of clue weighs days: ``outside`` those that it allows, and how it fades as they grow older.

    The weight is ``(1 + age / half) ** -power``, the age in days from the day on which it is old news.
    """

    outside: float
    half: float
    power: float


FADING = {
    "date": Fading(0.5, 15, 1.0),
    "caption": Fading(0.01, 10, 1.2),
    "year": Fading(0.003, 3000, 1.4),
    "happening": Fading(0.6, 14, 0.92),
    "topic": Fading(0.9, 6, 0.78),
    "spell": Fading(0.7, 28, 0.87),
    "term": Fading(0.02, 6, 1.1),
    "name": Fading(0.04, 3000, 2.5),
    "month": Fading(0.3, 1, 0.0),
    "race": Fading(0.05, 170, 0.7),
    "firm": Fading(0.005, 1, 0.0),
}
_HAPPENING = frozenset({"happening", "topic", "spell"})
_SEASON = datetime.timedelta(days=90)
"""Happenings so near to each other are often parts of one: an outbreak, its name, its declaration."""
MASS = 0.98
"""Share of the weight that the answer holds."""
_LEAST = 365
"""Days that an answer spans at least: clues of one subject are no independent witnesses."""
_WIDEST = 365 * 8
"""Days; a wider answer bounds nothing on the right that an analyst could use."""


def likely(clues: Iterable[Clue], days: Sequence[Range]) -> Range | None:
    """Return the shortest run of days that holds nearly all the weight, or ``None`` where the clues don't lean enough.

    ``days`` are those that the clues allow by logic; nothing outside them has weight.
    """
    told = _telling(clues)
    if not told:
        return None
    logs = np.zeros_like(_DAYS)
    for clue in told:
        logs += _log_weights(clue.kind, clue.ranges, clue.stale, clue.grace)
    logs[~_inside(tuple(days))] = -np.inf
    top = logs.max()
    if top == -np.inf:
        return None
    weights = np.exp(logs - top)
    first, last = _shortest(weights / weights.sum())
    if last - first > _WIDEST or last >= _LAST - _STEP:
        return None
    return datetime.date.fromordinal(first), datetime.date.fromordinal(max(last, first + _LEAST))


def _telling(clues: Iterable[Clue]) -> list[Clue]:
    """Return the clues that lean, once for the same kind and days; of happenings of one season only the newest."""
    found: dict[tuple[object, ...], Clue] = {}
    for clue in clues:
        found.setdefault((clue.kind, clue.ranges, clue.stale), clue)
    happenings = sorted((c for c in found.values() if c.kind in _HAPPENING), key=lambda c: c.ranges[0][0], reverse=True)
    kept = [c for c in found.values() if c.kind not in _HAPPENING]
    newest: datetime.date | None = None
    for clue in happenings:
        if newest is None or newest - clue.ranges[0][0] > _SEASON:
            kept.append(clue)
            newest = clue.ranges[0][0]
    return kept


@functools.lru_cache(maxsize=512)
def _log_weights(kind: Kind, ranges: tuple[Range, ...], stale_from: datetime.date | None, grace: int) -> Weights:
    fading = FADING[kind]
    weights = np.full_like(_DAYS, np.log(fading.outside))
    for start, end in ranges:
        stale = stale_from.toordinal() if stale_from else _bin(start) if end == DUSK else _bin(end) - grace
        inside = (_bin(start) - _STEP < _DAYS) & (_bin(end) >= _DAYS)
        if kind == "term" and end == DUSK:
            stale = _LAST  # an office that is held still never grows old
        age = np.maximum(_DAYS[inside] - stale, 0)
        weights[inside] = -fading.power * np.log1p(age / fading.half)
    return weights


def _bin(day: datetime.date) -> int:
    return _FIRST if day == DAWN else _LAST if day == DUSK else day.toordinal()


@functools.lru_cache(maxsize=256)
def _inside(days: tuple[Range, ...]) -> NDArray[np.bool_]:
    inside = np.zeros(len(_DAYS), dtype=bool)
    for start, end in days:
        inside |= (_bin(start) - _STEP < _DAYS) & (_bin(end) >= _DAYS)
    return inside


def _shortest(share: Weights) -> tuple[int, int]:
    """Return first and last day (ordinals) of the shortest run of bins that holds ``MASS``."""
    below = np.concatenate(([0.0], np.cumsum(share)))
    ends = np.searchsorted(below, below[:-1] + MASS - 1e-12)
    lengths = np.where(ends < len(below), ends - np.arange(len(share)), len(below))
    first = int(lengths.argmin())
    last = min(int(ends[first]), len(share))
    return int(_DAYS[first]), int(_DAYS[last - 1]) + _STEP - 1
