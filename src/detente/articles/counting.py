"""Numbers as news writes them, and the clues that count years: 'the first in six years', 'ten years after 2011'."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from detente.articles.ranges import Clue, since
from detente.pages.dates import MONTH, MONTHS, YEAR, month_span

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
    rf"(?P<n>{NUMBER}) years? (?:after|since|on from) (?:the |its |their |his |her )?(?P<year>{YEAR})\b", re.I
)
_AGO_IN_YEAR = re.compile(rf"(?P<n>{NUMBER}) years ago,? (?:back )?in (?P<year>{YEAR})\b", re.I)
_YEAR_AGO = re.compile(rf"\bin (?P<year>{YEAR}),? (?:about |some |just )?(?P<n>{NUMBER}) years ago\b", re.I)
_DECADES = re.compile(
    rf"(?:(?P<how>more than|over|nearly|almost) )?(?P<n>{NUMBER}) decades? (?:after|since|on from) "
    rf"(?:the |its |their |his |her )?(?P<year>{YEAR})\b",
    re.I,
)
_DECADE_SPREAD = {"more than": (0, 9), "over": (0, 9), "nearly": (-3, 0), "almost": (-3, 0)}
_PRESENT = re.compile(r"\b(?:is|are|has|have|still|remains?|says?|now)\b", re.I)
_IN_OFFICE = re.compile(
    rf"\b(?:his|her|its|their|the) (?P<n>{NUMBER}|\d{{1,2}}(?:st|nd|rd|th)) (?:straight |full )?year "
    rf"(?:in (?:office|power)|in (?:the|that) (?:job|post)|as [\w ]{{3,30}}?),? since "
    rf"(?:(?P<m>{MONTH}) )?(?P<year>{YEAR})\b",
    re.I,
)
_ANNIVERSARY = re.compile(
    rf"(?P<n>{NUMBER}|\d{{1,2}}(?:st|nd|rd|th))[- ](?:year )?anniversary of (?:the |its |their |[\w’']+ ){{0,3}}?"
    rf"(?<!\bin )(?:{MONTH} \d{{1,2}}, )?(?P<year>{YEAR})\b",
    re.I,
)
_BORN = re.compile(rf"\bborn (?:in|on) (?:\w+ (?:\d{{1,2}},? )?)?(?P<year>{YEAR})\b", re.I)
_AGE = re.compile(r"\b(?P<n>[1-9]\d)-year-old\b|\b(?:aged|age) (?P<m>[1-9]\d)\b")


def number_in(text: str) -> int | None:
    """Return the number that a word or figure writes, or ``None``."""
    figure = text.rstrip("stndrh") if text[:1].isdigit() else text
    return int(figure) if figure.isdigit() else _VALUES.get(text.lower())


def counted_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    """Yield what counted years say: beside a year they point to another, of which they leave a year or two."""
    for number, sentence in enumerate(sentences):
        yield from _decades(sentence)
        if "year" not in sentence and "born" not in sentence and "anniversary" not in sentence:
            continue
        yield from _first_in(sentences[number : number + 2])
        yield from _in_office(sentence)
        for pattern in (_AFTER_YEAR, _AGO_IN_YEAR, _YEAR_AGO, _ANNIVERSARY):
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
        for found in re.finditer(rf"\b(?:in|since) (?P<year>{YEAR})\b", sentence):
            if sentence is not sentences[0] and len(topic & _stems(sentence)) < 2:
                continue
            yield _years_on(int(found.group("year")), number, match.group(), early=0)
            return


def _years_on(year: int, number: int, words: str, *, early: int = 1) -> Clue:
    days = (datetime.date(year + number - early, 1, 1), datetime.date(year + number + 1, 12, 31))
    return Clue((days,), 1.5, f"'{words}' beside the year {year}" if early == 0 else f"'{words}' counts from {year}")


def _decades(sentence: str) -> Iterator[Clue]:
    """Yield what decades counted from a year leave; told in the past, they leave no end."""
    for match in _DECADES.finditer(sentence) if "decade" in sentence else ():
        number = number_in(match.group("n"))
        if not number:
            continue
        low, high = _DECADE_SPREAD.get((match.group("how") or "").lower(), (-2, 3))
        year = int(match.group("year")) + 10 * number
        why = f"'{match.group()}' counts from {match.group('year')}"
        first = datetime.date(year + low, 1, 1)
        if not sentence[: match.start()].strip(' “"') or _PRESENT.search(sentence):
            yield Clue(((first, datetime.date(year + high, 12, 31)),), 1.5, why)
        else:
            yield since(first, 1.5, why)


def _in_office(sentence: str) -> Iterator[Clue]:
    """Yield the year that 'in her third year in office since October 2019' tells of."""
    for match in _IN_OFFICE.finditer(sentence):
        number, year = number_in(match.group("n")), int(match.group("year"))
        if not number:
            continue
        month = MONTHS[match.group("m").rstrip(".").lower()] if match.group("m") else None
        first = datetime.date(year + number - 1, month or 1, 1)
        last = month_span(year + number, month or 12)[1]
        yield Clue(((first, last),), 1.5, f"'{match.group()}'")


def _aged(sentence: str) -> Iterator[Clue]:
    born, age = _BORN.search(sentence), _AGE.search(sentence)
    if born and age:
        year = int(born.group("year")) + int(age.group("n") or age.group("m"))
        days = (datetime.date(year, 1, 1), datetime.date(year + 1, 12, 31))
        yield Clue((days,), 1.5, f"someone born in {born.group('year')} is {age.group('n') or age.group('m')}")


def _stems(sentence: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[A-Za-z]{5,}", sentence)}
