"""The queue of what a person should look at: doubtful merges, contested facts, doubtful claims, unknown actors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from detente.events.judging import settle
from detente.model import Claim
from detente.store.browsing import Browsing
from detente.web.room.parameters import PageNumber
from detente.web.room.rows import EventRow, Pages, event_rows, pages
from detente.web.room.tellings import Telling, tellings

Queue = Literal["merges", "contested", "claims", "actors"]

SIZE = 8
SURE = 0.85
"""Claims that are one happening with at least this chance need no second look: of those nine in ten were right."""
DOUBTFUL = 0.6
"""A claim of less confidence is worth a look."""
MADE = 12
"""Judgements shown that were made last."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Claims that were taken for one happening, with the chance and the reason; the first two are to be compared."""

    event: EventRow
    chance: float
    reason: str
    told: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one telling that can be set, as ``detente judge ID set`` takes them; ``by_hand`` were set."""

    when: str
    where: str
    type: str
    status: str
    by_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """An event of which there are contradictory accounts, with one telling of each side and its fields."""

    event: EventRow
    told: tuple[Telling, ...]
    fields: tuple[Fields, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that claims give and the register does not know."""

    name: str
    country: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Made:
    """A judgement that somebody made; ``undone`` says that another one took it back."""

    id: str
    verdict: str
    target: str
    other: str | None
    field: str | None
    value: str | None
    by: str
    at: str
    reason: str | None
    undone: bool


@dataclass(frozen=True, slots=True)
class Review:
    """One of the four queues, how long each is, and the judgements made last."""

    queue: Queue
    lengths: dict[str, int]
    merges: tuple[Merge, ...]
    contested: tuple[Contested, ...]
    claims: tuple[Telling, ...]
    actors: tuple[Unknown, ...]
    made: tuple[Made, ...]
    pages: Pages

    @property
    def rows(self) -> tuple[Any, ...]:
        """The queue asked for."""
        listed: tuple[Any, ...] = getattr(self, self.queue)
        return listed


_MERGES = f"""
    SELECT id, s.value AS chance, s.reason AS reason FROM (SELECT id, unnest(scores) AS s FROM events)
    WHERE s.name = 'one happening' AND s.value < {SURE}"""
_CONTESTED = "SELECT id FROM events WHERE contested"
_CLAIMS = f"SELECT id, confidence FROM claims WHERE confidence < {DOUBTFUL}"
_ACTORS = """
    SELECT name, any_value(country) AS country, count(*) AS n FROM (
        SELECT a.name AS name, a.country AS country, a.id AS id FROM (SELECT unnest(actors) AS a FROM claims)
        UNION ALL SELECT a.name, a.country, a.id FROM (SELECT unnest(recipients) AS a FROM claims)
        UNION ALL SELECT v.name, v.country, v.id FROM (SELECT unnest(voices) AS v FROM claims) WHERE v.kind = 'person')
    WHERE id IS NULL AND name IS NOT NULL GROUP BY name"""
_QUEUES: dict[str, tuple[str, str]] = {
    "merges": (_MERGES, "chance, id"),
    "contested": (_CONTESTED, "id"),
    "claims": (_CLAIMS, "confidence, id"),
    "actors": (_ACTORS, "n DESC, name"),
}


def review(reader: Browsing, *, queue: Queue = "merges", page: PageNumber = 1) -> Review:
    """What a person should look at, the most doubtful first; judging needs the token."""
    lengths = {n: reader.rows(f"SELECT count(*) AS n FROM ({sql})")[0]["n"] for n, (sql, _) in _QUEUES.items()}
    sql, order = _QUEUES[queue]
    rows = reader.rows(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?", [SIZE, (page - 1) * SIZE])
    return Review(
        queue=queue,
        lengths=lengths,
        merges=_merges(reader, rows) if queue == "merges" else (),
        contested=_contested(reader, rows) if queue == "contested" else (),
        claims=_claims(reader, rows) if queue == "claims" else (),
        actors=tuple(Unknown(**row) for row in rows) if queue == "actors" else (),
        made=_made(reader),
        pages=pages(page, lengths[queue], SIZE),
    )


def _merges(reader: Browsing, rows: list[dict[str, Any]]) -> tuple[Merge, ...]:
    events = {e.id: e for e in reader.listed([row["id"] for row in rows])}
    return tuple(
        Merge(
            event_rows([event])[0],
            row["chance"],
            row["reason"],
            tellings(reader, event.claims[:4]),
        )
        for row in rows
        if (event := events.get(row["id"]))
    )


def _contested(reader: Browsing, rows: list[dict[str, Any]]) -> tuple[Contested, ...]:
    found = []
    given = settle(reader.record.judgements()).fields
    for event in reader.listed([row["id"] for row in rows]):
        sides = {t.account: t for t in reversed(tellings(reader, event.claims[:20]))}
        claims = {c.id: c for c in reader.some("claims", [t.claim for t in sides.values()])}
        fields = tuple(_fields(claims[t.claim], given.get(t.claim, {})) for t in sides.values())
        found.append(Contested(event_rows([event])[0], tuple(sides.values()), fields))
    return tuple(found)


def _fields(claim: Claim, given: Mapping[str, str]) -> Fields:
    """What stands in a claim now: what a person set, else what the page was read as."""
    when = claim.when if claim.when and claim.when.earliest and claim.when.latest else None
    days = dict.fromkeys(str(d) for d in (when.earliest, when.latest)) if when else ()
    read = {
        "when": "..".join(days),
        "where": (claim.where.name or "") if claim.where else "",
        "type": claim.type,
        "status": claim.status,
    }
    return Fields(**(read | {f: given[f] for f in read if f in given}), by_hand=tuple(f for f in read if f in given))


def _claims(reader: Browsing, rows: list[dict[str, Any]]) -> tuple[Telling, ...]:
    order = {row["id"]: n for n, row in enumerate(rows)}
    return tuple(sorted(tellings(reader, order), key=lambda t: order[t.claim]))


def _made(reader: Browsing) -> tuple[Made, ...]:
    made = reader.record.judgements()
    undone = {j.target for j in made if j.verdict == "undo"}
    return tuple(
        Made(j.id, j.verdict, j.target, j.other, j.field, j.value, j.by, j.at, j.reason, j.id in undone)
        for j in reversed(made[-MADE:])
    )
