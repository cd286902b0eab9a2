"""One event: accounts side by side, variants of its facts, who said it first, who repeats it, and why to believe it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.errors import UsageError
from detente.events import outcome_on
from detente.events.sources import source
from detente.model import Article, Claim, Entry, Event
from detente.store.browsing import Browsing, Wanted
from detente.store.record import from_rows
from detente.web.room import lasting
from detente.web.room.overview import Move, move
from detente.web.room.parameters import RecordId
from detente.web.room.rows import EventRow, Party, event_row, event_rows, party
from detente.web.room.tellings import ACCOUNTS, Telling, tellings

MOST = 60
"""Claims that are quoted; a happening that is told more often has the rest in its JSON and in search."""
NEAR = 8


@dataclass(frozen=True, slots=True)
class Account:
    """One side of the matter: the stance that its tellings take."""

    side: str
    told: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a fact, and the sources that give it."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A fact of which there are several versions: when, where, whether, what kind."""

    fact: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Echo:
    """An article that tells the event, and those that copy it."""

    article: str
    outlet: str
    headline: str | None
    published: str
    copies: tuple[Echo, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One source on whose word the event stands, and the articles that pass its word on."""

    source: str
    name: str
    articles: tuple[Echo, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for how the record has the event: a name, a number, and words."""

    name: str
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event with all that stands behind it."""

    event: EventRow
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    symmetric: bool
    object: str | None
    contexts: tuple[str, ...]
    place: str | None
    lat: float | None
    lon: float | None
    why: tuple[str, ...]
    accounts: tuple[Account, ...]
    claims: int
    variants: tuple[Variant, ...]
    differences: tuple[Reason, ...]
    origins: tuple[Origin, ...]
    reasons: tuple[Reason, ...]
    plan: EventRow | None
    settled_by: tuple[EventRow, ...]
    outcome: str | None
    ledger: tuple[Move, ...]
    near: tuple[EventRow, ...]
    lasting: str


def event(reader: Browsing, id: RecordId) -> EventPage:
    """One event: accounts by stance and outlet, variants of date and place, echo tree, plan, its belief explained."""
    one = _found(reader, id)
    told = tellings(reader, one.claims[:MOST])
    claims = {c.id: c for c in reader.some("claims", one.claims[:MOST])}
    planned = one.status == "planned"
    return EventPage(
        event=event_row(one),
        actors=tuple(party(c) for c in one.actors),
        recipients=tuple(party(c) for c in one.recipients),
        symmetric=one.symmetric,
        object=one.object,
        contexts=one.contexts,
        place=one.where.name if one.where else None,
        lat=one.where.lat if one.where else None,
        lon=one.where.lon if one.where else None,
        why=one.when.why if one.when else (),
        accounts=_accounts(told),
        claims=len(one.claims),
        variants=_variants(told),
        differences=tuple(
            Reason(s.name, s.value, s.reason) for s in one.scores if s.name.startswith("accounts differ")
        ),
        origins=_origins(reader, told, claims),
        reasons=tuple(
            Reason(s.name, s.value, s.reason) for s in one.scores if not s.name.startswith("accounts differ")
        ),
        plan=next(iter(event_rows(reader.listed([one.plan]))), None) if one.plan else None,
        settled_by=event_rows(reader.fulfilling(one.id)) if planned else (),
        outcome=outcome_on(one, reader.newest()) if planned else None,
        ledger=tuple(move(e) for e in _entries(reader, one.id)),
        near=_near(reader, one),
        lasting=lasting.address(one.claims),
    )


def _found(reader: Browsing, id: str) -> Event:
    rows = reader.rows("SELECT id FROM events WHERE starts_with(id, ?) ORDER BY id LIMIT 2", [id])
    if len(rows) > 1:
        raise UsageError(f"more than one event's id begins with {id}; give more characters")
    if not rows:
        moved = lasting.now(reader, id)
        if moved is not None:
            raise lasting.MovedError(moved)
        raise UsageError(
            f"there is no event whose id begins with {id}, and no event is known to have had it. An event's id changes "
            "when claims join or leave it; the link under “Address that lasts” on its page does not. Search for what "
            "happened"
        )
    return reader.listed([rows[0]["id"]])[0]


def _accounts(told: Sequence[Telling]) -> tuple[Account, ...]:
    sides = ((side, tuple(t for t in told if t.account == side)) for side in ACCOUNTS)
    return tuple(Account(side, found) for side, found in sides if found)


def _variants(told: Sequence[Telling]) -> tuple[Variant, ...]:
    """The facts that the tellings give in more than one version."""
    facts = (
        ("When", [(t.when, t.source) for t in told if t.when != "undated"]),
        ("Where", [(t.where, t.source) for t in told if t.where]),
        ("Whether", [(t.status, t.source) for t in told]),
        ("What kind of act", [(f"{t.type} {t.mode or ''}".strip(), t.source) for t in told]),
    )
    return tuple(Variant(fact, versions) for fact, given in facts if len(versions := _versions(given)) > 1)


def _versions(given: Iterable[tuple[str | None, str]]) -> tuple[Version, ...]:
    found: dict[str, dict[str, None]] = {}
    for version, source_ in given:
        found.setdefault(version or "", {})[source_] = None
    return tuple(Version(version, tuple(sources)) for version, sources in found.items())


def _origins(reader: Browsing, told: Sequence[Telling], claims: dict[str, Claim]) -> tuple[Origin, ...]:
    """Who the event stands on, and through which articles; a copy hangs under what it copies."""
    articles: dict[str, Article] = {a.id: a for a in reader.some("articles", {t.article for t in told})}
    originals = {a.copy_of for a in articles.values() if a.copy_of} - set(articles)
    known = articles | {a.id: a for a in reader.some("articles", originals)}
    by_source: dict[str, list[Telling]] = {}
    for one in told:
        by_source.setdefault(source(claims[one.claim], known), []).append(one)
    return tuple(_origin(name, found) for name, found in by_source.items())


def _origin(name: str, told: Sequence[Telling]) -> Origin:
    first = {t.article: t for t in reversed(told)}
    ordered = [t for t in told if first[t.article] is t]
    copies: dict[str, list[Telling]] = {}
    for one in ordered:
        if one.copy_of in first:
            copies.setdefault(one.copy_of or "", []).append(one)
    tops = [t for t in ordered if t.copy_of not in first]
    known = next((t.source for t in told if name == t.article), None)
    return Origin(name, known or party(name).name, tuple(_echo(t, copies) for t in tops))


def _echo(one: Telling, copies: dict[str, list[Telling]]) -> Echo:
    below = tuple(_echo(t, copies) for t in copies.get(one.article, ()))
    return Echo(one.article, one.source, one.headline, one.published, below)


def _entries(reader: Browsing, id: str) -> list[Entry]:
    return from_rows(Entry, reader.rows("SELECT * FROM entries WHERE event = ? ORDER BY track, id", [id]))


def _near(reader: Browsing, one: Event) -> tuple[EventRow, ...]:
    """The events of the same parties about that time."""
    when = one.when
    day = (when.earliest or when.latest) if when else None
    parties = list(dict.fromkeys((*one.actors, *one.recipients)))
    if day is None or not parties:
        return ()
    where, values = Wanted(party=parties[0], other=parties[1] if len(parties) > 1 else None).where()
    sql = (
        f"SELECT d.event AS id FROM memory.days d WHERE {where} AND d.event <> ? AND d.day IS NOT NULL "
        "ORDER BY abs(d.day - ?), d.event LIMIT ?"
    )
    rows = event_rows(reader.listed([r["id"] for r in reader.rows(sql, [*values, one.id, day, NEAR])]))
    return tuple(sorted(rows, key=lambda r: (r.earliest or r.latest or day, r.id)))
