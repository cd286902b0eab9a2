"""The timeline chart's geometry: where each event is drawn; the drawing itself is ``templates/chart.svg.jinja``.

Rows are PLOVER types, from the most cooperative at the top to the most hostile at the bottom; a row has as many tracks
as its events need to stay clear of each other. Time runs from left to right; a year is as wide as what is told of it,
so that a crowded spring is readable beside ten empty years.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.lines import Line
from detente.model import Event
from detente.web.brief_words import spoken

Date = datetime.date

EMPTY_YEAR, EMPTY_RUN = 0.22, 0.9
CROWD = 1.4
TRACK_HEIGHT = 22
MARK, RING = 6.0, 10.0
"""Half the width of a mark, and of one that is ringed."""
OPEN_TAIL = 26.0
"""Length of the arrow of an event whose interval has no other end."""
CHARACTER = 6.3
"""Width of a character of a label in px, on the safe side: the widest of the usual system fonts has 6.1 at 11.5 px."""
MOST_EVENTS = 300
"""More marks than this make a wall, not a chart: the contested and the best attested are drawn, the list has all."""
SHORTEST_LABEL = 18
"""A phrase that would have to be cut shorter is left out: its number stands for it."""
GAP = 5.0
HEAD = 26.0
"""Height of the line that says Cooperation or Conflict."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the chart at the start of a year or month; ``label`` is empty where there is no room."""

    x: float
    middle: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: its mark at ``x``, ``y``; the bar of its interval, if it has one; its label."""

    number: int
    event: Event
    title: str
    x: float
    y: float
    bar: tuple[float, float] | None
    open_start: bool
    open_end: bool
    label: str
    label_x: float
    anchor: str

    @property
    def phrase(self) -> str:
        """The label after its number."""
        return self.label.removeprefix(str(self.number))

    @property
    def quad(self) -> str:
        """The quad as a class name."""
        return self.event.quad.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Band:
    """One row: a PLOVER type."""

    label: str
    top: float
    height: float
    conflict: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to draw; ``zero`` is the height of the line between cooperation and conflict."""

    width: float
    height: float
    left: float
    right: float
    axis: float
    zero: float
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    undated: tuple[int, ...]
    left_out: int
    evenly: bool
    """Whether all years are equally wide."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to px, linear inside each unit (a year or a month)."""

    starts: tuple[Date, ...]
    xs: tuple[float, ...]

    def __call__(self, day: Date) -> float:
        at = max(0, min(bisect.bisect_right(self.starts, day) - 1, len(self.starts) - 2))
        whole = (self.starts[at + 1] - self.starts[at]).days
        share = min(max((day - self.starts[at]).days / whole, 0.0), 1.0)
        return self.xs[at] + share * (self.xs[at + 1] - self.xs[at])


def draw(lines: Sequence[Line], horizon: Date | None, *, width: int) -> Chart:
    """Return the chart of some events, numbered from 1 in the order given, ``width`` px wide.

    Events without any date are left to the list and named in ``undated``; of more than ``MOST_EVENTS``
    the best attested are drawn.
    """
    numbered = list(enumerate(lines, 1))
    known = [(n, t) for n, t in numbered if _known(t.event)]
    dated = sorted(sorted(known, key=_attested)[:MOST_EVENTS], key=lambda x: x[0])
    undated = tuple(n for n, t in numbered if not _known(t.event))
    roomy = width > 600
    left, right = (112.0 if roomy else 74.0), float(width - 10)
    starts = _units([d for _, t in dated for d in _known(t.event)], horizon)
    weights = _weights(starts, [_anchor(t.event) for _, t in dated])
    scale = _scale(starts, weights, left + 12, right - 8)
    bands, marks, height = _rows(dated, scale, (left, right), phrases=roomy)
    zero = next((b.top for b in bands if b.conflict), height)
    ticks = tuple(_ticks(scale, roomy=roomy))
    return Chart(
        width=width,
        height=height + 30,
        left=left,
        right=right,
        axis=height,
        zero=zero,
        bands=bands,
        ticks=ticks,
        marks=marks,
        undated=undated,
        left_out=len(known) - len(dated),
        evenly=len(set(weights)) <= 1,
    )


def _attested(numbered: tuple[int, Line]) -> tuple[bool, int, float, int]:
    event = numbered[1].event
    return (not event.contested, -event.independent_sources, -event.belief, numbered[0])


def _known(event: Event) -> list[Date]:
    return [d for d in (event.when.earliest, event.when.latest) if d] if event.when else []


def _anchor(event: Event) -> Date:
    """The day at which an event's mark is drawn: the middle of its interval, or its only known end."""
    first, *rest = _known(event)
    return first + (rest[0] - first) / 2 if rest else first


def _units(days: Sequence[Date], horizon: Date | None) -> tuple[Date, ...]:
    """The starts of the years that hold the days, and of the one after; of months where all lie within 14 months."""
    known = sorted(days) or [horizon or Date(2000, 1, 1)]
    first, last = known[0], known[-1]
    if (last - first).days <= 430:
        count = (last.year - first.year) * 12 + last.month - first.month + 2
        months = [first.year * 12 + first.month - 1 + n for n in range(count)]
        return tuple(Date(m // 12, m % 12 + 1, 1) for m in months)
    return tuple(Date(y, 1, 1) for y in range(first.year, min(last.year, 9998) + 2))


def _weights(starts: Sequence[Date], anchors: Sequence[Date]) -> list[float]:
    """How wide each unit is: by what is told of it; a run of empty ones has a width of its own, however long."""
    told = Counter(bisect.bisect_right(starts, day) - 1 for day in anchors)
    weights: list[float] = []
    for empty, run in itertools.groupby(range(len(starts) - 1), key=lambda i: not told[i]):
        units = list(run)
        gap = min(EMPTY_YEAR, EMPTY_RUN / len(units))
        weights += [gap if empty else 1 + CROWD * math.sqrt(told[i]) for i in units]
    return weights


def _scale(starts: tuple[Date, ...], weights: Sequence[float], left: float, right: float) -> _Scale:
    total = sum(weights)
    xs = [left + (right - left) * x / total for x in itertools.accumulate(weights, initial=0.0)]
    return _Scale(starts, tuple(xs))


def _ticks(scale: _Scale, *, roomy: bool) -> list[Tick]:
    """The starts of units, those left out that would stand closer than a hair's breadth."""
    months = len(scale.starts) > 1 and scale.starts[1].year == scale.starts[0].year
    found: list[Tick] = []
    for start, x, after in zip(scale.starts, scale.xs, scale.xs[1:], strict=False):
        room = (after - x) * (1.0 if roomy else 1.3)
        long = f"{start:%b %y}" if months else str(start.year)
        short = f"{start:%b}" if months else f"’{start:%y}"
        label = long if room >= 40 else short if room >= 20 else ""
        found.append(Tick(round(x, 1), round((x + after) / 2, 1), label))
    return [t for n, t in enumerate(found) if t.label or n == 0 or found[n - 1].label]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark, and the stretch of its track that it and its number need."""

    mark: Mark
    begins: float
    ends: float


def _rows(
    dated: Sequence[tuple[int, Line]], scale: _Scale, sides: tuple[float, float], *, phrases: bool
) -> tuple[tuple[Band, ...], tuple[Mark, ...], float]:
    kinds: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, line in dated:
        kinds[("conflict" in line.event.quad, line.event.type)].append((number, line))
    order = sorted(kinds, key=lambda k: (k[0], -_mean(kinds[k]), k[1]))
    says = {n: t.says for n, t in dated} if phrases else {}
    bands: list[Band] = []
    marks: list[Mark] = []
    top = HEAD
    for conflict, kind in order:
        if conflict and bands and not bands[-1].conflict:
            top += HEAD
        tracks = _packed(kinds[conflict, kind], scale, sides)
        marks += [
            dataclasses.replace(m, y=round(top + 3 + TRACK_HEIGHT * (at + 0.5), 1))
            for at, track in enumerate(tracks)
            for m in _labelled(track, says, sides)
        ]
        bands.append(Band(kind.capitalize(), top, len(tracks) * TRACK_HEIGHT + 6.0, conflict))
        top += bands[-1].height
    return tuple(bands), tuple(sorted(marks, key=lambda m: m.number)), top


def _mean(lines: Sequence[tuple[int, Line]]) -> float:
    return sum(t.event.intensity for _, t in lines) / len(lines)


def _packed(lines: Sequence[tuple[int, Line]], scale: _Scale, sides: tuple[float, float]) -> list[list[_Placed]]:
    """Place each mark, with its number, on the first track where it touches nothing."""
    tracks: list[list[_Placed]] = []
    for number, line in sorted(lines, key=lambda x: (scale(_anchor(x[1].event)), x[0])):
        placed = _placed(number, line, scale, sides)
        free = next((t for t in tracks if all(p.ends <= placed.begins or placed.ends <= p.begins for p in t)), None)
        if free is None:
            tracks.append([placed])
        else:
            free.append(placed)
    return [sorted(track, key=lambda p: p.begins) for track in tracks]


def _placed(number: int, line: Line, scale: _Scale, sides: tuple[float, float]) -> _Placed:
    event, when, (left, right) = line.event, line.event.when, sides
    x = scale(_anchor(event))
    first = scale(when.earliest) if when and when.earliest else x - OPEN_TAIL
    last = scale(when.latest) if when and when.latest else x + OPEN_TAIL
    half = RING if event.contested else MARK
    begins, ends = min(first, x - half), max(last, x + half)
    wide = _width(str(number))
    label_x, anchor = ends + GAP, "start"
    if label_x + wide > right:
        label_x, anchor = (begins - GAP, "end") if begins - GAP - wide > left else (x + half + 3, "start")
    title = f"{number}. {spoken(when)}: {line.says} ({event.status}{', contested' if event.contested else ''})"
    mark = Mark(
        number=number,
        event=event,
        title=title,
        x=round(x, 1),
        y=0.0,
        bar=(round(first, 1), round(last, 1)) if last - first > 2 * MARK else None,
        open_start=not (when and when.earliest),
        open_end=not (when and when.latest),
        label=str(number),
        label_x=round(label_x, 1),
        anchor=anchor,
    )
    reach = (label_x - wide, ends) if anchor == "end" else (begins, max(ends, label_x + wide))
    return _Placed(mark, reach[0] - GAP, reach[1] + GAP)


def _labelled(track: Sequence[_Placed], says: Mapping[int, str], sides: tuple[float, float]) -> Iterator[Mark]:
    """Give each mark of a track its phrase where there is room for it: to its right, else to its left."""
    taken = sides[0]
    for at, placed in enumerate(track):
        mark = placed.mark
        until = track[at + 1].begins if at + 1 < len(track) else sides[1]
        phrase = says.get(mark.number)
        begins, ends = _body(mark)
        right, left = (_cut(f"{mark.number} {phrase}", room - GAP) for room in (until - ends, begins - taken))
        if phrase and (right.endswith(phrase) or len(right) >= max(len(left), SHORTEST_LABEL)):
            mark = dataclasses.replace(mark, label=right, label_x=round(ends + GAP, 1), anchor="start")
            taken = ends + GAP + _width(right)
        elif phrase and len(left) >= SHORTEST_LABEL:
            mark = dataclasses.replace(mark, label=left, label_x=round(begins - GAP, 1), anchor="end")
            taken = ends
        else:
            taken = placed.ends
        yield mark


def _body(mark: Mark) -> tuple[float, float]:
    bar, half = mark.bar or (mark.x, mark.x), RING if mark.event.contested else MARK
    return min(bar[0], mark.x - half), max(bar[1], mark.x + half)


def _width(label: str) -> float:
    return CHARACTER * len(label) + 4


def _cut(words: str, room: float) -> str:
    """Cut words to a width at a word's end; an empty string where not even a few letters fit."""
    most = int((room - 4) / CHARACTER)
    if len(words) <= most:
        return words
    return words[: max(most - 1, 0)].rpartition(" ")[0].rstrip(" ,") + "…" if most > 1 else ""
