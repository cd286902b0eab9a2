"""What people decided, applied to a merge: a pure function of the judgements, whatever their order in the file.

A later judgement goes before an earlier one that it contradicts, which is told, not removed. Claims judged wrong and
fields that are set change what is merged; *same* and *different* change what came of it, and only for the clusters of
the claims that they name, so that taking a judgement back brings back what was there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from detente.events.facts import Facts, Order
from detente.events.likeness import likeness
from detente.model import Judgement, Score

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Settled:
    """What is in force of some judgements, all by claims' ids.

    ``fields`` maps a claim to what is set of it; ``overruled`` maps the id of a judgement that is not in force to the
    one that took its place, and ``holding`` a claim to the judgements in force about it.
    """

    wrong: frozenset[str] = frozenset()
    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    overruled: Mapping[str, Judgement] = field(default_factory=dict)
    holding: Mapping[str, tuple[Judgement, ...]] = field(default_factory=dict)


def by_time(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return judgements by the time at which they were made, each once."""
    return sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.at, j.id))


def settle(judgements: Iterable[Judgement]) -> Settled:
    """Return what is in force: the latest first, and of the earlier what contradicts none of these."""
    weighing = _Weighing()
    for judgement in reversed(by_time(judgements)):
        weighing.take(judgement)
    return weighing.settled()


class _Weighing:
    """Judgements taken one after the other, the latest first."""

    def __init__(self) -> None:
        self.undone: dict[str, Judgement] = {}
        self.overruled: dict[str, Judgement] = {}
        self.kept: dict[tuple[str, ...], Judgement] = {}
        self.groups = _Groups()
        self.apart: dict[Pair, Judgement] = {}
        self.joined: dict[Pair, Judgement] = {}

    def take(self, judgement: Judgement) -> None:
        """Take a judgement in, or note which later one stands against it."""
        against = self.undone.get(judgement.id) or self._against(judgement)
        if against is not None:
            self.overruled[judgement.id] = against
        elif judgement.verdict == "undo":
            self.undone[judgement.target] = judgement
        else:
            self._keep(judgement)

    def _against(self, judgement: Judgement) -> Judgement | None:
        if judgement.verdict not in ("same", "different"):
            return self.kept.get(_matter(judgement))
        pair = _pair(judgement)
        if judgement.verdict == "different":
            return self.joined.get(pair) or self._linking(pair)
        return self.apart.get(pair) or self._parting(pair)

    def _linking(self, pair: Pair) -> Judgement | None:
        """The later judgement by which the two are one already, over others."""
        group = self.groups.of(pair[0])
        if pair[1] not in group:
            return None
        return min((j for p, j in self.joined.items() if p[0] in group), key=lambda j: (j.at, j.id))

    def _parting(self, pair: Pair) -> Judgement | None:
        """The later judgement that keeps apart two whom this one would bring together, over others."""
        one, other = self.groups.of(pair[0]), self.groups.of(pair[1])
        crossing = (j for (a, b), j in self.apart.items() if (a in one and b in other) or (b in one and a in other))
        return max(crossing, key=lambda j: (j.at, j.id), default=None)

    def _keep(self, judgement: Judgement) -> None:
        if judgement.verdict == "same":
            self.joined[_pair(judgement)] = judgement
            self.groups.join(*_pair(judgement))
        elif judgement.verdict == "different":
            self.apart[_pair(judgement)] = judgement
        else:
            self.kept[_matter(judgement)] = judgement

    def settled(self) -> Settled:
        """Return what was kept."""
        fields: dict[str, dict[str, str]] = {}
        holding: dict[str, list[Judgement]] = {}
        for judgement in by_time((*self.kept.values(), *self.joined.values(), *self.apart.values())):
            if judgement.field and judgement.value is not None:
                fields.setdefault(judgement.target, {})[judgement.field] = judgement.value
            for claim in filter(None, (judgement.target, judgement.other)):
                holding.setdefault(claim, []).append(judgement)
        return Settled(
            wrong=frozenset(j.target for j in self.kept.values() if j.verdict == "wrong"),
            same=tuple(sorted(self.joined)),
            different=tuple(sorted(self.apart)),
            fields=fields,
            overruled=self.overruled,
            holding={claim: tuple(told) for claim, told in holding.items()},
        )


def _matter(judgement: Judgement) -> tuple[str, ...]:
    """What only one judgement can hold of: whether a claim is right, or one field of it."""
    return (judgement.target, "field", judgement.field or "") if judgement.verdict == "set" else (judgement.target,)


def _pair(judgement: Judgement) -> Pair:
    one, other = judgement.target, judgement.other or judgement.target
    return (min(one, other), max(one, other))


class _Groups:
    """Claims that are one over any number of pairs."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}

    def of(self, claim: str) -> set[str]:
        """Return all claims that are one with a claim, itself among them."""
        return self._group.get(claim, {claim})

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        both = self.of(one) | self.of(other)
        for claim in both:
            self._group[claim] = both


def regroup(groups: Iterable[list[Facts]], settled: Settled) -> list[list[Facts]]:
    """Return the members of each happening as people judged them: brought together, and parted.

    A cluster that no judgement names stays as it is. Where claims of one must be apart, each such claim, and then each
    of the others, goes to the part that it is likest to of those that it may be in.
    """
    found = list(groups)
    if not settled.same and not settled.different:
        return found
    home = {f.claim.id: at for at, members in enumerate(found) for f in members}
    pools = _Groups()
    for one, other in settled.same:
        if one in home and other in home:
            pools.join(str(home[one]), str(home[other]))
    named = {str(home[c]) for pair in (*settled.same, *settled.different) for c in pair if c in home}
    whole = [members for at, members in enumerate(found) if str(at) not in named]
    linked = _Groups()
    for pair in settled.same:
        linked.join(*pair)
    for pool in sorted({tuple(sorted(map(int, pools.of(at)))) for at in named}):
        members = sorted((f for at in pool for f in found[at]), key=_order) if len(pool) > 1 else found[pool[0]]
        whole.extend(_parted(members, linked, settled.different))
    return sorted(whole, key=lambda members: members[0].order)


def _parted(members: Sequence[Facts], linked: _Groups, different: Iterable[Pair]) -> list[list[Facts]]:
    """The members in as few parts as the pairs allow that must be apart."""
    here = {f.claim.id for f in members}
    bars = {(min(a), min(b)) for a, b in ((linked.of(x) & here, linked.of(y) & here) for x, y in different) if a and b}
    barred = {key for pair in bars for key in pair}
    parts: list[tuple[list[Facts], set[str]]] = []
    if not bars:
        return [list(members)]
    keys = {f.claim.id: min(linked.of(f.claim.id) & here) for f in members}
    for one in (f for f in members if keys[f.claim.id] in barred):
        _join(one, keys[one.claim.id], parts, bars)
    for one in (f for f in members if keys[f.claim.id] not in barred):
        _join(one, keys[one.claim.id], parts, bars)
    return [sorted(part, key=_order) for part, _ in parts]


def _join(one: Facts, key: str, parts: list[tuple[list[Facts], set[str]]], bars: set[Pair]) -> None:
    """Put a claim into the part that holds one judged the same, else the likest that none of its pairs bars."""
    for part, keys in parts:
        if key in keys:
            part.append(one)
            return
    free = [(part, keys) for part, keys in parts if not any((min(key, k), max(key, k)) in bars for k in keys)]
    if not free:
        parts.append(([one], {key}))
        return
    part, keys = max(free, key=lambda p: _likeness(one, p[0]))
    part.append(one)
    keys.add(key)


def _likeness(one: Facts, part: Sequence[Facts]) -> float:
    scores = [score for other in part if (score := likeness(*sorted((one, other), key=_order))) is not None]
    return sum(scores) / len(scores) if scores else float("-inf")


def _order(one: Facts) -> Order:
    return one.order


def judged(members: Iterable[Facts], settled: Settled) -> tuple[Score, ...]:
    """Return a score for each judgement that bears on some claims, with who judged, when and why."""
    return scores(j for f in members for j in settled.holding.get(f.claim.id, ()))


def scores(judgements: Iterable[Judgement]) -> tuple[Score, ...]:
    """Return a score for each judgement, by time."""
    return tuple(Score("judged", 1.0, words(j)) for j in by_time(judgements))


def words(judgement: Judgement) -> str:
    """Return a judgement in words: what, by whom, on which day, for what reason."""
    what: str = judgement.verdict
    if what == "set":
        to = f"as {judgement.value}" if judgement.value is not None else "back to what the page says"
        what = f"{judgement.field} set {to} in {judgement.target[:8]}"
    elif what == "undo":
        what = f"judgement {judgement.target[:8]} taken back"
    elif judgement.other:
        what = f"{judgement.target[:8]} and {judgement.other[:8]} {'the same' if what == 'same' else what}"
    else:
        what = f"{judgement.target[:8]} {what}"
    return f"{what}, by {judgement.by} on {judgement.at[:10]}" + (f": {judgement.reason}" if judgement.reason else "")
