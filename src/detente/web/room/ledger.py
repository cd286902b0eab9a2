"""A relation's ledger as the room shows it: the state of each line on a day, and its states over time as bands."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.model import Entry, Interval
from detente.relations import load_tracks
from detente.store.browsing import Browsing, Day
from detente.web.brief_words import exact, spoken, state_words
from detente.web.room.rows import Party, party
from detente.web.room.strips import tone_class

Date = datetime.date

TRACKS = ("ties", "recognition", "representation", "agreements", "talks", "contact", "measures", "force")
"""The order in which a desk asks for them; others follow."""

_CHARACTER = 6.4
"""Width of a character of a band's words in px, on the safe side."""
ROW, BAND, HEAD = 30, 20, 22

_Line = tuple[str, str, list[tuple[Date, Entry]]]
"""The name of a line of the ledger, its sides where it has a direction, and its entries by the day they began."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of the ledger in words, and the event that it follows from."""

    id: str
    parties: tuple[Party, Party]
    directed: bool
    track: str
    label: str
    state: str
    since: str
    until: str | None
    exact: str
    known_since: Date | None
    contested: bool
    confidence: float
    event: str | None
    tone: str


@dataclass(frozen=True, slots=True)
class Band:
    """One state of a line, drawn; ``point`` is an event that is over once it has happened, such as a visit."""

    x: float
    width: float
    words: str
    title: str
    tone: str
    event: str | None
    contested: bool
    point: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ledger: its name, and its states from left to right."""

    label: str
    sides: str
    y: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """All lines of a relation over one stretch of time; ``on`` is where the day asked for lies."""

    width: int
    height: float
    left: float
    rows: tuple[Row, ...]
    years: tuple[tuple[float, str], ...]
    on: float | None


def cells(entries: Sequence[Entry], told: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return ledger entries in words, in the order of their tracks; ``told`` gives the tone of each event."""
    labels = {t.name: t.label for t in load_tracks()}
    ordered = sorted(entries, key=lambda e: (_rank(e.track), e.track, e.parties, began(e)))
    return tuple(
        Cell(
            id=e.id,
            parties=(party(e.parties[0]), party(e.parties[1])),
            directed=e.directed,
            track=e.track,
            label=labels.get(e.track, e.track),
            state=state_words(e),
            since=spoken(e.start),
            until=spoken(e.end) if e.end else None,
            exact=exact(e.start),
            known_since=e.known_since,
            contested=e.contested,
            confidence=e.confidence,
            event=e.event,
            tone=told.get(e.event or "", "n"),
        )
        for e in ordered
    )


def bands(
    entries: Sequence[Entry], told: Mapping[str, str], last: Date, *, on: Date | None, widths: Sequence[int]
) -> tuple[Bands | None, ...]:
    """Return the ledger's lines drawn from the first entry to ``last`` at each width; ``None`` for nothing to draw."""
    lines = _lines(entries)
    days = [day for *_, line in lines for day, _ in line]
    if not days:
        return (None,) * len(widths)
    first, last = Date(min(days).year, 1, 1), max(last, *days)
    return tuple(_drawn(lines, told, _Scale(first, last, 232.0 if w > 600 else 0.0, w - 6.0), on, w) for w in widths)


def _drawn(lines: Sequence[_Line], told: Mapping[str, str], scale: _Scale, on: Date | None, width: int) -> Bands:
    rows = []
    y = float(HEAD)
    for label, sides, line in lines:
        y += 0 if scale.left else 17
        rows.append(Row(label, sides, y, _bands(line, scale, told)))
        y += ROW
    marked = scale(on) if on and scale.first <= on <= scale.last else None
    return Bands(width, y + 4, scale.left, tuple(rows), scale.years(), marked)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: Date
    last: Date
    left: float
    right: float

    def __call__(self, day: Date) -> float:
        return self.along((day,))[0]

    def along(self, days: Iterable[Date]) -> list[float]:
        """Return where some days lie; those of a busy relation are thousands."""
        first, last = self.first.toordinal(), self.last.toordinal()
        a_day = (self.right - self.left) / max(last - first, 1)
        return [round(self.left + (min(max(day.toordinal(), first), last) - first) * a_day, 1) for day in days]

    def years(self) -> tuple[tuple[float, str], ...]:
        span = self.last.year - self.first.year + 1
        fit = max((self.right - self.left) / 46, 1)
        step = next((s for s in (1, 2, 5, 10, 20, 50) if span / s <= fit), 100)
        return tuple(
            (self(Date(year, 1, 1)), str(year))
            for year in range(self.first.year, self.last.year + 1)
            if year % step == 0
        )


def _lines(entries: Iterable[Entry]) -> list[_Line]:
    """The entries by line: what passes is drawn on one line for each track, what holds on one for each of its kinds."""
    tracks = {t.name: t for t in load_tracks()}
    kept = {name for name, t in tracks.items() if t.by_object}
    found: dict[tuple[str, tuple[str, str], str], list[tuple[Date, Entry]]] = {}
    for entry in entries:
        day = _day(entry.start)
        if day is not None:
            kind = _kind(entry) if entry.track in kept and not _passes(entry) else ""
            found.setdefault((entry.track, entry.parties, kind), []).append((day, entry))
    alike = Counter((track, sides) for track, sides, _ in found)
    lines = []
    for (track, between, kind), line in sorted(found.items(), key=lambda item: (_rank(item[0][0]), item[0])):
        name = tracks[track].label if track in tracks else track
        name += f": {kind.replace(',', ', ')}" if kind and alike[track, between] > 1 else ""
        sides = "{} → {}".format(*line[0][1].parties) if line[0][1].directed else ""
        lines.append((name, sides, sorted(line, key=lambda begun: begun[0])))
    return lines


def _bands(line: Sequence[tuple[Date, Entry]], scale: _Scale, told: Mapping[str, str]) -> tuple[Band, ...]:
    """The states of one line; of those that would lie on the same pixels the last is drawn."""
    found: list[Band] = []
    starts = scale.along(day for day, _ in line)
    for x, until, (_, entry) in zip(starts, (*starts[1:], None), line, strict=True):
        if until is None:
            found.append(_band(entry, x, scale.right, told.get(entry.event or "", "n")))
        elif until - x >= 1.0 and (until - x >= 2.0 or not _passes(entry)):
            found.append(_band(entry, x, until, told.get(entry.event or "", "n")))
    return tuple(found)


def _band(entry: Entry, x: float, until: float, tone: str) -> Band:
    point = _passes(entry)
    room = 0 if point else int((until - x - 10) / _CHARACTER)
    words = state_words(entry)
    return Band(
        x=x,
        width=8.0 if point else round(max(until - x - 1.5, 3.0), 1),
        words=words if len(words) <= room else f"{words[: room - 1].rstrip()}…" if room > 5 else "",
        title=f"{spoken(entry.start)}: {words}" + (" (contested)" if entry.contested else ""),
        tone=tone,
        event=entry.event,
        contested=entry.contested,
        point=point,
    )


def _passes(entry: Entry) -> bool:
    """Whether an entry is the last of its kind (a visit, an attack), not a state that holds."""
    return any(s.key in ("contact", "last") for s in entry.state)


def _kind(entry: Entry) -> str:
    return ",".join(s.key for s in entry.state)


def tones(reader: Browsing, entries: Sequence[Entry], days: Iterable[Day] = ()) -> dict[str, str]:
    """Return the colour of the event that each entry follows from, by its intensity; ``days`` are those at hand."""
    wanted = {e.event for e in entries if e.event}
    found = {d.event: d.intensity for d in days if d.event in wanted}
    found |= reader.intensities(wanted - set(found)) if len(found) < len(wanted) else {}
    return {event: tone_class(value) for event, value in found.items()}


def began(entry: Entry) -> Date:
    """Return the day on which a state may have begun at the earliest."""
    return _day(entry.start) or Date.min


def _rank(track: str) -> int:
    return TRACKS.index(track) if track in TRACKS else len(TRACKS)


def _day(when: Interval | None) -> Date | None:
    return (when.earliest or when.latest) if when else None
