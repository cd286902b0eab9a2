"""Which of several places of one name a text means: all its names are weighed together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.reading.places.gazetteer import BESIDE_BONUS, Entry, candidates, distance_km, is_eligible, key_of, weight

AGREEMENT = 1.2
"""What a country weighs that the text names or whose actors it tells of, at most: fifteenfold its people."""
COMPANY, MOST_COMPANY = 0.9, 2.0
"""What a place weighs for each other name of the text that lies close by, and how many of these count."""
_SAME_COUNTRY = 0.3
CLOSE, FAR = 120.0, 350.0
"""Kilometres within which two places are neighbours, and within which they are of one story."""
FEWEST = 8
"""How many of the likeliest places of a name are weighed."""
LEAST_SHARE = 0.01
"""A place of a name that is less likely than this is no company for the others."""
PROVINCE_REACH = 1000.0
"""Kilometres from the middle of a province that its cities may lie; the largest are two thousand across."""
NARROW = 0.6
"""A lead of less than this (fourfold the people) over a place elsewhere leaves the name ambiguous."""
_SPOKEN_OF = "the text speaks of"


@dataclass(frozen=True, slots=True)
class Named:
    """A name as the text has it, with what stands right after it: a country's code or a province's entry."""

    words: str
    country: str | None = None
    province: Entry | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The place chosen for a name, whether another is nearly as likely, what spoke for it, and whether company did."""

    entry: Entry
    ambiguous: bool
    why: str
    in_company: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    entry: Entry
    weight: float
    reasons: tuple[str, ...] = ()


def resolve(names: Sequence[Named], countries: Mapping[str, int]) -> list[Resolved | None]:
    """Return the place of each name, ``None`` for an unknown one.

    Of the places of a name the likeliest by itself (``gazetteer.weight``) goes, unless the text speaks for another: the
    country or province named right after it, countries that the text speaks of (``countries``: how often), and the
    text's other places close by. Each name is weighed with the others as they stood by themselves, then once more.
    """
    known = dict.fromkeys(names)
    prior = {name: _prior(name, countries) for name in known}
    found = prior
    for _ in range(2):
        shares = {name: _shares(rows) for name, rows in found.items()}
        found = {name: [_with_company(row, name, shares) for row in rows] for name, rows in prior.items()}
    chosen = {name: _chosen(rows) for name, rows in found.items()}
    return [chosen[name] for name in names]


def _prior(name: Named, countries: Mapping[str, int]) -> list[_Weighed]:
    asked = {*countries, *([name.country] if name.country else []), *([name.province.country] if name.province else [])}
    rows = [_alone(e, name, countries) for e in candidates(name.words) if is_eligible(e, {c for c in asked if c})]
    return sorted(rows, key=lambda row: -row.weight)[:FEWEST]


def _alone(entry: Entry, name: Named, countries: Mapping[str, int]) -> _Weighed:
    reasons = ["a capital" if entry.capital else f"{entry.population} people" if entry.population else entry.grain]
    found = weight(entry)
    if entry.country in countries and entry.country is not None:
        found += AGREEMENT * math.sqrt(countries[entry.country] / max(countries.values()))
        reasons.append(f"{_SPOKEN_OF} {entry.country}")
    if (name.country and entry.country == name.country) or _is_within(entry, name.province):
        found += BESIDE_BONUS
        reasons.append("named beside it")
    return _Weighed(entry, found, tuple(reasons))


def _is_within(entry: Entry, province: Entry | None) -> bool:
    if province is None or entry.grain != "city" or entry.country != province.country:
        return False
    if province.admin1 is not None:
        return entry.admin1 == province.admin1
    return _distance(entry, province) < PROVINCE_REACH


def _shares(rows: list[_Weighed]) -> list[tuple[Entry, float]]:
    """Return the places of a name with the chance that each is meant."""
    if not rows:
        return []
    top = rows[0].weight if len(rows) == 1 else max(row.weight for row in rows)
    chances = [10 ** (row.weight - top) for row in rows]
    whole = sum(chances)
    shares = [(row.entry, chance / whole) for row, chance in zip(rows, chances, strict=True)]
    return [(entry, share) for entry, share in shares if share >= LEAST_SHARE]


def _with_company(row: _Weighed, name: Named, shares: Mapping[Named, list[tuple[Entry, float]]]) -> _Weighed:
    company, nearest = 0.0, ("", 0.0)
    spoken_of = any(reason.startswith(_SPOKEN_OF) for reason in row.reasons)
    key = key_of(name.words)
    for other, rows in shares.items():
        if not rows or key_of(other.words) == key:
            continue
        felt = max((share * _affinity(row.entry, entry) for entry, share in rows), default=0.0)
        if felt <= _SAME_COUNTRY and spoken_of:
            continue  # its country has been weighed already
        company += felt
        if felt > nearest[1]:
            nearest = (other.words, felt)
    if company == 0.0:
        return row
    reasons = (*row.reasons, f"with {nearest[0]}") if nearest[1] > _SAME_COUNTRY else row.reasons
    return _Weighed(row.entry, row.weight + COMPANY * min(company, MOST_COMPANY), reasons)


def _affinity(one: Entry, other: Entry) -> float:
    distance = _distance(one, other)
    if distance < CLOSE:
        return 1.0
    same = one.country is not None and one.country == other.country
    within = same and "region" in (one.grain, other.grain) and distance < PROVINCE_REACH
    if distance < FAR or within:
        return 0.6
    return _SAME_COUNTRY if same else 0.0


def _distance(one: Entry, other: Entry) -> float:
    """Return kilometres; without end where the coordinates of one are not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km((one.lat, one.lon), (other.lat, other.lon))


def _chosen(rows: list[_Weighed]) -> Resolved | None:
    if not rows:
        return None
    first, *others = sorted(rows, key=lambda row: -row.weight)
    rivals = [row for row in others if first.weight - row.weight < NARROW and _distance(row.entry, first.entry) > CLOSE]
    return Resolved(first.entry, bool(rivals), ", ".join(first.reasons), first.reasons[-1].startswith("with "))
