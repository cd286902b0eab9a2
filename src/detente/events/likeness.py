"""How like two claims are: features with names, their fitted weights, and what rules one happening out.

The score of a pair is a logistic model's: weights times features, above 0 if one happening is likelier than two.
``merging.yaml`` holds weights, threshold, families of types and modes that exclude each other.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Mapping
from dataclasses import dataclass

from detente.data import load_yaml
from detente.events.facts import MAX_DAYS, Facts
from detente.events.senses import alike
from detente.model import Place
from detente.reading.places import distance_km

FEATURES: Mapping[str, str] = {
    "one": "the start from which claims of one dyad, kind and time begin",
    "frequent": "a kind of act that recurs within days",
    "kin": "another type of the same family",
    "sides": "the same sides",
    "unnamed": "a side that one of them does not name",
    "mode": "the same mode",
    "other mode": "another mode of the same type",
    "persons": "the same persons",
    "other persons": "other persons",
    "object": "about the same thing",
    "other object": "about another thing",
    "days": "the same days",
    "gap": "days that don't meet",
    "elsewhen": "a guessed date that does not meet the told one",
    "guessed": "dates that no words tell",
    "vague": "a vague date",
    "unequal": "a day here, weeks there",
    "stretch": "some days here, months there",
    "place": "the same place",
    "other place": "another place",
    "numbers": "the same numbers",
    "other numbers": "other numbers",
    "words": "the same words",
    "no words": "no word in common",
    "telling words": "the same words",
    "one article": "told in one article",
    "headline": "told in the article's headline",
    "printed": "printed on other days",
    "series": "many acts told together, and one",
    "promise": "a threat or an agreement, and what it is about",
    "other sums": "other sums",
    "sense": "words that mean the like",
}
"""Names of the features, in their order, and what each says for a reader."""

DONE = frozenset({"occurred", "ongoing"})

NEAR_KM = 60.0
"""Places nearer than this may be one: a suburb, a base outside the town."""


SUM = 10**6
"""A number from which on it is one of money or goods, which doesn't rise from telling to telling as a toll does."""

DAYS, MONTHS = 7, 60
"""Days up to which a date is told by days, and from which on by months."""

SAME_STRETCH = 0.9
"""Share of days in common from which two vague dates count as one: both say "in 2016"."""


@dataclass(frozen=True, slots=True)
class Merging:
    """The data of merging: see ``merging.yaml``."""

    families: Mapping[str, tuple[str, ...]]
    directed: tuple[str, ...]
    frequent: tuple[str, ...]
    placed: tuple[str, ...]
    personal: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    counted: tuple[str, ...]
    promises: tuple[str, ...]
    mere: tuple[str, ...]
    framings: Mapping[str, tuple[str, ...]]
    lasting: tuple[str, ...]
    max_gap: int
    vague_days: int
    threshold: float
    weights: Mapping[str, float]


@functools.cache
def merging() -> Merging:
    """Return the data of merging."""
    return load_yaml("detente.events", "merging.yaml", Merging)


@functools.cache
def families(type: str) -> frozenset[str]:
    """Return the families that a type is of; one that is of none is its own."""
    return frozenset(name for name, types in merging().families.items() if type in types) or frozenset({type})


@functools.cache
def kin(one: str, other: str) -> bool:
    """Whether two types may tell one happening."""
    return bool(families(one) & families(other))


@functools.cache
def _apart() -> frozenset[tuple[str, str]]:
    return frozenset(pair for one, other in merging().apart for pair in ((one, other), (other, one)))


def likeness(one: Facts, other: Facts) -> float | None:
    """Return the score of a pair, ``None`` where something excludes that they tell of one happening."""
    found = features(one, other)
    return None if found is None else sum(map(operator.mul, found, weights_in_order()))


@functools.cache
def weights_in_order() -> tuple[float, ...]:
    """Return the weights in the order of ``FEATURES``."""
    weights = merging().weights
    return tuple(float(weights.get(name, 0.0)) for name in FEATURES)


def features(one: Facts, other: Facts) -> tuple[float, ...] | None:
    """Return the features of a pair, in the order of ``FEATURES``; ``None`` where one happening is excluded."""
    a, b, data = one.claim, other.claim, merging()
    if _too_vague(one, other):
        return None
    gap = _gap(one, other)
    if (
        gap is None
        or not kin(a.type, b.type)
        or not _of_one_time(one, other)
        or (a.type in data.personal and _one_sided(one) != _one_sided(other))
        or (a.mode and b.mode and (a.mode, b.mode) in _apart())
        or _of_two_deeds(one, other)
    ):
        return None
    sides = _sides(one, other)
    located = place(a.where, b.where)
    persons = _persons(one, other)
    if sides is None or (located < 0 and a.type in data.placed) or (persons < 0 and a.type in data.personal):
        return None
    same_numbers, other_numbers = _numbers(one.numbers, other.numbers)
    frequent = a.type in data.frequent and b.type in data.frequent
    words = _words(one.words, other.words)
    together = one.root == other.root
    answered = (one.denies or other.denies) and (_answers(one, other) or _answers(other, one))
    longer, shorter = (one.span, other.span) if one.span > other.span else (other.span, one.span)
    long, short = (0.0, 0.0) if answered else (_doublings(longer), _doublings(shorter))
    return (
        1.0,
        frequent,
        a.type != b.type,
        sides[0],
        sides[1],
        a.mode is not None and a.mode == b.mode,
        a.mode != b.mode and a.type == b.type and None not in (a.mode, b.mode),
        persons > 0,
        persons < 0,
        a.object is not None and a.object == b.object,
        a.object != b.object and None not in (a.object, b.object),
        _same_days(one, other),
        max(gap, 0),
        gap < 0,
        (one.guessed or other.guessed) and not answered,
        long,
        long - short,
        not answered and longer > MONTHS and shorter <= DAYS,
        located > 0,
        located < 0,
        same_numbers,
        other_numbers,
        words,
        not words and bool(one.words and other.words),
        words if frequent else 0.0,
        together,
        together and one.headline != other.headline,
        _printed(one, other),
        a.type in data.counted and _many(one) != _many(other),
        one.pending != other.pending,
        _other_sums(one.numbers, other.numbers),
        alike(one.sense, other.sense),
    )


def told(one: Facts, other: Facts) -> list[tuple[str, float]]:
    """Return what speaks for one happening and what against it, by its name, weightiest first."""
    found = features(one, other)
    if found is None:
        return []
    parts = [(FEATURES[name], x * w) for name, x, w in zip(FEATURES, found, weights_in_order(), strict=True) if x and w]
    return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))


def _of_one_time(one: Facts, other: Facts) -> bool:
    """Whether both tell what was done, or both what is ahead; a threat made or an agreement reached tells of that, too.

    "China threatened duties" and "China plans duties" may be one; a threat and duties that were laid on are not.
    """
    a, b, data = one.claim, other.claim, merging()
    if one.pending != other.pending:
        made = b if one.pending else a
        return a.type != b.type and made.type in data.promises and made.status in DONE
    return one.pending or (a.type in data.mere) == (b.type in data.mere)


def _many(one: Facts) -> bool:
    """Whether many acts are told of together; what goes on is no single act either, but for a visit or talks."""
    return one.series or (one.claim.status == "ongoing" and one.claim.type not in merging().personal)


def _one_sided(one: Facts) -> bool:
    """Whether one side tells the other something, as in a briefing or a letter, rather than that they meet."""
    claim = one.claim
    return not (claim.symmetric or claim.mode or claim.object or not claim.actors or not claim.recipients)


def _answers(denial: Facts, other: Facts) -> bool:
    """Whether one denies what the other tells: who denies an act seldom says when it is said to have been done."""
    a, b = denial.claim, other.claim
    if not denial.guessed or a.type != b.type or (a.mode and a.mode != b.mode):
        return False
    return denial.denies and not other.denies


def _of_two_deeds(one: Facts, other: Facts) -> bool:
    """Whether an article tells that one was done and the other was not, of another mode or with no word in common.

    "Togo refused to apologise" and "Togo regretted the deaths" do not contradict each other; nor do "denied holding the
    pilot" and "attacked a patrol".
    """
    if one.root != other.root or _undone(one) == _undone(other):
        return False
    return one.claim.mode != other.claim.mode or bool(one.words and other.words and not one.words & other.words)


def _undone(one: Facts) -> bool:
    return one.denies or one.claim.status == "negated"


def _gap(one: Facts, other: Facts) -> int | None:
    """Days between the two, 0 if they meet; ``None`` if too many. Undated claims meet only those of their article.

    In one article a guessed date excludes nothing, since "the ship that it seized" may be told long after: -1 then.
    """
    if one.days is None or other.days is None:
        return 0 if one.root == other.root else None
    gap = max(one.days[0] - other.days[1], other.days[0] - one.days[1], 0)
    if gap <= merging().max_gap:
        return gap
    return -1 if one.root == other.root and one.guessed != other.guessed else None


def _too_vague(one: Facts, other: Facts) -> bool:
    """Whether both are dated so loosely, and not to the same stretch, that their meeting says nothing."""
    vague = min(one.span, other.span) > merging().vague_days
    return vague and one.root != other.root and _same_days(one, other) < SAME_STRETCH


def _doublings(days: int) -> float:
    return _DOUBLINGS[min(days, MAX_DAYS)]


_DOUBLINGS = tuple(math.log2(1 + days) for days in range(MAX_DAYS + 1))


def _same_days(one: Facts, other: Facts) -> float:
    """Days in common as a share of the days of either."""
    if one.days is None or other.days is None:
        return 0.0
    common = min(one.days[1], other.days[1]) - max(one.days[0], other.days[0]) + 1
    either = max(one.days[1], other.days[1]) - min(one.days[0], other.days[0]) + 1
    return max(0, common) / either


def _sides(one: Facts, other: Facts) -> tuple[float, float] | None:
    """How far the sides are the same, 0 to 1, and how many only one of them names; ``None`` if they are others."""
    a, b = one.claim, other.claim
    if a.type not in merging().directed and b.type not in merging().directed and (a.symmetric or b.symmetric):
        return _mutual(one, other)
    if one.actors == other.actors and one.recipients == other.recipients:
        return 1.0, 0.0
    acting = _side(one.actors, other.actors, one, other, one.recipients | other.recipients)
    bearing = _side(one.recipients, other.recipients, one, other, one.actors | other.actors)
    if acting is None or bearing is None:
        return None
    unnamed = (bool(one.actors) != bool(other.actors)) + (bool(one.recipients) != bool(other.recipients))
    if not (one.actors and other.actors) and not (one.recipients and other.recipients) and unnamed:
        return None
    return (acting + bearing) / 2, float(unnamed)


def _mutual(one: Facts, other: Facts) -> tuple[float, float] | None:
    if one.actors == other.actors and one.recipients == other.recipients and one.actors and one.recipients:
        return 1.0, 0.0
    a, b = one.actors | one.recipients, other.actors | other.recipients
    common = a & b
    if len(common) >= 2:
        return len(common) / len(a | b), 0.0
    if min(len(a), len(b)) < 2:
        return (0.5, 1.0) if common else None
    share = _side(a, b, one, other, frozenset())
    return (share, 0.0) if share is not None and share >= 0.5 else None


def _side(a: frozenset[str], b: frozenset[str], one: Facts, other: Facts, opposite: frozenset[str]) -> float | None:
    """Share of the parties in common; an organisation half stands for its state, unless that is on the other side."""
    if not a or not b:
        return 1.0 if not a and not b else 0.0
    common = a & b
    if common:
        return len(common) / len(a | b)
    states_a = {one.wider.get(p, p) for p in a} - opposite
    states_b = {other.wider.get(p, p) for p in b} - opposite
    return 0.5 if (states_a & b or states_b & a) else None


def _persons(one: Facts, other: Facts) -> int:
    """1 if a person is named in both, -1 if on one side both name persons and no common one, else 0."""
    if not (one.doers or one.others) or not (other.doers or other.others):
        return 0
    if one.claim.symmetric or other.claim.symmetric:
        return _meet(one.doers | one.others, other.doers | other.others)
    acting, bearing = _meet(one.doers, other.doers), _meet(one.others, other.others)
    return min(acting, bearing) if min(acting, bearing) < 0 else max(acting, bearing)


def _meet(a: frozenset[str], b: frozenset[str]) -> int:
    return 0 if not a or not b else 1 if a & b else -1


def place(a: Place | None, b: Place | None) -> int:
    """Return 1 for one place, -1 for two that exclude each other, 0 where a place is unknown or holds the other."""
    if a is None or b is None:
        return 0
    if a.name == b.name:
        return 1
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return -1 if a.country and b.country and a.country != b.country else 0
    return 1 if distance_km((a.lat, a.lon), (b.lat, b.lon)) <= NEAR_KM else -1


def _numbers(a: frozenset[int], b: frozenset[int]) -> tuple[float, float]:
    if not a or not b:
        return 0.0, 0.0
    return (1.0, 0.0) if a & b else (0.0, 1.0)


def _other_sums(a: frozenset[int], b: frozenset[int]) -> float:
    """1 if both tell sums, and no common one."""
    if not a or not b or a & b:
        return 0.0
    return float(max(a) >= SUM and max(b) >= SUM)


def _words(a: frozenset[str], b: frozenset[str]) -> float:
    """Words in common by the geometric mean of their numbers (the Ochiai coefficient)."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def _printed(one: Facts, other: Facts) -> float:
    """How far apart the articles are, in doublings of days; it matters where one date follows from them."""
    if one.printed is None or other.printed is None or not (one.guessed or other.guessed):
        return 0.0
    return _doublings(abs(one.printed - other.printed))
