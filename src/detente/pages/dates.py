"""Dates as they are written out on pages, in metadata and in addresses; nothing relative, nothing guessed."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Interval

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|" + (
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?:19[5-9]\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<![\d./-])(?P<y>{YEAR})[-/.](?P<n>1[0-2]|0?[1-9])[-/.](?P<d>{_DAY})(?:[T ]\d\d:?\d\d\S*)?(?![\d-])",
        r"(?<![\d./-])(?P<y>20\d\d)(?P<n>1[0-2]|0[1-9])(?P<d>3[01]|[012]\d)(?:T\d{4,6}Z?)?(?!\d)",
        rf"\b(?P<d>{_DAY})(?:st|nd|rd|th)?[ -](?:of )?(?P<m>{MONTH}),?[ -](?P<y>{YEAR})\b",
        rf"\b(?P<m>{MONTH})\s+(?P<d>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y>{YEAR})\b",
        rf"(?<![\d./-])(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<y>{YEAR})(?!\d|\.\d)",
    )
)
_COARSE = (
    re.compile(rf"(?P<y>{YEAR})-(?P<n>1[0-2]|0[1-9])"),
    re.compile(rf"(?P<m>{MONTH}),?\s+(?P<y>{YEAR})", re.I),
    re.compile(rf"(?P<y>{YEAR})"),
)
_IN_URL = (
    re.compile(rf"[/_-](?P<y>{YEAR})[/-](?P<n>1[0-2]|0?[1-9])[/-](?P<d>3[01]|[12]\d|0?[1-9])(?=\D|$)"),
    re.compile(rf"[/_-](?P<y>{YEAR})/(?P<m>[a-z]{{3}})/(?P<d>3[01]|[12]\d|0?[1-9])(?=\D|$)", re.I),
    re.compile(r"[/_-](?P<y>20[0-3]\d)(?P<n>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?=\D|$)"),
    re.compile(rf"/(?P<y>{YEAR})/(?P<n>1[0-2]|0[1-9])(?=/|$)"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found at characters ``start`` to ``end`` of a text."""

    start: int
    end: int
    interval: Interval


def find_dates(text: str) -> list[WrittenDate]:
    """Return the full dates (day, month and year) written in a text, in reading order.

    A figure such as 03/04/2024 that can be read two ways gives the interval that holds both readings.
    """
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            interval = _interval(match)
            if interval and not any(d.start < match.end() and match.start() < d.end for d in found):
                found.append(WrittenDate(match.start(), match.end(), interval))
    return sorted(found, key=lambda date: date.start)


def read_date(text: str) -> Interval | None:
    """Return the interval that a date field names (day, month or year), or ``None`` if it holds no date."""
    text = text.strip()
    if found := find_dates(text):
        return found[0].interval
    return next((_interval(m) for pattern in _COARSE if (m := pattern.fullmatch(text))), None)


def date_in_url(url: str) -> Interval | None:
    """Return the day (or month) that an address carries, such as /2024/04/02/, or ``None``."""
    for pattern in _IN_URL:
        for match in pattern.finditer(url):
            if interval := _interval(match):
                return interval
    return None


def month_span(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of a month."""
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _interval(match: re.Match[str]) -> Interval | None:
    parts = match.groupdict()
    year = int(parts["y"])
    days = sorted(_days(year, parts))
    if days:
        precision = "day" if len(days) == 1 else "interval"
        return Interval(days[0], days[-1], precision, match.group())
    if parts.get("d") or parts.get("a"):
        return None
    if month := _month(parts):
        return Interval(*month_span(year, month), "month", match.group())
    return Interval(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year", match.group())


def _days(year: int, parts: dict[str, str | None]) -> Iterator[datetime.date]:
    a, b, day, month = parts.get("a"), parts.get("b"), parts.get("d"), _month(parts)
    readings = {(int(a), int(b)), (int(b), int(a))} if a and b else {(month, int(day))} if day and month else set()
    for number, date in readings:
        if number and 1 <= number <= 12 and 1 <= date <= calendar.monthrange(year, number)[1]:
            yield datetime.date(year, number, date)


def _month(parts: dict[str, str | None]) -> int | None:
    if number := parts.get("n"):
        return int(number)
    return MONTHS.get((parts.get("m") or "").rstrip(".").lower())
