"""PLOVER's JSON records, one event a line; what is unknown is left out."""

from __future__ import annotations

from typing import Any

from detente import __version__
from detente.store.layouts.codes import country
from detente.store.layouts.told import Party, Told


def record(told: Told) -> dict[str, Any]:
    """Return an event as a PLOVER record; its status, which PLOVER has no field for, stands in ``comment``."""
    event, when, lead = told.event, told.event.when, told.lead
    actors, recipients = told.parties()
    last = when.latest if when and when.latest and when.latest != told.day else None
    evidence = lead.evidence[0]
    return _known(
        {
            "id": event.id,
            "has_event": True,
            "date": told.day,
            "enddate": last,
            "actor": [_entity(party) for party in actors],
            "recipient": [_entity(party) for party in recipients],
            "event": [event.type],
            "event_loc": _place(told),
            "event_text": [told.page.text[lead.predicate.start : lead.predicate.end]],
            "quad_code": event.quad.upper(),
            "event_scale": event.intensity,
            "mode": [event.mode] if event.mode else [],
            "context": list(event.contexts),
            "link": told.page.uri,
            "text": told.words(lead),
            "text_info": {"start": evidence.start, "end": lead.evidence[-1].end},
            "cite_info": _citation(told),
            "coder": f"Détente {__version__}",
            "comment": f"status: {event.status}" + ("; contested" if event.contested else ""),
        }
    )


def _known(cells: dict[str, Any]) -> dict[str, Any]:
    required = ("id", "date", "actor", "event")
    return {name: value for name, value in cells.items() if name in required or value not in (None, [], {})}


def _entity(party: Party) -> dict[str, Any]:
    return _known(
        {
            "code": party.country or party.key,
            "sector": list(party.sectors),
            "entity_text": list(party.raw),
            "identifier_id": party.key,
            "identifier_text": party.name,
            "office": list(party.offices),
        }
    ) | {"code": party.country or party.key}


def _place(told: Told) -> dict[str, Any] | None:
    place = told.place
    if place is None:
        return None
    return _known(
        {
            "resolved_place": place.name,
            "geonameid": place.geonames,
            "lat": place.lat,
            "lon": place.lon,
            "province": place.admin1,
            "country": country(place.country).name or None,
            "country_code": place.country,
        }
    )


def _citation(told: Told) -> dict[str, Any]:
    article = told.article
    return _known(
        {
            "citation": told.page.file,
            "url": told.page.uri,
            "title": article.headline,
            "language": article.language,
            "publication": article.outlet,
            "coder": f"Détente {__version__}",
            "codebook": "PLOVER",
            "version": "2.0",
        }
    )
