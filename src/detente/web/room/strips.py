"""Heat strips: what each stretch of time held of a relation; a cell's height is how much, its colour the tone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from detente.store.browsing import Browsing
from detente.store.dyads import Bucket, buckets, share_since

Date = datetime.date

_GRAINS = ((1, 48), (3, 48), (12, 40))
"""Months in a cell, and how many cells: four years by month, twelve by quarter, forty by year."""

_ENOUGH = 0.6
"""Of all dated events so many must fall inside a strip; else its cells stand for longer stretches."""

HEIGHT, CELL = 20, 5
_TALLEST = 6
"""From so many events on a cell has its full height."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One stretch of time, ready to draw; ``tone`` is a class of colour, ``at`` counts stretches from 0."""

    at: int
    x: int
    height: int
    tone: str
    title: str
    n: int
    intensity: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The stretches that strips are cut into: where each starts, and the years to write over them."""

    starts: tuple[Date, ...]
    months: int
    years: tuple[tuple[int, str], ...]

    @property
    def width(self) -> int:
        """The width of a strip."""
        return (len(self.starts) - 1) * CELL

    def name(self, at: int) -> str:
        """Say which stretch it is: ``Mar 2022``, ``Jan–Mar 2022``, ``2022``."""
        start, last = self.starts[at], self.starts[at + 1] - datetime.timedelta(1)
        if self.months == 12:
            return str(start.year)
        return f"{start:%b %Y}" if self.months == 1 else f"{start:%b}–{last:%b %Y}"


def axis(reader: Browsing, horizon: Date) -> Axis:
    """Return the stretches that show most of a store's events up to its newest article."""
    for months, cells in _GRAINS:
        starts = _starts(horizon, months, cells)
        if share_since(reader, starts[0], horizon) >= _ENOUGH:
            break
    step = {1: 1, 3: 2, 12: 5}[months]
    years = tuple(
        (n * CELL, str(start.year))
        for n, start in enumerate(starts[:-1])
        if start.month == 1 and start.year % step == 0 and len(starts) - n > 5
    )
    return Axis(starts, months, years)


def strips(reader: Browsing, pairs: Sequence[tuple[str, str]], along: Axis) -> dict[tuple[str, str], tuple[Cell, ...]]:
    """Return the strip of each pair."""
    found = buckets(reader, pairs, along.starts, along.months)
    return {pair: tuple(_cell(b, along) for b in cells) for pair, cells in found.items()}


def tone_class(tone: float | None) -> str:
    """Return the class of colour of a mean intensity: from ``h3``, most hostile, over ``n`` to ``c3``."""
    if tone is None or abs(tone) < 0.75:
        return "n"
    step = 1 if abs(tone) < 3 else 2 if abs(tone) < 5.5 else 3
    return f"{'c' if tone > 0 else 'h'}{step}"


def _cell(bucket: Bucket, along: Axis) -> Cell:
    share = min(bucket.n, _TALLEST) / _TALLEST
    height = round(HEIGHT * (0.35 + 0.65 * share))
    many = f"{bucket.n} event{'s' if bucket.n != 1 else ''}"
    title = f"{along.name(bucket.at)}: {many}, mean intensity {bucket.tone:+.1f}".replace("-", "−")
    return Cell(bucket.at, bucket.at * CELL, height, tone_class(bucket.tone), title, bucket.n, bucket.tone)


def _starts(horizon: Date, months: int, cells: int) -> tuple[Date, ...]:
    last = horizon.year * 12 + horizon.month - 1
    end = last - last % months + months
    numbers = [max(end - months * n, 12) for n in range(cells, -1, -1)]
    return tuple(Date(n // 12, n % 12 + 1, 1) for n in numbers)
