"""Status: an act that took place, is under way, lies ahead, was not done, or is only imagined.

Read off the dependency parse: first the signs in the act's own clause (negation, modals, tense, mood), then, climbing
towards the root, what the words above make of it (implicatives as in Karttunen 1971; the classes are ``status.yaml``).
Who says so is not asked here: of a denied act the status is that of the act as told, and the voice denies it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from detente.errors import UsageError
from detente.model import Status
from detente.reading.language import Parsed, Token, parse_text
from detente.reading.voices import clause_signs, embedding
from detente.reading.voices.readings import FACTUALITY, Reading, combine
from detente.reading.voices.status_rules import load_rules

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status and the words that gave it, as an explanation shows them."""

    status: Status
    reason: str
    factuality: float


def status(parsed: Parsed, predicate: Token) -> Status:
    """Return whether the act that a verb or event noun tells of occurred, goes on, is planned, and so on."""
    return reading(parsed, predicate).status


def explain(parsed: Parsed, predicate: Token) -> Verdict:
    """Return the status with the reason for it and its place on the scale of factuality."""
    found = reading(parsed, predicate)
    return Verdict(found.status, found.reason, FACTUALITY[found.scale])


def told(verdict: Verdict, status: Status) -> str:
    """Return in a reader's words why an act has a status, which may be the trained coder's against the parse."""
    if verdict.status == status:
        return f"{status}: {verdict.reason}"
    return f"{status}: so the coder reads it; by the parse alone {verdict.status}: {verdict.reason}"


def factuality(text: str, predicate: tuple[int, int]) -> float:
    """Return how sure the text leaves its reader that the act at the characters ``predicate`` happened.

    From -3 (certainly not) over 0 (open) to 3 (certainly), as in FactBank's descendants (Stanovsky et al. 2017). An
    act that the text tells of as future stands a little above 0. Raises UsageError if the characters lie outside the
    text, or if no word lies there.
    """
    return FACTUALITY[reading(*located(text, predicate)).scale]


def located(text: str, predicate: tuple[int, int]) -> tuple[Parsed, Token]:
    """Return a text's parse and the token that heads the characters ``predicate``; UsageError as in ``factuality``."""
    start, end = predicate
    if not 0 <= start < end <= len(text):
        raise UsageError(f"predicate span {predicate} lies outside the text of {len(text)} characters or is empty")
    parsed = _parsed(text)
    tokens = parsed.tokens_between(start, end)
    if not tokens:
        raise UsageError(f"no word at characters {start} to {end} of the text of {len(text)} characters")
    return parsed, _head(tokens)


def _head(tokens: list[Token]) -> Token:
    """Return the token of a stretch that governs the others."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])


@functools.lru_cache(maxsize=64)
def _parsed(text: str) -> Parsed:
    return parse_text(text)


def _headless(parsed: Parsed, noun: Token, own: Reading, depth: int) -> Reading:
    """Return the reading of an event noun that heads its sentence, as in headlines, from its relative clause."""
    clause = embedding.relative(parsed, noun, load_rules())
    return own if clause is None else combine(own, reading(parsed, clause, depth + 1))


def reading(parsed: Parsed, predicate: Token, depth: int = 0) -> Reading:
    """Return the reading of an act: its own clause's signs, then the effect of what stands above it."""
    rules = load_rules()
    own = clause_signs.read(parsed, predicate, rules)
    if depth >= _DEEPEST:
        return own
    if predicate.dep == "ROOT" and predicate.pos == "NOUN":
        return _headless(parsed, predicate, own, depth)
    above = embedding.step(parsed, predicate, rules)
    if above is None or own.reason == clause_signs.NO:
        return own
    result = combine(own, above.effect)
    if above.carrier is None or result.scale == "condition":
        return result
    return combine(result, reading(parsed, above.carrier, depth + 1))
