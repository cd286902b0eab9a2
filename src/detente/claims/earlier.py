"""Contact that a text implies for an earlier day: "the first visit in fourteen years" tells of one before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.claims.confidence import confidence
from detente.claims.read import Read
from detente.model import Claim, Interval, Score, Span, content_id
from detente.reading.language import Token
from detente.reading.times import Timex

REACH = 14
"""Words from "first" to the stretch of time that it is the first in."""
MEMORY = "memory"
"""The reading of stretches that something is the first in (``times/data/rules.yaml``)."""
MEETINGS = frozenset({"visit", "trip", "tour", "meeting", "talk", "summit", "call", "contact", "encounter", "time"})
WEIGHT = 1.1
"""A derived contact's log-odds, a confidence of .75: the words tell that there was one, not of what rank."""


def with_earlier(told: Read, claims: Iterable[Claim]) -> list[Claim]:
    """Return an article's claims with the earlier contact of those that tell of the first in a while."""
    given = list(claims)
    return [*given, *(earlier for claim in given for earlier in _earlier(told, claim))]


def _earlier(told: Read, claim: Claim) -> Iterator[Claim]:
    if claim.type != "CONSULT" or claim.status != "occurred" or claim.when is None or claim.when.earliest is None:
        return
    word = next(iter(told.parsed.tokens_between(claim.predicate.start, claim.predicate.end)), None)
    found = _first_since(told, told.parsed.sentence_tokens(told.parsed.sentence_of(word))) if word else None
    if found is None or not found[1].latest or found[1].latest >= claim.when.earliest:
        return
    first, timex = found
    last = told.parsed.tokens_between(timex.span.start, timex.span.end)[-1]
    words = " ".join(told.parsed.text[first.start : last.end].split())
    reason = f"'{words}' implies one before"
    scores = (Score("earlier", WEIGHT, reason),)
    span = Span(first.start, first.end)
    why = (f"derived: {reason}",)
    yield replace(
        claim,
        id=content_id("earlier", claim.id, span),
        predicate=span,
        when=Interval(timex.earliest, timex.latest, timex.precision, words, why),
        where=None,
        scores=scores,
        confidence=confidence(scores),
    )


def _first_since(told: Read, tokens: Sequence[Token]) -> tuple[Token, Timex] | None:
    """The word "first" and the time since which it is the first contact; not somebody's own first ("his first")."""
    for timex in told.timexes:
        inside = [t for t in tokens if t.start < timex.span.start and timex.span.start < tokens[-1].end]
        before = inside[-REACH:]
        first = next((t for t in reversed(before) if t.text.lower() == "first"), None)
        if first is None or timex.earliest is None:
            continue
        between = [t for t in before if t.i > first.i]
        since = bool(between) and between[-1].text.lower() == "since" and timex.kind == "DATE"
        own = first.i > 0 and told.parsed.tokens[first.i - 1].tag == "PRP$"
        if (since or timex.reading == MEMORY) and not own and any(t.lemma in MEETINGS for t in between):
            return first, timex
    return None
