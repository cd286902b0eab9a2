"""What a story's sentences say about the day it was written on: dates, years, happenings it names."""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.articles.ranges import DAWN, DUSK, Clue, Range, since, until
from detente.data import load_yaml
from detente.errors import DataError
from detente.pages.dates import MONTH, MONTHS, YEAR, find_dates

_FILE = "happenings.yaml"
_SENTENCE = re.compile(r"""(?<=[a-z0-9%)][.!?])["”’)]*\s+(?=["“‘(]*[A-Z])|\n+""")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|'ll|’ll|plans?|planned|planning|expected|scheduled|due|slated|set to|upcoming|"
    r"forthcoming|ahead of|goal|target|targets|aims?|"
    r"until|by|through|deadline|expires?|next|coming|to be held|is to|are to|intends?|hopes?|"
    r"could|(?-i:may)|might|should|proposed|bid|forecast|projected|"
    r"elections?|candidates?|campaign|race|run for|primary|olympics?|world cup|handover|if|unless)\b",
    re.I,
)
_YEAR = re.compile(rf"(?<![\d$€£,./-])(?P<year>{YEAR})(?![\d,]\d|[\d%-]|s\b)")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|of|from|during|after|until|to|the|early|late|mid|summer|spring|autumn|fall|winter|"
    rf"{MONTH},?)[ -]$",
    re.I,
)
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen "
    "nineteen twenty"
)
_NUMBERS = {word: n for n, word in enumerate(_NUMBER_WORDS.split(), 1)}
_FIRST_IN = re.compile(rf"\bfirst\b.{{0,60}}?\b(?:in|for) (?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}}) years\b", re.I)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTH_DAY = re.compile(
    rf"(?:(?P<weekday>{_DAYS}),? )?\b(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{MONTH}))"
    rf"\b(?!,? ?{YEAR}|\d|:)(?:\s?[-–]\s?\d{{1,2}}\b(?!,? ?{YEAR}))?"
)
_SLIP = datetime.timedelta(days=1)
_AHEAD = re.compile(
    r"\b(?:will|is (?:scheduled|expected|due|set|planned|to)|are (?:scheduled|expected|due|set|planned|to)|upcoming|"
    r"to be held|ahead of|forthcoming)\b",
    re.I,
)
# News writes the year of what lies further off than this.
_UNDATED_AHEAD = datetime.timedelta(days=183)
_UNDATED_BACK = datetime.timedelta(days=330)


_TOLD = re.compile(r"\b(?:said|says|told|announced|added|reported|wrote|warned|vowed|agreed|released|met)\b", re.I)
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


@dataclass(frozen=True, slots=True)
class _Happening:
    name: str
    phrase: str
    day: datetime.date


def sentences_of(paragraphs: Sequence[str]) -> list[str]:
    """Return the sentences of paragraphs, split by punctuation alone."""
    return [part for text in paragraphs for part in _SENTENCE.split(text) if part.strip()]


def text_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    """Yield the clues of a story's sentences: full dates, years, undated days with weekday, happenings named."""
    for number, sentence in enumerate(sentences):
        yield from _date_clues(sentence)
        yield from _year_clues(sentence)
        yield from _span_clues(sentences[number : number + 2])
        yield from _undated_clues(sentence)
        yield from _happening_clues(sentence)


def caption_clues(captions: Sequence[str]) -> Iterator[Clue]:
    """Yield the clues of captions: a photo's date is a lower bound."""
    for caption in captions:
        for date in find_dates(caption):
            if date.interval.earliest:
                yield since(date.interval.earliest - _SLIP, 5, f"a photo's caption is dated {date.interval.text}")


def _date_clues(sentence: str) -> Iterator[Clue]:
    for date in find_dates(sentence):
        first, last = date.interval.earliest, date.interval.latest
        if first is None or last is None:
            continue
        if _lies_ahead(sentence[: date.start]):
            yield until(last, 2, f"{date.interval.text} is still to come")
        elif not _FUTURE.search(sentence):
            yield since(first - _SLIP, 4, f"{date.interval.text} is told as past")


def _lies_ahead(before: str) -> bool:
    """Say whether the words before a date put it in the future: a future verb near, and no past one after it."""
    found = list(_AHEAD.finditer(before))
    return bool(found) and len(before) - found[-1].end() <= 60 and not _TOLD.search(before[found[-1].end() :])


def _year_clues(sentence: str) -> Iterator[Clue]:
    if _FUTURE.search(sentence):
        return
    for match in _YEAR.finditer(sentence):
        if _BEFORE_YEAR.search(sentence[: match.start()]):
            year = int(match.group("year"))
            yield since(datetime.date(year, 1, 1), 2.5, f"the year {year} is told as begun or past")


def _span_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    match = _FIRST_IN.search(sentences[0])
    if match is None:
        return
    number = _NUMBERS.get(match.group("n").lower()) or int(match.group("n"))
    topic = _stems(sentences[0])
    for sentence in sentences:
        for found in re.finditer(rf"\bin (?P<year>{YEAR})\b", sentence):
            if sentence is not sentences[0] and len(topic & _stems(sentence)) < 2:
                continue
            year = int(found.group("year"))
            days = (datetime.date(year + number, 1, 1), datetime.date(year + number + 1, 12, 31))
            yield Clue((days,), 1.5, f"'{match.group()}' beside the year {year}")
            return


def _stems(sentence: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[A-Za-z]{5,}", sentence)}


def _undated_clues(sentence: str) -> Iterator[Clue]:
    for match in _MONTH_DAY.finditer(sentence):
        month = MONTHS.get((match.group("m") or match.group("m2")).rstrip(".").lower())
        day = int(match.group("d") or match.group("d2"))
        ahead = _lies_ahead(sentence[: match.start()])
        weekday = match.group("weekday")
        if month is None or not (ahead or weekday) or (not ahead and _FUTURE.search(sentence)):
            continue
        ranges = tuple(_around(month, day, weekday, ahead=ahead))
        if ranges:
            yield Clue(ranges, 1.5 if ahead else 1, f"{match.group()} {'lies ahead' if ahead else 'has passed'}")


def _around(month: int, day: int, weekday: str | None, *, ahead: bool) -> Iterator[Range]:
    """Yield, for each year that fits the weekday, the days from which the date is near enough to need no year."""
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            continue
        date = datetime.date(year, month, day)
        if weekday is None or calendar.day_name[date.weekday()] == weekday:
            start, end = (date - _UNDATED_AHEAD, date) if ahead else (date - _SLIP, date + _UNDATED_BACK)
            yield (DAWN if year == _FIRST_YEAR else start, end)
    yield (datetime.date(_LAST_YEAR, 12, 31), DUSK)


def _happening_clues(sentence: str) -> Iterator[Clue]:
    if _FUTURE.search(sentence):
        return
    for happening, pattern in _happenings():
        if pattern.search(sentence):
            yield since(happening.day, 2.5, f"it names {happening.name} ({happening.day})")


@functools.cache
def _happenings() -> tuple[tuple[_Happening, re.Pattern[str]], ...]:
    rows = load_yaml("detente.articles", _FILE, tuple[_Happening, ...])
    return tuple((row, _compiled(row)) for row in rows)


def _compiled(row: _Happening) -> re.Pattern[str]:
    try:
        return re.compile(row.phrase, re.I)
    except re.error as error:
        raise DataError(f"{_FILE}: {row.name}: {row.phrase!r} is no regular expression ({error}); mend it") from error
