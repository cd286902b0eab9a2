"""Claims joined to happenings, one after the other in a fixed order: near-linear, and the same in any order of arrival.

The fully named and best dated come first and found clusters; each further claim joins the cluster that it is likest to
on the mean over some of its claims, if that is above the threshold and nothing excludes it. What a claim decides
depends only on the claims before it in that order; so when claims are added or taken out, those later ones alone decide
anew for which a cluster that they look at has changed, and the result is that of a whole merge.
"""

from __future__ import annotations

import heapq
import itertools
import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field

from detente.events.blocking import Index, Key, OnceIndex, entered, looked_up
from detente.events.facts import UNDATED, Facts, Order
from detente.events.likeness import likeness, merging

COMPARED = 6
"""Claims of a cluster that a further one is compared with: its first, the best dated, and its last."""

Days = tuple[int, int] | None


@dataclass(slots=True, eq=False)
class Cluster:
    """Claims taken for one happening in the order of merging, and after each the days that all so far allow.

    ``roots`` are the articles that they stand in, or the originals of these.
    """

    members: MutableSequence[Facts] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    days: list[Days] = field(default_factory=list)

    def add(self, facts: Facts) -> None:
        """Take a claim in; days that don't meet those of the claims before it leave these as they are."""
        at = bisect_left(self.orders, facts.order)
        self.members.insert(at, facts)
        self.orders.insert(at, facts.order)
        self.roots.insert(at, facts.root)
        self._narrow(at)

    def remove(self, facts: Facts) -> None:
        """Let a claim go."""
        at = bisect_left(self.orders, facts.order)
        del self.members[at], self.orders[at], self.roots[at]
        self._narrow(at)

    def _narrow(self, at: int) -> None:
        """Work out the common days anew from a member on."""
        del self.days[at:]
        days = self.days[-1] if self.days else None
        for member in self.members[at:]:
            if days is None:
                days = member.days
            elif member.days is not None:
                first, last = max(days[0], member.days[0]), min(days[1], member.days[1])
                days = (first, last) if first <= last else days
            self.days.append(days)

    def likeness(self, facts: Facts) -> float | None:
        """Return the mean score of a claim with the claims before it here, ``None`` where one excludes it or none is.

        The days are held against the claim first: most clusters that are looked at lie too far off.
        """
        before = len(self.orders) if self.orders[-1:] < [facts.order] else bisect_left(self.orders, facts.order)
        if not before:
            return None
        compared = self._told_beside(facts, before) if self._apart(facts, before) else self._compared(before)
        if not compared:
            return None
        total = 0.0
        for member in compared:
            score = likeness(member, facts)
            if score is None:
                return None
            total += score
        return total / len(compared)

    def _apart(self, facts: Facts, before: int) -> bool:
        days = self.days[before - 1]
        if days is None or facts.days is None:
            return False
        gap = merging().max_gap
        return facts.days[0] - gap > days[1] or days[0] - gap > facts.days[1]

    def _told_beside(self, facts: Facts, before: int) -> Sequence[Facts]:
        """Of a claim with a guessed date the claims here that its own article dates."""
        if not facts.guessed:
            return ()
        if facts.root not in self.roots:
            return ()
        here = (at for at in range(before) if self.roots[at] == facts.root and not self.orders[at][1])
        return [self.members[at] for at in itertools.islice(here, COMPARED)]

    def _compared(self, before: int) -> Sequence[Facts]:
        if before <= COMPARED:
            return self.members[:before]
        return [*self.members[: COMPARED - 2], *self.members[before - 2 : before]]


class Clusters:
    """Claims by happening, which grow and shrink; the order of what is added and taken out makes no difference.

    Those that are merged ``once`` only, in their order, need no memory of what each was held against; ``members`` gives
    the list that a cluster's claims are kept in.
    """

    def __init__(self, members: Callable[[], MutableSequence[Facts]] = list, *, once: bool = False) -> None:
        self._members = members
        self._once = once
        self._index = Index()
        self._entered: Index | OnceIndex = OnceIndex() if once else self._index
        self._facts: dict[str, Facts] = {}
        self._home: dict[str, Cluster] = {}
        self._fitting: dict[str, dict[Cluster, float]] = {}
        self._last: Order | None = None
        self._waiting: list[Order] = []
        self._changed: dict[str, set[Cluster]] = {}

    def __iter__(self) -> Iterator[Sequence[Facts]]:
        """Yield the members of each cluster, in the order of merging."""
        found = {id(cluster): cluster for cluster in self._home.values()}
        for cluster in sorted(found.values(), key=lambda c: c.orders[0]):
            yield cluster.members

    def home(self, claim: str) -> Sequence[Facts]:
        """Return the members of a claim's cluster."""
        return self._home[claim].members

    def update(self, added: Iterable[Facts], removed: Iterable[Facts] = ()) -> None:
        """Take claims out, then others in, and let those decide anew whom that touches."""
        gone = sorted(removed, key=lambda f: f.order)
        if gone:
            self._settle(gone, self._leave)
        self._settle(sorted(added, key=lambda f: f.order), self._enter)

    def _settle(self, given: Sequence[Facts], take: Callable[[Facts], None]) -> None:
        """Go through claims in their order, and through those that wait to decide anew in between."""
        for one in given:
            self._decide_anew(before=one.order)
            take(one)
        self._decide_anew(before=None)
        self._last = max((f.order for f in given), default=None) if self._last is None else self._last

    def _leave(self, one: Facts) -> None:
        id = one.claim.id
        cluster = self._home.pop(id)
        self._index.remove(one)
        self._changed.pop(id, None)
        del self._facts[id], self._fitting[id]
        self._touch(cluster, one)
        cluster.remove(one)

    def merge(self, ordered: Iterable[Facts]) -> None:
        """Merge claims that come in their order, of clusters that are merged once."""
        for one in ordered:
            self._enter(one)
        self._entered = OnceIndex()  # nothing is looked for any more, and it is half of what is held

    def _enter(self, one: Facts) -> None:
        id = one.claim.id
        fitting = self._scored(one, self._candidates(one))
        if not self._once:
            self._facts[id] = one
            self._fitting[id] = fitting
        self._entered.add(one)
        self._choose(one, fitting)

    def _decide_anew(self, before: Order | None) -> None:
        while self._waiting and (before is None or self._waiting[0] < before):
            id = heapq.heappop(self._waiting)[-1]
            changed = self._changed.pop(id, None)
            if changed is not None:
                self._weigh_anew(self._facts[id], changed)
                self._choose(self._facts[id], self._fitting[id])

    def _weigh_anew(self, one: Facts, changed: set[Cluster]) -> None:
        fitting = self._fitting[one.claim.id]
        if _is_loose(one) and len(fitting) > 1:  # of those that it fits not all are known
            kept = {cluster: score for cluster, score in fitting.items() if cluster not in changed}
            self._fitting[one.claim.id] = kept if len(kept) > 1 else self._scored(one, self._candidates(one))
            return
        for cluster in changed:
            fitting.pop(cluster, None)
        scored = self._scored(one, changed)
        wanted = set(looked_up(one)) if scored else set()
        for cluster, score in scored.items():
            if any(not wanted.isdisjoint(entered(m)) for m in cluster.members if m.order < one.order):
                fitting[cluster] = score

    def _candidates(self, one: Facts) -> set[Cluster]:
        return {self._home[order[-1]] for order in self._entered.candidates(one)}

    def _scored(self, one: Facts, clusters: Iterable[Cluster]) -> dict[Cluster, float]:
        """The clusters that a claim is like enough to; of a loosely dated one two at most, since it then stays alone.

        Without that limit claims dated to a year were held against three times as many at 50,000 claims as at 25,000.
        """
        least, found = merging().threshold, dict[Cluster, float]()
        most = 2 if _is_loose(one) else math.inf
        for cluster in clusters:
            if len(found) >= most:
                break
            score = cluster.likeness(one)
            if score is not None and score > least:
                found[cluster] = score
        return found

    def _choose(self, one: Facts, fitting: Mapping[Cluster, float]) -> None:
        """Put a claim where it fits best; what is dated loosely and fits more than once stays alone."""
        old = self._home.get(one.claim.id)
        if not fitting or (len(fitting) > 1 and _is_loose(one)):
            best = old if old is not None and old.members[0] is one else Cluster(self._members())
        else:
            best = min(fitting, key=lambda c: (-fitting[c], c.orders[0]))
        if best is old:
            return
        if old is not None:
            self._touch(old, one)
            old.remove(one)
        best.add(one)
        self._home[one.order[-1]] = best
        self._touch(best, one)

    def _touch(self, cluster: Cluster, by: Facts) -> None:
        """Let the later claims that look at a cluster decide anew, since ``by``, a member now, joins or leaves it.

        Claims that don't meet the days common to the members before ``by`` are not concerned: these days stay. A member
        that is neither of the first nor of the last compared, and narrows no days, matters only to those that find the
        cluster by it.
        """
        if self._last is None:  # the first merge: those to come decide when they come
            return
        at = bisect_left(cluster.orders, by.order)
        lone = len(cluster.members) == 1
        days = cluster.days[at - 1] if at else cluster.days[0] if lone else None
        narrowed = at == 0 or cluster.days[at] != days
        hidden = COMPARED - 2 <= at < len(cluster.orders) - 2 and not narrowed
        until = cluster.orders[at + 2] if hidden else None
        if until is not None:
            self._ask(cluster, [(by, days)], by.order, None)
        members = zip(cluster.members, cluster.days[:at] + [days] * len(cluster.members), strict=False)
        self._ask(cluster, members, by.order, until)

    def _ask(self, cluster: Cluster, members: Iterable[tuple[Facts, Days]], after: Order, until: Order | None) -> None:
        """Let those decide anew that look for one of some members, given with the days that they have to meet."""
        asked: set[Key] = set()
        gap = merging().max_gap
        for member, days in members:
            start, end = (days[0] - gap, days[1] + gap) if days else (0, UNDATED)
            for key in entered(member):
                if key not in asked:  # members come in their order: the first asks all that later ones would
                    asked.add(key)
                    for order in self._index.lookers(key, max(member.order, after), until):
                        if not key[0] or (order[3] <= end and order[3] + order[2] >= start):
                            self._let_decide(order, cluster)

    def _let_decide(self, order: Order, cluster: Cluster) -> None:
        changed = self._changed.get(order[-1])
        if changed is None:
            changed = self._changed[order[-1]] = set()
            heapq.heappush(self._waiting, order)
        changed.add(cluster)


def _is_loose(one: Facts) -> bool:
    return one.span > merging().vague_days


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
