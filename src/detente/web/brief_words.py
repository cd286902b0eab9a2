"""Wording of the brief: dates, states and sides as a reader says them."""

from __future__ import annotations

import calendar
import datetime
import functools
from dataclasses import dataclass, field

from detente.data import load_yaml
from detente.lines import UNDATED
from detente.model import Entry, Interval, State

Date = datetime.date

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTS = ((1, 10, "early"), (11, 20, "mid"), (21, 31, "late"))
_TOLD_BY_DAY = 62
"""An interval longer than this many days is told by its months, rounded outwards; the days are in its tooltip."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How states of the ledger, stances and statuses are said; see ``wording.yaml``."""

    states: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    stances: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)


@functools.cache
def load_wording() -> Wording:
    """Load the wording; DataError where the YAML breaks its schema."""
    return load_yaml("detente.web", "wording.yaml", Wording)


def spoken_day(day: Date) -> str:
    """Return a day as 5 Mar 2022."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def spoken(when: Interval | None) -> str:
    """Return an interval as a reader says it: 15 May 2018, early Mar 2022, 2010, 5 Jul 2021 or later, undated.

    Nothing is made more exact than it is: what is rounded is rounded outwards.
    """
    first, last = (when.earliest, when.latest) if when else (None, None)
    if first and last:
        return spoken_day(first) if first == last else _stretch(first, last)
    return f"{spoken_day(last)} or earlier" if last else f"{spoken_day(first)} or later" if first else UNDATED


def exact(when: Interval | None) -> str:
    """Return an interval's days in ISO form and the words it was read from, for a tooltip."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no date is known"
    days = f"{when.earliest or '…'} to {when.latest or '…'}" if when.earliest != when.latest else str(when.earliest)
    return f"{days}, read from “{when.text}”" if when.text else days


def state_words(entry: Entry) -> str:
    """Return a ledger entry's state in words: ``embassy, its ambassador recalled``."""
    known = load_wording().states.get(entry.track, {})
    said = [
        known.get(s.key, {}).get(s.value) or (s.value if s.key in (entry.track, "measure") else f"{s.key} {s.value}")
        for s in entry.state
        if s.key != "seat" and (s.key != "head" or State("level", "none") not in entry.state)
    ]
    seats = [f"in {s.value}" for s in entry.state if s.key == "seat"]
    return ", ".join([*(reversed(said) if entry.track == "representation" else said), *seats])


def said(kind: str, word: str) -> str:
    """Return a stance, status or outcome in the brief's words."""
    known: dict[str, str] = getattr(load_wording(), kind)
    return known.get(word, word)


def _stretch(first: Date, last: Date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return _within_month(first, last)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"between {first.year} and {last.year}"
    if (last - first).days > _TOLD_BY_DAY:
        return f"between {_month(first)} and {_month(last)}"
    if first.day == 1 and _ends_month(last):
        return f"{_MONTHS[first.month]}{_year_if_other(first, last)}–{_month(last)}"
    return f"{first.day} {_MONTHS[first.month]}{_year_if_other(first, last)} – {spoken_day(last)}"


def _within_month(first: Date, last: Date) -> str:
    if first.day == 1 and _ends_month(last):
        return _month(last)
    for begins, ends, part in _PARTS:
        if first.day == begins and (last.day == ends or (ends == 31 and _ends_month(last))):
            return f"{part}{'-' if part == 'mid' else ' '}{_month(last)}"
    return f"{first.day}–{spoken_day(last)}"


def _month(day: Date) -> str:
    return f"{_MONTHS[day.month]} {day.year}"


def _ends_month(day: Date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _year_if_other(first: Date, last: Date) -> str:
    return "" if first.year == last.year else f" {first.year}"
