"""Warnings to one's own travellers: to keep them out of a country is a measure against it, and no threat.

"Peru warned its citizens to leave Chile" threatens nobody; it is aimed at Chile all the same (PLOVER 2.0, SANCTION).
"""

from __future__ import annotations

import dataclasses

from detente.reading.codes import Candidate, Sense, arguments
from detente.reading.language import Parsed, Token

WARNING = frozenset({"warn", "warning", "caution", "alert", "advise", "advice", "advisory", "urge", "tell"})
TRAVELLERS = frozenset(
    ("citizen", "national", "traveller", "traveler", "tourist", "passenger", "holidaymaker", "expatriate", "visitor")
)
KEEPING_OUT = frozenset({"leave", "avoid", "travel", "travelling", "traveling", "visit", "go", "trip", "evacuate"})
WHERE = ("prep:to", "prep:for", "prep:in", "prep:from", "object.prep:in", "object.prep:to", "complement.object")


def as_travel_warning(parsed: Parsed, candidate: Candidate) -> Candidate:
    """Return the candidate, or the measure that it tells of if it keeps travellers out of a country."""
    word, sense = candidate.predicate, candidate.sense
    if sense.type not in ("THREATEN", "REQUEST"):
        return candidate
    nouns = [t for t in (word, candidate.thing) if t is not None and t.pos == "NOUN"]
    keeps_out = candidate.verbal and word.lemma in WARNING and _keeps_out(parsed, word)
    if not keeps_out and not any(t.lemma in WARNING and _is_of_travel(parsed, t) for t in nouns):
        return candidate
    return dataclasses.replace(
        candidate,
        sense=Sense(type="SANCTION", actor=sense.actor, recipient=WHERE, status="occurred", weight=sense.weight),
    )


def _is_of_travel(parsed: Parsed, noun: Token) -> bool:
    return any(t.lemma == "travel" for t in arguments.modifiers(parsed, noun))


def _keeps_out(parsed: Parsed, verb: Token) -> bool:
    """Whether those warned are travellers or nationals ("Danes"), and what they hear is to stay away."""
    warned = arguments.objects(parsed, verb)
    people = any(t.lemma in TRAVELLERS or (t.ent == "NORP" and t.tag in ("NNPS", "NNS")) for t in warned)
    told = [*parsed.children(verb, "xcomp", "ccomp", "advcl"), *arguments.heads_after(parsed, verb, "against")]
    told += [below for t in parsed.children(verb, "prep") for below in parsed.children(t, "pcomp")]
    return people and any(t.lemma in KEEPING_OUT for t in told)
