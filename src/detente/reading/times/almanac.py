"""Days, months, seasons and weeks: arithmetic of the calendar, and readings of its parts."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace

from detente.model import Date
from detente.reading.times.timex import Kind
from detente.reading.times.vocabulary import words

DAYS_IN = {"D": 1, "W": 7, "FN": 14, "M": 30, "Q": 91, "Y": 365, "DE": 3652, "CE": 36525, "ML": 365250}
"""Rough length of a unit in days, for the width of vague expressions only."""

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: TIMEX3 kind and value, and the days that it may cover."""

    kind: Kind
    value: str
    earliest: Date | None = None
    latest: Date | None = None
    precision: str = "day"


def day_reading(day: Date) -> Reading:
    """Return the reading of one day."""
    return Reading("DATE", day.isoformat(), day, day, "day")


def month_reading(year: int, month: int) -> Reading:
    """Return the reading of one month."""
    last = calendar.monthrange(year, month)[1]
    return Reading("DATE", f"{year:04}-{month:02}", Date(year, month, 1), Date(year, month, last), "month")


def year_reading(year: int) -> Reading:
    """Return the reading of one year."""
    return Reading("DATE", f"{year:04}", Date(year, 1, 1), Date(year, 12, 31), "year")


def week_reading(day: Date) -> Reading:
    """Return the reading of the ISO week that holds the day; the interval takes in the Sunday before it as well.

    In half of the news a week begins on Sunday, so "last week" may be meant from there.
    """
    iso = day.isocalendar()
    monday = day - datetime.timedelta(days=iso.weekday - 1)
    return Reading("DATE", f"{iso.year:04}-W{iso.week:02}", shift(monday, -1, "D"), shift(monday, 6, "D"), "week")


def weekend_reading(day: Date) -> Reading:
    """Return the reading of the weekend of the day's ISO week."""
    week = day.isocalendar()
    saturday = day + datetime.timedelta(days=6 - week.weekday)
    return Reading("DATE", f"{week.year:04}-W{week.week:02}-WE", saturday, shift(saturday, 1, "D"), "weekend")


def season_reading(year: int, code: str) -> Reading:
    """Return the reading of a season. The winter of a year may be its first or its last months."""
    if code == "WI":
        return Reading("DATE", f"{year:04}-WI", Date(year - 1, 12, 1), shift(Date(year + 1, 3, 1), -1, "D"), "season")
    first, last = _SEASON_MONTHS[code]
    end = month_reading(year, last).latest
    return Reading("DATE", f"{year:04}-{code}", Date(year, first, 1), end, "season")


def quarter_reading(year: int, number: int, parts: int) -> Reading:
    """Return the reading of a quarter (``parts`` 4) or half (2) of a year."""
    months = 12 // parts
    first = (number - 1) * months + 1
    end = month_reading(year, first + months - 1).latest
    letter = "Q" if parts == 4 else "H"
    return Reading("DATE", f"{year:04}-{letter}{number}", Date(year, first, 1), end, "season")


def years_reading(value: str, first: int, last: int, precision: str) -> Reading:
    """Return the reading of whole years, such as a decade."""
    return Reading("DATE", value, Date(max(first, 1), 1, 1), Date(last, 12, 31), precision)


def unit_reading(day: Date, unit: str) -> Reading:
    """Return the day, week, month, year, quarter, decade or century that holds the day."""
    if unit in ("DE", "CE"):
        size = 10 if unit == "DE" else 100
        first, name = day.year // size * size, "decade" if unit == "DE" else "century"
        return years_reading(f"{day.year // size:0{5 - len(str(size))}}", first, first + size - 1, name)
    if unit == "Q":
        return quarter_reading(day.year, (day.month + 2) // 3, 4)
    if unit == "M":
        return month_reading(day.year, day.month)
    if unit == "Y":
        return year_reading(day.year)
    return week_reading(day) if unit == "W" else day_reading(day)


def shift(day: Date, count: int, unit: str) -> Date:
    """Return the day moved by so many units; the last day of a shorter month stands for a day that it lacks."""
    if unit in ("D", "W", "FN"):
        return day + datetime.timedelta(days=count * DAYS_IN[unit])
    months = count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}.get(unit, 0)
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(9998, index // 12)), index % 12 + 1
    return Date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def cut(reading: Reading, modifier: str | None) -> Reading:
    """Return the reading narrowed to the part that a modifier such as "early" leaves of it."""
    if modifier is None or reading.earliest is None or reading.latest is None:
        return reading
    part = words().modifiers.get(modifier.lower(), (0.0, 1.0))
    days = (reading.latest - reading.earliest).days
    if days == 0:
        return reading
    first = reading.earliest + datetime.timedelta(days=round(days * part[0]))
    last = reading.earliest + datetime.timedelta(days=round(days * part[1]))
    return replace(reading, earliest=first, latest=last, precision=f"part of {reading.precision}")


def with_part(reading: Reading, part: str | None) -> Reading:
    """Return the day's reading with a part of the day, such as MO."""
    if part is None or reading.precision != "day":
        return reading
    return replace(reading, kind="TIME", value=f"{reading.value}T{part}", precision="part of day")


def on_weekday(day: Date, weekday: int, direction: int) -> Date:
    """Return the given weekday (Monday is 1) at or before the day, or at or after it for a positive direction."""
    back = (day.isoweekday() - weekday) % 7
    return shift(day, -back, "D") if direction <= 0 else shift(day, (7 - back) % 7, "D")


def valid_day(year: int, month: int, day: int) -> Date | None:
    """Return the date, or ``None`` where the calendar has no such day."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None
