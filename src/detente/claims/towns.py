"""The country of a town that stands for its people: twin towns, and what is done to a town."""

from __future__ import annotations

from collections.abc import Iterable

from detente.claims.read import Read
from detente.model import Actor, Span
from detente.reading.language import Token
from detente.reading.places import PlaceMention, look_up


def inhabitants(told: Read, place: PlaceMention) -> Actor:
    """Return a place's country as an actor by the place's words."""
    tokens = told.parsed.tokens
    return _people(Span(tokens[place.first].start, tokens[place.last - 1].end), place.place.country)


def twin(told: Read, joined: Iterable[Token], other: tuple[Actor, ...]) -> Actor | None:
    """Return the people of the first of some joined towns that is in no country of ``other``; ``None`` without one."""
    own = {actor.country for actor in other}
    return next((town for t in joined if (town := _town(told, t)) is not None and town.country not in own), None)


def _town(told: Read, head: Token) -> Actor | None:
    """Return the people of a town by the head of its name, which need not be taken for a place: quoted ones are not."""
    place = next((p for p in told.places if p.head == head.i), None)
    if place is not None:
        return inhabitants(told, place) if place.place.country else None
    if head.pos != "PROPN":
        return None
    first, tokens = head.i, told.parsed.tokens
    while first > 0 and tokens[first - 1].dep == "compound" and tokens[first - 1].head == head.i:
        first -= 1
    span = Span(tokens[first].start, head.end)
    entry = look_up(told.parsed.text[span.start : span.end])
    return _people(span, entry.country) if entry is not None and entry.country else None


def _people(span: Span, country: str | None) -> Actor:
    return Actor(span, country.lower() if country else None, country, country, None)
