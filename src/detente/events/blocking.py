"""Where to look for claims of the same happening: by family of types, two sides and days, so that few are compared."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.events.facts import Facts, Order
from detente.events.likeness import families, merging

BUCKET = 16
"""Days in a bucket: most dated claims fall in one or two, one of a month in three."""

MAX_SIDES = 6
"""Of more parties on a side the first are looked up: a gathering's claims share some of them."""

Key = tuple[int, str]
"""A bucket of days, and parties with a family; or 0, which no bucket of our time is, and an article."""

DONE, AHEAD = "d", "a"

Codes = frozenset[str]


class Index:
    """Claims, by their place in the order of merging, under what they may be found by and under what they look for."""

    def __init__(self) -> None:
        self._found: dict[Key, list[Order]] = defaultdict(list)
        self._looking: dict[Key, list[Order]] = defaultdict(list)

    def add(self, facts: Facts) -> None:
        """Enter a claim."""
        for key in entered(facts):
            _enter(self._found[key], facts.order)
        for key in looked_up(facts):
            _enter(self._looking[key], facts.order)

    def remove(self, facts: Facts) -> None:
        """Take a claim out again."""
        for index, keys in ((self._found, entered(facts)), (self._looking, looked_up(facts))):
            for key in keys:
                del index[key][bisect_left(index[key], facts.order)]
                if not index[key]:
                    del index[key]

    def candidates(self, facts: Facts) -> Iterator[Order]:
        """Yield the earlier claims that a claim may share a happening with, some more than once.

        One with an unnamed side is found by the other; a guessed date is no hindrance in its own article.
        """
        for key in looked_up(facts):
            orders = self._found.get(key, ())
            yield from orders if not orders or orders[-1] < facts.order else orders[: bisect_left(orders, facts.order)]

    def lookers(self, key: Key, after: Order, until: Order | None = None) -> Sequence[Order]:
        """Return the claims later than ``after``, up to ``until``, that look for others under a key."""
        orders = self._looking.get(key)
        if not orders or orders[-1] <= after:
            return ()
        return orders[bisect_right(orders, after) : len(orders) if until is None else bisect_right(orders, until)]


class OnceIndex:
    """Claims under what they may be found by, entered in their order and never taken out: half as large as ``Index``.

    Most keys have one claim, which stands there without a list.
    """

    def __init__(self) -> None:
        self._found: dict[Key, Order | list[Order]] = {}

    def add(self, facts: Facts) -> None:
        """Enter a claim that is later than all before it."""
        for key in entered(facts):
            found = self._found.get(key)
            if found is None:
                self._found[key] = facts.order
            elif isinstance(found, list):
                found.append(facts.order)
            else:
                self._found[key] = [found, facts.order]

    def candidates(self, facts: Facts) -> Iterator[Order]:
        """Yield the claims entered that a claim may share a happening with, some more than once."""
        for key in looked_up(facts):
            found = self._found.get(key)
            if isinstance(found, list):
                yield from found
            elif found is not None:
                yield found


def entered(facts: Facts) -> Iterator[Key]:
    """Yield what a claim is found under: its article, and its parties by family and stretch of days."""
    yield (0, facts.root)
    keys = _pairs(facts) + _halves(facts)
    for bucket in _buckets(facts, 0):
        for key in keys:
            yield bucket, key


def looked_up(facts: Facts) -> Iterator[Key]:
    """Yield what a claim looks for others under."""
    if facts.days is None or facts.guessed:
        yield (0, facts.root)
    keys = _halves(facts) if facts.unnamed else _pairs(facts)
    for bucket in _buckets(facts, merging().max_gap):
        for key in keys:
            yield bucket, key


def _enter(orders: list[Order], order: Order) -> None:
    if not orders or orders[-1] < order:
        orders.append(order)
    else:
        insort(orders, order)


def _buckets(facts: Facts, slack: int) -> Iterable[int]:
    if facts.days is None:
        return ()
    return range((facts.days[0] - slack) // BUCKET, (facts.days[1] + slack) // BUCKET + 1)


def _pairs(facts: Facts) -> tuple[str, ...]:
    return _pair_keys(facts.claim.type, _times(facts), *_sides(facts))


def _halves(facts: Facts) -> tuple[str, ...]:
    return _half_keys(facts.claim.type, _times(facts), *_sides(facts))


def _times(facts: Facts) -> str:
    """Whether a claim tells what was done or what is ahead; a promise that was made may be told as either."""
    if facts.pending:
        return AHEAD
    return DONE + AHEAD if facts.claim.type in merging().promises else DONE


def _sides(facts: Facts) -> tuple[Codes, Codes]:
    return _codes(facts.actors, facts.wider), _codes(facts.recipients, facts.wider)


def _codes(side: Codes, wider: Mapping[str, str]) -> Codes:
    """The parties of a side and the states that its organisations belong to."""
    named = sorted(side)[:MAX_SIDES] if len(side) > MAX_SIDES else side
    states = [wider[p] for p in named if p in wider] if wider else ()
    return frozenset((*named, *states)) if states or named is not side else side


@functools.lru_cache(maxsize=100_000)
def _pair_keys(type: str, times: str, actors: Codes, recipients: Codes) -> tuple[str, ...]:
    """A key for each family and two parties, in alphabetic order: roles are compared later."""
    both = actors and recipients
    pairs = itertools.product(actors, recipients) if both else itertools.combinations(actors or recipients, 2)
    dyads = sorted({(min(a, b), max(a, b)) for a, b in pairs})
    return tuple(f"{family} {time} {a} {b}" for family in sorted(families(type)) for time in times for a, b in dyads)


@functools.lru_cache(maxsize=100_000)
def _half_keys(type: str, times: str, actors: Codes, recipients: Codes) -> tuple[str, ...]:
    """A key for each family and party, for the claims that name one side only."""
    sides = sorted(actors | recipients)
    return tuple(f"{family} {time} {a}" for family in sorted(families(type)) for time in times for a in sides)
