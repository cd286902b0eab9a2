"""Finds the places that a parsed text names, and tells which are told as places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.model import Place
from detente.reading.actors.mention_types import Mention, Mentions
from detente.reading.actors.register import load_register
from detente.reading.actors.register_files import fold
from detente.reading.language.parsed import Parsed, Token
from detente.reading.places.gazetteer import (
    MIN_LOOSE_POPULATION,
    Entry,
    Grain,
    candidates,
    is_country,
    is_region,
    key_of,
    look_up,
    place_words,
    region_openings,
)
from detente.reading.places.resolving import Named, Resolved, resolve
from detente.reading.places.standing import in_dateline, is_goal, is_place_object, lead_of, stands_as_place

_LABELS = frozenset(["GPE", "LOC", "FAC"])
_NOT_PLACES = frozenset(["PERSON", "ORG", "DATE", "TIME", "NORP", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "MONEY"])
_MISTAKEN = frozenset(["PERSON", "ORG", "NORP"])  # what a small parser calls towns that it does not know
_OPENINGS = frozenset(["northern", "southern", "eastern", "the", "occupied"])


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place: tokens ``first`` to ``last`` (excluded), its head token, and the gazetteer's entry.

    ``locative``: the words tell a place ("in Ankara", "visited Ankara") rather than an actor ("told Ankara");
    ``lead`` is the preposition before it; ``dateline``: it stands in the dateline of an agency report. ``admin1`` is
    GeoNames' code of its first division; ``ambiguous``: another place of the name is nearly as likely; ``why`` says
    what spoke for this one.
    """

    first: int
    last: int
    head: int
    place: Place
    grain: Grain
    locative: bool
    lead: str | None
    dateline: bool = False
    admin1: str | None = None
    ambiguous: bool = False
    why: str = ""


def find_places(parsed: Parsed, *, mentions: Mentions | None = None, near: Iterable[str] = ()) -> list[PlaceMention]:
    """Return the places that a text names, in reading order.

    Candidates are the parser's names of places, our regions, names in a dateline, and names of known places that stand
    where a place does, whatever the parser calls them. Which place of a name is meant ``resolving.resolve`` tells, by
    what stands beside it, the text's other places, and the countries that it speaks of, of which ``near`` and the
    actors' (``mentions``) are some. A village that no list has gets the country beside it, or that of all the other
    places of its sentence, of most places near it, or of most actors; and the point of the town that it is told to be
    a part of, else none.
    """
    spans = list(_disjoint(sorted(set(_candidates(parsed)))))
    countries = Counter(near)
    if mentions is not None:
        # A city's name that serves as an actor must not speak for its own first reading: "Kingston" for Jamaica.
        cities = {i for first, last in spans if not _is_quick(parsed, first, last) for i in range(first, last)}
        countries.update(c for m in mentions if m.head not in cities for c in m.countries)
    for first, last in spans:
        entry = look_up(_words(parsed, first, last)) if _is_quick(parsed, first, last) else None
        if entry is not None and entry.country:
            countries[entry.country] += 1
    named = [_named(parsed, first, last, mentions) for first, last in spans]
    chosen = resolve(named, countries)
    if any(resolved is None for resolved in chosen):  # another name of a small town counts where its country is told of
        told = Counter(r.entry.country for r in chosen if r is not None and r.entry.country and not r.ambiguous)
        chosen = [r or s for r, s in zip(chosen, resolve(named, countries + told), strict=True)]
    found = [
        _mention(parsed, span, resolved, frozenset(countries))
        for span, resolved in zip(spans, chosen, strict=True)
        if resolved is not None
    ]
    known = [m for m in found if m is not None]
    unknown = [(span, name) for span, name, resolved in zip(spans, named, chosen, strict=True) if resolved is None]
    story = _most(list(countries.elements()))
    heads = {m.head for m in mentions if _is_known(m)} if mentions is not None else set()
    free = [(span, name) for span, name in unknown if _head(parsed, *span).i not in heads]
    guessed = [_unlisted(parsed, span, name, known, story) for span, name in free]
    return sorted([*known, *(m for m in guessed if m is not None)], key=lambda m: m.first)


def _is_known(mention: Mention) -> bool:
    """Whether the register has an actor: a small parser takes villages for persons that nobody has heard of."""
    known = load_register().is_person
    return not mention.person or any(a.id is not None and known(a.id) for a in mention.actors)


def _unlisted(
    parsed: Parsed, span: tuple[int, int], name: Named, known: list[PlaceMention], story: str | None
) -> PlaceMention | None:
    """Return a place that no list has, in the country beside it or that what is told around it speaks for."""
    first, last = span
    head = _head(parsed, first, last)
    lead = lead_of(parsed, head)
    if head.pos != "PROPN" or fold(name.words) in place_words().no_names:
        return None
    if head.ent not in ("GPE", "LOC") and not stands_as_place(parsed, head, strictly=True):
        return None
    if lead is None and not is_place_object(parsed, head):
        return None
    whole = _whole(parsed, head, known)
    beside = name.country or (name.province.country if name.province else None)
    country, why = (whole.place.country, f"a part of {whole.place.name}") if whole else (beside, "named beside it")
    if country is None:
        country, why = _country_around(parsed, head, known, story)
    if country is None:
        return None
    around = whole.place if whole else name.province
    lat, lon = (around.lat, around.lon) if around else (None, None)
    unsure = whole is None and beside is None
    place = Place(parsed.span(first, last), name.words, country, lat, lon, None, None, unsure, (f"on no list; {why}",))
    return PlaceMention(first, last, head.i, place, "city", True, lead, ambiguous=unsure, why=place.why[0])


def _whole(parsed: Parsed, head: Token, known: list[PlaceMention]) -> PlaceMention | None:
    """Return the place that another is told to be a part of: "Shatila, a suburb of Beirut", "a pass in Sikkim"."""
    for part in parsed.children(head, "appos"):
        inner = [
            i for of in parsed.children(part, "prep") if of.lemma in ("of", "in") for i in parsed.children(of, "pobj")
        ]
        if part.lemma in place_words().parts and inner:
            return next((m for m in known if m.head == inner[0].i and m.grain != "country"), None)
    return None


def _country_around(
    parsed: Parsed, head: Token, known: list[PlaceMention], story: str | None
) -> tuple[str | None, str]:
    """Return the country of all places of the sentence, else of most places of the paragraph, else of most actors."""
    places = [m for m in known if m.grain != "country" and m.place.country]
    same = [m.place.country for m in places if parsed.tokens[m.head].sent == head.sent]
    if same and len(set(same)) == 1:
        return same[0], "all places of its sentence lie there"
    block = parsed.sentence_of(head).block
    near = _most([m.place.country for m in places if parsed.sentence_of(parsed.tokens[m.head]).block == block])
    return (near, "most places around it lie there") if near else (story, "most actors of the text are from there")


def _most(countries: list[str | None]) -> str | None:
    """Return what stands most often in a list, ``None`` if two do."""
    ranked = Counter(c for c in countries if c).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None


def _head(parsed: Parsed, first: int, last: int) -> Token:
    return next((t for t in parsed.tokens[first:last] if not first <= t.head < last), parsed.tokens[last - 1])


def _named(parsed: Parsed, first: int, last: int, mentions: Mentions | None) -> Named:
    """Return a name with what is told right beside it: "Tripoli, in Lebanon", "Paris, Texas", "Libya's Tripoli"."""
    words, after = _words(parsed, first, last), parsed.tokens[last : last + 5]
    owner = _owner(parsed, first, mentions)
    start = 1 if after and after[0].text in (",", "(") else 0
    start += len(after) > start and after[start].text == "in"
    after = after[start:]
    if not start or not after or not after[0].text[:1].isupper():
        return Named(words, owner)
    for end in (2, 1):
        text = " ".join(t.text for t in after[:end])
        beside = candidates(place_words().abbreviations.get(text, text))
        listed = bool(candidates(words))
        province = next((e for e in beside if e.grain == "region" and (_has_city(words, e) or not listed)), None)
        country = next((e.country for e in beside if e.grain == "country"), None)
        if province is not None or country is not None:
            return Named(words, country, province)
    return Named(words, owner)


def _owner(parsed: Parsed, first: int, mentions: Mentions | None) -> str | None:
    """Return the country told right before a name: "Libya's Tripoli", "the Libyan port of Tripoli"."""
    before = parsed.tokens[max(first - 3, 0) : first]
    if mentions is None or len(before) < 2:
        return None
    at = before[-2].i if before[-1].tag == "POS" else None
    if before[-1].lemma == "of" and before[-2].lemma in place_words().parts and len(before) == 3:
        at = before[0].i
    mention = mentions.covering(at) if at is not None else None
    return mention.countries[0] if mention is not None and len(mention.countries) == 1 else None


def _has_city(words: str, province: Entry) -> bool:
    return any(e.country == province.country for e in candidates(words))


def _words(parsed: Parsed, first: int, last: int) -> str:
    text = parsed.text[parsed.tokens[first].start : parsed.tokens[last - 1].end]
    name = " ".join(text.split()).replace("’", "'").strip('"')
    return name if not name.endswith("'s") or candidates(name) else name.removesuffix("'s")


def _is_quick(parsed: Parsed, first: int, last: int) -> bool:
    words = _words(parsed, first, last)
    return is_region(words) or is_country(words)


def _candidates(parsed: Parsed) -> Iterator[tuple[int, int]]:
    surnames = _surnames(parsed)
    for name in parsed.names:
        head = parsed.tokens[name.last - 1]
        mistaken = name.label in _MISTAKEN and (name.last - name.first > 1 or head.text not in surnames)
        if name.label in _LABELS or (mistaken and stands_as_place(parsed, head, strictly=name.label == "PERSON")):
            yield _trimmed(parsed, name.first, name.last)
    for token in parsed.tokens:
        if not token.text[:1].isupper() and token.pos != "PROPN" and token.lemma not in _OPENINGS:
            continue
        if token.text[:1].isupper() or token.lemma in _OPENINGS:
            yield from _region_at(parsed, token)
        free = token.ent not in _NOT_PLACES and token.ent not in _LABELS and _is_name(parsed, token)
        if free and stands_as_place(parsed, token, strictly=token.pos != "PROPN"):
            yield _with_compounds(parsed, token), token.i + 1
    yield from _dateline_names(parsed)
    yield from _hyphenated(parsed)


def _hyphenated(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Yield names of known places that the parser cuts at their hyphens: "Alma-Ata", "Port-au-Prince"."""
    for opening in parsed.tokens:
        if not opening.text[:1].isupper() or (opening.i and parsed.tokens[opening.i - 1].end == opening.start):
            continue
        last = opening.i + 1
        while last < len(parsed.tokens) and parsed.tokens[last].start == parsed.tokens[last - 1].end:
            if parsed.tokens[last].text != "-" and parsed.tokens[last - 1].text != "-":
                break
            last += 1
        if last > opening.i + 2 and candidates(_words(parsed, opening.i, last)):
            yield opening.i, last


def _surnames(parsed: Parsed) -> set[str]:
    """Return the last words of the persons' names: "Mendoza" after "Ana Mendoza" is no town."""
    full = (name for name in parsed.names if name.label == "PERSON" and name.last - name.first > 1)
    return {parsed.tokens[name.last - 1].text for name in full}


def _is_name(parsed: Parsed, token: Token) -> bool:
    """Whether a token is a name, though the parser may call it a noun ("in Split")."""
    opens = token.i == 0 or parsed.tokens[token.i - 1].sent != token.sent
    return token.pos == "PROPN" or (token.pos == "NOUN" and token.text[:1].isupper() and not opens)


def _with_compounds(parsed: Parsed, token: Token) -> int:
    first = token.i
    while first and parsed.tokens[first - 1].dep == "compound" and parsed.tokens[first - 1].head == token.i:
        first -= 1
    return first


def _dateline_names(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Yield the names in capitals that open a block before a dash: "VAN, Turkey, Oct. 24 - "."""
    for sentence in parsed.sentences:
        opens = sentence.first == 0 or parsed.tokens[sentence.first - 1].sent != sentence.i
        before = parsed.sentences[sentence.i - 1].block if sentence.i else -1
        if not opens or before == sentence.block:
            continue
        last = sentence.first
        while last < sentence.last and re.fullmatch(r"[A-Z][A-Z'’.-]*", parsed.tokens[last].text):
            last += 1
        if last > sentence.first and in_dateline(parsed, parsed.tokens[sentence.first]):
            yield sentence.first, last


def _trimmed(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    while last - first > 1 and parsed.tokens[first].pos in ("DET", "ADP"):
        first += 1
    while last - first > 1 and parsed.tokens[last - 1].tag == "POS" and not candidates(_words(parsed, first, last)):
        last -= 1
    return first, last


def _region_at(parsed: Parsed, token: Token) -> Iterator[tuple[int, int]]:
    end = parsed.sentence_of(token).last
    opening = parsed.tokens[token.i + 1] if token.lemma == "the" and token.i + 1 < end else token
    if key_of(opening.text).partition(" ")[0] not in region_openings():
        return
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


def _mention(
    parsed: Parsed, span: tuple[int, int], resolved: Resolved, countries: frozenset[str]
) -> PlaceMention | None:
    first, last = span
    adjective = all(parsed.tokens[i].tag in ("JJ", "NNPS") for i in range(first, last))
    if adjective and not (_is_quick(parsed, first, last) or _is_sure(resolved, countries)):
        return None
    head = _head(parsed, first, last)
    entry, lead = resolved.entry, lead_of(parsed, head)
    dateline = in_dateline(parsed, head)
    if entry.grain == "country" and lead in place_words().not_before_states:
        lead = None
    if lead == "to" and (entry.capital or entry.grain == "country") and not is_goal(parsed, head):
        lead = None
    if not (head.ent in _LABELS or dateline or _is_sure(resolved, countries)):
        return None
    told = (resolved.ambiguous, (resolved.why,))
    point = (entry.lat, entry.lon, entry.geonames)
    place = Place(parsed.span(first, last), entry.name, entry.country, *point, entry.admin1, *told)
    locative = not dateline and (lead is not None or is_place_object(parsed, head))
    return PlaceMention(
        first,
        last,
        head.i,
        place,
        entry.grain,
        locative,
        lead,
        dateline,
        entry.admin1,
        resolved.ambiguous,
        resolved.why,
    )


def _is_sure(resolved: Resolved, countries: frozenset[str]) -> bool:
    entry = resolved.entry
    if resolved.in_company or entry.grain != "city" or entry.capital or entry.country in countries:
        return True
    return entry.population >= MIN_LOOSE_POPULATION
