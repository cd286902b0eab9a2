"""The JSON shapes of the contract, built from records and their page's text, and the Arrow schemas of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.model import Actor, Article, Claim, Entry, Event, Interval, Place, Span, Voice
from detente.signs import signs

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store.queries import Queries

Shape = dict[str, Any]


def interval(value: Interval | None) -> Shape | None:
    """Return when something was: the days, the grain, and the words it was read from."""
    if value is None:
        return None
    return {
        "earliest": value.earliest,
        "latest": value.latest,
        "precision": value.precision,
        "text": value.text,
        "why": list(value.why),
    }


def published(value: Interval) -> Shape:
    """Return an article's date interval with its reasons."""
    return {"earliest": value.earliest, "latest": value.latest, "why": list(value.why)}


def span(value: Span | None, text: str) -> Shape:
    """Return a span's words and place; all ``None`` where there are no words."""
    if value is None:
        return {"text": None, "start": None, "end": None}
    return {"text": text[value.start : value.end], "start": value.start, "end": value.end}


def actor(value: Actor, text: str) -> Shape:
    """Return an actor as mentioned in the given page's text."""
    return span(value.span, text) | {
        "id": value.id,
        "name": value.name,
        "country": value.country,
        "sector": value.sector,
        "office": value.office,
        "organisation": value.organisation,
    }


def voice(value: Voice, text: str) -> Shape:
    """Return one link of the chain on whose word a claim stands."""
    return span(value.span, text) | {
        "kind": value.kind,
        "id": value.id,
        "name": value.name,
        "country": value.country,
        "stance": value.stance,
        "cue": span(value.cue, text) if value.cue else None,
        "described": value.described,
        "of": value.of,
    }


def _signs(value: Claim) -> Shape | None:
    """Return what can be seen of how near a claim's voices stand to its act; ``None`` on the outlet's own word."""
    found = signs(value.voices, (*value.actors, *value.recipients))
    return asdict(found) if found is not None else None


def place(value: Place | None, text: str | None) -> Shape | None:
    """Return where; ``text`` is the page's, or ``None`` where the words of no single page stand behind the place."""
    if value is None:
        return None
    return {
        "text": text[value.span.start : value.span.end] if value.span and text is not None else None,
        "name": value.name,
        "country": value.country,
        "lat": value.lat,
        "lon": value.lon,
        "geonames": value.geonames,
        "admin1": value.admin1,
        "ambiguous": value.ambiguous,
        "why": list(value.why),
    }


def claim(value: Claim, text: str, article: Article, file: str) -> Shape:
    """Return one claim as the contract prints it; ``text`` is its page's."""
    return {
        "id": value.id,
        "page": value.page,
        "article": value.article,
        "file": file,
        "outlet": article.outlet,
        "published": published(article.published),
        "evidence": [_evidence(piece, text) for piece in value.evidence],
        "predicate": _evidence(value.predicate, text),
        "actors": [actor(a, text) for a in value.actors],
        "recipients": [actor(a, text) for a in value.recipients],
        "symmetric": value.symmetric,
        "type": value.type,
        "mode": value.mode,
        "contexts": list(value.contexts),
        "quad": value.quad,
        "intensity": value.intensity,
        "cameo": value.cameo,
        "object": value.object,
        "status": value.status,
        "voices": [voice(v, text) for v in value.voices],
        "signs": _signs(value),
        "when": interval(value.when),
        "where": place(value.where, text),
        "confidence": value.confidence,
    }


def article(value: Article, file: str) -> Shape:
    """Return one article as the contract prints it, without its page's text."""
    return {
        "id": value.id,
        "page": value.page,
        "file": file,
        "position": value.position,
        "headline": value.headline,
        "byline": value.byline,
        "outlet": value.outlet,
        "published": published(value.published),
        "language": value.language,
        "copy_of": value.copy_of,
        "blocks": [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in value.blocks],
    }


def event(value: Event) -> Shape:
    """Return one event as the contract prints it."""
    return {
        "id": value.id,
        "type": value.type,
        "mode": value.mode,
        "contexts": list(value.contexts),
        "quad": value.quad,
        "intensity": value.intensity,
        "actors": list(value.actors),
        "recipients": list(value.recipients),
        "symmetric": value.symmetric,
        "object": value.object,
        "when": interval(value.when),
        "where": place(value.where, None),
        "status": value.status,
        "claims": list(value.claims),
        "outlets": list(value.outlets),
        "independent_sources": value.independent_sources,
        "contested": value.contested,
        "accounts": [{"stance": a.stance, "claims": list(a.claims)} for a in value.accounts],
        "belief": value.belief,
        "plan": value.plan,
        "outcome": value.outcome,
    }


def entry(value: Entry) -> Shape:
    """Return one entry of the ledger as the contract prints it."""
    return {
        "id": value.id,
        "parties": list(value.parties),
        "directed": value.directed,
        "track": value.track,
        "state": {s.key: s.value for s in value.state},
        "from": interval(value.start),
        "to": interval(value.end),
        "known_since": value.known_since,
        "contested": value.contested,
        "confidence": value.confidence,
        "evidence": list(value.evidence),
        "event": value.event,
        "note": value.note,
    }


def each(queries: Queries, name: str) -> Iterator[Shape]:
    """Yield the shapes of one table: articles (with their page's text), claims, events or entries."""
    if name in ("articles", "claims"):
        yield from _told(queries, name)
    else:
        shape = event if name == "events" else entry
        for record in queries.each(name):
            yield shape(record)


def _told(queries: Queries, name: str) -> Iterator[Shape]:
    files = queries.files()
    articles = {a.id: a for a in queries.articles()} if name == "claims" else {}
    for record in queries.each(name):
        text, file = queries.text(record.page), files[record.page]
        if name == "claims":
            yield claim(record, text, articles[record.article], file)
        else:
            yield article(record, file) | {"text": text}


def _evidence(value: Span, text: str) -> Shape:
    return {"start": value.start, "end": value.end, "text": text[value.start : value.end]}


def schema(name: str) -> pa.Schema:
    """Return the Arrow schema of one table's shapes."""
    import pyarrow as pa

    return pa.schema(_fields(_COLUMNS[name]))


_SPAN: dict[str, Any] = {"text": "s", "start": "i", "end": "i"}
_EVIDENCE = {"start": "i", "end": "i", "text": "s"}
_WHEN = {"earliest": "d", "latest": "d", "precision": "s", "text": "s", "why": ["s"]}
_PUBLISHED = {"earliest": "d", "latest": "d", "why": ["s"]}
_ACTOR = _SPAN | {"id": "s", "name": "s", "country": "s", "sector": "s", "office": "s", "organisation": "s"}
_VOICE: dict[str, Any] = (
    _SPAN
    | {"kind": "s", "id": "s", "name": "s", "country": "s", "stance": "s"}
    | {"cue": _SPAN, "described": "s", "of": "s"}
)
_SIGNS = {"links": "i", "named": "b", "relayed": "b", "party": "b"}
_WHERE: dict[str, Any] = {"text": "s", "name": "s", "country": "s", "lat": "f", "lon": "f", "geonames": "i"} | {
    "admin1": "s",
    "ambiguous": "b",
    "why": ["s"],
}
_CODE = {"type": "s", "mode": "s", "contexts": ["s"], "quad": "s", "intensity": "f"}

_COLUMNS: dict[str, dict[str, Any]] = {
    "articles": {"id": "s", "page": "s", "file": "s", "position": "i", "headline": "s", "byline": "s", "outlet": "s"}
    | {"published": _PUBLISHED, "language": "s", "copy_of": "s"}
    | {"blocks": [{"kind": "s", "start": "i", "end": "i"}], "text": "s"},
    "claims": {"id": "s", "page": "s", "article": "s", "file": "s", "outlet": "s", "published": _PUBLISHED}
    | {"evidence": [_EVIDENCE], "predicate": _EVIDENCE, "actors": [_ACTOR], "recipients": [_ACTOR], "symmetric": "b"}
    | _CODE
    | {
        "cameo": "s",
        "object": "s",
        "status": "s",
        "voices": [_VOICE],
        "signs": _SIGNS,
        "when": _WHEN,
        "where": _WHERE,
        "confidence": "f",
    },
    "events": {"id": "s"}
    | _CODE
    | {"actors": ["s"], "recipients": ["s"], "symmetric": "b", "object": "s", "when": _WHEN, "where": _WHERE}
    | {"status": "s", "claims": ["s"], "outlets": ["s"], "independent_sources": "i", "contested": "b"}
    | {"accounts": [{"stance": "s", "claims": ["s"]}], "belief": "f", "plan": "s", "outcome": "s"},
    "entries": {"id": "s", "parties": ["s"], "directed": "b", "track": "s", "state": "m", "from": _WHEN, "to": _WHEN}
    | {"known_since": "d", "contested": "b", "confidence": "f", "evidence": ["s"], "event": "s", "note": "s"},
}


def _fields(columns: dict[str, Any]) -> list[pa.Field]:
    import pyarrow as pa

    return [pa.field(name, _kind(kind)) for name, kind in columns.items()]


def _kind(kind: Any) -> pa.DataType:
    import pyarrow as pa

    if isinstance(kind, dict):
        return pa.struct(_fields(kind))
    if isinstance(kind, list):
        return pa.list_(_kind(kind[0]))
    scalars = {"s": pa.string(), "i": pa.int64(), "f": pa.float64(), "b": pa.bool_(), "d": pa.date32()}
    return pa.map_(pa.string(), pa.string()) if kind == "m" else scalars[kind]
