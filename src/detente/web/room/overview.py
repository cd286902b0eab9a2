"""The first page: relations by activity and change, what is new, what is disputed, what is due."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query

from detente.model import Entry
from detente.store.browsing import Browsing, Wanted
from detente.store.dyads import Dyad, Order, count_dyads, dyads
from detente.store.record import from_rows
from detente.web.brief_words import spoken, state_words
from detente.web.room.parameters import PageNumber
from detente.web.room.plans import PlanRow, due
from detente.web.room.rows import EventRow, Pages, Party, event_row, event_rows, pages, party
from detente.web.room.strips import Axis, Cell, axis, strips, tone_class

Date = datetime.date

SIZE = 20
"""Relations on a page."""
SHOWN = 6
"""Events, disputes and plans in each list beside them."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class DyadRow:
    """One relation in the list, with its strip and the last thing that happened."""

    a: Party
    b: Party
    n: int
    recent: int
    before: int
    tone: float | None
    tone_before: float | None
    last: EventRow | None
    strip: tuple[Cell, ...]

    @property
    def tone_class(self) -> str:
        """The colour of the recent tone."""
        return tone_class(self.tone)

    @property
    def change(self) -> int:
        """How many more events than in the stretch before."""
        return self.recent - self.before


@dataclass(frozen=True, slots=True)
class Move:
    """A line of the ledger that moved: the parties, the new state in words, since when, and the event behind it."""

    parties: tuple[Party, Party]
    directed: bool
    track: str
    state: str
    since: str
    known_since: Date | None
    event: str | None
    contested: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    articles: int
    outlets: int
    claims: int
    events: int
    relations: int
    refused: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page. ``days`` is how long "recent" is; the axis is that of all strips."""

    horizon: Date | None
    counts: Counts
    days: int
    sort: Order
    dyads: tuple[DyadRow, ...]
    pages: Pages
    axis: Axis | None
    new: tuple[EventRow, ...]
    new_in_all: int
    moves: tuple[Move, ...]
    disputes: tuple[EventRow, ...]
    disputes_in_all: int
    plans: tuple[PlanRow, ...]


def overview(
    reader: Browsing,
    *,
    sort: Order = "activity",
    days: Annotated[Literal["30", "90", "365"], Query(description="how many days are recent")] = "90",
    page: PageNumber = 1,
) -> Overview:
    """Relations by activity and change, with heat strips; what the last week brought; open disputes; plans due."""
    horizon = reader.newest()
    relations = count_dyads(reader)
    counts = _counts(reader, relations)
    if horizon is None:
        return Overview(None, counts, int(days), sort, (), pages(1, 0, SIZE), None, (), 0, (), (), 0, ())
    along = axis(reader, horizon)
    found = dyads(reader, horizon, days=int(days), order=sort, limit=SIZE, skip=(page - 1) * SIZE)
    since = horizon - datetime.timedelta(WEEK - 1)
    new, new_in_all = reader.event_ids(Wanted(told_from=since), order="told", limit=SHOWN)
    disputes, disputes_in_all = reader.event_ids(Wanted(contested=True), limit=SHOWN)
    return Overview(
        horizon=horizon,
        counts=counts,
        days=int(days),
        sort=sort,
        dyads=dyad_rows(reader, found, along),
        pages=pages(page, relations, SIZE),
        axis=along,
        new=event_rows(reader.listed(new)),
        new_in_all=new_in_all,
        moves=_moves(reader, since),
        disputes=event_rows(reader.listed(disputes)),
        disputes_in_all=disputes_in_all,
        plans=due(reader, horizon, limit=SHOWN),
    )


def dyad_rows(reader: Browsing, found: list[Dyad], along: Axis) -> tuple[DyadRow, ...]:
    """Return relations as rows with their strips."""
    drawn = strips(reader, [(d.a, d.b) for d in found], along)
    last = {e.id: e for e in reader.listed([d.last_event for d in found if d.last_event])}
    return tuple(
        DyadRow(
            a=party(d.a),
            b=party(d.b),
            n=d.n,
            recent=d.recent,
            before=d.before,
            tone=d.tone,
            tone_before=d.tone_before,
            last=event_row(last[d.last_event]) if d.last_event in last else None,
            strip=drawn[(d.a, d.b)],
        )
        for d in found
    )


def _counts(reader: Browsing, relations: int) -> Counts:
    sql = """
        SELECT (SELECT count(*) FROM articles) AS articles,
            (SELECT count(DISTINCT outlet) FROM articles) AS outlets, (SELECT count(*) FROM claims) AS claims,
            (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM refusals) AS refused"""
    return Counts(**reader.rows(sql)[0], relations=relations)


def _moves(reader: Browsing, since: Date) -> tuple[Move, ...]:
    sql = "SELECT * FROM entries WHERE known_since >= ? ORDER BY known_since DESC, id LIMIT ?"
    return tuple(move(entry) for entry in from_rows(Entry, reader.rows(sql, [since, SHOWN])))


def move(entry: Entry) -> Move:
    """Return a ledger entry in words."""
    from detente.relations import load_tracks

    labels = {t.name: t.label for t in load_tracks()}
    a, b = entry.parties
    return Move(
        parties=(party(a), party(b)),
        directed=entry.directed,
        track=labels.get(entry.track, entry.track),
        state=state_words(entry),
        since=spoken(entry.start),
        known_since=entry.known_since,
        event=entry.event,
        contested=entry.contested,
    )


__all__ = ["DyadRow", "Move", "Overview", "dyad_rows", "move", "overview"]
