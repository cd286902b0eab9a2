"""An article as the brief prints it: blocks cut into pieces, each with the claims it is evidence of and its part."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.explain import Mark, Told
from detente.model import Article, Block, Span

PARTS = ("predicate", "voice", "cue", "actor", "recipient", "time", "place")
"""A claim's parts; where two claims give a word different parts the earlier one here is shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that play one part, or none."""

    text: str
    part: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that are evidence of the same claims; ``opens`` and ``closes`` are the claims that begin and end here."""

    claims: tuple[str, ...]
    pieces: tuple[Piece, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article, or what was left out between two (kind ``furniture``)."""

    kind: str
    stretches: tuple[Stretch, ...]


def paragraphs(article: Article, text: str, told: Sequence[Told]) -> tuple[Paragraph, ...]:
    """Return an article's blocks in order, and between them what was left out as page furniture."""
    found: list[Paragraph] = []
    roles = _roles(told)
    end: int | None = None
    for block in sorted(article.blocks, key=lambda b: b.span.start):
        left_out = text[end : block.span.start] if end is not None else ""
        if left_out.strip():
            found.append(Paragraph("furniture", (Stretch((), (Piece(left_out.strip(), None),), (), ()),)))
        found.append(Paragraph(block.kind, tuple(_stretches(block, text, told, roles))))
        end = block.span.end
    return tuple(found)


def marks(told: Told) -> list[Mark]:
    """Return a claim's marks with the words that its date was read from, where these stand in its sentence."""
    from detente.explain import marks as parts

    found = parts(told.claim)
    words = told.claim.when.text if told.claim.when else None
    at = told.text.find(words, told.shown.start, told.shown.end) if words else -1
    if words and at >= 0:
        span = Span(at, at + len(words))
        if not any(m.span.start < span.end and span.start < m.span.end for m in found):
            found.append(Mark(span, "time"))
    return found


def _roles(told: Sequence[Told]) -> list[Mark]:
    return sorted(
        {m for one in told for m in marks(one)}, key=lambda m: (PARTS.index(m.role), m.span.start, m.span.end)
    )


def _stretches(block: Block, text: str, told: Sequence[Told], roles: Sequence[Mark]) -> Iterator[Stretch]:
    ends = _ends(told)
    cuts = _cuts(block, told, roles)
    pieces = [
        (
            tuple(one.claim.id for one in told if _covers(one, start)),
            Piece(text[start:end], next((m.role for m in roles if m.span.start <= start < m.span.end), None)),
            start,
            end,
        )
        for start, end in itertools.pairwise(cuts)
    ]
    for claims, run in itertools.groupby(pieces, key=lambda p: p[0]):
        parts = list(run)
        start, end = parts[0][2], parts[-1][3]
        opens = tuple(c for c in claims if start <= ends[c][0] < end)
        closes = tuple(c for c in claims if start < ends[c][1] <= end)
        yield Stretch(claims, tuple(p[1] for p in parts), opens, closes)


def _ends(told: Sequence[Told]) -> Mapping[str, tuple[int, int]]:
    """Where each claim's evidence begins and ends."""
    return {
        one.claim.id: (min(s.start for s in one.claim.evidence), max(s.end for s in one.claim.evidence)) for one in told
    }


def _cuts(block: Block, told: Sequence[Told], roles: Sequence[Mark]) -> list[int]:
    spans = [s for one in told for s in one.claim.evidence] + [m.span for m in roles]
    at = {block.span.start, block.span.end}
    at |= {x for s in spans for x in (s.start, s.end) if block.span.start < x < block.span.end}
    return sorted(at)


def _covers(told: Told, at: int) -> bool:
    return any(s.start <= at < s.end for s in told.claim.evidence)
