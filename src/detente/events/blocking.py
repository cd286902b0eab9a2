"""Where to look for claims of the same happening: by family of types, two sides and days, so that few are compared."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.events.facts import Facts
from detente.events.likeness import families, merging

BUCKET = 16
"""Days in a bucket: most dated claims fall in one or two, one of a month in three."""

MAX_SIDES = 6
"""Of more parties on a side the first are looked up: a gathering's claims share some of them."""

Key = tuple[str, ...]


class Index:
    """Numbers of clusters by what their claims may be found under."""

    def __init__(self) -> None:
        self._found: dict[tuple[Key, int], list[int]] = defaultdict(list)
        self._in_article: dict[str, list[int]] = defaultdict(list)

    def add(self, facts: Facts, cluster: int) -> None:
        """Enter a claim's cluster under the claim's keys."""
        for key in itertools.chain(_pairs(facts), _halves(facts)):
            for bucket in _buckets(facts, 0):
                _enter(self._found[key, bucket], cluster)
        _enter(self._in_article[facts.root], cluster)

    def candidates(self, facts: Facts) -> list[int]:
        """Return the clusters that a claim may belong to, ascending; one with an unnamed side is found by the other.

        A guessed date is no hindrance in its own article.
        """
        if facts.days is None:
            return sorted(set(self._in_article[facts.root]))
        keys = list(_halves(facts) if facts.unnamed else _pairs(facts))
        buckets = list(_buckets(facts, merging().max_gap))
        found = (self._found.get((key, bucket), ()) for key in keys for bucket in buckets)
        beside = self._in_article.get(facts.root, ()) if facts.guessed else ()
        return sorted(set(itertools.chain(beside, *found)))


def _enter(clusters: list[int], cluster: int) -> None:
    if not clusters or clusters[-1] != cluster:
        clusters.append(cluster)


def _buckets(facts: Facts, slack: int) -> Iterable[int]:
    if facts.days is None:
        return ()
    return range((facts.days[0] - slack) // BUCKET, (facts.days[1] + slack) // BUCKET + 1)


def _codes(sides: Iterable[str], facts: Facts) -> list[str]:
    """The parties of a side and the states that its organisations belong to."""
    named = sorted(sides)[:MAX_SIDES]
    return sorted({*named, *(facts.wider[p] for p in named if p in facts.wider)})


def _pairs(facts: Facts) -> Iterator[Key]:
    """A key for each family and two parties, in alphabetic order: roles are compared later."""
    one, other = _codes(facts.actors, facts), _codes(facts.recipients, facts)
    pairs = itertools.product(one, other) if one and other else itertools.combinations(one or other, 2)
    dyads = sorted({(min(a, b), max(a, b)) for a, b in pairs})
    for family in sorted(families(facts.claim.type)):
        for a, b in dyads:
            yield (family, str(facts.pending), a, b)


def _halves(facts: Facts) -> Iterator[Key]:
    """A key for each family and party, for the claims that name one side only."""
    for family in sorted(families(facts.claim.type)):
        for code in _codes(facts.actors | facts.recipients, facts):
            yield (family, str(facts.pending), code)
