"""Numbers as news writes them, and the clues that count years: 'the first in six years', 'ten years after 2011'."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from detente.articles.ranges import Clue
from detente.pages.dates import YEAR

_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_VALUES = {word: n for words in (_WORDS, _ORDINALS) for n, word in enumerate(words, 1)}
_VALUES |= {"a": 1, "an": 1, "two": 2, "thirty": 30, "thirtieth": 30, "forty": 40, "fortieth": 40, "fifty": 50}
_VALUES |= {"fiftieth": 50}
NUMBER = rf"(?:\b(?:{'|'.join(sorted(_VALUES, key=len, reverse=True))}|\d{{1,3}})\b)"
_FIRST_IN = re.compile(rf"\bfirst\b.{{0,60}}?\b(?:in|for) (?P<n>{NUMBER}) years\b", re.I)
_AFTER_YEAR = re.compile(
    rf"(?P<n>{NUMBER}) years (?:after|since|on from) (?:the |its |their |his |her )?(?P<year>{YEAR})\b", re.I
)
_AGO_IN_YEAR = re.compile(rf"(?P<n>{NUMBER}) years ago,? (?:back )?in (?P<year>{YEAR})\b", re.I)
_YEAR_AGO = re.compile(rf"\bin (?P<year>{YEAR}),? (?:about |some |just )?(?P<n>{NUMBER}) years ago\b", re.I)
_BORN = re.compile(rf"\bborn (?:in|on) (?:\w+ (?:\d{{1,2}},? )?)?(?P<year>{YEAR})\b", re.I)
_AGE = re.compile(r"\b(?P<n>[1-9]\d)-year-old\b|\b(?:aged|age) (?P<m>[1-9]\d)\b")


def number_in(text: str) -> int | None:
    """Return the number that a word or figure writes, or ``None``."""
    return int(text) if text.isdigit() else _VALUES.get(text.lower())


def counted_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    """Yield what counted years say: beside a year they point to another, of which they leave a year or two."""
    for number, sentence in enumerate(sentences):
        if "year" not in sentence and "born" not in sentence:
            continue
        yield from _first_in(sentences[number : number + 2])
        for pattern in (_AFTER_YEAR, _AGO_IN_YEAR, _YEAR_AGO):
            for match in pattern.finditer(sentence):
                if counted := number_in(match.group("n")):
                    yield _years_on(int(match.group("year")), counted, match.group())
        yield from _aged(sentence)


def _first_in(sentences: Sequence[str]) -> Iterator[Clue]:
    match = _FIRST_IN.search(sentences[0])
    number = number_in(match.group("n")) if match else None
    if match is None or number is None:
        return
    topic = _stems(sentences[0])
    for sentence in sentences:
        for found in re.finditer(rf"\bin (?P<year>{YEAR})\b", sentence):
            if sentence is not sentences[0] and len(topic & _stems(sentence)) < 2:
                continue
            yield _years_on(int(found.group("year")), number, match.group(), early=0)
            return


def _years_on(year: int, number: int, words: str, *, early: int = 1) -> Clue:
    days = (datetime.date(year + number - early, 1, 1), datetime.date(year + number + 1, 12, 31))
    return Clue((days,), 1.5, f"'{words}' beside the year {year}" if early == 0 else f"'{words}' counts from {year}")


def _aged(sentence: str) -> Iterator[Clue]:
    born, age = _BORN.search(sentence), _AGE.search(sentence)
    if born and age:
        year = int(born.group("year")) + int(age.group("n") or age.group("m"))
        days = (datetime.date(year, 1, 1), datetime.date(year + 1, 12, 31))
        yield Clue((days,), 1.5, f"someone born in {born.group('year')} is {age.group('n') or age.group('m')}")


def _stems(sentence: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[A-Za-z]{5,}", sentence)}
