"""What becomes a claim: which candidates are kept, and which repeat another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.claims.decision import Act
from detente.claims.story import STORY
from detente.model import Claim
from detente.reading.language import Parsed, Token

# Acts that a reader counts though one side is not named: a missile test, a march.
ONE_SIDED = frozenset({"MOBILIZE", "PROTEST"})
# The same where the words also tell by what means or on what: "seized a tanker", not "is fighting".
BY_MEANS = frozenset({"ASSAULT", "COERCE"})
# Deeds that no other party of the story is charged with ("the bombing in Bern, which killed two Dutch tourists").
CHARGED = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
SURE = 0.75
"""Confidence from which an act that is meant for nobody in particular is a claim: of .75, .8, .85 and .9 the one with
the best F1 on the example pages, .743 (.729 at .9)."""
# Clauses beside what governs them, not its content.
ASIDE = frozenset({"advcl", "parataxis", "relcl", "ROOT"})
# What these ask, threaten or refuse is their content, no act of its own; what is agreed is a plan.
CONTENT_OF = frozenset({"REQUEST", "THREATEN", "REJECT"})


def may_pass(act: Act) -> bool:
    """Whether an act is a claim, or becomes one if the story tells whom it is aimed at."""
    return act.sides.aimed or passes(act)


def passes(act: Act) -> bool:
    """Whether an act with its sides is a claim about how parties treat each other."""
    found = act.sides
    if is_lone(act):
        return True
    if act.type in CHARGED and found.actor.slot == STORY:
        return False
    if found.actor.actors and found.recipient.actors:
        return True
    if found.mutual and len(found.actor.parties) > 1:
        return True
    if not found.actor.actors:
        return False
    predicate = act.triple.predicate
    by_verb = predicate.verbal or (predicate.light is not None and found.actor.slot == "subject")
    return found.victim or (by_verb and _tells_enough(act))


def is_lone(act: Act) -> bool:
    """Whether an act is a claim though it is meant for nobody in particular: one that the lexicon tells, very sure."""
    return act.triple.is_lone and act.sense is not None and act.confidence >= SURE


def _tells_enough(act: Act) -> bool:
    """Whether an act is told by the predicate alone, though it is not said on whom."""
    named = act.mode or (act.sense.object if act.sense else ())
    return act.type in ONE_SIDED or (act.type in BY_MEANS and bool(named))


def stands_alone(parsed: Parsed, claim: Claim, act: Act, beside: Iterable[Act]) -> bool:
    """Whether a claim is told for itself, not only as what another act of the sentence asks, threatens or refuses.

    "Offered to drop the tariffs" is an offer; that they are dropped is hypothetical, the offer's content.
    """
    governors = {a.triple.predicate.token.i: a for a in beside if a.sense is not None and a.sense.embeds is not None}
    above = [governors[t.i] for t in governing(parsed, act.triple.predicate.token) if t.i in governors]
    if any(a.type in CONTENT_OF for a in above):
        return False
    if claim.status != "hypothetical":
        return True
    if above:
        return False
    return bool(claim.actors and claim.recipients) and claim.type not in ONE_SIDED | BY_MEANS


def governing(parsed: Parsed, predicate: Token) -> Iterator[Token]:
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
    if a.type != b.type or _parties(a) != _parties(b) or _is_denied(a) != _is_denied(b):
        return False
    one, two = a.evidence[0], b.evidence[0]
    return one.start < two.end and two.start < one.end


def _is_denied(claim: Claim) -> bool:
    """Whether a voice denies the act: a charge and its denial are two accounts, though one sentence tells both."""
    return any(voice.stance == "denies" for voice in claim.voices)


def _parties(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = (frozenset(a.party for a in side) for side in (claim.actors, claim.recipients))
    return (actors | recipients, frozenset()) if claim.symmetric else (actors, recipients)
