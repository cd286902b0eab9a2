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
    """Whether a word that may be a month is one: written with a capital, and no verb or person."""
    words = [t for t in tokens if re.match(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", t.text)]
    if not words or not words[0].text[0].isupper():
        return False
    name = words[0]
    if len(tokens) > 1 or (before is not None and before.pos == "ADP"):
        return True
    if name.ent in ("PERSON", "ORG", "GPE") or (before is not None and before.pos == "PROPN" and before.ent != "DATE"):
        return False
    if name.text.lower() not in ("may", "march", "mar", "dec", "jan", "sept", "april", "june", "august"):
        return True
    return name.ent == "DATE" and name.pos not in ("AUX", "VERB") and name.dep not in ("nsubj", "nsubjpass", "dobj")


def common(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether a word is no part of a name, such as a newspaper's."""
    named = any(t.ent in ("ORG", "PERSON", "PRODUCT", "WORK_OF_ART") for t in tokens)
    beside = any(t is not None and t.pos == "PROPN" for t in (before, after)) and tokens[0].pos == "PROPN"
    return not named and not (beside and tokens[0].ent not in ("DATE", "TIME"))


def season(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether a season is no part of a name, such as a war's: "the Winter War"."""
    return not (tokens[-1].text[0].isupper() and after is not None and after.pos == "PROPN" and after.text[0].isupper())


def bare(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether "hours" alone is a length: not counted, described, or part of something ("the days of")."""
    if before is not None and (before.pos in ("ADJ", "NUM", "DET", "PRON", "PROPN", "NOUN") or before.tag == "POS"):
        return False
    return after is None or after.text.lower() not in ("of", "-")


def ordinal(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether "the 24th" is a day: nothing that it counts follows, and it is led as a day is."""
    counted = after is not None and (after.pos in ("PROPN", "NOUN", "ADJ") or after.text in ("-", "and", "of"))
    return not counted and before is not None and before.pos in ("ADP", "SCONJ")


def same(text: str, tokens: list[Token], before: Token | None, after: Token | None) -> bool:
    """Whether "the same day" points back: no clause follows that says which day it is."""
    if text[:1].isupper() or _opens(before) or text.lower().startswith(("late", "early", "earlier")):
        return True  # "On the same day shells fell": what follows is the main clause
    return after is None or after.pos not in ("DET", "PROPN", "PRON", "NOUN", "SCONJ") or not after.text[0].isalnum()


def _opens(before: Token | None) -> bool:
    return before is not None and before.pos == "ADP" and before.text[:1].isupper()


GUARDS: dict[str, Guard] = {
    "year": year,
    "month": month,
    "ordinal": ordinal,
    "common": common,
    "season": season,
    "bare": bare,
    "same": same,
}
