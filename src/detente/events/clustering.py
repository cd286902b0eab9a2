"""Claims joined to happenings, one after the other in a fixed order: near-linear, and the same in any order of arrival.

The fully named and best dated come first and found clusters; each further claim joins the cluster that it is likest to
on the mean over some of its claims, if that is above the threshold and nothing excludes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from detente.events.blocking import Index
from detente.events.facts import Facts
from detente.events.likeness import likeness, merging

COMPARED = 6
"""Claims of a cluster that a further one is compared with: its first, the best dated, and its last."""


@dataclass(slots=True)
class Cluster:
    """Claims taken for one happening, in the order in which they joined, and the days that they all allow."""

    members: list[Facts] = field(default_factory=list)
    days: tuple[int, int] | None = None

    def add(self, facts: Facts) -> None:
        """Take a claim in; days that don't meet those of the others leave these as they are."""
        self.members.append(facts)
        if self.days is None:
            self.days = facts.days
        elif facts.days is not None:
            first, last = max(self.days[0], facts.days[0]), min(self.days[1], facts.days[1])
            self.days = (first, last) if first <= last else self.days

    def likeness(self, facts: Facts) -> float | None:
        """Return the mean score of a claim with the claims here, ``None`` where one of them excludes it."""
        compared = self._told_beside(facts) if self._apart(facts) else self._compared()
        if not compared:
            return None
        total = 0.0
        for member in compared:
            score = likeness(member, facts)
            if score is None:
                return None
            total += score
        return total / len(compared)

    def _apart(self, facts: Facts) -> bool:
        if self.days is None or facts.days is None:
            return False
        gap = merging().max_gap
        return facts.days[0] - gap > self.days[1] or self.days[0] - gap > facts.days[1]

    def _told_beside(self, facts: Facts) -> Sequence[Facts]:
        """Of a claim with a guessed date the claims here that its own article dates."""
        if not facts.guessed:
            return ()
        return [m for m in self.members if m.root == facts.root and not m.guessed][:COMPARED]

    def _compared(self) -> Sequence[Facts]:
        if len(self.members) <= COMPARED:
            return self.members
        return [*self.members[: COMPARED - 2], *self.members[-2:]]


def clusters(facts: Iterable[Facts]) -> list[list[Facts]]:
    """Return the claims by happening; the order of the input makes no difference.

    A copy's claim goes with the claim of the original that it repeats, whatever its own date.
    """
    ordered = sorted(facts, key=lambda f: f.order)
    followers = leaders(ordered)
    index, found = Index(), list[Cluster]()
    for one in ordered:
        if one.claim.id not in followers:
            _place(one, found, index)
    home = {f.claim.id: cluster for cluster in found for f in cluster.members}
    for one in ordered:
        if one.claim.id in followers:
            home[followers[one.claim.id]].members.append(one)
    return [cluster.members for cluster in found]


def _place(one: Facts, found: list[Cluster], index: Index) -> None:
    fitting = []
    for at in index.candidates(one):
        score = found[at].likeness(one)
        if score is not None and score > merging().threshold:
            fitting.append((-score, at))
    if not fitting or (len(fitting) > 1 and one.span > merging().vague_days):
        found.append(Cluster())
        fitting = [(0.0, len(found) - 1)]
    _, at = min(fitting)
    found[at].add(one)
    index.add(one, at)


def leaders(ordered: Sequence[Facts]) -> Mapping[str, str]:
    """Return the id of the original's claim for each claim of a copy that repeats one.

    They are of one type, the same sides, and of those the likest in words; a copy's own additions have none.
    """
    copied = {one.root for one in ordered if one.claim.article != one.root}
    originals: dict[tuple[object, ...], list[Facts]] = {}
    for one in ordered:
        if one.claim.article in copied and one.claim.article == one.root:
            originals.setdefault(_repeated(one), []).append(one)
    found = {}
    for one in ordered:
        if one.claim.article != one.root:
            told = [f for f in originals.get(_repeated(one), ()) if repeats(one, f)]
            if told:
                found[one.claim.id] = min(told, key=lambda f: (-_common(one, f), f.claim.id)).claim.id
    return found


def _repeated(one: Facts) -> tuple[object, ...]:
    return (one.root, one.claim.type, one.pending, one.actors, one.recipients)


def repeats(one: Facts, other: Facts) -> bool:
    """Whether a copy's claim is in the words of another: half of them at least, or no words are at hand."""
    return not one.words or not other.words or _common(one, other) >= 0.5


def _common(one: Facts, other: Facts) -> float:
    either = one.words | other.words
    return len(one.words & other.words) / len(either) if either else 1.0
