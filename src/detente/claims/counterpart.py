"""The other side that a story has named before: "Togo shelled two hamlets", after a quarrel with Ghana."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from detente.claims.sides import AIMED, Side, Sides
from detente.claims.story import STORY, side_of
from detente.model import Actor, Claim

CONFLICT = frozenset({"ASSAULT", "COERCE", "THREATEN", "SANCTION", "ACCUSE", "MOBILIZE"})


def with_counterpart(found: Sides, kind: str, before: Sequence[Claim]) -> Sides:
    """Return the sides with the story's other party as recipient where the act is aimed at somebody left unsaid.

    Taken is the party that shares most of the aimed acts so far with the actor (for a type of conflict, most of the
    acts of conflict), if there is one such party only; its latest mention is the evidence.
    """
    if not found.aimed:
        return found
    like = CONFLICT if kind in CONFLICT else AIMED
    own = set(found.actor.parties)
    met = [side for claim in before if claim.type in like for side in _opposite(claim, own)]
    own |= {side_of(a) for a in found.actor.actors}
    met = [side for side in met if not own & {side_of(a) for a in side}]
    counts = Counter(party for side in met for party in {side_of(a) for a in side})
    if not counts:
        return found
    (party, most), *others = counts.most_common(2)
    if others and others[0][1] == most:
        return found
    latest = next(side for side in reversed(met) if any(side_of(a) == party for a in side))
    actor = next(a for a in latest if side_of(a) == party)
    return dataclasses.replace(found, recipient=Side((actor,), STORY, False))


def _opposite(claim: Claim, parties: set[str]) -> list[tuple[Actor, ...]]:
    sides = (claim.actors, claim.recipients)
    return [sides[1 - i] for i in (0, 1) if sides[1 - i] and parties & {a.party for a in sides[i]}]
