"""What the groups of a match say: its number, day, part of the day, hour, and which way it points."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Date
from detente.reading.times.almanac import DAYS_IN, Reading, shift
from detente.reading.times.numerals import ordinal
from detente.reading.times.vocabulary import words

Groups = dict[str, str]
AFTER = ("next", "following", "coming", "upcoming", "ensuing", "succeeding", "after", "later", "this coming")
BEFORE = ("last", "past", "previous", "preceding", "before", "earlier", "this past", "prior", "previously")


def shift_part(day: Date, many: float, unit: str) -> Date:
    """Return the day moved by a number that need not be whole."""
    if many == int(many):
        return shift(day, int(many), unit)
    return shift(day, round(many * DAYS_IN.get(unit, 1)), "D")


def step_of(which: str) -> int:
    """Return -1 for "last" and its like, 1 for "next" and its like, else 0."""
    if which in BEFORE:
        return -1
    return 1 if which in AFTER else 0


def day_of(g: Groups) -> int | None:
    """Return the number of the day."""
    said = g.get("day") or g.get("day2")
    return ordinal(said) if said else None


def part_of(g: Groups) -> str | None:
    """Return the code of the part of the day."""
    said = g.get("part") or g.get("part2")
    return words().parts_of_day.get(said.lower()) if said else None


def clock_of(g: Groups) -> str | None:
    """Return the hour as hh:mm, ``None`` for one that no clock has."""
    named = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}.get(g.get("named", "").lower())
    if named:
        return named
    if "oclock" in g:
        return _oclock(g)
    said = g["clock"].replace(".", ":")
    if ":" not in said and len(said) == 4:
        said = f"{said[:2]}:{said[2:]}"
    hour, _, minute = said.partition(":")
    number = int(hour)
    if g.get("ampm"):
        number = number % 12 + (12 if g["ampm"].lower().startswith("p") else 0)
    if number > 24 or int(minute or 0) > 59:
        return None
    return f"{number:02}:{minute or '00'}"


def _oclock(g: Groups) -> str | None:
    said = g["oclock"].lower()
    hour = int(said) if said.isdigit() else words().numbers[said]
    late = part_of(g) in ("AF", "EV", "NI") or g.get("deictic", "").lower() == "tonight"
    return f"{hour % 12 + 12 if late and hour < 12 else hour:02}:00" if hour <= 24 else None


def at_clock(day: Reading, time: str | None) -> Reading:
    """Return a day's reading at an hour."""
    if time is None or day.earliest is None:
        return day
    return replace(day, kind="TIME", value=f"{day.earliest.isoformat()}T{time}", precision="part of day")
