"""An article's text cut into pieces, each with the claims that it is evidence of and the part that it plays in each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.explain import Told
from detente.model import Article, Span
from detente.web.brief_text import marks

MOST_FURNITURE = 4_000
"""Characters of page furniture shown at one place; menus of some portals have a hundred times that."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words; the numbers of the claims that they are evidence of; and their parts, as ``3:actor``."""

    text: str
    claims: tuple[int, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the article, a stretch of page furniture, or another story of the page (``story`` is its id)."""

    kind: str
    pieces: tuple[Piece, ...]
    story: str | None = None


def passages(article: Article, text: str, told: Sequence[Told], others: Sequence[Article]) -> tuple[Passage, ...]:
    """Return a page's text from its start to its end; claims are numbered from 1 in the order given."""
    blocks: list[tuple[Span, str, str | None]] = [(b.span, b.kind, None) for b in article.blocks]
    blocks += [(b.span, "other", other.id) for other in others for b in other.blocks]
    found: list[Passage] = []
    at = 0
    spans = [(s, n, "") for n, one in enumerate(told, 1) for s in one.claim.evidence]
    spans += [(m.span, n, m.role) for n, one in enumerate(told, 1) for m in marks(one)]
    for span, kind, story in sorted(blocks, key=lambda b: (b[0].start, b[0].end)):
        if span.start < at:
            continue
        found += _furniture(text[at : span.start])
        at = span.end
        if kind != "other":
            found.append(Passage(kind, tuple(_pieces(span, text, spans))))
        elif not found or found[-1].story != story:
            found.append(Passage("other", (), story))
    found += _furniture(text[at:])
    return tuple(found)


def _furniture(text: str) -> list[Passage]:
    words = text.strip()
    if not words:
        return []
    cut = words if len(words) <= MOST_FURNITURE else f"{words[:MOST_FURNITURE]} …"
    return [Passage("furniture", (Piece(cut, (), ()),))]


def _pieces(block: Span, text: str, spans: Sequence[tuple[Span, int, str]]) -> Iterator[Piece]:
    inside = [(s, n, role) for s, n, role in spans if s.start < block.end and s.end > block.start]
    cuts = {block.start, block.end}
    cuts |= {x for s, _, _ in inside for x in (s.start, s.end) if block.start < x < block.end}
    for start, end in itertools.pairwise(sorted(cuts)):
        over = [(n, role) for s, n, role in inside if s.start <= start < s.end]
        claims = tuple(sorted({n for n, role in over if not role}))
        parts = tuple(sorted({f"{n}:{role}" for n, role in over if role}))
        yield Piece(text[start:end], claims, parts)
