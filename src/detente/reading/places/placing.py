"""Where an act happened: the place that belongs to its predicate by the parse, or its host."""

from __future__ import annotations

from collections.abc import Sequence

from detente.model import Place
from detente.reading.language.parsed import Parsed, Token
from detente.reading.places.finding import PlaceMention
from detente.reading.places.gazetteer import country_place, place_words
from detente.reading.times.attach import sharing_verbs
from detente.reading.times.vocabulary import when_words

_FINENESS = {"site": 0, "city": 1, "region": 2, "country": 3}
_OBJECTS = ("dobj", "obj", "dative", "iobj")  # who hears what is said: "told people in X"
_PERSONAL = ("nsubj", "nsubjpass", "csubj", "poss", "agent")


def where(
    parsed: Parsed, predicate: Token, places: Sequence[PlaceMention], *, hosts: Sequence[str] = ()
) -> Place | None:
    """Return the place of the predicate's act, ``None`` if the text does not tell.

    In order: a locative place below the predicate with no other verb between, the finest first; one at the verb that
    shares its place (a light verb, "began to", a coordinated verb); "there" for the place told last; for a visit the
    host's country, the first of ``hosts`` (alpha-3). A dateline tells where the report was written, never this; nor
    does the place of a post or a speaker ("the ambassador in X", "a source in X"); but crowds, soldiers and the like
    (``doers``) act where they are.
    """
    told = [p for p in places if p.locative and parsed.tokens[p.head].sent == predicate.sent]
    for token in (predicate, *(verb for verb, _ in sharing_verbs(parsed, predicate))):
        found = _below(parsed, token, predicate, told)
        if found is not None:
            return found.place
    before = _told_before(parsed, predicate, places) if _says_there(parsed, predicate) else None
    if before is not None:
        return before.place
    return _host(predicate, hosts)


def _below(parsed: Parsed, token: Token, predicate: Token, told: list[PlaceMention]) -> PlaceMention | None:
    found = [p for p in told if _belongs(parsed, p, token, predicate)]
    return min(found, key=lambda p: (_fineness(p), abs(p.head - token.i)), default=None)


def _fineness(mention: PlaceMention) -> int:
    """Return the rank of a place; a village of which only the country is known goes last of all but the country."""
    unlisted = mention.grain == "city" and mention.place.lat is None
    return _FINENESS["country"] if unlisted else _FINENESS[mention.grain]


def _belongs(parsed: Parsed, mention: PlaceMention, token: Token, predicate: Token) -> bool:
    if mention.lead in place_words().goals and not {token.lemma, predicate.lemma} & place_words().moving:
        return False
    below = parsed.tokens[mention.head]
    for above in parsed.ancestors(below):
        if above.i == token.i:
            return mention.head == below.i or _is_of_act(below, above)
        if _stops(above, below):
            return False
        below = above
    return False


def _is_of_act(below: Token, act: Token) -> bool:
    """Whether the place of what stands below an act is the act's: crowds act where they are, a minister may not."""
    told = act.lemma in when_words().saying
    if below.dep in _PERSONAL:
        return below.lemma in place_words().doers and not told
    return not (told and below.dep in _OBJECTS)


def _stops(above: Token, below: Token) -> bool:
    """Whether a place below a word is that word's alone: another verb's, a post's, a person's, a cause's."""
    if above.pos in ("VERB", "AUX") or above.lemma in place_words().posts:
        return True
    if above.pos in ("NOUN", "PROPN", "PRON") and above.dep in _PERSONAL:
        return above.lemma not in place_words().doers
    return above.lemma in place_words().other_places and below.lemma not in place_words().meetings


def _says_there(parsed: Parsed, predicate: Token) -> bool:
    return any(t.lemma in place_words().there and t.dep == "advmod" for t in parsed.children(predicate))


def _told_before(parsed: Parsed, predicate: Token, places: Sequence[PlaceMention]) -> PlaceMention | None:
    told = [p for p in places if p.locative and p.head < predicate.i]
    if not told:
        return None
    last = parsed.tokens[told[-1].head].sent
    return min((p for p in told if parsed.tokens[p.head].sent == last), key=lambda p: (_fineness(p), -p.head))


def _host(predicate: Token, hosts: Sequence[str]) -> Place | None:
    if predicate.lemma not in place_words().visiting or not hosts:
        return None
    entry = country_place(hosts[0])
    if entry is None:
        return None
    return Place(None, entry.name, entry.country, entry.lat, entry.lon, entry.geonames)
