"""Search over events, articles, claims and actors: words, and filters with types, all in the address."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from detente.store.browsing import AMONG, Browsing, Wanted, listing
from detente.web.room.parameters import BLANK, Day, EventType, Name, PageNumber, Quad, Status, Words
from detente.web.room.rows import ArticleRow, EventRow, Pages, Party, article_rows, event_rows, named, pages
from detente.web.room.tellings import Telling, tellings

Date = datetime.date
Kind = Literal["events", "articles", "claims", "actors"]
Sort = Literal["newest", "oldest", "told", "strongest", "doubtful"]

SIZE = 30


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor in a list, and in how many events it takes part."""

    party: Party
    events: int


@dataclass(frozen=True, slots=True)
class Found:
    """How many of each kind hold the words asked for; ``None`` without words."""

    events: int | None
    articles: int | None
    claims: int | None
    actors: int | None


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: one of the four lists is filled, as ``kind`` says."""

    kind: Kind
    q: str | None
    found: Found
    events: tuple[EventRow, ...]
    articles: tuple[ArticleRow, ...]
    claims: tuple[Telling, ...]
    actors: tuple[ActorRow, ...]
    pages: Pages
    outlets: tuple[str, ...]
    sides: tuple[str, ...]

    @property
    def rows(self) -> Sequence[Any]:
        """The list of the kind asked for."""
        listed: Sequence[Any] = getattr(self, self.kind)
        return listed


@dataclass(frozen=True, slots=True)
class AskedOfSearch:
    """What the address of a search asks for."""

    q: Words = None
    kind: Kind = "articles"
    party: Name = None
    other: Name = None
    type: EventType = None
    quad: Quad = None
    status: Status = None
    outlet: Name = None
    place: Name = None
    contested: Annotated[Literal["yes", "no", ""] | None, Query()] = None
    start: Annotated[Day, Query(alias="from", description="on this day or later")] = None
    end: Annotated[Day, Query(alias="to", description="on this day or earlier")] = None
    sort: Annotated[Sort | None, Query(), BLANK] = None


def search(reader: Browsing, *, asked: Annotated[AskedOfSearch, Depends()], page: PageNumber = 1) -> Search:
    """Search events, articles, claims or actors for words, with filters; all words must be there."""
    sides = tuple(code_of(name) for name in (asked.party, asked.other) if name)
    words = _Words(reader, asked.q)
    skip = (page - 1) * SIZE
    events: Sequence[str] = ()
    ids: Sequence[str] = ()
    actors: Sequence[ActorRow] = ()
    if asked.kind == "events":
        events, rows = reader.event_ids(
            _wanted(asked, sides, words), order=asked.sort or "newest", limit=SIZE, skip=skip
        )
    elif asked.kind != "actors":
        wanted = [(sql, getattr(asked, field)) for sql, field in _FILTERS[asked.kind]]
        ids, rows = _listed(reader, asked.kind, words, wanted, skip)
    else:
        named_so = _actors(reader, asked.q)
        actors, rows = named_so[skip : skip + SIZE], len(named_so)
    return Search(
        kind=asked.kind,
        q=asked.q,
        found=_found(reader, words) if asked.q else Found(None, None, None, None),
        events=event_rows(reader.listed(events)),
        articles=article_rows(reader, ids) if asked.kind == "articles" else (),
        claims=_quoted(reader, ids) if asked.kind == "claims" else (),
        actors=tuple(actors),
        pages=pages(page, rows, SIZE),
        outlets=tuple(reader.outlets()),
        sides=tuple(named(s) for s in sides),
    )


def _wanted(asked: AskedOfSearch, sides: Sequence[str], words: _Words) -> Wanted:
    return Wanted(
        party=sides[0] if sides else None,
        other=sides[1] if len(sides) > 1 else None,
        type=asked.type,
        quad=asked.quad,
        status=asked.status,
        outlet=asked.outlet,
        place=asked.place,
        contested={"yes": True, "no": False}.get(asked.contested or ""),
        start=asked.start,
        end=asked.end,
        claims=words.claims if asked.q else None,
    )


def _quoted(reader: Browsing, ids: Sequence[str]) -> tuple[Telling, ...]:
    order = {i: n for n, i in enumerate(ids)}
    return tuple(sorted(tellings(reader, ids), key=lambda t: order[t.claim]))


class _Words:
    """The ids of what holds the words asked for, each looked up once."""

    def __init__(self, reader: Browsing, q: str | None) -> None:
        self._reader = reader
        self.q = q
        self._ids: dict[str, tuple[str, ...]] = {}

    def of(self, kind: Literal["articles", "claims"]) -> tuple[str, ...]:
        if kind not in self._ids:
            self._ids[kind] = tuple(self._reader.wordbook.find(kind, self.q or "")) if self._reader.wordbook else ()
        return self._ids[kind]

    @property
    def claims(self) -> tuple[str, ...]:
        return self.of("claims")


def code_of(name: str) -> str:
    """Return the code that the record uses for a party; a person's id is its own. Raises UnknownActorError."""
    from detente.api import party
    from detente.reading.actors import load_register

    return name.lower() if load_register().is_person(name.lower()) else party(name)


Asked = Sequence[tuple[str, Any]]
"""SQL conditions with the values that they bind; those of ``None`` ask for nothing."""


_FILTERS: dict[Literal["articles", "claims"], tuple[tuple[str, str], ...]] = {
    "articles": (
        ("outlet = ?", "outlet"),
        ("coalesce(published.latest, published.earliest) >= ?", "start"),
        ("coalesce(published.earliest, published.latest) <= ?", "end"),
    ),
    "claims": (
        ("type = ?", "type"),
        ("status = ?", "status"),
        ("article IN (SELECT id FROM articles WHERE outlet = ?)", "outlet"),
    ),
}
"""What the address of a search may ask of articles and of claims, as SQL and the field that it binds."""

_NEWEST = {"articles": "published.earliest DESC NULLS LAST, id", "claims": '"when".earliest DESC NULLS LAST, id'}


def _listed(
    reader: Browsing, table: Literal["articles", "claims"], words: _Words, wanted: Asked, skip: int
) -> tuple[list[str], int]:
    """The ids on one page, the best first where words are asked for, else the newest; and how many there are."""
    given = [(sql, value) for sql, value in wanted if value is not None]
    where, values = " AND ".join(sql for sql, _ in given) or "true", [value for _, value in given]
    if not words.q:
        sql = f"SELECT id, count(*) OVER () AS n FROM {table} WHERE {where} ORDER BY {_NEWEST[table]} LIMIT ? OFFSET ?"
        rows = reader.rows(sql, [*values, SIZE, skip])
        return [row["id"] for row in rows], rows[0]["n"] if rows else 0
    among = words.of(table)
    rows = reader.rows(f"SELECT id FROM {table} WHERE {where} AND id IN ({AMONG})", [*values, listing(among)])
    there = {row["id"] for row in rows}
    ordered = [i for i in among if i in there]
    return ordered[skip : skip + SIZE], len(ordered)


def _actors(reader: Browsing, q: str | None) -> list[ActorRow]:
    """The parties of events whose names hold all the words asked for, those with most events first."""
    from detente.reading.actors import load_register

    register = load_register()
    asked = (q or "").casefold().split()
    found: dict[str, ActorRow] = {}
    for row in reader.rows("SELECT party, n FROM memory.parties ORDER BY n DESC, party"):
        code = row["party"]
        known = code.lower()
        if register.is_person(known):
            names: tuple[str, ...] = (register.person(known).name, *register.person(known).aka)
        elif register.has_entity(known):
            entity = register.entity(known)
            names = (entity.name, entity.code or "", *entity.names)
        else:
            names = (code,)
        shown = code if register.has_entity(known) and register.entity(known).code == code else known
        if all(any(word in name.casefold() for name in names) for word in asked):
            found.setdefault(names[0], ActorRow(Party(shown, names[0]), row["n"]))
    return list(found.values())


def _found(reader: Browsing, words: _Words) -> Found:
    return Found(
        events=reader.event_ids(Wanted(claims=words.claims), limit=1)[1],
        articles=_listed(reader, "articles", words, (), 0)[1],
        claims=_listed(reader, "claims", words, (), 0)[1],
        actors=len(_actors(reader, words.q)),
    )
