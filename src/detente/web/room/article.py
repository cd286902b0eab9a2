"""One article: the page's text as it was read, with every claim marked where it stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from detente.errors import UsageError
from detente.explain import told
from detente.model import Article
from detente.store.browsing import Browsing
from detente.web.brief_words import exact, spoken
from detente.web.room.marking import Passage, passages
from detente.web.room.parameters import RecordId
from detente.web.room.rows import ArticleRow, EventRow, article_rows, event_rows
from detente.web.room.tellings import Link, chain

Date = datetime.date


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in the list beside the text, numbered as in the text, and the event that it tells of."""

    number: int
    id: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str
    mode: str | None
    quad: str
    intensity: float
    status: str
    when: str
    where: str | None
    chain: tuple[Link, ...]
    confidence: float
    event: EventRow | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article with its claims. ``why`` tells how its date was found."""

    id: str
    headline: str | None
    byline: str | None
    outlet: str | None
    file: str
    uri: str | None
    published: str
    exact: str
    earliest: Date | None
    latest: Date | None
    why: tuple[str, ...]
    language: str
    passages: tuple[Passage, ...]
    claims: tuple[ClaimRow, ...]
    copy_of: ArticleRow | None
    copies: tuple[ArticleRow, ...]
    others: tuple[ArticleRow, ...]


def article(reader: Browsing, id: RecordId) -> ArticlePage:
    """One article: its text in blocks with page furniture, its claims with their parts, its copies."""
    one = _found(reader, id)
    page = reader.rows("SELECT file, uri FROM pages WHERE id = ?", [one.page])[0]
    text = reader.text(one.page)
    claims = told(reader, reader.claims_of(article=one.id))
    others = [a for a in _stories(reader, one.page) if a.id != one.id]
    events = reader.holding_any(c.claim.id for c in claims)
    rows = {e.id: e for e in event_rows(reader.listed(list(dict.fromkeys(events.values()))))}
    copies = reader.rows("SELECT id FROM articles WHERE copy_of = ? ORDER BY published.earliest, id LIMIT 50", [one.id])
    return ArticlePage(
        id=one.id,
        headline=one.headline,
        byline=one.byline,
        outlet=one.outlet,
        file=page["file"],
        uri=page["uri"],
        published=spoken(one.published),
        exact=exact(one.published),
        earliest=one.published.earliest,
        latest=one.published.latest,
        why=one.published.why,
        language=one.language,
        passages=passages(one, text, claims, others),
        claims=tuple(
            ClaimRow(
                number=n,
                id=c.claim.id,
                actors=tuple(a.name or c.words(a.span) for a in c.claim.actors),
                recipients=tuple(a.name or c.words(a.span) for a in c.claim.recipients),
                type=c.claim.type,
                mode=c.claim.mode or c.claim.object,
                quad=c.claim.quad,
                intensity=c.claim.intensity,
                status=c.claim.status,
                when=spoken(c.claim.when),
                where=c.claim.where.name if c.claim.where else None,
                chain=chain(c),
                confidence=c.claim.confidence,
                event=rows.get(events.get(c.claim.id, "")),
            )
            for n, c in enumerate(claims, 1)
        ),
        copy_of=next(iter(article_rows(reader, [one.copy_of])), None) if one.copy_of else None,
        copies=article_rows(reader, [row["id"] for row in copies]),
        others=article_rows(reader, [a.id for a in others]),
    )


def _found(reader: Browsing, id: str) -> Article:
    rows = reader.rows("SELECT id FROM articles WHERE starts_with(id, ?) ORDER BY id LIMIT 2", [id])
    if len(rows) != 1:
        many = "more than one article's id begins" if rows else "there is no article whose id begins"
        raise UsageError(f"{many} with {id}; search for its words")
    found: Article = reader.some("articles", [rows[0]["id"]])[0]
    return found


def _stories(reader: Browsing, page: str) -> list[Article]:
    rows = reader.rows("SELECT id FROM articles WHERE page = ? ORDER BY position", [page])
    return reader.some("articles", [row["id"] for row in rows])
