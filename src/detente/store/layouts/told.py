"""An event as other layouts need it: with its first claim, that claim's article and page, and its parties by name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.model import Actor, Article, Claim, Date, Event, Page, Place
from detente.store.layouts.codes import country as country_of
from detente.store.queries import Queries

_AT_ONCE = 500
"""Events whose claims and pages are held at a time."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event: register id or code, and what its mentions in the event's claims say of it."""

    key: str
    name: str
    country: str | None
    sectors: tuple[str, ...]
    offices: tuple[str, ...]
    raw: tuple[str, ...]

    @property
    def sector(self) -> str | None:
        """The sector that the first mention has."""
        return self.sectors[0] if self.sectors else None


@dataclass(frozen=True, slots=True)
class Told:
    """An event, its claims in the order of their articles' dates, and the article and page of each claim."""

    event: Event
    claims: tuple[Claim, ...]
    articles: dict[str, Article]
    pages: dict[str, Page]

    @property
    def lead(self) -> Claim:
        """The claim that was told first."""
        return self.claims[0]

    @property
    def article(self) -> Article:
        """The first claim's article."""
        return self.articles[self.lead.article]

    @property
    def page(self) -> Page:
        """The first claim's page."""
        return self.pages[self.lead.page]

    @property
    def day(self) -> Date | None:
        """The first day on which the event may have been, else the last, else None."""
        when = self.event.when
        return (when.earliest or when.latest) if when else None

    @property
    def published(self) -> Date | None:
        """The first day on which its first article may have been published."""
        return self.article.published.earliest or self.article.published.latest

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.event.where

    @property
    def cameo(self) -> str | None:
        """The CAMEO code of its first claim of the event's type that has one."""
        return next((c.cameo for c in self.claims if c.cameo and c.type == self.event.type), None)

    def parties(self) -> tuple[list[Party], list[Party]]:
        """Return the doers and the others; of an act done together the first party is the doer."""
        actors, recipients = ([self._party(key) for key in side] for side in (self.event.actors, self.event.recipients))
        if self.event.symmetric and not recipients:
            return actors[:1], actors[1:]
        return actors, recipients

    def words(self, claim: Claim) -> str:
        """Return a claim's evidence, as the page has it."""
        text = self.pages[claim.page].text
        return " ".join(text[piece.start : piece.end] for piece in claim.evidence)

    def _party(self, key: str) -> Party:
        named = [(c, a) for c in self.claims for a in (*c.actors, *c.recipients) if is_named(a, key)]
        actors = [actor for _, actor in named]
        own = [a for a in actors if a.id and a.id.upper() == key.upper()]
        name = next((a.name for a in own if a.name), country_of(key).name)
        country = next((a.country for a in actors if a.country), None)
        raw = [self.pages[c.page].text[a.span.start : a.span.end] for c, a in named]
        return Party(
            key,
            name,
            country,
            _distinct([a.sector for a in actors]),
            _distinct([a.office for a in actors]),
            _distinct([" ".join(words.split()) for words in raw]),
        )


def is_named(actor: Actor, key: str) -> bool:
    """Whether a mention is of the party that an event's list calls ``key``."""
    return key.upper() in {name.upper() for name in (actor.id, actor.country, actor.organisation) if name}


def _distinct(values: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def each_told(queries: Queries) -> Iterator[Told]:
    """Yield all events of a store by date, with what stands behind them."""
    events = queries.each("events")
    while batch := list(itertools.islice(events, _AT_ONCE)):
        claims = {c.id: c for c in queries.claims(i for e in batch for i in e.claims)}
        articles = {a.id: a for a in queries.articles({c.article for c in claims.values()})}
        pages = {p.id: p for p in queries.pages({c.page for c in claims.values()})}
        for event in batch:
            own = sorted((claims[i] for i in event.claims if i in claims), key=lambda c: _order(c, articles))
            if own:
                yield Told(event, tuple(own), articles, pages)


def _order(claim: Claim, articles: dict[str, Article]) -> tuple[Date, str, int]:
    published = articles[claim.article].published
    return published.earliest or published.latest or Date.max, claim.article, claim.predicate.start
