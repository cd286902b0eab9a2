"""Words that point from the day of writing to a date: 'last month, on 12 May 2019' was written in June 2019.

Only where word and date stand side by side, or so near that both tell of one act. A date without year gives days in
every year, which other clues choose from.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from detente.articles.counting import NUMBER, number_in
from detente.articles.ranges import DAWN, DUSK, Clue, Range, merged
from detente.pages.dates import MONTH, MONTHS, YEAR, find_dates, month_span

Pointing = Callable[[datetime.date, datetime.date], Range]
Precision = Literal["day", "month", "year"]
_DAY = datetime.timedelta(days=1)
_WEEKDAYS = "|".join(calendar.day_name)
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_DEICTIC = re.compile(
    r"(?<!\bthe )(?<!\btime )(?<!\bthan )(?<!\bwith )(?<!\bfrom )(?<!\bto )(?<!\bof )(?<!['’]s )"
    r"\b(?:(?P<which>earlier this|later this|last|this|next) "
    r"(?P<unit>week|month|year|spring|summer|autumn|fall|winter)"
    rf"|(?P<n>{NUMBER}) (?P<ago>day|week|month|year)s? ago"
    rf"|(?:on|last|this) (?P<weekday>{_WEEKDAYS})|(?P<day>yesterday|today|tomorrow))\b",
    re.I,
)
# What no sentence with such a word and a date lacks: asked first, they bring 1.9 ms a story down to 0.2.
_DIGIT = re.compile(r"\d")
_ANY = re.compile(rf"last|this|next|ago\b|yesterday|today|tomorrow|on (?:{_WEEKDAYS})", re.I)
# What may stand between the word and the date: '(', 'on', 'in a ceremony on', the genitive's ending.
_JOINT = re.compile(
    r"(?:['’]s )?(?:,| –| —| - )? ?\(?"
    r"(?:(?:in|at|with|during) (?:an?|the|its|their|his|her) (?:[\w-]+ ){1,3}?)?(?:,? ?(?:on|in|from|dated) )?",
    re.I,
)
# A day may stand farther off, if nothing begins another clause.
_GAP = re.compile(
    r"(?!.*\b(?:and|but|or|after|before|since|until|till|when|while|which|who|that|whose|ahead|to|for|will|by|from|"
    r"between|as|if|not|than)\b)[^.;:()“”\"–—]{1,45}$",
    re.I,
)
_BACK = re.compile(r",?(?: of)? \(?(?:just |only |late |early )?$", re.I)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{MONTH}),? (?:of )?(?P<y>{YEAR})\b")
_BARE_YEAR = re.compile(rf"(?<![\d$€£,./-])\b(?P<y>{YEAR})\b(?![,.]?\d|[%-])")
_MONTH_DAY = re.compile(
    rf"\b(?:(?P<m>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{MONTH}))"
    rf"\b(?!,? ?{YEAR}|\d|:|[-–])"
)
_ELSEWHEN = re.compile(r"\b(?:at the time|back then|that (?:year|month|week|day)|recalled|on this day)\b", re.I)
_DAYS_OFF = {"yesterday": (0, 2), "today": (-1, 1), "tomorrow": (-2, 0)}
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_LENGTHS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_PLAY = {"day": 1, "week": 5, "month": 20, "year": 200}
"""Days by which what is counted in a unit may be off: 'two weeks ago' is said after ten days as well."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date beside a deictic word: where it stands in the sentence, and the days that it can mean."""

    start: int
    end: int
    spans: tuple[Range, ...]
    precision: Precision


def deictic_clues(sentence: str) -> Iterator[Clue]:
    """Yield, for each deictic word that stands by a date, the days on which that word can have been written."""
    if not _DIGIT.search(sentence) or not _ANY.search(sentence):
        return
    words = list(_DEICTIC.finditer(sentence))
    if not words or _ELSEWHEN.search(sentence):
        return
    anchors = _anchors(sentence)
    for word in words:
        if anchor := next((anchor for anchor in anchors if _joined(sentence, word, anchor)), None):
            yield from _clue(sentence, word, anchor)


def written(word: str, unit: str, day: datetime.date) -> Range:
    """Return the days on which somebody writes 'last', 'this' or 'earlier this' week, month or year of that day."""
    return _UNITS[unit](word, day, day)


def _clue(sentence: str, word: re.Match[str], anchor: Anchor) -> Iterator[Clue]:
    points = _pointed(word, anchor.precision)
    yearly = len(anchor.spans) > 1
    if points is None or (yearly and word.group("unit") == "year" and not _bounded_in_year(word)):
        return
    if yearly and (word.group("weekday") or (word.group("ago") or "").lower() == "year"):
        return  # the years that fit a weekday are another clue's; a year back from any year is any year
    ranges = merged(points(*span) for span in anchor.spans)
    if yearly:
        ranges = ((DAWN, ranges[0][1]), *ranges[1:-1], (ranges[-1][0], DUSK))
    words = f"'{word.group()}' beside '{sentence[anchor.start : anchor.end]}'"
    # News writes weekday and year of days far back as well, so that this weighs least.
    support = 1.0 if word.group("weekday") else 2.0 if anchor.precision == "day" else 1.5
    yield Clue(ranges, support, f"{words} tells when it was written")


def _bounded_in_year(word: re.Match[str]) -> bool:
    return word.group("which").lower() in ("earlier this", "later this")


def _anchors(sentence: str) -> list[Anchor]:
    found: list[Anchor] = []
    for date in find_dates(sentence):
        if date.interval.earliest and date.interval.earliest == date.interval.latest:
            day = date.interval.earliest
            found.append(Anchor(date.start, date.end, ((day, day),), "day"))
    for match in _MONTH_YEAR.finditer(sentence):
        _add(found, match, (month_span(int(match.group("y")), _month(match.group("m"))),), "month")
    for match in _MONTH_DAY.finditer(sentence):
        month, number = _month(match.group("m") or match.group("m2")), int(match.group("d") or match.group("d2"))
        _add(found, match, tuple(_in_every_year(month, number)), "day")
    for match in _BARE_YEAR.finditer(sentence):
        year = int(match.group("y"))
        _add(found, match, ((datetime.date(year, 1, 1), datetime.date(year, 12, 31)),), "year")
    return sorted(found, key=lambda anchor: anchor.start)


def _add(found: list[Anchor], match: re.Match[str], spans: tuple[Range, ...], precision: Precision) -> None:
    if spans and not any(one.start < match.end() and match.start() < one.end for one in found):
        found.append(Anchor(match.start(), match.end(), spans, precision))


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _in_every_year(month: int, day: int) -> Iterator[Range]:
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            date = datetime.date(year, month, day)
            yield date, date


def _joined(sentence: str, word: re.Match[str], anchor: Anchor) -> bool:
    """Say whether word and date belong together: side by side, or a day a few words on in the same clause."""
    if anchor.start >= word.end():
        between = sentence[word.end() : anchor.start]
        if _JOINT.fullmatch(between):
            return True
        return anchor.precision == "day" and not word.group("weekday") and bool(_GAP.match(between))
    between = sentence[anchor.end : word.start()]
    return anchor.precision == "day" and not word.group("weekday") and bool(_BACK.fullmatch(between))


def _pointed(word: re.Match[str], precision: Precision) -> Pointing | None:
    """Return what makes of a date's first and last day those of writing; ``None`` where the date is too coarse."""
    if word.group("unit"):
        return _unit_pointed(word.group("which").lower(), word.group("unit").lower(), precision)
    if word.group("ago"):
        return _ago(number_in(word.group("n")), word.group("ago").lower()) if precision != "year" else None
    if precision != "day":
        return None
    low, high = _DAYS_OFF.get((word.group("day") or "").lower(), (-7, 7))
    return lambda first, last: (first + low * _DAY, last + high * _DAY)


def _unit_pointed(which: str, unit: str, precision: Precision) -> Pointing | None:
    if (unit == "week" and precision != "day") or (unit == "month" and precision == "year"):
        return None
    if unit in _SEASONS:
        return partial(_season, which) if which in ("last", "this") else None
    return partial(_UNITS[unit], which)


def _week(which: str, first: datetime.date, last: datetime.date) -> Range:
    low, high = {"last": (1, 13), "next": (-13, -1), "earlier this": (0, 6), "later this": (-6, 0)}.get(which, (-6, 6))
    return first + low * _DAY, last + high * _DAY


def _month_of(which: str, first: datetime.date, last: datetime.date) -> Range:
    begin, end = month_span(first.year, first.month)
    if which == "last":
        after = end + _DAY
        return month_span(after.year, after.month)
    if which == "next":
        before = begin - _DAY
        return month_span(before.year, before.month)
    return (first if which == "earlier this" else begin), (last if which == "later this" else end)


def _year(which: str, first: datetime.date, last: datetime.date) -> Range:
    year = first.year + {"last": 1, "next": -1}.get(which, 0)
    begin, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return (first if which == "earlier this" else begin), (last if which == "later this" else end)


def _season(which: str, first: datetime.date, last: datetime.date) -> Range:
    """'Last summer' is said from that autumn to the end of the next year; of a winter the years overlap."""
    if which == "this":
        return first - 31 * _DAY, datetime.date(last.year, 12, 31)
    return first, datetime.date(last.year + 1, 12, 31)


def _ago(number: int | None, unit: str) -> Pointing | None:
    if number is None:
        return None
    gone, play = round(number * _LENGTHS[unit]), _PLAY[unit]
    return lambda first, last: (first + (gone - play) * _DAY, last + (gone + play) * _DAY)


_UNITS = {"week": _week, "month": _month_of, "year": _year}
