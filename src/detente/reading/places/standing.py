"""How a name stands in its sentence: as a place, under which preposition, in a dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.language.parsed import Parsed, Token
from detente.reading.places.gazetteer import place_words

_DATELINE = re.compile(r"(?:[^.\n]|(?<=\b[A-Z][a-z]{2})\.|(?<=\bSept)\.){2,80}?(?:\([^)]{2,40}\)\s?)?\s?(?:-|–|—|--)\s")
_NAMES = frozenset(["PROPN", "NOUN"])


def stands_as_place(parsed: Parsed, token: Token, *, strictly: bool) -> bool:
    """Whether a name stands where a place does; ``strictly``, where a person or a body does not ("to Clinton")."""
    lead = lead_of(parsed, token)
    if not strictly:
        return lead is not None or is_place_object(parsed, token)
    if lead is None:
        return is_place_object(parsed, token)
    if lead in place_words().goals:
        top = first_of(parsed, token)
        return bool(set(_lemmas_above(parsed, top)) & (place_words().moving | place_words().place_objects))
    return lead in place_words().sure


def is_goal(parsed: Parsed, token: Token) -> bool:
    """Whether what leads "to" a name moves or belongs there: one does not go anywhere who "complained to Ankara"."""
    words = place_words()
    near = {t.lemma for t in parsed.tokens[max(parsed.head(token).i - 1, 0) : parsed.head(token).i]}
    return bool(
        {*_lemmas_above(parsed, first_of(parsed, token)), *near} & (words.moving | words.place_objects | words.posts)
    )


def _lemmas_above(parsed: Parsed, token: Token) -> Iterator[str]:
    """Yield the words that the preposition over a token hangs on, up to the verb."""
    for above in parsed.ancestors(parsed.head(token)):
        yield above.lemma
        if above.pos in ("VERB", "AUX"):
            return


def first_of(parsed: Parsed, token: Token) -> Token:
    """Return the name that a coordinated name, or one in apposition, goes back to."""
    while token.dep in ("conj", "appos") and token.head != token.i and parsed.head(token).pos in _NAMES:
        token = parsed.head(token)
    return token


def lead_of(parsed: Parsed, token: Token) -> str | None:
    """Return the locative preposition over a name, also through "the centre of", coordination and apposition."""
    token = first_of(parsed, token)
    above = parsed.head(token)
    if token.dep == "pobj" and above.lemma == "of" and parsed.head(above).lemma in place_words().parts:
        return lead_of(parsed, parsed.head(above))
    if token.dep == "pobj" and above.lemma in place_words().prepositions and above.pos in ("ADP", "SCONJ", "ADV"):
        return above.lemma
    return None


def is_place_object(parsed: Parsed, token: Token) -> bool:
    """Whether a name is the object of a verb whose object is a place: "visited X", "shelled the port of X"."""
    token = first_of(parsed, token)
    above = parsed.head(token)
    if token.dep == "pobj" and above.lemma == "of" and parsed.head(above).lemma in place_words().parts:
        return is_place_object(parsed, parsed.head(above))
    return token.dep in ("dobj", "obj", "nsubjpass") and above.lemma in place_words().place_objects


def in_dateline(parsed: Parsed, token: Token) -> bool:
    """Whether a name stands in the dateline that opens an agency's report."""
    sentence = parsed.sentence_of(token)
    block_first = next(s for s in parsed.sentences if s.block == sentence.block)
    match = _DATELINE.match(parsed.text, block_first.start)
    if match is None or match.end() <= token.start:
        return False
    return parsed.text[block_first.start : block_first.start + 3].isupper()
