"""The other side that a story has named before: "Hamas refused to extend the truce", after a truce with Israel."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from detente.claims.sides import AIMED, NOBODY, Side, Sides, unique
from detente.model import Actor, Claim
from detente.reading.codes import Candidate

SLOT = "story so far"


def with_counterpart(found: Sides, candidate: Candidate, before: Sequence[Claim]) -> Sides:
    """Return the sides with the story's other party as recipient where the act is aimed at somebody left unsaid.

    The party that shares most of the claims so far with the actor is taken, if there is one such party only; its
    latest mention is the evidence.
    """
    if found.recipient is not NOBODY or found.mutual or not found.actor.actors or candidate.sense.type not in AIMED:
        return found
    met = [side for claim in before for side in _opposite(claim, set(found.actor.parties))]
    counts = Counter(party for side in met for party in {a.party for a in side})
    if not counts:
        return found
    (party, most), *others = counts.most_common(2)
    if others and others[0][1] == most:
        return found
    latest = next(side for side in reversed(met) if any(a.party == party for a in side))
    actors = unique(a for a in latest if a.party == party)
    return dataclasses.replace(found, recipient=Side(actors, SLOT, False))


def _opposite(claim: Claim, parties: set[str]) -> list[tuple[Actor, ...]]:
    sides = (claim.actors, claim.recipients)
    return [sides[1 - i] for i in (0, 1) if sides[1 - i] and parties & {a.party for a in sides[i]}]
