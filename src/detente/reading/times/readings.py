"""What each kind of expression means, given the day of writing and what the text spoke of last.

Each public method of ``Reader`` is a ``reading`` that ``rules.yaml`` names: it takes the groups of a match and gives a
``Reading``, or ``None`` where the words are no time expression after all (the 31st of June).
"""

from __future__ import annotations

from dataclasses import replace

from detente.model import Date
from detente.reading.times.ages import AgeReader
from detente.reading.times.almanac import (
    DAYS_IN,
    Reading,
    cut,
    day_reading,
    month_reading,
    on_weekday,
    quarter_reading,
    season_reading,
    shift,
    unit_reading,
    valid_day,
    week_reading,
    weekend_reading,
    with_part,
    year_reading,
)
from detente.reading.times.course import EXACT, NEAR_BLOCKS
from detente.reading.times.durations import unit_code
from detente.reading.times.groups import AFTER, BEFORE, Groups, at_clock, clock_of, day_of, part_of, shift_part, step_of
from detente.reading.times.numerals import count, ordinal
from detente.reading.times.tense import FUTURE, PAST, PRESENT, UNKNOWN
from detente.reading.times.vocabulary import words

_SEASON_OF_MONTH = ("WI", "WI", "SP", "SP", "SP", "SU", "SU", "SU", "FA", "FA", "FA", "WI")


MORE = frozenset(["more than", "over", "at least", "well over", "no less than"])
LESS = frozenset(["less than", "nearly", "almost", "under", "fewer than", "up to", "no more than", "at most", "barely"])


class Reader(AgeReader):
    """Reads expressions in the order of the text, against the day of writing and what the text spoke of last."""

    # Dates of the calendar

    def calendar(self, g: Groups) -> Reading | None:
        """Read a day, month or year; a missing year is found by tense in news, by the story's course elsewhere."""
        month, day = self._month(g), day_of(g)
        if month is None and day is None:
            return cut(year_reading(int(g["year"])), g.get("mod"))
        if month is None:
            return self._day_of_last(g, day or 0)
        year = self._year(g, month, day)
        if day is None:
            return cut(month_reading(year, month), g.get("mod"))
        date = valid_day(year, month, day)
        return with_part(day_reading(date), part_of(g)) if date else None

    def calendar_clock(self, g: Groups) -> Reading | None:
        """Read "11:35 p.m. on August 7"."""
        day = self.calendar(g)
        return at_clock(day, clock_of(g)) if day is not None else None

    def numeric(self, g: Groups) -> Reading | None:
        """Read 3/31/2010 as month first, 31/3/2010 as day first."""
        first, second, year = int(g["first"]), int(g["second"]), int(g["year"])
        date = valid_day(year, first, second) or valid_day(year, second, first)
        return day_reading(date) if date else None

    def ordinal(self, g: Groups) -> Reading | None:
        """Read "the 13th" in the month that the text spoke of last."""
        day = ordinal(g["day"])
        if "whichmonth" not in g:
            return self._day_of_last(g, day)
        month = shift(self.base, step_of(g["whichmonth"].lower()), "M")
        date = valid_day(month.year, month.month, day)
        return day_reading(date) if date else None

    def week_of_month(self, g: Groups) -> Reading | None:
        """Read "the second week of June": its seven days, the value the ISO week of their middle."""
        month = self._month(g) or 1
        year = self._year(g, month, None)
        if g["ord"].lower() == "last":
            last = month_reading(year, month).latest or self.day
            first = shift(last, -6, "D")
        else:
            first = Date(year, month, 1 + 7 * (ordinal(g["ord"]) - 1))
        return replace(week_reading(shift(first, 3, "D")), earliest=first, latest=shift(first, 6, "D"))

    def year(self, g: Groups) -> Reading:
        """Read a year on its own."""
        return cut(year_reading(int(g["year"])), g.get("mod"))

    def years_end(self, g: Groups) -> Reading | None:
        """Read the second year of "1948-49"."""
        first = self.last.earliest.year if self.last is not None and self.last.earliest is not None else 0
        said = int(g["yearend"])
        year = said if said > 99 else first // 100 * 100 + said
        return year_reading(year) if first < year < first + 100 else None

    def season(self, g: Groups) -> Reading:
        """Read a season; without a year by which, tense or the story's course."""
        code = words().seasons[g["season"].lower()]
        if "year" in g:
            return cut(season_reading(int(g["year"]), code), g.get("mod"))
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
        which = g.get("which", "")
        if which:
            return cut(season_reading(self._which_year(which, start, start + 2), code), g.get("mod"))
        return cut(season_reading(self._year_of_season(g, min(start, 11)), code), g.get("mod"))

    def quarter(self, g: Groups) -> Reading | None:
        """Read a quarter or half of a year."""
        if g["part"].lower() == "half" and not ("year" in g or "whichyear" in g):
            return None
        year = int(g["year"]) if "year" in g else self._relative_year(g.get("whichyear", "this"))
        number = {"former": 1, "latter": 2}.get(g["ord"].lower()) or ordinal(g["ord"])
        return quarter_reading(year, number, 4 if g["part"].lower() == "quarter" else 2)

    def before_christ(self, g: Groups) -> Reading:
        """Read a year before Christ; our dates begin with the year 1, so it has no days."""
        month = self._month(g)
        return Reading("DATE", f"BC{int(g['bc']):04}" + (f"-{month:02}" if month else ""), precision="year")

    def holiday(self, g: Groups) -> Reading | None:
        """Read a day with a name."""
        month, day = words().holidays[" ".join(g["holiday"].lower().split())]
        date = valid_day(self._year(g, month, day), month, day)
        return day_reading(date) if date else None

    # Against the day of writing

    def deictic(self, g: Groups) -> Reading:
        """Read today, yesterday, tonight, last night, this morning."""
        said = " ".join(g["deictic"].lower().split())
        part = part_of(g) or ("NI" if said in ("tonight", "last night", "overnight") else None)
        step = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(
            said, 0
        )
        if said.startswith("last "):
            step = -1
        found = with_part(day_reading(shift(self.base, step, "D")), part)
        if {"clock", "oclock", "named"} & set(g):
            return at_clock(found, clock_of(g))
        # "Last night" may be told the morning after, and then began before midnight and ended on the day of writing.
        if said == "overnight":
            return replace(found, earliest=shift(self.base, -1, "D"))
        return replace(found, latest=self.base) if said == "last night" else found

    def relative(self, g: Groups) -> Reading:
        """Read "last week", "later this month", "the weekend"."""
        which, said = g.get("which", "").lower(), g["unit"].lower()
        if said == "weekend":
            return self._weekend(which)
        unit = "Y" if said == "fiscal year" else unit_code(said)
        if "the" in g and which not in ("this", "current") and "mod" not in g:
            return self.window({"n": "one", "unit": said.removeprefix("fiscal "), "which": which})
        found = unit_reading(shift(self.base, step_of(which), unit), unit)
        if which == "this" and unit == "W" and self.direction in (FUTURE, PRESENT) and found.latest is not None:
            # Ahead of Monday, Sunday's "this week" is the one that begins.
            found = replace(found, latest=max(found.latest, shift(self.base, 6, "D")))
        return self._since_or_until(found, g.get("mod"))

    def window(self, g: Groups) -> Reading:
        """Read "the past three years": a length whose days end or begin with the day of writing."""
        length = self.duration({k: v for k, v in g.items() if k != "which"}) or week_reading(self.base)
        which, many = g.get("which", "").lower(), count(g.get("n") or ("several" if "bare" in g else "one"))
        unit = unit_code(g.get("unit") or g["bare"])
        if unit in ("H", "MIN", "S", "Q") or which not in ("last", "past", "next", "coming", "upcoming"):
            return length
        half = 0.5 if "half" in g else 0.0
        end = shift_part(self.base, (many.most + half) * step_of(which), unit)
        return replace(length, earliest=min(end, self.base), latest=max(end, self.base))

    def memory(self, g: Groups) -> Reading | None:
        """Read "14 years" in "the first visit in 14 years": a length whose days are those of the visit before."""
        length = self.duration({k: v for k, v in g.items() if k != "span"})
        before = self._moved(day_reading(self.day), {"loose": "about", **g}, -1)
        return replace(length, earliest=before.earliest, latest=before.latest) if length is not None else None

    def weekday(self, g: Groups) -> Reading:
        """Read a weekday: the last or the next by tense; "last" and "next" never mean the day of writing."""
        number, which = words().weekdays[g["weekday"].lower()], g.get("which", "").lower()
        if "whichweek" in g:
            week = week_reading(shift(self.base, step_of(g["whichweek"].lower()), "W"))
            day = on_weekday(week.latest or self.base, number, -1)
        elif "until" in g and self.last is not None and self.last.latest is not None:
            day = on_weekday(self.last.latest, number, 1)  # "from Thursday through Sunday"
        elif which in ("last", "past", "this past"):
            day = on_weekday(shift(self.base, -1, "D"), number, -1)
        elif which in ("next", "coming", "this coming"):
            day = on_weekday(shift(self.base, 1, "D"), number, 1)
        else:
            ahead = self.direction in (FUTURE, PRESENT) or which == "this" or self.narrative
            day = on_weekday(self.base, number, 1 if ahead else -1)
        found = with_part(day_reading(day), part_of(g))
        return at_clock(found, clock_of(g)) if {"clock", "oclock", "named"} & set(g) else found

    def ago(self, g: Groups) -> Reading:
        """Read "two weeks ago" and "two weeks from now", as exact as its unit."""
        return self._moved(day_reading(self.base), g, 1 if "forward" in g else -1)

    # Against what the text spoke of last

    def offset(self, g: Groups) -> Reading:
        """Read "four days later"."""
        days = unit_code(g.get("unit") or g["bare"]) in ("D", "W")
        start = self.spoken_of_to_the_day if days else self.spoken_of
        return self._moved(start, g, -1 if g["side"].lower() in BEFORE else 1)

    def then(self, g: Groups) -> Reading:
        """Read the "then" of "since then": what the text spoke of last."""
        if self.last is None or self.last_block < self.block - NEAR_BLOCKS:
            return Reading("DATE", "PAST_REF", precision="interval")
        return self.last

    def neighbour(self, g: Groups) -> Reading | None:
        """Read "the following day", "the previous year", "the next January"."""
        spoken, step = self.spoken_of, 1 if g["which"].lower() in AFTER else -1
        first, last = spoken.earliest or self.day, spoken.latest or self.day
        if "month" in g:
            month = self._month(g) or 1
            start = last if step > 0 else first
            year = start.year + (step if (month - start.month) * step <= 0 else 0)
            return month_reading(year, month)
        said = g["unit"].lower()
        if said == "weekend":
            return weekend_reading(shift(last, step, "W"))
        if said in words().seasons:
            return season_reading(first.year + (step if step < 0 else int(first.month > 8)), words().seasons[said])
        part = words().parts_of_day.get(said)
        unit = "D" if part else unit_code(said)
        if unit == "D" and spoken.precision not in ("day", "part of day"):
            return self._moved(spoken, {"n": "one", "unit": "day"}, step)
        return with_part(unit_reading(shift(last if step > 0 else first, step, unit), unit), part)

    def same(self, g: Groups) -> Reading | None:
        """Read "that year", "the same day", "later that month", "the end of the month"."""
        said = g["unit"].lower()
        base = self._same_as(said, g.get("same", "").lower())
        if said == "weekend":
            return weekend_reading(base)
        if said in words().seasons:
            return season_reading(base.year, words().seasons[said])
        part = words().parts_of_day.get(said)
        unit = "D" if part else unit_code(said)
        if unit in ("H", "MIN", "S"):
            return None
        found = with_part(unit_reading(base, unit), part)
        if g.get("mod", "").lower().startswith("later") and unit != "D" and found.latest and base <= found.latest:
            return replace(found, earliest=base)
        return cut(found, g.get("mod", "").removesuffix(" in").lower() or None)

    def _same_as(self, unit: str, article: str) -> Date:
        """Return a day of the unit meant: ahead of the news, "the end of the month" is this month's."""
        if article == "the" and not self.narrative and self.direction in (FUTURE, PRESENT):
            return self.day
        exact = unit == "day" or unit in words().parts_of_day
        spoken = self.spoken_of_to_the_day if exact else self.spoken_of
        return spoken.earliest or self.day

    # Clocks and parts of a day

    def clock(self, g: Groups) -> Reading | None:
        """Read an hour of the day that the text spoke of last, else of the day of writing."""
        time = clock_of(g)
        if time is None:
            return None
        spoken = self.spoken_of
        if spoken.precision in EXACT and self.last is not None:
            return at_clock(spoken, time)
        # Told as past, midnight is the one before: the day of writing still lies ahead of its own.
        before = -1 if time == "24:00" and self.direction == PAST else 0
        return at_clock(day_reading(shift(self.day, before, "D")), time)

    def part(self, g: Groups) -> Reading:
        """Read "the morning" of the day that the text spoke of last; its days stay unknown: it may be any morning."""
        return Reading("TIME", f"XXXX-XX-XXT{part_of(g)}", precision="part of day")

    # Steps that the readings share

    def _month(self, g: Groups) -> int | None:
        said = g.get("month") or g.get("monthend")
        if said is None:
            return None
        return int(said) if said.isdigit() else words().months[said.lower().rstrip(".")]

    def _year(self, g: Groups, month: int, day: int | None) -> int:
        said = g.get("year") or g.get("yearlater")
        if said is not None:
            return int(said)
        if "sameyear" in g:
            return (self.spoken_of.earliest or self.day).year
        if "whichyear" in g:
            return self._relative_year(g["whichyear"])
        if "which" in g:
            return self._which_year(g["which"], month, month)
        if self._story():
            return self._year_in_story(month)
        return self._year_by_tense(month, day)

    def _story(self) -> bool:
        """Whether the text's last date, not the day of writing, gives a missing year."""
        if self.last is None or self.last.earliest is None:
            return False
        far = self.last.earliest.year < self.day.year - 1
        near = self.last_block == self.block and not self.counted_back
        return self.narrative or (far and near and "month" in self.last.precision)

    def _year_of_season(self, g: Groups, month: int) -> int:
        told = self.last if self.last_block == self.block and not self.narrative else None
        if told is not None and told.value == f"{self.day.year + 1:04}":
            return self.day.year + 1  # "next year, perhaps in the spring"
        return self._year(g, month, None)

    def _year_in_story(self, month: int) -> int:
        told = self.story or self.last or day_reading(self.day)
        last = told.earliest or self.day
        turned = last.month - month >= 8 and "year" not in told.precision
        return last.year + (1 if turned else 0)

    def _year_by_tense(self, month: int, day: int | None) -> int:
        today, said = self.day, (month, day or 1)
        if self.direction == FUTURE:
            return today.year + (1 if (month, day or 31) < (today.month, today.day) else 0)
        if said <= (today.month, today.day):
            return today.year
        # Nobody writes "on June 12" in May for the June of the year before: then the year is told.
        reach = 6 if self.direction in (UNKNOWN, PRESENT) else 3 if day is not None else 0
        near = month - today.month <= reach
        return today.year if near else today.year - 1

    def _which_year(self, which: str, first: int, last: int) -> int:
        """The year of "last May" or "next spring": the nearest whole one before or after the day of writing."""
        which, today = which.lower(), self.base
        if which in BEFORE:
            return today.year if last < today.month else today.year - 1
        if which == "this":
            return today.year
        return today.year if first > today.month else today.year + 1

    def _relative_year(self, which: str) -> int:
        return self.base.year + step_of(which.lower())

    def _day_of_last(self, g: Groups, day: int) -> Reading | None:
        spoken = self.spoken_of_finely.latest or self.day
        year = int(g["year"]) if "year" in g else spoken.year
        date = valid_day(year, spoken.month, day)
        return day_reading(date) if date else None

    def _weekend(self, which: str) -> Reading:
        if which:
            return weekend_reading(shift(self.base, step_of(which), "W"))
        back = 0 if self.direction == FUTURE or self.base.isoweekday() >= 6 else -1
        return weekend_reading(shift(self.base, back, "W"))

    def _since_or_until(self, found: Reading, modifier: str | None) -> Reading:
        said = (modifier or "").lower()
        within = found.earliest and found.latest and found.earliest <= self.base <= found.latest
        if said == "earlier" and within:
            return replace(found, latest=self.base)
        if said == "later" and within:
            return replace(found, earliest=self.base)
        return cut(found, said.removesuffix(" of").removeprefix("the ") or None)

    def _moved(self, start: Reading, g: Groups, step: int) -> Reading:
        many = count(g.get("n") or "several")
        unit = unit_code(g.get("unit") or g["bare"])
        if unit in ("H", "MIN", "S"):
            return replace(start, kind="TIME", value=f"{(start.earliest or self.day).isoformat()}TXX")
        low, high = sorted((step * many.least, step * many.most))
        first = shift_part(start.earliest or self.day, low, unit)
        last = shift_part(start.latest or self.day, high, unit)
        if many.exact is None or (unit in ("D", "W") and start.precision not in ("day", "part of day")):
            value = "XXXX-XX-XX" if unit in ("D", "W") else {"M": "XXXX-XX", "Y": "XXXX"}.get(unit, "XXXX")
            return Reading("DATE", value, first, last, "interval")
        whole = unit_reading(first, unit)
        if unit == "D" and "loose" not in g:
            return whole
        if g.get("loose", "").lower() in MORE | LESS:
            half = shift_part(first, step * many.most / (2 if g["loose"].lower() in MORE else -2), unit)
            return replace(whole, earliest=min(first, half), latest=max(first, half))
        near = max(1, round(DAYS_IN.get(unit, 365) / 2))  # "two weeks ago" is not told to the day
        widened = (shift(first, -near, "D"), shift(last, near, "D"))
        return replace(whole, earliest=widened[0], latest=widened[1])
