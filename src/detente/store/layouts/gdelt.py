"""GDELT 2.0's event table: tab-separated without a header, 61 columns, a missing value is empty."""

from __future__ import annotations

from typing import Any

from detente.model import Date, Place
from detente.store.layouts.codes import columns, country, number
from detente.store.layouts.told import Party, Told

COUNTRY, US_CITY, WORLD_CITY = 1, 3, 4
"""GDELT's types of places that we tell apart."""
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")


def row(told: Told) -> dict[str, Any]:
    """Return an event's cells by column, but those always empty; the first of a side stands, the companion has all."""
    event, day, cameo = told.event, told.day or Date.min, told.cameo or ""
    actors, recipients = told.parties()
    return {
        "GLOBALEVENTID": number(event.id),
        "SQLDATE": f"{day:%Y%m%d}",
        "MonthYear": f"{day:%Y%m}",
        "Year": f"{day:%Y}",
        "FractionDate": f"{fraction(day):.4f}",
        **_actor("Actor1", actors),
        **_actor("Actor2", recipients),
        "IsRootEvent": int(_in_lead(told)),
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": columns().gdelt_quads[event.quad],
        "NumMentions": len(event.claims),
        "NumSources": event.independent_sources,
        "NumArticles": len({claim.article for claim in told.claims}),
        **_place(told.place),
        "DATEADDED": f"{told.published:%Y%m%d}000000" if told.published else None,
        "SOURCEURL": told.page.uri or told.page.file,
    }


def cell(value: Any) -> str:
    """Return a value as GDELT writes it; its readers know no quoting, so that a double quote becomes a single one."""
    return "" if value is None else " ".join(str(value).replace('"', "'").split())


def fraction(day: Date) -> float:
    """Return GDELT's FractionDate: the year, and months of 30 days as a share of 365."""
    return day.year + ((day.month - 1) * 30 + day.day) / 365


def _actor(side: str, parties: list[Party]) -> dict[str, Any]:
    party = parties[0] if parties else None
    group = columns().gdelt_groups.get(party.key) if party else None
    types = [columns().gdelt_types.get(sector, sector) for sector in party.sectors[:3]] if party else []
    code = group or (party.country if party else None)
    return {
        f"{side}Code": "".join((code or "", *types[:1])) or None,
        f"{side}Name": party.name.upper() if party else None,
        f"{side}CountryCode": party.country if party else None,
        f"{side}KnownGroupCode": group,
        **{f"{side}Type{n + 1}Code": types[n] if n < len(types) else None for n in range(3)},
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(f"ActionGeo_{name}" for name in _GEO)
    where = country(place.country)
    whole = place.geonames is None or place.name == where.name
    kind = COUNTRY if whole else US_CITY if place.country == "USA" else WORLD_CITY
    name = place.name if whole else ", ".join(part for part in (place.name, where.name) if part)
    division = f"{where.fips or ''}{place.admin1 or ''}" or None
    return dict(
        zip(
            (f"ActionGeo_{part}" for part in _GEO),
            (kind, name, where.fips, division, place.lat, place.lon, place.geonames),
            strict=True,
        )
    )


def _in_lead(told: Told) -> bool:
    """Whether the first claim stands in its article's headline or first paragraph."""
    blocks = told.article.blocks
    first = next((n for n, block in enumerate(blocks) if block.kind == "body"), 0)
    return any(b.span.start <= told.lead.predicate.start < b.span.end for b in blocks[: first + 1])
