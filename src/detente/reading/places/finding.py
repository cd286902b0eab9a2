"""Finds the places that a parsed text names, and tells which are told as places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.model import Place
from detente.reading.actors.mention_types import Mentions
from detente.reading.language.parsed import Parsed, Token
from detente.reading.places.gazetteer import (
    MIN_LOOSE_POPULATION,
    Entry,
    Grain,
    is_country,
    is_region,
    look_up,
    place_words,
)

_LABELS = frozenset(["GPE", "LOC", "FAC"])
_NOT_PLACES = frozenset(["PERSON", "ORG", "DATE", "TIME", "NORP", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "MONEY"])
_DATELINE = re.compile(r"[^.\n]{2,60}?(?:\([^)]{2,40}\)\s?)?\s?(?:-|–|—|--)\s")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place: tokens ``first`` to ``last`` (excluded), its head token, and the gazetteer's entry.

    ``locative``: the words tell a place ("in Ankara", "visited Ankara") rather than an actor ("told Ankara");
    ``lead`` is the preposition before it; ``dateline``: it stands in the dateline of an agency report.
    """

    first: int
    last: int
    head: int
    place: Place
    grain: Grain
    locative: bool
    lead: str | None
    dateline: bool = False


def find_places(parsed: Parsed, *, mentions: Mentions | None = None, near: Iterable[str] = ()) -> list[PlaceMention]:
    """Return the places that a text names, in reading order.

    Candidates are the parser's names of places, our regions, and capitalised words after a locative preposition that
    the parser calls nothing else. An ambiguous name goes to a country that the text names, of which ``near`` may tell
    more (the actors' countries); then to capitals, then by population.
    """
    spans = sorted(set(_candidates(parsed)))
    countries = Counter(near)
    if mentions is not None:
        countries.update(c for m in mentions for c in m.countries)
    for first, last in spans:
        entry = look_up(_words(parsed, first, last)) if _is_quick(parsed, first, last) else None
        if entry is not None and entry.country:
            countries[entry.country] += 1
    wanted = frozenset(countries)
    found = [_mention(parsed, first, last, wanted) for first, last in _disjoint(spans)]
    return [m for m in found if m is not None]


def _words(parsed: Parsed, first: int, last: int) -> str:
    text = parsed.text[parsed.tokens[first].start : parsed.tokens[last - 1].end]
    return re.sub(r"['’]s$", "", " ".join(text.split())).replace("’", "'").strip("\"'")


def _is_quick(parsed: Parsed, first: int, last: int) -> bool:
    words = _words(parsed, first, last)
    return is_region(words) or is_country(words)


def _candidates(parsed: Parsed) -> Iterator[tuple[int, int]]:
    for name in parsed.names:
        if name.label in _LABELS:
            yield _trimmed(parsed, name.first, name.last)
    for token in parsed.tokens:
        if token.text[:1].isupper() or token.lemma in ("northern", "southern", "eastern", "the", "occupied"):
            yield from _region_at(parsed, token)
        if token.pos == "PROPN" and token.ent not in _NOT_PLACES and token.ent not in _LABELS and _lead(parsed, token):
            yield token.i, token.i + 1


def _trimmed(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    while last - first > 1 and parsed.tokens[first].pos in ("DET", "ADP"):
        first += 1
    while last - first > 1 and parsed.tokens[last - 1].tag == "POS":
        last -= 1
    return first, last


def _region_at(parsed: Parsed, token: Token) -> Iterator[tuple[int, int]]:
    end = parsed.sentence_of(token).last
    for last in range(min(token.i + 6, end), token.i, -1):
        if parsed.tokens[last - 1].text[:1].isalnum() and is_region(_words(parsed, token.i, last)):
            yield token.i, last
            return


def _disjoint(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans in reading order, of those that overlap the longest."""
    taken: set[int] = set()
    kept = []
    for first, last in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if not taken.intersection(range(first, last)):
            taken.update(range(first, last))
            kept.append((first, last))
    yield from sorted(kept)


def _mention(parsed: Parsed, first: int, last: int, near: frozenset[str]) -> PlaceMention | None:
    if all(parsed.tokens[i].tag in ("JJ", "NNPS") for i in range(first, last)) and not _is_quick(parsed, first, last):
        return None
    head = next((t for t in parsed.tokens[first:last] if not first <= t.head < last), parsed.tokens[last - 1])
    entry = look_up(_words(parsed, first, last), near=near, beside=_beside(parsed, last))
    lead = _lead(parsed, head)
    named = head.ent in _LABELS
    if entry is not None and entry.grain == "country" and lead in place_words().not_before_states:
        lead = None
    if entry is None or not (named or _is_sure(entry)):
        return None
    span = parsed.span(first, last)
    place = Place(span, entry.name, entry.country, entry.lat, entry.lon, entry.geonames)
    dateline = _in_dateline(parsed, head)
    locative = not dateline and (lead is not None or _is_place_object(parsed, head))
    return PlaceMention(first, last, head.i, place, entry.grain, locative, lead, dateline)


def _is_sure(entry: Entry) -> bool:
    return entry.grain != "city" or entry.capital or (entry.population >= MIN_LOOSE_POPULATION and not entry.alternate)


def _beside(parsed: Parsed, last: int) -> str | None:
    """Return the country named right after a comma ("Tripoli, Lebanon")."""
    if last + 1 >= len(parsed.tokens) or parsed.tokens[last].text != ",":
        return None
    words = parsed.tokens[last + 1].text
    entry = look_up(words) if is_country(words) else None
    return entry.country if entry is not None else None


def _lead(parsed: Parsed, token: Token) -> str | None:
    """Return the locative preposition that governs the token, through coordination and apposition."""
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = parsed.head(token)
    above = parsed.head(token)
    if token.dep == "pobj" and above.lemma in place_words().prepositions and above.pos in ("ADP", "SCONJ", "ADV"):
        return above.lemma
    return None


def _is_place_object(parsed: Parsed, token: Token) -> bool:
    above = parsed.head(token)
    return token.dep in ("dobj", "obj", "nsubjpass") and above.lemma in place_words().place_objects


def _in_dateline(parsed: Parsed, token: Token) -> bool:
    sentence = parsed.sentence_of(token)
    block_first = next(s for s in parsed.sentences if s.block == sentence.block)
    match = _DATELINE.match(parsed.text, block_first.start)
    if match is None or match.end() <= token.start:
        return False
    return parsed.text[block_first.start : block_first.start + 3].isupper()
