"""Checks that a match must pass where its words have other uses: 2,000 troops, "may", "march"."""

from __future__ import annotations

import re
from collections.abc import Callable

from detente.reading.language.parsed import Token

Guard = Callable[[str, list[Token], Token | None, Token | None], bool]
# fmt: off
_BEFORE_YEAR = frozenset([
    "in", "since", "by", "of", "until", "till", "from", "to", "through", "before", "after", "during", "between", "and",
    "around", "about", "circa", "for", "early", "late", "mid", "the", "year", "throughout", "last", "(", "[", "-", "/",
])
# fmt: on


def year(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether four digits are a year: not counted things, a sum, or part of a longer number."""
    if len(tokens) != 1:
        return True
    token = tokens[0]
    led = before is None or before.lemma in _BEFORE_YEAR or before.text.lower() in _BEFORE_YEAR
    if after is not None and after.tag == "NNS" and token.ent != "DATE":
        return False
    if after is not None and after.text in ("%", "percent", "km", "meters", "metres", "miles", "feet", "people"):
        return False
    return (
        led
        or token.ent == "DATE"
        or token.head == (after.i if after else -1)
        or after is None
        or not after.text[0].isalnum()
    )


def month(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether a word that may be a month is one: written with a capital, and no verb."""
    words = [t for t in tokens if re.match(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", t.text)]
    if not words or not words[0].text[0].isupper():
        return False
    name = words[0]
    if name.text.lower() not in ("may", "march", "mar", "dec", "jan", "sept"):
        return True
    if name.pos in ("AUX", "VERB") or name.ent in ("PERSON", "ORG", "GPE"):
        return False
    return name.ent == "DATE" or (before is not None and before.pos == "ADP") or len(tokens) > 1


def ordinal(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether "the 24th" is a day: nothing that it counts follows, and it is led as a day is."""
    counted = after is not None and (after.pos in ("PROPN", "NOUN", "ADJ") or after.text in ("-", "and", "of"))
    return not counted and before is not None and before.pos in ("ADP", "SCONJ")


GUARDS: dict[str, Guard] = {"year": year, "month": month, "ordinal": ordinal}
