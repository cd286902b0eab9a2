"""Where an act happened: the place that belongs to its predicate by the parse, or its host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    parsed: Parsed,
    predicate: Token,
    places: Sequence[PlaceMention],
    *,
    hosts: Sequence[str] = (),
    own: Sequence[str] = (),
) -> Place | None:
    """Return the place of the predicate's act, ``None`` if the text does not tell.

    The rules, in order; ``why`` of the answer begins with the one that held:

    - a locative place below the predicate with no other verb between, the finest first;
    - one at the verb that shares its place (a light verb, "began to", a coordinated verb);
    - the place or act that a relative clause hangs on ("X, where they met", "riots in X, in which many died");
    - one in a side clause of the same time ("died when a shell hit a school in X");
    - the only place of the sentence, if only a participle stands between ("signed with a pen made of bullets in X");
    - "there", for the place told last; "the talks", for the place of the talks told before;
    - for a visit the soil of its host, the first of ``hosts`` (alpha-3); for a summons that of who summons, ``own``.

    A dateline tells where the report was written, never this; nor does the place of a post or a speaker ("the
    ambassador in X", "a source in X"); but crowds, soldiers and the like (``doers``) act where they are.
    """
    told = [p for p in places if p.locative and parsed.tokens[p.head].sent == predicate.sent]
    for look in (_at_act, _at_shared, _where_clause, _meanwhile, _past_participle):
        found, rule = look(parsed, predicate, told)
        if found is not None:
            return _because(found.place, rule)
    before = _told_before(parsed, predicate, places) if _says_there(parsed, predicate) else None
    if before is not None:
        return _because(before.place, "there: the place told last")
    taken = _taken_up(parsed, predicate, places)
    if taken is not None:
        return _because(taken.place, "place of what it takes up")
    return _implied(predicate, hosts, own)


def _because(place: Place, rule: str) -> Place:
    return replace(place, why=(rule, *place.why))


_Found = tuple[PlaceMention | None, str]


def _at_act(parsed: Parsed, predicate: Token, told: list[PlaceMention]) -> _Found:
    return _below(parsed, predicate, predicate, told), "place of its own clause"


def _at_shared(parsed: Parsed, predicate: Token, told: list[PlaceMention]) -> _Found:
    for verb, name in sharing_verbs(parsed, predicate):
        found = _below(parsed, verb, predicate, told)
        if found is not None:
            return found, f"place of the {name}"
    return None, ""


def _where_clause(parsed: Parsed, predicate: Token, told: list[PlaceMention]) -> _Found:
    head = parsed.head(predicate)
    if predicate.dep != "relcl" or not _opens_with_place(parsed, predicate):
        return None, ""
    itself = next((p for p in told if p.head == head.i), None)
    if itself is not None:
        return itself, "place that its clause is told of"
    found = _below(parsed, head, head, told) or _at_shared(parsed, head, told)[0]
    return found, "place of the act that its clause is told of"


def _opens_with_place(parsed: Parsed, verb: Token) -> bool:
    """Whether a relative clause opens with "where", "in which" or the like."""
    within = [t for t in parsed.children(verb, "prep") if t.lemma in ("in", "at", "during")]
    which = any(t.lemma == "which" for preposition in within for t in parsed.children(preposition, "pobj"))
    return which or any(t.lemma == "where" for t in parsed.children(verb, "advmod"))


def _meanwhile(parsed: Parsed, predicate: Token, told: list[PlaceMention]) -> _Found:
    clauses = [c for c in parsed.children(predicate, "advcl") if _is_meanwhile(parsed, c)]
    if predicate.dep == "advcl" and _is_meanwhile(parsed, predicate):
        clauses.append(parsed.head(predicate))
    for clause in clauses:
        found = _below(parsed, clause, clause, told)
        if found is not None:
            return found, "place of the clause of the same time"
    return None, ""


def _is_meanwhile(parsed: Parsed, clause: Token) -> bool:
    return any(m.lemma in place_words().meanwhile for m in parsed.children(clause, "mark", "advmod"))


def _past_participle(parsed: Parsed, predicate: Token, told: list[PlaceMention]) -> _Found:
    """Return the only place of the sentence, where the parser may have hung it on a participle beside it by mistake."""
    alone = told[0] if len(told) == 1 else None
    if alone is None or alone.head < predicate.i:
        return None, ""
    for above in parsed.ancestors(parsed.tokens[alone.head]):
        if above.pos == "VERB" and above.dep == "acl" and above.tag == "VBN":
            return _below(parsed, predicate, predicate, told, above), "only place of its sentence"
    return None, ""


def _below(
    parsed: Parsed, token: Token, predicate: Token, told: list[PlaceMention], past: Token | None = None
) -> PlaceMention | None:
    """Return the finest place below a word with no other verb between but ``past``, of several the nearest."""
    found = [p for p in told if _belongs(parsed, p, token, predicate, past)]
    return min(found, key=lambda p: (_fineness(p), abs(p.head - token.i)), default=None)


def _fineness(mention: PlaceMention) -> int:
    """Return the rank of a place; a village of which only the country is known goes last of all but the country."""
    unlisted = mention.grain == "city" and mention.place.lat is None
    return _FINENESS["country"] if unlisted else _FINENESS[mention.grain]


def _belongs(parsed: Parsed, mention: PlaceMention, token: Token, predicate: Token, past: Token | None) -> bool:
    both = {token.lemma, predicate.lemma}
    reports = mention.lead == "from" and predicate.lemma in when_words().saying
    if mention.lead in place_words().goals and not both & place_words().moving and not reports:
        return False
    below = parsed.tokens[mention.head]
    for above in parsed.ancestors(below):
        if above.i == token.i:
            return mention.head == below.i or _is_of_act(below, above)
        if _stops(above, below) and (past is None or above.i != past.i):
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


def _taken_up(parsed: Parsed, predicate: Token, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the place of what a noun with "the" takes up, from before it or the sentence before: "The talks ..."."""
    own = parsed.sentence_of(predicate)
    marked = {t.text.lower() for t in parsed.children(predicate, "det", "poss")} & when_words().taken_up
    if predicate.pos != "NOUN" or not marked or own.kind == "headline":
        return None
    before = parsed.sentences[own.i - 1] if own.i else own
    words = place_words()
    same = words.met | words.meetings if predicate.lemma in words.meetings else {predicate.lemma}
    earlier = parsed.tokens[before.first if before.block == own.block else own.first : predicate.i]
    for token in reversed([t for t in earlier if t.lemma in same and t.pos in ("VERB", "NOUN")]):
        told = [p for p in places if p.locative and parsed.tokens[p.head].sent == token.sent]
        found = _at_act(parsed, token, told)[0] or _at_shared(parsed, token, told)[0]
        if found is not None:
            return found
    return None


def _implied(predicate: Token, hosts: Sequence[str], own: Sequence[str]) -> Place | None:
    """Return the country on whose soil an act must be: a visit's host's, that of who summons."""
    words = place_words()
    for lemmas, countries, rule in (
        (words.visiting, hosts, "soil of the visit's host"),
        (words.on_own_soil, own, "soil of who summons"),
    ):
        entry = country_place(countries[0]) if predicate.lemma in lemmas and countries else None
        if entry is not None:
            point = (entry.lat, entry.lon, entry.geonames)
            return Place(None, entry.name, entry.country, *point, ambiguous=False, why=(rule,))
    return None
