"""On which facts the accounts of one event differ: how many died, and where it was."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from detente.events.facts import Facts
from detente.events.likeness import place
from detente.events.sources import outlet_of
from detente.model import Article, Score

RATIO = 1.5
"""Tolls printed on one day differ from this ratio on: smaller gaps are counts still rising."""

COMPARED = 40
"""Claims of an event whose accounts are compared: the pairs of a hundred would be five thousand."""

Articles = Mapping[str, Article]


def differences(members: Sequence[Facts], articles: Articles) -> tuple[Score, ...]:
    """Return a score for each fact that accounts differ on: how many versions there are, and who gives which.

    Copies are left out: they tell nothing of their own.
    """
    own = [f for f in sorted(members, key=lambda f: f.claim.id) if f.claim.article == f.root]
    if len(own) < 2:
        return ()
    found = (
        _score("how many died", own, _other_toll, lambda f: str(f.toll), articles),
        _score("where", own, _other_place, lambda f: f.claim.where.name if f.claim.where else "", articles),
    )
    return tuple(score for score in found if score is not None)


def _score(
    what: str,
    own: Sequence[Facts],
    differ: Callable[[Facts, Facts], bool],
    told: Callable[[Facts], str],
    articles: Articles,
) -> Score | None:
    versions: dict[str, set[str]] = {}
    for one in _differing(own, differ):
        versions.setdefault(told(one), set()).add(outlet_of(one.claim, articles) or "a page without outlet")
    if len(versions) < 2:
        return None
    words = "; ".join(f"{version} ({', '.join(sorted(who))})" for version, who in sorted(versions.items()))
    return Score(f"accounts differ: {what}", float(len(versions)), words)


def _differing(own: Sequence[Facts], differ: Callable[[Facts, Facts], bool]) -> Iterator[Facts]:
    for one, other in itertools.combinations(own[:COMPARED], 2):
        if differ(one, other):
            yield one
            yield other


def _other_toll(one: Facts, other: Facts) -> bool:
    if one.toll is None or other.toll is None or one.printed is None or one.printed != other.printed:
        return False
    low, high = sorted((one.toll, other.toll))
    return high >= RATIO * low and high - low >= 2


def _other_place(one: Facts, other: Facts) -> bool:
    return place(one.claim.where, other.claim.where) < 0
