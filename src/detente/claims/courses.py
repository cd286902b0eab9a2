"""The course of talks: whether a claim about talks tells that they were opened, go on, were broken off or concluded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.claims.read import Read
from detente.model import Claim, Score
from detente.reading.codes import arguments
from detente.reading.codes.diplomacy import load_diplomacy
from detente.reading.language import Parsed, Token

ABOUT = frozenset({"CONSULT", "SANCTION", "REJECT", "AGREE", "COOPERATE"})
GOING_ON = "talks going on"


def with_courses(told: Read, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield an article's claims, those about talks with a score that names their course, if the words tell it."""
    for claim in claims:
        score = _sign(told, claim) if claim.type in ABOUT else None
        yield replace(claim, scores=(*claim.scores, score)) if score is not None else claim


def _sign(told: Read, claim: Claim) -> Score | None:
    """What the verb over the talks is a sign of; it weighs nothing for the claim itself."""
    rules = load_diplomacy().talks
    word = next(iter(told.parsed.tokens_between(claim.predicate.start, claim.predicate.end)), None)
    if word is None:
        return None
    noun = word if word.lemma in rules.nouns else _talks_of(told.parsed, word)
    for verb in _above(told.parsed, noun) if noun is not None else ():
        for name, verbs in rules.signs.items():
            if verb.lemma in verbs and not _is_other(told.parsed, verb):
                return Score(name, 0.0, f"'{verb.text}' tells of the course of the talks")
    if claim.type == "CONSULT" and (word.lemma in rules.courses or (claim.status == "ongoing" and noun is not None)):
        return Score(GOING_ON, 0.0, f"'{word.text}' tells of talks that go on")
    return None


def _talks_of(parsed: Parsed, verb: Token) -> Token | None:
    """The talks that a verb is about: its object, or what it is done out of, into or from."""
    heads = [*arguments.objects(parsed, verb), *arguments.heads_after(parsed, verb, "*")]
    return next((t for t in heads if t.lemma in load_diplomacy().talks.nouns), None)


def _above(parsed: Parsed, noun: Token) -> Iterator[Token]:
    """Yield the verb that a noun is subject or object of, and the noun that tells of it ("the collapse of talks")."""
    head = parsed.head(noun)
    if noun.dep in ("dobj", "nsubj", "nsubjpass"):
        yield head
    elif noun.dep == "pobj":
        yield parsed.head(head)


def _is_other(parsed: Parsed, verb: Token) -> bool:
    """Whether a particle makes the verb another ("the talks ended up in a row")."""
    return any(t.lemma == "up" for t in parsed.children(verb, "prt"))
