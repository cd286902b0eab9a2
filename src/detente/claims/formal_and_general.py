"""Formal acts among an article's other claims: which reading of a word stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.claims.formal import formal_claims
from detente.claims.formal_dates import is_dated
from detente.claims.read import Read
from detente.model import Claim, Span

OBJECTS = frozenset({"ambassador", "embassy", "consulate", "liaison", "ties", "level", "recognition"})
"""What the general claims may be about that a formal act of the same sentence tells better."""


def with_formal(told: Read, claims: Sequence[Claim]) -> list[Claim]:
    """Return an article's claims with those of formal acts among them.

    In a story of a known day the general reading stands: tense, coder and sides tell more there, and a formal act only
    names the object; what the general reading refused stays out. In an undated chronicle the formal act takes the place
    of what else was read off its sentence.
    """
    formal = formal_claims(told)
    if is_dated(told):
        named = {(f.predicate, f.type): f for f in formal}
        return [_named(c, f) if (f := named.get((c.predicate, c.type))) is not None else c for c in claims]
    words = {c.predicate for c in formal}
    sentences = {t.sent for t in told.parsed.tokens if Span(t.start, t.end) in words}
    kept = []
    for claim in claims:
        token = next((t for t in told.parsed.tokens_between(claim.predicate.start, claim.predicate.end)), None)
        inside = token is not None and token.sent in sentences
        if claim.predicate not in words and not (inside and claim.object in OBJECTS):
            kept.append(claim)
    return sorted([*kept, *formal], key=lambda c: (c.predicate.start, c.id))


def _named(general: Claim, formal: Claim) -> Claim:
    """Return a general claim with the kind of mission that the formal act names, where it names none itself."""
    return general if general.object is not None else replace(general, object=formal.object)
