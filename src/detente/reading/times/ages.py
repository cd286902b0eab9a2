"""Decades, centuries and eras: readings that need no day of writing."""

from __future__ import annotations

from detente.model import Date
from detente.reading.times.almanac import Reading, cut, years_reading
from detente.reading.times.course import Course
from detente.reading.times.groups import Groups
from detente.reading.times.numerals import ordinal
from detente.reading.times.vocabulary import words


class AgeReader(Course):
    """The readings of ``rules.yaml`` that give more than a year."""

    def decade(self, g: Groups) -> Reading:
        """Read "the 1990s"."""
        first = int(g["decade"]) * 10
        return cut(years_reading(g["decade"], first, first + 9, "decade"), g.get("mod"))

    def word_decade(self, g: Groups) -> Reading:
        """Read "the sixties"."""
        return self.decade({**g, "decade": f"19{words().decades[g['tens'].lower()]}"})

    def era(self, g: Groups) -> Reading | None:
        """Read "the Soviet era": days for the eras that we know, else no more than that it is past."""
        years = words().eras.get(" ".join(g["era"].lower().split()))
        if years is not None:
            known = Reading("DATE", "PAST_REF", Date(years[0], 1, 1), Date(years[1], 12, 31), "interval")
            return cut(known, g.get("mod"))
        return Reading("DATE", "PAST_REF", precision="interval") if g["era"][0].isupper() else None

    def short_decade(self, g: Groups) -> Reading:
        """Read "the '90s"."""
        return self.decade({**g, "decade": f"19{g['short']}"})

    def century(self, g: Groups) -> Reading:
        """Read "the 20th century"."""
        number = ordinal(g["ord"]) - 1
        return cut(years_reading(f"{number:02}", number * 100, number * 100 + 99, "century"), g.get("mod"))
