"""Whose a thing is that the story described before: "the tanker" is seized, after "a British-flagged tanker"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.language import Parsed, Token

_REACH = 400
_KINDS = (
    frozenset({"ship", "vessel", "tanker", "boat", "freighter", "trawler", "yacht", "ferry", "cargo", "flotilla"}),
    frozenset({"plane", "aircraft", "jet", "airliner", "warplane", "bomber", "fighter", "helicopter", "drone"}),
)
_DEFINITE = ("the", "this", "that", "these", "those")


def same_things(parsed: Parsed, noun: Token) -> Iterator[Token]:
    """Yield the nouns before a definite noun that may be the same ship, plane or other thing, the nearest first.

    Two of one kind ("the ship", "an oil tanker") count as the same; ``noun`` with an owner of its own yields nothing.
    """
    determiner = parsed.child(noun, "det")
    if noun.pos != "NOUN" or determiner is None or determiner.lemma not in _DEFINITE:
        return
    kind = next((k for k in _KINDS if noun.lemma in k), frozenset({noun.lemma}))
    for i in range(noun.i - 1, max(noun.i - _REACH, -1), -1):
        other = parsed.tokens[i]
        if other.lemma in kind and other.pos in ("NOUN", "PROPN"):
            yield other
