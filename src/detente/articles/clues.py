"""What a story's sentences say about the day it was written on: dates, years, days and months without a year."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence

from detente.articles.clue_anniversaries import anniversary_clues
from detente.articles.clue_deictics import deictic_clues
from detente.articles.clue_happenings import happening_clues
from detente.articles.counting import counted_clues
from detente.articles.ranges import DAWN, DUSK, Clue, Range, since, until
from detente.pages.dates import MONTH, MONTHS, YEAR, find_dates, month_span

_SENTENCE = re.compile(r"""(?<=[a-z0-9%)][.!?])["”’)]*\s+(?=["“‘(]*[A-Z])|\n+""")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|'ll|’ll|plans?|planned|planning|expected|scheduled|due|slated|set to|upcoming|"
    r"forthcoming|ahead of|goal|target|targets|aims?|"
    r"until|by (?=(?:the (?:end|middle|start|beginning|turn|close|summer|spring|autumn|fall|winter)|end|mid|early|"
    r"late|next|year|then|\d|jan|feb|mar|apr|may|june?\b|july?\b|aug|sept?|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun))|"
    r"through|deadline|expires?|next|coming|to be held|is to|are to|intends?|hopes?|"
    r"could|(?-i:may)|might|should|proposed|bid|forecast|projected|"
    r"elections?|nominations?|contenders?|outlook|headed|"
    r"candidates?|campaign|race|run for|primary|olympics?|world cup|handover|if|unless)\b",
    re.I,
)
_YEAR = re.compile(rf"(?<![\d$€£,./-])(?P<year>{YEAR})(?![\d,]\d|[\d%-]|s\b)")
_FOUR_DIGITS = re.compile(r"\d{4}")
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|of|from|during|after|until|to|the|early|late|mid|summer|spring|autumn|fall|winter|"
    rf"{MONTH},?)[ -]$",
    re.I,
)
_MONTH_OF_YEAR = re.compile(rf"\b(?P<m>{MONTH}),? $")
# A year is surely past where a past verb stands near it, not merely one of saying.
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|since|became|began|took|came|went|made|won|lost|fell|rose|left|sent|built|broke|held|led|"
    r"fought|withdrew|gave|got|saw|shot|struck|brought|grew|drew|overthrew|sold|bought|hit|cut|spoke|paid|found|"
    r"been|ago|last|earlier|previous|(?!(?:need|unit|indeed|exceed|proceed|agreed|announced|warned|vowed|barred)\b)"
    r"[a-z]{2,}ed)\b"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTH_DAY = re.compile(
    rf"(?:(?P<weekday>{_DAYS}),? )?\b(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{MONTH}))"
    rf"\b(?!,? ?{YEAR}|\d|:)(?:\s?[-–]\s?\d{{1,2}}\b(?!,? ?{YEAR}))?"
)
_BARE_MONTH = re.compile(rf"\b(?P<word>(?:[Ii]n|[Ll]ast|[Ss]ince|this|[Ee]arly|late|mid)[ -])(?P<m>{MONTH})\b(?! ?\d)")
_SLIP = datetime.timedelta(days=1)
_AHEAD = re.compile(
    r"\b(?:will|is (?:scheduled|expected|due|set|planned|to)|are (?:scheduled|expected|due|set|planned|to)|upcoming|"
    r"to be held|ahead of|forthcoming)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|announced|added|reported|wrote|warned|vowed|agreed|released|met|tweeted)\b|@\w+", re.I
)
# News writes the year of what lies further off than this.
_UNDATED_AHEAD = datetime.timedelta(days=183)
_UNDATED_BACK = datetime.timedelta(days=330)
_MONTH_FRESH = datetime.timedelta(days=100)
_RACE = re.compile(
    rf"\b(?P<year>{YEAR}) (?:(?:republican|democratic|gop|presidential|white house|u\.s\.|election|primary) )*"
    r"(?:candidates?|contenders?|hopefuls?|rivals|race|primar(?:y|ies)|field|bid|nomination|frontrunner|front-runner|"
    r"campaign trail|caucuses)\b",
    re.I,
)
_FIRST_YEAR, _LAST_YEAR = 1990, 2060


def sentences_of(paragraphs: Sequence[str]) -> list[str]:
    """Return the sentences of paragraphs, split by punctuation alone."""
    return [part for text in paragraphs for part in _SENTENCE.split(text) if part.strip()]


def text_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    """Yield the clues of a story's sentences: dates, years, what is counted, happenings."""
    for sentence in sentences:
        if _FOUR_DIGITS.search(sentence):
            yield from date_clues(sentence)
            yield from year_clues(sentence)
            yield from race_clues(sentence)
        yield from undated_clues(sentence)
        yield from month_clues(sentence)
        yield from deictic_clues(sentence)
        yield from anniversary_clues(sentence)
    yield from counted_clues(sentences)
    yield from happening_clues(sentences)


def caption_clues(captions: Sequence[str]) -> Iterator[Clue]:
    """Yield the clues of captions: a photo's date is a lower bound."""
    for caption in captions:
        for date in find_dates(caption):
            if date.interval.earliest:
                why = f"a photo's caption is dated {date.interval.text}"
                yield since(date.interval.earliest - _SLIP, 5, why, "caption")


def date_clues(sentence: str) -> Iterator[Clue]:
    """Yield a bound for each full date: not before one told as past, not after one still to come."""
    for date in find_dates(sentence):
        first, last = date.interval.earliest, date.interval.latest
        if first is None or last is None:
            continue
        before = sentence[: date.start]
        if _lies_ahead(before):
            yield until(last, 2, f"{date.interval.text} is still to come")
        elif not _FUTURE.search(sentence):
            sure = bool(_PAST_VERB.search(sentence)) or not before.strip()
            yield since(first - _SLIP, 4 if sure else 2, f"{date.interval.text} is told as past", "date")


def year_clues(sentence: str) -> Iterator[Clue]:
    """Yield a lower bound for each year told as past; where no past verb shows that, the year before it."""
    found = [m for m in _YEAR.finditer(sentence) if _BEFORE_YEAR.search(sentence[: m.start()])]
    if not found or _FUTURE.search(sentence):
        return
    for match in found:
        year = int(match.group("year"))
        near = sentence[max(0, match.start() - 70) : match.end() + 50]
        if _PAST_VERB.search(near) and not _infinitive(sentence[: match.start()]):
            if month := _MONTH_OF_YEAR.search(sentence[: match.start()]):
                first = datetime.date(year, MONTHS[month.group("m").rstrip(".").lower()], 1)
                yield since(first, 2.5, f"{month.group('m')} {year} is told as begun or past", "year")
                continue
            yield since(datetime.date(year, 1, 1), 2.5, f"the year {year} is told as begun or past", "year")
        else:
            yield since(datetime.date(year - 1, 1, 1), 0, f"the year {year} is named, so it was near or past", "year")


def _infinitive(before: str) -> bool:
    """Say whether the words right before a year tell of what is to be done then: 'to leave in', 'is headed for'."""
    return bool(
        re.search(
            r"\b(?:to|not|headed|ringing|after) [^.;,]{0,45}$|\bwhen [^.;,]{0,40}\b\w+s (?:in|at) [^,]{0,12}$", before
        )
    )


def race_clues(sentence: str) -> Iterator[Clue]:
    """Yield the two years before an American election whose candidates a sentence names by its year."""
    for match in _RACE.finditer(sentence):
        year = int(match.group("year"))
        if year % 4 == 0 and not re.search(r"\b(?:former|failed|lost|unsuccessful|defeated)\b", sentence, re.I):
            days = (datetime.date(year - 2, 9, 1), datetime.date(year, 11, 10))
            yield Clue((days,), 0, f"'{match.group()}' is news before that election", "race")


def undated_clues(sentence: str) -> Iterator[Clue]:
    """Yield the years that fit a day without year: by its weekday, or if it lies ahead."""
    for match in _MONTH_DAY.finditer(sentence):
        month = MONTHS.get((match.group("m") or match.group("m2")).rstrip(".").lower())
        day = int(match.group("d") or match.group("d2"))
        ahead = _lies_ahead(sentence[: match.start()])
        weekday = match.group("weekday")
        if month is None or (not ahead and _FUTURE.search(sentence)):
            continue
        sure = ahead or bool(_PAST_VERB.search(sentence)) or bool(_TOLD.search(sentence))
        if (ahead or weekday) and (ranges := tuple(_around(month, day, weekday, ahead=ahead, sure=sure))):
            told = "lies ahead" if ahead else "has passed" if sure else "is near"
            yield Clue(ranges, 1.5 if ahead else 1, f"{match.group()} {told}")
        if not ahead:
            yield _fresh_month(month, match.group())


def month_clues(sentence: str) -> Iterator[Clue]:
    """Yield the months after one that is named without a year: 'in November' is mostly the last one, not long ago."""
    for match in _BARE_MONTH.finditer(sentence):
        month = MONTHS.get(match.group("m").rstrip(".").lower())
        if month is None or re.match(rf",? (?:of )?{YEAR}", sentence[match.end() :]) or _FUTURE.search(sentence):
            continue
        yield _fresh_month(month, match.group())


def _fresh_month(month: int, words: str) -> Clue:
    ranges = []
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        first, last = month_span(year, month)
        ranges.append((first, last + _MONTH_FRESH))
    return Clue(tuple(ranges), 0, f"'{words}' without a year is mostly some months ago", "month")


def _lies_ahead(before: str) -> bool:
    """Say whether the words before a date put it in the future: a future verb near, and no past one after it."""
    found = list(_AHEAD.finditer(before))
    return bool(found) and len(before) - found[-1].end() <= 60 and not _TOLD.search(before[found[-1].end() :])


def _around(month: int, day: int, weekday: str | None, *, ahead: bool, sure: bool) -> Iterator[Range]:
    """Yield, for each year that fits the weekday, the days from which the date is near enough to need no year."""
    yield (DAWN, datetime.date(_FIRST_YEAR, 1, 1))
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            continue
        date = datetime.date(year, month, day)
        if weekday is None or calendar.day_name[date.weekday()] == weekday:
            start = date - (_SLIP if sure and not ahead else _UNDATED_AHEAD)
            yield (start, date if ahead else date + _UNDATED_BACK)
    yield (datetime.date(_LAST_YEAR, 12, 31), DUSK)
