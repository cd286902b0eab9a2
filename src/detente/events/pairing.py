"""Which claims may tell of one happening: the block they fall in, and what keeps them apart."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from detente.model import Actor, Claim, Interval
from detente.reading.actors import load_register

PLANNED = "planned"
# A wider interval says too little to tell two happenings of one dyad apart.
TIGHT_DAYS = 92
# A still wider one says nothing of when.
MAX_DAYS = 400


def parties(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the sides of some actors, sorted, without repeats."""
    return tuple(sorted({a.party for a in actors} - {""}))


def block_key(claim: Claim) -> tuple[str, ...]:
    """Return the key of the block a claim falls in: its type and sides (unordered for a mutual act), planned or not."""
    actors, recipients = parties(claim.actors), parties(claim.recipients)
    if claim.symmetric:
        actors, recipients = tuple(sorted({*actors, *recipients})), ()
    happened = PLANNED if claim.status in (PLANNED, "hypothetical") else "told"
    return (claim.type, happened, *actors, "->", *recipients)


@dataclass(slots=True)
class Cluster:
    """Claims taken for one happening, with the dates that they all allow."""

    first: Claim
    claims: list[Claim] = field(default_factory=list)
    earliest: datetime.date | None = None
    latest: datetime.date | None = None

    def __post_init__(self) -> None:
        self.add(self.first)

    def add(self, claim: Claim) -> None:
        """Take a claim in and narrow the dates to those it allows too."""
        self.claims.append(claim)
        bounds = _bounds(claim.when)
        if bounds is not None:
            self.earliest = max(self.earliest or bounds[0], bounds[0])
            self.latest = min(self.latest or bounds[1], bounds[1])

    def takes(self, claim: Claim) -> bool:
        """Whether a claim may tell of the same happening as all those already here."""
        return self._dates_meet(claim) and all(_compatible(claim, other) for other in self.claims)

    def persons(self) -> frozenset[str]:
        """Return the ids of the persons that its claims name as actors."""
        return frozenset(person for claim in self.claims for person in _persons(claim.actors))

    def _dates_meet(self, claim: Claim) -> bool:
        bounds = _bounds(claim.when)
        if bounds is None or self.earliest is None or self.latest is None:
            return claim.article == self.first.article and bounds is None and self.earliest is None
        return bounds[0] <= self.latest and self.earliest <= bounds[1]


def is_tight(when: Interval | None) -> bool:
    """Whether an interval is narrow enough to tell two happenings of one dyad apart."""
    bounds = _bounds(when)
    return bounds is not None and (bounds[1] - bounds[0]).days <= TIGHT_DAYS


def _bounds(when: Interval | None) -> tuple[datetime.date, datetime.date] | None:
    if when is None or when.earliest is None or when.latest is None:
        return None
    return (when.earliest, when.latest) if (when.latest - when.earliest).days <= MAX_DAYS else None


def _compatible(a: Claim, b: Claim) -> bool:
    """Whether nothing that identifies a happening differs: mode, object, or the persons who act."""
    if a.mode and b.mode and a.mode != b.mode:
        return False
    if a.object and b.object and a.object != b.object:
        return False
    return _persons_meet(a.actors, b.actors) and _persons_meet(a.recipients, b.recipients)


def _persons_meet(a: tuple[Actor, ...], b: tuple[Actor, ...]) -> bool:
    """Whether two lists of actors name a person in common, or one of them names none."""
    one, two = _persons(a), _persons(b)
    return not one or not two or bool(one & two)


def _persons(actors: tuple[Actor, ...]) -> set[str]:
    known = load_register()
    return {a.id for a in actors if a.id and (a.office or known.is_person(a.id))}
