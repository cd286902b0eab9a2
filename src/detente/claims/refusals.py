"""Refusals: to say that one will not do a cooperative thing is to reject it (PLOVER 2.0, REJECT).

"Chad will not open the border", "Mali cannot accept talks": the act that does not take place is of another type; what
is told is that somebody refuses it.
"""

from __future__ import annotations

import dataclasses

from detente.reading.codes import Candidate, Sense
from detente.reading.language import Parsed, Token

MODES = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "change",
    "CONCEDE": "yield",
    "RETREAT": "yield",
    "AGREE": None,
}
WILL = frozenset({"will", "would", "wo", "can", "could", "ca", "shall"})


def as_refusal(parsed: Parsed, candidate: Candidate) -> Candidate:
    """Return the candidate, or the refusal that it tells of if its act is cooperative and its subject won't do it."""
    sense = candidate.sense
    verb = candidate.light or candidate.predicate
    if sense.type not in MODES or not candidate.full_verb or not _wont(parsed, verb):
        return candidate
    refusal = Sense(
        type="REJECT",
        mode=MODES[sense.type],
        contexts=sense.contexts,
        actor=sense.actor,
        recipient=sense.recipient,
        status="occurred",
        weight=sense.weight,
    )
    return dataclasses.replace(candidate, sense=refusal)


def _wont(parsed: Parsed, verb: Token) -> bool:
    helpers = parsed.children(verb, "aux")
    return bool(parsed.children(verb, "neg")) and any(t.text.lower() in WILL for t in helpers)
