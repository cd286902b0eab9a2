"""On which facts the accounts of a happening differ: who, how many died, when, where, attack or accident."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.events.facts import Facts
from detente.events.likeness import likeness, merging, place
from detente.events.sources import outlet_of
from detente.events.wording import stem
from detente.model import Article, Date, Score

RATIO = 1.5
"""Tolls printed on one day differ from this ratio on: smaller gaps are counts still rising."""

COMPARED = 40
"""Claims of an event whose accounts are compared: the pairs of a hundred would be five thousand."""

NARROW = 2
"""Days between the first and the last day of a date that is exact enough to contradict another."""

DIFFER = "accounts differ: "
"""How the names of these scores begin; the fact follows."""

WHO_DID_IT = "who did it"

Articles = Mapping[str, Article]


@dataclass(frozen=True, slots=True)
class Version:
    """What some claims say of a fact that others contradict."""

    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact on which accounts differ, and the versions of it, in alphabetic order."""

    fact: str
    versions: tuple[Version, ...]


def differences(members: Sequence[Facts]) -> tuple[Difference, ...]:
    """Return the facts that the accounts of one event differ on.

    Copies are left out: they tell nothing of their own.
    """
    own = [f for f in sorted(members, key=lambda f: f.claim.id) if f.claim.article == f.root][:COMPARED]
    if len(own) < 2:
        return ()
    found = []
    for fact, (tells, differ, told) in _FACTS.items():
        telling = [f for f in own if tells(f)]
        if len(telling) > 1 and (difference := _difference(fact, telling, differ, told)):
            found.append(difference)
    return tuple(found)


def rivals(events: Mapping[str, Sequence[Facts]]) -> dict[str, Difference]:
    """Return for each event (its members by its id) who else is said to have done the same deed.

    Two events are rivals that would be one happening if the deed's doers were not named, and name others.
    """
    blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for id, members in events.items():
        first = members[0]
        for party in sorted(first.recipients) if is_deed(first) else ():
            blocks[party, first.days[0] if first.days else 0].append(id)
    found: dict[str, set[str]] = defaultdict(set)
    for (party, day), ids in blocks.items():
        near = [*ids, *(i for ahead in range(1, NARROW + 2) for i in blocks.get((party, day + ahead), ()))]
        for one, other in itertools.combinations(near, 2):
            if (one in ids or other in ids) and _rival(events[one][0], events[other][0]):
                found[one].add(other)
                found[other].add(one)
    return {id: _who_did_it([id, *sorted(others)], events) for id, others in sorted(found.items())}


def is_deed(first: Facts) -> bool:
    """Whether an event, told by its first claim, may have rivals: a deed at a place, between sides, on a known day."""
    return first.claim.type in merging().placed and bool(first.actors and first.recipients) and _exact(first)


def score(difference: Difference, members: Iterable[Facts], articles: Articles) -> Score:
    """Return the score that tells of a difference: how many versions there are, and who gives which."""
    claims = {f.claim.id: f.claim for f in members}
    parts = []
    for version in difference.versions:
        outlets = {outlet_of(claims[id], articles) or "a page without outlet" for id in version.claims}
        parts.append(f"{version.says} ({', '.join(sorted(outlets))})")
    return Score(f"{DIFFER}{difference.fact}", float(len(parts)), "; ".join(parts))


def _difference(
    fact: str, own: Sequence[Facts], differ: Callable[[Facts, Facts], bool], told: Callable[[Facts], str]
) -> Difference | None:
    versions: dict[str, set[str]] = {}
    for one in _differing(own, differ):
        versions.setdefault(told(one), set()).add(one.claim.id)
    if len(versions) < 2:
        return None
    return Difference(fact, tuple(Version(says, tuple(sorted(ids))) for says, ids in sorted(versions.items())))


def _differing(own: Sequence[Facts], differ: Callable[[Facts, Facts], bool]) -> Iterator[Facts]:
    for one, other in itertools.combinations(own, 2):
        if differ(one, other):
            yield one
            yield other


def _other_toll(one: Facts, other: Facts) -> bool:
    if one.toll is None or other.toll is None or one.printed != other.printed:
        return False
    low, high = sorted((one.toll, other.toll))
    return high >= RATIO * low and high - low >= 2


def _other_place(one: Facts, other: Facts) -> bool:
    return place(one.claim.where, other.claim.where) < 0


def _other_days(one: Facts, other: Facts) -> bool:
    if one.days is None or other.days is None:
        return False
    modes = {one.claim.mode, other.claim.mode}
    if len(modes) > 1 and modes & set(merging().lasting):
        return False
    return one.days[0] > other.days[1] or other.days[0] > one.days[1]


def _exact(one: Facts) -> bool:
    """Whether words date a claim, exactly enough to contradict another day."""
    return one.days is not None and one.span <= NARROW and not one.guessed


def _names_doers(one: Facts) -> bool:
    return bool(one.doers) and not one.claim.symmetric


def _other_persons(one: Facts, other: Facts) -> bool:
    return not one.doers & other.doers


def _other_framing(one: Facts, other: Facts) -> bool:
    return framing(one) != framing(other)


def framing(one: Facts) -> str:
    """Return as what a claim's words frame a deed, such as an accident; nothing where they frame it as none or two."""
    found = [name for name, stems in _framings().items() if one.words & stems]
    return found[0] if len(found) == 1 else ""


@functools.cache
def _framings() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(stem, words)) for name, words in merging().framings.items()}


def _day_words(one: Facts) -> str:
    first, last = (Date.fromordinal(day).isoformat() for day in one.days or (1, 1))
    return first if first == last else f"{first} to {last}"


def _person_words(one: Facts) -> str:
    names = {a.name or a.id or "" for a in one.claim.actors if a.id in one.doers}
    return " and ".join(sorted(names))


Told = Callable[[Facts], str]
Tells = Callable[[Facts], bool]
Differ = Callable[[Facts, Facts], bool]

_FACTS: dict[str, tuple[Tells, Differ, Told]] = {
    "how many died": (lambda f: None not in (f.toll, f.printed), _other_toll, lambda f: str(f.toll)),
    "when": (_exact, _other_days, _day_words),
    "where": (lambda f: f.claim.where is not None, _other_place, lambda f: f.claim.where.name if f.claim.where else ""),
    "who": (_names_doers, _other_persons, _person_words),
    "attack or accident": (lambda f: framing(f) != "", _other_framing, framing),
}
"""By fact: whether a claim tells of it, whether two that do contradict each other, and a claim's version in words."""


def _rival(one: Facts, other: Facts) -> bool:
    """Whether two deeds by others are one but for who did it: the same place and likeness without their doers."""
    if one.actors & other.actors or one.pending != other.pending or place(one.claim.where, other.claim.where) <= 0:
        return False
    nobody = frozenset[str]()
    blank = [
        dataclasses.replace(f, claim=dataclasses.replace(f.claim, actors=()), actors=nobody, doers=nobody)
        for f in (one, other)
    ]
    found = likeness(*blank)
    return found is not None and found > merging().threshold


def _who_did_it(ids: Sequence[str], events: Mapping[str, Sequence[Facts]]) -> Difference:
    versions: dict[str, set[str]] = defaultdict(set)
    for id in ids:
        says = " and ".join(sorted(events[id][0].actors))
        versions[says].update(f.claim.id for f in events[id] if f.claim.article == f.root)
    return Difference(WHO_DID_IT, tuple(Version(says, tuple(sorted(c))) for says, c in sorted(versions.items()) if c))
