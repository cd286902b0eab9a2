"""Lengths of time, sets and references: readings that need neither the day of writing nor a calendar."""

from __future__ import annotations

from detente.reading.times.almanac import Reading
from detente.reading.times.groups import Groups
from detente.reading.times.numerals import count
from detente.reading.times.vocabulary import words

_PARTS = {"Y": ("Y", 0), "M": ("M", 1), "W": ("W", 2), "D": ("D", 3), "H": ("H", 4), "MIN": ("M", 5), "S": ("S", 6)}
_HOURS = 4
"""Units of a length as TIMEX3 writes them, in order; from the hours on they stand behind a T."""


class DurationReader:
    """The readings of ``rules.yaml`` that give a DURATION, a SET or a reference."""

    def duration(self, g: Groups) -> Reading | None:
        """Read "three days", "a year and a half", "decades", "month-long"."""
        unit = unit_code(g.get("unit") or g.get("bare") or g["bare2"])
        if unit == "Q" or (unit == "S" and g.get("n", "").lower() in ("a", "one", "some")):
            return None  # a part of something, or the ordinal
        number = "X" if "bare" in g or "bare2" in g or "plural" in g else count(g.get("n")).text
        if "half" in g:
            number += ".5"
        return Reading("DURATION", _period(number, unit), precision="interval")

    def lengths(self, g: Groups) -> Reading | None:
        """Read "two hours and one minute": one length in two units, the longer first."""
        first, second = _PARTS.get(unit_code(g["unit"])), _PARTS.get(unit_code(g["unit2"]))
        if first is None or second is None or first[1] >= second[1]:
            return None
        parts = ((count(g["n"]).text, *first), (count(g["n2"]).text, *second))
        days = "".join(f"{n}{letter}" for n, letter, order in parts if order < _HOURS)
        hours = "".join(f"{n}{letter}" for n, letter, order in parts if order >= _HOURS)
        return Reading("DURATION", f"P{days}" + (f"T{hours}" if hours else ""), precision="interval")

    def part_of_unit(self, g: Groups) -> Reading:
        """Read "a quarter of a century" and "half a century"."""
        quarter = g["share"].lower().startswith("quarter") or "quarter" in g["share"].lower()
        value = {"CE": ("P25Y", "P50Y"), "H": ("PT15M", "PT30M")}[unit_code(g["unit"])][0 if quarter else 1]
        return Reading("DURATION", value, precision="interval")

    def every(self, g: Groups) -> Reading:
        """Read "every Friday", "each year", "every two weeks", "twice a week"."""
        if "weekday" in g:
            return Reading("SET", f"XXXX-WXX-{words().weekdays[g['weekday'].lower()]}", precision="interval")
        if "month" in g:
            return Reading("SET", f"XXXX-{words().months[g['month'].lower().rstrip('.')]:02}", precision="interval")
        if "season" in g:
            return Reading("SET", f"XXXX-{words().seasons[g['season'].lower()]}", precision="interval")
        if "part" in g:
            return Reading("SET", f"XXXX-XX-XXT{words().parts_of_day[g['part'].lower()]}", precision="interval")
        number = "2" if g.get("other", "").lower() == "other" else count(g.get("n")).text
        return Reading("SET", _period(number, unit_code(g["unit"])), precision="interval")

    def set(self, g: Groups) -> Reading:
        """Read "weekly"."""
        return Reading("SET", words().sets[g["set"].lower()], precision="interval")

    def reference(self, g: Groups) -> Reading:
        """Read "recently", "now", "soon", "at the time"."""
        if "recent" in g or "then" in g:
            return Reading("DATE", "PAST_REF", precision="interval")
        return Reading("DATE", words().references[" ".join(g["ref"].lower().split())], precision="interval")


def unit_code(said: str) -> str:
    """Return the code of a unit's name, singular or plural."""
    word, known = said.lower(), words()
    word = known.plurals.get(word, word)
    return known.units[word] if word in known.units else known.units[word.removesuffix("s")]


def _period(number: str, unit: str) -> str:
    if unit in ("H", "MIN", "S"):
        if number == "0.5" and unit == "H":
            return "PT30M"
        return f"PT{number}{'M' if unit == 'MIN' else unit}"
    if number == "0.5" and unit == "Y":
        return "P6M"
    if unit == "FN":
        return f"P{2 * int(number) if number.isdigit() else number}W"
    return f"P{number}{unit}"
