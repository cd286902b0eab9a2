"""The characters that bear a claim: its clause, not the whole sentence."""

from __future__ import annotations

from collections.abc import Iterable

from detente.claims.predicates import Predicate
from detente.model import Actor, Span
from detente.reading.language import Parsed, Token

# Dependents that open another clause or act and so are left out of this one's evidence.
OTHER_CLAUSE = frozenset({"conj", "advcl", "parataxis", "relcl", "ccomp", "cc", "punct"})


def clause(parsed: Parsed, predicate: Predicate, actors: Iterable[Actor]) -> Span:
    """Return the span from the first to the last word of a predicate's clause, its sides of that sentence included."""
    sentence = parsed.sentence_of(predicate.token)
    words = _own(parsed, predicate.token)
    if predicate.light is not None:
        words += _own(parsed, predicate.light)
    starts = [t.start for t in words]
    ends = [t.end for t in words]
    for actor in actors:
        if sentence.start <= actor.span.start and actor.span.end <= sentence.end:
            starts.append(actor.span.start)
            ends.append(actor.span.end)
    return Span(min(starts), max(ends))


def _own(parsed: Parsed, head: Token) -> list[Token]:
    found = [head]
    for child in parsed.children(head):
        if child.dep not in OTHER_CLAUSE:
            found.extend(_own(parsed, child))
    return found
