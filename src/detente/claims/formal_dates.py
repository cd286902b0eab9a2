"""When a formally told act happened: its clause's date, its "when" clause's, else the only one of the sentence."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from detente.claims.read import Read
from detente.model import Interval
from detente.reading.language import Token
from detente.reading.times.attach import Placed, governor, place, sharing_verbs
from detente.reading.times.timex import Timex

GRAINS = {"day": 0, "month": 1, "year": 2}
NOT_THEN = frozenset({"after", "before", "until", "till", "since", "by", "from", "following"})
"""Prepositions whose date is another act's, or the bound of a stretch."""
SAME_DAY = re.compile(r"\b(?:(?:that|the|this) same|that|the same) (?:day|date)\b", re.I)
KNOWN_DAYS = 183
"""A story is of a known day where its day is known to half a year."""
YEARLESS = frozenset({"month-day", "day-month", "month"})
_MONTHS = [name[:3].lower() for name in calendar.month_name[1:]]
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})", re.I)
_DAY = re.compile(r"\b\d{1,2}(?!\d)")
_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")


class Dates:
    """The dates of one article, each at its place in the parse."""

    def __init__(self, told: Read) -> None:
        self.parsed = told.parsed
        self.placed = [p for p in place(told.parsed, _with_years(told)) if self._is_date(p.timex)]

    def _is_date(self, timex: Timex) -> bool:
        """Whether an expression tells a day, month or year of the calendar, or the day next to one."""
        words = self.parsed.text[timex.span.start : timex.span.end]
        told = any(c.isdigit() for c in words) or words.lower().endswith(" day")  # "several years later" tells no date
        return timex.kind == "DATE" and timex.precision in GRAINS and timex.earliest is not None and told

    def of(self, verb: Token, after: int | None = None, *, strict: bool = False) -> Interval | None:
        """Return the day, month or year of what a verb tells; ``None`` where its sentence does not tell.

        ``after``: the token behind which it must stand, for the second of two acts of one verb. ``strict``: only the
        verb's own clause counts.
        """
        here = [p for p in self.placed if p.head.sent == verb.sent]
        here = [p for p in here if p.lead not in NOT_THEN or _opens(p, verb)]
        if after is not None:
            behind = [p for p in here if p.head.i > after]
            return self._interval(behind[0], "date behind it") if behind else None
        for linked, why in self._linked(verb):
            own = [p for p in here if self._dates(p, linked)]
            if own:
                return self._interval(min(own, key=lambda p: (GRAINS[p.timex.precision], abs(p.head.i - verb.i))), why)
        if strict:
            return None
        rest = [p for p in here if not self._taken(p, verb)]
        if len(here) == 1 or rest:
            nearest = min(rest or here, key=lambda p: (p.head.i < verb.i, abs(p.head.i - verb.i)))
            return self._interval(nearest, "nearest date of its sentence")
        sentence = self.parsed.sentence_of(verb)
        if SAME_DAY.search(self.parsed.text[sentence.start : sentence.end]):
            before = [p for p in self.placed if p.head.i < sentence.first]
            if before:
                return self._interval(before[-1], "the same day")
        return None

    def _linked(self, verb: Token) -> Iterator[tuple[Token, str]]:
        """Yield the verb, then those whose day is its day: of its "when" clause or main clause, or coordinated."""
        yield verb, "date of its clause"
        for clause in self.parsed.children(verb, "advcl"):
            if _opened_by_when(self.parsed.children(clause, "advmod", "mark")):
                yield clause, "date of its when clause"
        if verb.dep == "advcl" and _opened_by_when(self.parsed.children(verb, "advmod", "mark")):
            yield self.parsed.head(verb), "date of the main clause"
        for other, _ in sharing_verbs(self.parsed, verb):
            yield other, "date of the verb beside it"
        if verb.dep in ("relcl", "acl"):
            above = next((t for t in self.parsed.ancestors(verb) if t.pos in ("VERB", "AUX")), None)
            if above is not None and _opened_by_when(self.parsed.children(verb, "advmod", "mark")):
                yield above, "date of the main clause"

    def _dates(self, placed: Placed, verb: Token) -> bool:
        found = governor(self.parsed, placed)
        return _opens(placed, verb) or (found is not None and found.i == verb.i)

    def _taken(self, placed: Placed, verb: Token) -> bool:
        """Whether another told verb has the date for its own."""
        found = governor(self.parsed, placed)
        return found is not None and found.i != verb.i and found.tag in ("VBD", "VBN", "VBZ", "VBP")

    def _interval(self, placed: Placed, why: str) -> Interval:
        timex = placed.timex
        text = self.parsed.text[timex.span.start : timex.span.end]
        return Interval(timex.earliest, timex.latest, timex.precision, text, (why,))


def _opens(placed: Placed, verb: Token) -> bool:
    """Whether a clause hangs on a date: "until May 1990, when it was closed"."""
    return verb.dep in ("relcl", "acl") and placed.head.i == verb.head


def _opened_by_when(words: list[Token]) -> bool:
    return any(t.lemma == "when" for t in words)


def _with_years(told: Read) -> list[Timex]:
    """Give a day without a year the year of the date told last before it in its paragraph: chronicles go forward."""
    found: list[Timex] = []
    last: datetime.date | None = None
    starts = sorted(b.span.start for b in told.article.blocks)
    block = -1
    for timex in sorted(told.timexes, key=lambda t: t.span.start):
        at = sum(start <= timex.span.start for start in starts)
        if at != block:
            block, last = at, None
        if timex.reading in YEARLESS and last is not None:
            found.append(_in_year(told.parsed.text, timex, last))
            continue
        if timex.kind == "DATE" and timex.precision in GRAINS and timex.reading not in YEARLESS:
            last = timex.earliest
        found.append(timex)
    return found


def _in_year(text: str, timex: Timex, last: datetime.date) -> Timex:
    words = text[timex.span.start : timex.span.end]
    named, numbered = _MONTH.search(words), _DAY.search(words)
    if named is None:
        return timex
    month, day = _MONTHS.index(named[1].lower()) + 1, int(numbered[0]) if numbered else 0
    try:
        earliest = datetime.date(last.year, month, day or 1)
    except ValueError:  # 29 February
        return timex
    latest = earliest if day else earliest.replace(day=calendar.monthrange(last.year, month)[1])
    return replace(timex, earliest=earliest, latest=latest, value=earliest.isoformat()[: 10 if day else 7])


def year_of(heading: str) -> Interval | None:
    """Return the first year that a heading names."""
    found = _YEAR.search(heading)
    if found is None:
        return None
    year = int(found[1])
    return Interval(datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year", found[1], ("year of the heading",))


def is_dated(told: Read) -> bool:
    """Whether a story's day is known to half a year, so that it is news and its tense tells when things happened."""
    first, last = told.anchor.earliest, told.anchor.latest
    return first is not None and last is not None and (last - first).days < KNOWN_DAYS
