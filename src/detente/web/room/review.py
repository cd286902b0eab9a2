"""The queue of what a person should look at: doubtful merges, contested facts, doubtful claims, unknown actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.events.judging import Settled, settle
from detente.model import Actor, Claim
from detente.reading.actors import load_register
from detente.store.browsing import AMONG, Browsing, listing
from detente.web.room.parameters import PageNumber
from detente.web.room.rows import EventRow, Pages, event_rows, named, pages
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
    actors: str
    recipients: str
    by_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """An event of which there are contradictory accounts, with one telling of each side and its fields."""

    event: EventRow
    told: tuple[Telling, ...]
    fields: tuple[Fields, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that claims give and the register does not know, with the first two that give it and their fields."""

    name: str
    country: str | None
    n: int
    told: tuple[Telling, ...]
    fields: tuple[Fields, ...]


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
    """One of the four queues, how long each is, and the judgements made last; ``fields`` are those of ``claims``."""

    queue: Queue
    lengths: dict[str, int]
    merges: tuple[Merge, ...]
    contested: tuple[Contested, ...]
    claims: tuple[Telling, ...]
    fields: tuple[Fields, ...]
    actors: tuple[Unknown, ...]
    made: tuple[Made, ...]
    pages: Pages

    @property
    def rows(self) -> tuple[Any, ...]:
        """The queue asked for."""
        listed: tuple[Any, ...] = getattr(self, self.queue)
        return listed


_MERGES = f"""
    SELECT id, s.value AS chance, s.reason AS reason
    FROM (SELECT id, len(claims) AS claims, unnest(scores) AS s FROM events) LEFT JOIN (
        SELECT one.event AS id, count(*) AS joined FROM (SELECT unnest(string_split(?, chr(31))) AS pair)
        JOIN memory.members one ON one.claim = split_part(pair, '/', 1)
        JOIN memory.members other ON other.claim = split_part(pair, '/', 2) AND other.event = one.event
        GROUP BY one.event) USING (id)
    WHERE s.name = 'one happening' AND s.value < {SURE} AND coalesce(joined, 0) < claims - 1"""
_CONTESTED = f"""
    SELECT id FROM events LEFT JOIN (
        SELECT event AS id, count(*) AS judged FROM memory.members WHERE claim IN ({AMONG}) GROUP BY event) USING (id)
    WHERE contested AND coalesce(judged, 0) < len(accounts)"""
_CLAIMS = f"SELECT id, confidence FROM claims WHERE confidence < {DOUBTFUL} AND id NOT IN ({AMONG})"
_ACTORS = f"""
    SELECT name, any_value(country) AS country, count(*) AS n, list(DISTINCT claim ORDER BY claim)[1:2] AS claims FROM (
        SELECT claim, a.name AS name, a.country AS country
        FROM (SELECT id AS claim, unnest(actors) AS a FROM claims) WHERE a.id IS NULL
        UNION ALL SELECT claim, a.name, a.country
        FROM (SELECT id AS claim, unnest(recipients) AS a FROM claims) WHERE a.id IS NULL
        UNION ALL SELECT claim, v.name, v.country
        FROM (SELECT id AS claim, unnest(voices) AS v FROM claims) WHERE v.id IS NULL AND v.kind = 'person')
    WHERE name IS NOT NULL AND claim NOT IN ({AMONG}) GROUP BY name"""
_QUEUES: dict[str, tuple[str, str]] = {
    "merges": (_MERGES, "chance, id"),
    "contested": (_CONTESTED, "id"),
    "claims": (_CLAIMS, "confidence, id"),
    "actors": (_ACTORS, "n DESC, name"),
}
"""What each queue asks, and its order. All leave out what was judged: pairs said to be one, or claims."""


def review(reader: Browsing, *, queue: Queue = "merges", page: PageNumber = 1) -> Review:
    """What a person should look at and has not judged yet, the most doubtful first; judging needs the token."""
    settled = settle(reader.record.judgements())
    judged, pairs = listing(_looked_at(settled)), listing(f"{a}/{b}" for a, b in settled.same)
    bound = {name: pairs if name == "merges" else judged for name in _QUEUES}
    lengths = {
        n: reader.rows(f"SELECT count(*) AS n FROM ({sql})", [bound[n]])[0]["n"] for n, (sql, _) in _QUEUES.items()
    }
    sql, order = _QUEUES[queue]
    rows = reader.rows(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?", [bound[queue], SIZE, (page - 1) * SIZE])
    told = _claims(reader, rows) if queue == "claims" else ()
    return Review(
        queue=queue,
        lengths=lengths,
        merges=_merges(reader, rows) if queue == "merges" else (),
        contested=_contested(reader, rows, settled) if queue == "contested" else (),
        claims=told,
        fields=_fields(reader, told, settled),
        actors=_actors(reader, rows, settled) if queue == "actors" else (),
        made=_made(reader),
        pages=pages(page, lengths[queue], SIZE),
    )


def _looked_at(settled: Settled) -> list[str]:
    """The claims of which a person said whether they are right, or set a field."""
    verdicts = ((claim, {j.verdict for j in told}) for claim, told in settled.holding.items())
    return [claim for claim, said in verdicts if said & {"right", "wrong", "set"}]


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


def _contested(reader: Browsing, rows: list[dict[str, Any]], settled: Settled) -> tuple[Contested, ...]:
    found = []
    for event in reader.listed([row["id"] for row in rows]):
        sides = {t.account: t for t in reversed(tellings(reader, event.claims[:20]))}
        told = tuple(sides.values())
        found.append(Contested(event_rows([event])[0], told, _fields(reader, told, settled)))
    return tuple(found)


def _actors(reader: Browsing, rows: list[dict[str, Any]], settled: Settled) -> tuple[Unknown, ...]:
    found = []
    for row in rows:
        told = tellings(reader, row["claims"])
        found.append(Unknown(row["name"], row["country"], row["n"], told, _fields(reader, told, settled)))
    return tuple(found)


def _fields(reader: Browsing, told: Sequence[Telling], settled: Settled) -> tuple[Fields, ...]:
    claims = {c.id: c for c in reader.some("claims", [t.claim for t in told])}
    return tuple(_fields_of(claims[t.claim], settled.fields.get(t.claim, {})) for t in told)


def _fields_of(claim: Claim, given: Mapping[str, str]) -> Fields:
    """What stands in a claim now: what a person set, else what the page was read as."""
    when = claim.when if claim.when and claim.when.earliest and claim.when.latest else None
    days = dict.fromkeys(str(d) for d in (when.earliest, when.latest)) if when else ()
    read = {
        "when": "..".join(days),
        "where": (claim.where.name or "") if claim.where else "",
        "type": claim.type,
        "status": claim.status,
        "actors": ", ".join(_called(a) for a in claim.actors),
        "recipients": ", ".join(_called(a) for a in claim.recipients),
    }
    return Fields(**(read | {f: given[f] for f in read if f in given}), by_hand=tuple(f for f in read if f in given))


def _called(actor: Actor) -> str:
    """How an actor may be written in a field: the register's name, for a person that of the country."""
    if actor.id is not None and load_register().has_entity(actor.id):
        return named(actor.id)
    return named(actor.country) if actor.country else actor.name or ""


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
