"""Linked data: events and claims with their provenance (PROV-O) and their evidence (Web Annotation).

One JSON-LD document; its graph holds the software, each article once, each claim with an annotation that points at its
characters, and each event. Ids are ``urn:detente:KIND:ID``; own terms lie in ``urn:detente:term:``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from detente import __version__
from detente.model import Article, Claim, Interval, Page, Place, Voice
from detente.store.layouts.told import Told

CONTEXT = {
    "@vocab": "urn:detente:term:",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo"},
    "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "plan": {"@type": "@id"},
    "earliest": {"@type": "xsd:date"},
    "latest": {"@type": "xsd:date"},
}
SOFTWARE = "urn:detente:software"


def graph(told: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """Yield the nodes of the graph, each thing once."""
    yield {"@id": SOFTWARE, "@type": "prov:SoftwareAgent", "dcterms:title": f"Détente {__version__}"}
    seen: set[str] = set()
    for one in told:
        for claim in one.claims:
            article = one.articles[claim.article]
            if article.id not in seen:
                seen.add(article.id)
                yield _article(article, one.pages[claim.page])
            if claim.id not in seen:
                seen.add(claim.id)
                yield _claim(claim)
                yield _annotation(claim, one.pages[claim.page])
        yield _event(one)


def _urn(kind: str, id: str) -> str:
    return f"urn:detente:{kind}:{id}"


def _source(page: Page) -> str:
    return page.uri or _urn("page", page.id)


def _article(article: Article, page: Page) -> dict[str, Any]:
    return _known(
        {
            "@id": _urn("article", article.id),
            "@type": "prov:Entity",
            "dcterms:title": article.headline,
            "dcterms:publisher": article.outlet,
            "dcterms:language": article.language,
            "published": _interval(article.published),
            "hadPrimarySource": _source(page),
            "copyOf": {"@id": _urn("article", article.copy_of)} if article.copy_of else None,
        }
    )


def _claim(claim: Claim) -> dict[str, Any]:
    return _known(
        {
            "@id": _urn("claim", claim.id),
            "@type": ["prov:Entity", "Claim"],
            "eventType": claim.type,
            "mode": claim.mode,
            "status": claim.status,
            "confidence": claim.confidence,
            "when": _interval(claim.when),
            "wasDerivedFrom": _urn("article", claim.article),
            "wasAttributedTo": [{"@id": SOFTWARE}, *map(_voice, claim.voices)],
        }
    )


def _voice(voice: Voice) -> dict[str, Any]:
    name = {"dcterms:title": voice.name, "country": voice.country, "stance": voice.stance, "voiceKind": voice.kind}
    identity = {"@id": _urn("actor", voice.id)} if voice.id else {}
    return _known({**identity, "@type": "prov:Agent", **name})


def _annotation(claim: Claim, page: Page) -> dict[str, Any]:
    targets = [
        {
            "oa:hasSource": {"@id": _source(page)},
            "oa:hasSelector": [
                {"@type": "oa:TextPositionSelector", "oa:start": piece.start, "oa:end": piece.end},
                {"@type": "oa:TextQuoteSelector", "oa:exact": page.text[piece.start : piece.end]},
            ],
        }
        for piece in claim.evidence
    ]
    return {
        "@id": _urn("annotation", claim.id),
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:identifying"},
        "oa:hasBody": {"@id": _urn("claim", claim.id)},
        "oa:hasTarget": targets,
    }


def _event(told: Told) -> dict[str, Any]:
    event = told.event
    return _known(
        {
            "@id": _urn("event", event.id),
            "@type": ["prov:Entity", "Event"],
            "eventType": event.type,
            "mode": event.mode,
            "context": list(event.contexts),
            "quad": event.quad,
            "intensity": event.intensity,
            "actor": [{"@id": _urn("actor", key)} for key in event.actors],
            "recipient": [{"@id": _urn("actor", key)} for key in event.recipients],
            "symmetric": event.symmetric,
            "status": event.status,
            "when": _interval(event.when),
            "where": _place(event.where),
            "contested": event.contested,
            "account": [
                {"stance": a.stance, "claim": [{"@id": _urn("claim", i)} for i in a.claims]} for a in event.accounts
            ],
            "independentSources": event.independent_sources,
            "belief": event.belief,
            "plan": _urn("event", event.plan) if event.plan else None,
            "outcome": event.outcome,
            "wasDerivedFrom": [_urn("claim", i) for i in event.claims],
            "wasAttributedTo": {"@id": SOFTWARE},
        }
    )


def _interval(value: Interval | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return _known({"earliest": value.earliest, "latest": value.latest, "precision": value.precision})


def _place(value: Place | None) -> dict[str, Any] | None:
    if value is None:
        return None
    same = f"https://sws.geonames.org/{value.geonames}/" if value.geonames else None
    cells = {"dcterms:title": value.name, "country": value.country, "geo:lat": value.lat, "geo:long": value.lon}
    return _known({**({"@id": same} if same else {}), **cells})


def _known(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value not in (None, [], {})}
