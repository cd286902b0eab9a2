"""The record types that flow through Détente, and their Arrow schemas.

    Page -> Article -> Claim -> Event -> Entry (of a Relation)

All are frozen and slotted; ids are content hashes; ``None`` or an empty tuple stands for what nobody has
told. Offsets count characters of ``Page.text``. Nothing of Détente is imported here.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import hashlib
import types
import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 3
"""Version of the record's layout; every Parquet file carries it. A change here needs a migration in ``store``."""

Date = datetime.date
BlockKind = Literal["headline", "body", "caption"]
Status = Literal["occurred", "ongoing", "planned", "negated", "hypothetical"]
Stance = Literal["asserts", "denies", "alleges", "declines"]
VoiceKind = Literal["official", "person", "organisation", "state", "media", "anonymous", "document", "outlet"]
Described = Literal[
    "official",
    "diplomat",
    "security",
    "lawmaker",
    "fighter",
    "expert",
    "witness",
    "familiar",
    "source",
    "media",
    "public",
]
Outcome = Literal["fulfilled", "cancelled", "postponed", "overdue", "open"]
Verdict = Literal["same", "different", "wrong", "right", "set", "undo"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of a page's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days that holds the true day or days; ``None`` on a side means unbounded there.

    ``precision`` names the grain (day, week, part of month, month, season, year, decade, interval); ``text`` is the
    expression it was read from; ``why`` lists the reasons in reading order.
    """

    earliest: Date | None
    latest: Date | None
    precision: str = "day"
    text: str | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One input, rendered to plain text. ``file`` is the name it was given by (path, member of an archive, line).

    ``main`` are the stretches of ``text`` that the markup shows to be main text; empty where that is not known, as for
    plain text.
    """

    id: str
    uri: str | None
    file: str
    outlet: str | None
    retrieved: Date | None
    media_type: str
    text: str
    title: str | None = None
    published: Interval | None = None
    byline: str | None = None
    language: str | None = None
    main: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A headline, paragraph or caption of an article."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One story on a page; ``position`` counts stories on the page from 0."""

    id: str
    page: str
    position: int
    headline: str | None
    byline: str | None
    outlet: str | None
    published: Interval
    language: str
    blocks: tuple[Block, ...]
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who, as mentioned: the words' place, and what the register says of them on that date.

    ``id`` is the register's slug or ISO 3166 alpha-3 code in lower case; ``country`` is alpha-3; ``sector`` is from
    PLOVER's list (GOV, MIL, REB, IGO, NGO, CVL ...); ``office`` is the office held on the date, and ``organisation``
    the register id of the organisation or group that it is an office of.
    """

    span: Span
    id: str | None
    name: str | None
    country: str | None
    sector: str | None
    office: str | None = None
    organisation: str | None = None

    @property
    def party(self) -> str:
        """Whose side the actor is on: its organisation or armed group where it has one, else its country."""
        if self.sector in OWN_SIDE and (self.organisation or self.id):
            return self.organisation or self.id or ""
        return self.country or self.id or ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain on whose word a claim stands; ``span`` is ``None`` for the outlet itself.

    ``described`` is what the text says of somebody whom it doesn't name: an official, a diplomat, a witness, a person
    familiar with the matter, media ...; ``of`` is whose they are, a country's or body's register id ("an official of
    NATO").
    """

    span: Span | None
    kind: VoiceKind
    id: str | None
    name: str | None
    country: str | None
    stance: Stance
    cue: Span | None = None
    described: Described | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words, and the gazetteer's entry (``geonames`` is the GeoNames id) where it is known.

    ``admin1`` is GeoNames' code of the first division of ``country``, such as a province; ``ambiguous`` says that
    another place of the name is nearly as likely; ``why`` lists what made it the act's place, and which place of the
    name it is.
    """

    span: Span | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    admin1: str | None = None
    ambiguous: bool | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One reason behind a decision: a name, its weight, and words a reader understands."""

    name: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An act (``type``, ``mode``) of ``actors`` towards ``recipients`` as one article tells it, done or not."""

    id: str
    page: str
    article: str
    evidence: tuple[Span, ...]
    predicate: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    symmetric: bool
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    intensity: float
    cameo: str | None
    status: Status
    voices: tuple[Voice, ...]
    when: Interval | None
    where: Place | None
    confidence: float
    object: str | None = None
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of an event that take one stance to it."""

    stance: Stance
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Claims about one happening, and what they agree on. ``actors`` and ``recipients`` are register ids or codes."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    intensity: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    symmetric: bool
    object: str | None
    when: Interval | None
    where: Place | None
    status: Status
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    independent_sources: int
    contested: bool
    accounts: tuple[Account, ...]
    belief: float
    plan: str | None = None
    outcome: Outcome | None = None
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """One named value of a track's state, such as level=embassy or head=recalled."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the ledger: what held between two parties on one track, from when, known since when."""

    id: str
    parties: tuple[str, str]
    directed: bool
    track: str
    state: tuple[State, ...]
    start: Interval | None
    end: Interval | None
    known_since: Date | None
    contested: bool
    confidence: float
    evidence: tuple[str, ...]
    event: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about a claim, or with ``other`` about a pair of them; appended, never edited.

    ``field`` and ``value`` are those of ``set``, a value of ``None`` what the page says; ``undo`` takes back the
    judgement whose id is its ``target``. ``at`` is the time in UTC, ISO 8601: of two that contradict the later holds.
    """

    id: str
    target: str
    verdict: Verdict
    other: str | None
    field: str | None
    value: str | None
    by: str
    at: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not read, or a part that was dropped: its name, the stage, a code, and the reason in words."""

    file: str
    stage: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """The log of one ``read``: what it ran with and on, how many records came of it, and the refusals."""

    id: str
    version: str
    schema: int
    models: tuple[Score, ...]
    settings: str
    inputs: tuple[str, ...]
    pages: int
    articles: int
    claims: int
    events: int
    entries: int
    refused: tuple[Refusal, ...]


OWN_SIDE = frozenset({"REB", "PRM", "IMG", "ISM", "CRM", "IGO", "NGO"})
"""Sectors whose bearers act for themselves, not for the state that they belong to."""
PRESS = "JRN"
"""The sector of newspapers, agencies, broadcasters and their people: they report acts."""

Record = Page | Article | Claim | Event | Entry | Refusal | Run


def content_id(*parts: object) -> str:
    """Return the first 16 hex digits of the SHA-256 over the parts, the id of a record.

    Parts are joined by the unit separator after ``str``; the same parts give the same id on every machine.
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def arrow_schema(record: type[Any]) -> pa.Schema:
    """Return the Arrow schema of a record type, with the schema version in its metadata.

    Nested records become structs, tuples become lists, dates ``date32``, literals strings.
    """
    import pyarrow as pa

    fields = [pa.field(name, kind) for name, kind in _arrow_fields(record)]
    return pa.schema(fields, metadata={"detente.record": record.__name__, "detente.schema": str(SCHEMA_VERSION)})


def to_plain(record: Any) -> Any:
    """Return a record as plain dicts, lists, dates and scalars, the form that Arrow takes in."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {f.name: to_plain(getattr(record, f.name)) for f in dataclasses.fields(record)}
    if isinstance(record, tuple | list):
        return [to_plain(item) for item in record]
    return record


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(arg for arg in typing.get_args(hint) if arg is not type(None))
    return hint


def _arrow_fields(record: type[Any]) -> list[tuple[str, pa.DataType]]:
    hints = typing.get_type_hints(record)
    return [(f.name, _arrow_type(hints[f.name])) for f in dataclasses.fields(record)]


def _arrow_type(hint: Any) -> pa.DataType:
    import pyarrow as pa

    hint = _without_none(hint)
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return pa.struct([pa.field(name, kind) for name, kind in _arrow_fields(hint)])
    if origin is tuple:
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if origin is Literal or (isinstance(hint, type) and issubclass(hint, enum.StrEnum)):
        return pa.string()
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), Date: pa.date32()}[hint]
