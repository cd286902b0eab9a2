"""POLECAT's weekly files: tab-separated, 40 columns, a missing value is the word None, several join with '; '."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente import __version__
from detente.store.layouts.codes import country, cow
from detente.store.layouts.told import Party, Told

MISSING, JOIN = "None", "; "


def row(told: Told) -> dict[str, Any]:
    """Return an event's cells by column, but those that are always empty."""
    event, place = told.event, told.place
    actors, recipients = told.parties()
    return {
        "Event ID": event.id,
        "Event Date": told.day,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.intensity,
        "Quad Code": event.quad.upper(),
        "Contexts": _joined(event.contexts),
        **_side("Actor", actors),
        **_side("Recipient", recipients),
        "Placename": place.name if place else None,
        "City": place.name if place and place.geonames and not _is_country(told) else None,
        "Province": place.admin1 if place else None,
        "Country": (place.country and country(place.country).name) if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": place.geonames if place else None,
        "Raw Placename": raw_place(told),
        "Source": _joined(event.outlets),
        "Publication Date": told.published,
        "Language": told.article.language,
        "Version": f"Détente {__version__}",
    }


def cell(value: Any) -> str:
    """Return a value as POLECAT writes it."""
    return MISSING if value is None or value == "" else str(value)


def raw_place(told: Told) -> str | None:
    """Return the words that the place of the event was read from, in the first claim that has them."""
    for claim in told.claims:
        if claim.where is not None and claim.where.span is not None:
            span = claim.where.span
            return " ".join(told.pages[claim.page].text[span.start : span.end].split())
    return None


def _is_country(told: Told) -> bool:
    return bool(told.place and told.place.name == country(told.place.country).name)


def _side(side: str, parties: list[Party]) -> dict[str, Any]:
    sectors = [s for p in parties for s in p.sectors]
    countries = list(dict.fromkeys(p.country for p in parties if p.country))
    return {
        f"{side} Name": _joined(p.name for p in parties),
        f"{side} Country": _joined(countries),
        f"{side} COW": _joined(str(cow(c)) for c in countries if cow(c) is not None),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _joined(dict.fromkeys(sectors)),
        f"{side} Title": _joined(office for p in parties for office in p.offices),
        f"{side} Name Raw": _joined(words for p in parties for words in p.raw),
    }


def _joined(values: Iterable[str]) -> str | None:
    return JOIN.join(values) or None
