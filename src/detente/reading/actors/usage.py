"""How a name of a country or city is used: for its government, or for the place."""

from __future__ import annotations

from detente.reading.actors.nouns import vocabulary
from detente.reading.language.parsed import Parsed, Token

_MODIFIERS = ("compound", "amod", "nmod", "npadvmod")


def is_locative(parsed: Parsed, token: Token, *, capital: bool) -> bool:
    """Whether a place reading is likely for the name that the token heads.

    A ``capital`` is a place unless it acts, receives, or owns; a country is an actor unless a preposition of place
    or a verb of motion governs it.
    """
    if is_dateline(parsed, token):
        return True
    token = _top_of_coordination(parsed, token)
    if token.dep in ("nsubj", "nsubjpass", "csubj", "agent"):
        return capital and _inert(parsed, token)
    if token.dep in ("dobj", "obj"):
        return parsed.head(token).lemma in vocabulary().cues.motion_verbs
    if token.dep == "pobj":
        return _under_preposition(parsed, token, capital=capital)
    if token.dep in ("poss", *_MODIFIERS):
        return False
    beside = token.dep in ("appos", "npadvmod") and is_locative(parsed, parsed.head(token), capital=False)
    return beside or (capital and token.dep not in ("ROOT", "dative", "attr"))


def _top_of_coordination(parsed: Parsed, token: Token) -> Token:
    while token.dep == "conj" and token.head != token.i:
        token = parsed.head(token)
    return token


def _inert(parsed: Parsed, token: Token) -> bool:
    verb = parsed.head(token)
    said_of_one = any(t.lemma in ("behind", "responsible", "ready", "willing") for t in parsed.children(verb))
    return verb.lemma in vocabulary().cues.inert_verbs and parsed.child(verb, "aux") is None and not said_of_one


def _under_preposition(parsed: Parsed, token: Token, *, capital: bool) -> bool:
    cues = vocabulary().cues
    preposition = parsed.head(token)
    word = preposition.lemma
    governor = parsed.head(preposition)
    if word in cues.place_prepositions:
        return True
    if word == "from":
        return governor.lemma in cues.motion_verbs | cues.motion_nouns | cues.from_place | cues.place_nouns
    if word in ("to", "for"):
        return governor.lemma in cues.motion_verbs | cues.motion_nouns
    if word == "of":
        return governor.lemma in cues.place_nouns | cues.place_prepositions
    return False


def is_dateline(parsed: Parsed, token: Token) -> bool:
    """Whether a name stands in a dateline: "TOKYO (Reuters) -", "JERUSALEM, Israel -"."""
    sentence = parsed.sentence_of(token)
    if token.i - sentence.first > 3:
        return False
    opening = parsed.tokens[sentence.first]
    following = parsed.tokens[token.i + 1 : min(sentence.first + 6, sentence.last)]
    dashed = any(t.text in ("(", "-", "--", "—", "–") for t in following[:4])
    if opening.text.isupper() and len(opening.text) > 3:
        return dashed
    return dashed and any(t.text == "(" for t in following[:1])
