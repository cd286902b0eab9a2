"""ICEWS as its Dataverse files have it: tab-separated, 20 columns, a missing value is empty, one source, one target."""

from __future__ import annotations

from typing import Any

from detente.store.layouts.codes import country, number
from detente.store.layouts.told import Party, Told


def row(told: Told) -> dict[str, Any]:
    """Return an event's cells by column, but those always empty; the first of a side stands, the companion has all."""
    event, place = told.event, told.place
    actors, recipients = told.parties()
    return {
        "Event ID": number(event.id),
        "Event Date": told.day,
        **_side("Source", actors),
        "Event Text": event.type.capitalize() + (f": {event.mode}" if event.mode else ""),
        "CAMEO Code": told.cameo,
        "Intensity": event.intensity,
        **_side("Target", recipients),
        "Story ID": number(told.article.id),
        "Publisher": told.article.outlet,
        "City": place.name if place and place.geonames and place.name != country(place.country).name else None,
        "Province": place.admin1 if place else None,
        "Country": country(place.country).name if place else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
    }


def cell(value: Any) -> str:
    """Return a value as ICEWS writes it."""
    return "" if value is None else str(value)


def _side(side: str, parties: list[Party]) -> dict[str, Any]:
    party = parties[0] if parties else None
    return {
        f"{side} Name": party.name if party else None,
        f"{side} Sectors": ",".join(party.sectors) if party else None,
        f"{side} Country": country(party.country).name if party else None,
    }
