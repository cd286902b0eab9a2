"""Heads of mission: who receives them, where their credentials are handed over, and where they live."""

from __future__ import annotations

from collections.abc import Iterator

from detente.claims.missions import Mission, city_at, mission_of, state_at
from detente.claims.read import Read
from detente.model import Actor, Place
from detente.reading.codes import arguments
from detente.reading.codes.diplomacy import Phrase, load_diplomacy
from detente.reading.language import Parsed, Sentence, Token

OTHER_CLAUSE = frozenset({"relcl", "acl", "advcl"})
WHERE = 4
"""Words between a word for living somewhere and the place."""


def clause_words(parsed: Parsed, head: Token) -> Iterator[Token]:
    """Yield a word and those below it in its clause; of lists only names."""
    yield head
    for child in parsed.children(head):
        if child.dep not in OTHER_CLAUSE and (child.dep != "conj" or child.pos == "PROPN"):
            yield from clause_words(parsed, child)


def place_below(told: Read, verb: Token) -> Place | None:
    """Return the city in or at which a verb's act is done."""
    for prep in told.parsed.children(verb, "prep"):
        if prep.lemma in ("in", "at"):
            inside = {t.i for t in told.parsed.subtree(prep)}
            found = next((p for i in sorted(inside) if (p := city_at(told, i)) is not None), None)
            if found is not None:
                return found.place
    return None


def presented_to(told: Read, verb: Token) -> Actor | None:
    """Return the state whose head, government or capital credentials are presented to, in or at."""
    for prep in told.parsed.children(verb, "prep", "dative"):
        if prep.lemma in ("to", "in", "at"):
            inside = sorted(t.i for t in clause_words(told.parsed, prep))
            states = [a for i in inside if (a := state_at(told, i)) is not None]
            mentions = [m for i in inside if (m := told.mentions.covering(i)) is not None]
            found = next(iter([*states, *(a for m in mentions for a in m.actors if a.country)]), None)
            if found is not None:
                return found
    return None


def host(told: Read, verb: Token) -> Actor | None:
    """Return who receives a head of mission, if it is known whose president or minister he is."""
    mentions = (told.mentions.at(head.i) for head in arguments.subjects(told.parsed, verb))
    return next((a for m in mentions if m is not None for a in m.actors if a.country), None)


def handed_over_in(told: Read, verb: Token, mission: Mission) -> str | None:
    """Return the third country in whose city credentials are presented."""
    place = place_below(told, verb)
    return place.country if place is not None and place.country not in _ours(mission) else None


def accredited_elsewhere(told: Read, phrase: Phrase | None, mission: Mission) -> str | None:
    """Return the third country that a title sends its bearer to ("the ambassador to Togo presented them in Benin")."""
    receiver = mission_of(told, phrase).receiver if phrase is not None else None
    return receiver.country if receiver is not None and receiver.country not in _ours(mission) else None


def residence(told: Read, sentence: Sentence) -> str | None:
    """Return the country where a sentence's paragraph says that the heads of mission it tells of live."""
    rules = load_diplomacy()
    for other in (s for s in told.parsed.sentences if s.block == sentence.block):
        tokens = told.parsed.sentence_tokens(other)
        if {t.lemma for t in tokens} & set(rules.earlier):
            continue
        for token in tokens:
            if token.text.lower() in rules.resident and token.tag != "NNP":
                place = next((p for p in told.places if token.i < p.head <= token.i + WHERE), None)
                if place is not None and place.place.country is not None:
                    return place.place.country
    return None


def _ours(mission: Mission) -> set[str | None]:
    return {a.country for a in (mission.sender, mission.receiver) if a is not None}
