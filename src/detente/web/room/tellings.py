"""Claims as the room quotes them: the sentence with its parts marked, whose word it is, and where it stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from detente.explain import Told, told
from detente.model import Span
from detente.store.browsing import Browsing
from detente.web.brief_quotes import PRONOUNS
from detente.web.brief_text import marks
from detente.web.brief_words import spoken
from detente.web.room.rows import named

Date = datetime.date

UNNAMED = "an unnamed speaker"

ACCOUNTS = ("asserts", "alleges", "denies", "negates", "declines")
"""The sides of a dispute, in the order that they are told."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and the part that they play in the claim, if any."""

    text: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of the chain on whose word a claim stands; ``id`` leads to its page where the register knows it."""

    words: str
    kind: str
    stance: str
    id: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim: its sentence, its chain of voices with the nearest first, its article, its own variant of facts."""

    claim: str
    article: str
    headline: str | None
    source: str
    published: str
    printed: Date | None
    pieces: tuple[Piece, ...]
    chain: tuple[Link, ...]
    stance: str
    status: str
    type: str
    mode: str | None
    when: str
    where: str | None
    confidence: float
    copy_of: str | None

    @property
    def account(self) -> str:
        """Which side of a dispute it takes: its stance, or ``negates`` where it asserts that nothing happened."""
        return "negates" if self.stance == "asserts" and self.status == "negated" else self.stance


def tellings(reader: Browsing, claims: Iterable[str]) -> tuple[Telling, ...]:
    """Return claims as they are quoted, in the order in which their articles came out."""
    found = sorted(told(reader, list(claims)), key=_order)
    return tuple(telling(one) for one in found)


def telling(one: Told) -> Telling:
    """Return one claim as it is quoted."""
    from detente.events.sources import stance

    claim, article = one.claim, one.article
    return Telling(
        claim=claim.id,
        article=article.id,
        headline=article.headline,
        source=article.outlet or one.file,
        published=spoken(article.published),
        printed=article.published.earliest or article.published.latest,
        pieces=_pieces(one),
        chain=chain(one),
        stance=stance(claim),
        status=claim.status,
        type=claim.type,
        mode=claim.mode or claim.object,
        when=spoken(claim.when),
        where=claim.where.name if claim.where else None,
        confidence=claim.confidence,
        copy_of=article.copy_of,
    )


def chain(one: Told) -> tuple[Link, ...]:
    """Return the voices of a claim in words, the nearest first; the outlet itself closes the chain."""
    links = []
    for voice in one.claim.voices:
        words = " ".join(one.words(voice.span).split()) if voice.span else ""
        if not voice.name and words.lower() in PRONOUNS:  # nobody is named whom "it" or "he" would stand for
            known = voice.id or (voice.country if voice.kind == "state" else None)
            words = named(known) if known else UNNAMED
        name = voice.name or words or one.article.outlet or voice.kind
        shown = words if words and voice.name and len(words.split()) > len(voice.name.split()) else name
        links.append(Link(shown, voice.kind, voice.stance, voice.id, voice.country))
    return tuple(links)


def _pieces(one: Told) -> tuple[Piece, ...]:
    """The sentence cut at its marks, blanks made single."""
    found: list[Piece] = []
    at = one.shown.start
    for mark in sorted(marks(one), key=lambda m: m.span.start):
        if mark.span.start < at or mark.span.end > one.shown.end:
            continue
        found += [Piece(_clean(one, at, mark.span.start), None), Piece(_clean(one, *_ends(mark.span)), mark.role)]
        at = mark.span.end
    found.append(Piece(_clean(one, at, one.shown.end), None))
    return tuple(p for p in found if p.text)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _clean(one: Told, start: int, end: int) -> str:
    words = one.text[start:end]
    inner = " ".join(words.split())
    left = " " if words[:1].isspace() and (inner or start > one.shown.start) else ""
    return left + inner + (" " if inner and words[-1:].isspace() else "")


def _order(one: Told) -> tuple[Date, str, int]:
    printed = one.article.published
    return (printed.earliest or printed.latest or Date.max, one.file, one.shown.start)
