"""What becomes a claim: which candidates are kept, and which repeat another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.claims.sides import Sides, told_by_verb
from detente.model import Claim
from detente.reading.codes import Candidate, Sense
from detente.reading.language import Parsed, Token

# Acts that a reader counts though one side is not named: a missile test, a march.
ONE_SIDED = frozenset({"MOBILIZE", "PROTEST"})
# The same where the words also tell by what means or on what: "seized a tanker", not "is fighting".
BY_MEANS = frozenset({"ASSAULT", "COERCE"})
# Clauses beside what governs them, not its content.
ASIDE = frozenset({"advcl", "parataxis", "relcl", "ROOT"})
# What these ask, threaten or refuse is their content, no act of its own; what is agreed is a plan.
CONTENT_OF = frozenset({"REQUEST", "THREATEN", "REJECT"})


def passes(candidate: Candidate, found: Sides) -> bool:
    """Whether a candidate with these sides is a claim about how parties treat each other."""
    if found.actor.actors and found.recipient.actors:
        return True
    if found.mutual and len(found.actor.parties) > 1:
        return True
    if not found.actor.actors:
        return False
    return found.victim or (told_by_verb(candidate, found.actor) and _tells_enough(candidate.sense))


def _tells_enough(sense: Sense) -> bool:
    """Whether an act is told by the predicate alone, though it is not said on whom."""
    return sense.type in ONE_SIDED or (sense.type in BY_MEANS and bool(sense.mode or sense.object))


def stands_alone(parsed: Parsed, claim: Claim, candidate: Candidate, offered: Iterable[Candidate]) -> bool:
    """Whether a claim is told for itself, not only as what another act of the sentence asks, threatens or refuses.

    "Offered to drop the tariffs" is an offer; that they are dropped is hypothetical, the offer's content.
    """
    governors = {c.predicate.i: c.sense for c in offered if c.sense.embeds is not None}
    above = [governors[t.i] for t in _governing(parsed, candidate.predicate) if t.i in governors]
    if any(sense.type in CONTENT_OF for sense in above):
        return False
    if claim.status != "hypothetical":
        return True
    if above:
        return False
    return bool(claim.actors and claim.recipients) and claim.type not in ONE_SIDED | BY_MEANS


def _governing(parsed: Parsed, predicate: Token) -> Iterator[Token]:
    """Yield the words whose content the predicate is: not those it only follows ("demanded it and blamed them")."""
    below = predicate
    for above in parsed.ancestors(predicate):
        if below.dep in ASIDE:
            return
        if below.dep != "conj":
            yield above
        below = above


def without_repeats(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with those dropped that say the same of the same parties in overlapping evidence."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.predicate.start, -c.confidence)):
        if not any(_same(claim, other) for other in kept):
            kept.append(claim)
    return kept


def _same(a: Claim, b: Claim) -> bool:
    if a.type != b.type or _parties(a) != _parties(b):
        return False
    one, two = a.evidence[0], b.evidence[0]
    return one.start < two.end and two.start < one.end


def _parties(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = (frozenset(a.party for a in side) for side in (claim.actors, claim.recipients))
    return (actors | recipients, frozenset()) if claim.symmetric else (actors, recipients)
