"""Events, parties and articles as the room's lists show them: everything in words, ready for a page or for JSON."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from detente.lines import date_words
from detente.model import Article, Event
from detente.phrases import name_of, sentence
from detente.reading.actors import load_register
from detente.store.browsing import AMONG, Browsing, listing
from detente.web.brief_words import exact, spoken

Date = datetime.date


@dataclass(frozen=True, slots=True)
class Party:
    """A state, organisation or person: the code or id that addresses use, and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in a list. ``date`` is for people, ``earliest`` and ``latest`` bound the true day; ``sortable``
    is the date as the command line prints it."""

    id: str
    says: str
    date: str
    exact: str
    sortable: str
    earliest: Date | None
    latest: Date | None
    type: str
    mode: str | None
    quad: str
    intensity: float
    status: str
    contested: bool
    belief: float
    sources: int
    outlets: tuple[str, ...]
    parties: tuple[str, ...]
    outcome: str | None = None

    @property
    def tone(self) -> str:
        """Cooperation or conflict."""
        return self.quad.split()[-1]

    @property
    def code(self) -> str:
        """PLOVER type and mode."""
        return " ".join(x for x in (self.type, self.mode) if x)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article in a list."""

    id: str
    headline: str | None
    outlet: str | None
    file: str
    date: str
    exact: str
    earliest: Date | None
    claims: int
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a list stands: the page shown, how many there are, and how many rows in all."""

    page: int
    of: int
    rows: int

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.page + 1 if self.page < self.of else None


def pages(page: int, rows: int, size: int) -> Pages:
    """Return where page number ``page`` stands among so many rows of which ``size`` fill a page."""
    return Pages(page, max(1, -(-rows // size)), rows)


def party(code: str) -> Party:
    """Return a party by the code that the record uses."""
    return Party(code, named(code))


def named(code: str) -> str:
    """Return the register's name for a code or id; the code itself where the register lacks it."""
    return _named(code, id(load_register()))


@functools.lru_cache(maxsize=50_000)  # a name that the register lacks costs 70 ms to look for
def _named(code: str, register: int) -> str:
    return name_of(code)


def event_rows(events: Iterable[Event]) -> tuple[EventRow, ...]:
    """Return events as rows, in their order."""
    return tuple(event_row(e) for e in events)


def event_row(event: Event) -> EventRow:
    """Return one event as a row."""
    when = event.when
    return EventRow(
        id=event.id,
        says=_says(event, id(load_register())),
        date=spoken(when),
        exact=exact(when),
        sortable=date_words(when),
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        type=event.type,
        mode=event.mode or event.object,
        quad=event.quad,
        intensity=event.intensity,
        status=event.status,
        contested=event.contested,
        belief=event.belief,
        sources=event.independent_sources,
        outlets=event.outlets,
        parties=tuple(dict.fromkeys((*event.actors, *event.recipients))),
        outcome=event.outcome,
    )


@functools.lru_cache(maxsize=50_000)
def _says(event: Event, register: int) -> str:
    said = sentence(event)
    return said[:1].upper() + said[1:]


def article_rows(reader: Browsing, ids: Iterable[str]) -> tuple[ArticleRow, ...]:
    """Return articles as rows, in the order of the ids."""
    articles: list[Article] = reader.some("articles", ids)
    files = reader.files({a.page for a in articles})
    sql = f"SELECT article, count(*) AS n FROM claims WHERE article IN ({AMONG}) GROUP BY article"
    counts = {row["article"]: row["n"] for row in reader.rows(sql, [listing(a.id for a in articles)])}
    return tuple(_article_row(a, files[a.page], counts.get(a.id, 0)) for a in articles)


def _article_row(article: Article, file: str, claims: int) -> ArticleRow:
    return ArticleRow(
        id=article.id,
        headline=article.headline,
        outlet=article.outlet,
        file=file,
        date=spoken(article.published),
        exact=exact(article.published),
        earliest=article.published.earliest,
        claims=claims,
        copy_of=article.copy_of,
    )
