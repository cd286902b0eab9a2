"""Time expressions of a text as days: the grammar's matches, read against the day of writing."""

from __future__ import annotations

from detente.model import Date, Interval
from detente.reading.language.parsed import Parsed
from detente.reading.language.parser import parse_text
from detente.reading.times.almanac import Reading
from detente.reading.times.readings import Reader
from detente.reading.times.scan import Match, scan
from detente.reading.times.tense import direction
from detente.reading.times.timex import Timex

_DAY_BEFORE_KNOWLEDGE = Date(1931, 2, 4)
_DAY_AFTER_KNOWLEDGE = Date(2087, 10, 29)
"""Stand-ins for an unknown side of the anchor: what is read alike from both does not hang on the day of writing."""

NARRATIVE_YEARS = 4
NARRATIVE_RATIO = 2
"""A text is a history if at least 4 of its expressions give a year at least two before its writing, and these are twice
as many as those that news is told by (weekdays, "yesterday", "last week")."""


def times(text: str, *, anchor: Date) -> list[Timex]:
    """Return the time expressions of a text written on ``anchor``, in reading order (``detente.times``)."""
    return find_times(parse_text(text), anchor=Interval(anchor, anchor))


def find_times(parsed: Parsed, *, anchor: Interval) -> list[Timex]:
    """Return the time expressions of a parsed text, in reading order, none of which overlap.

    ``anchor`` is when the text was written. Where its two sides differ, relative expressions are read from both and
    the answer takes in both; what they don't share of the value is written X. Where a side is ``None``, so is that
    side of relative expressions. Method: rules over text after Strötgen and Gertz (HeidelTime, 2010); TIMEX3 values
    after TimeML 1.2.1.
    """
    matches = scan(parsed)
    directions = [direction(parsed, m.tokens, of_month="month" in m.groups) for m in matches]
    early = anchor.earliest or _DAY_BEFORE_KNOWLEDGE
    late = anchor.latest or _DAY_AFTER_KNOWLEDGE
    from_early = _read_all(matches, directions, early)
    from_late = from_early if early == late else _read_all(matches, directions, late)
    found = []
    for match, low, high in zip(matches, from_early, from_late, strict=True):
        if low is not None and high is not None:
            found.append(_timex(match, low, high, anchor))
    return found


def _read_all(matches: list[Match], directions: list[int], day: Date) -> list[Reading | None]:
    reader = Reader(day, narrative=_is_narrative(matches, day), asides=_asides(matches))
    return [
        reader.read(m.rule.reading, m.groups, block=m.block, direction=d)
        for m, d in zip(matches, directions, strict=True)
    ]


def _is_narrative(matches: list[Match], day: Date) -> bool:
    years = [m.groups["year"] for m in matches if "year" in m.groups and m.groups["year"].isdigit()]
    old = sum(int(y) < day.year - 1 for y in years) + sum("bc" in m.groups for m in matches)
    news = sum(m.rule.reading in ("weekday", "deictic", "relative") for m in matches)
    return old >= NARRATIVE_YEARS and old >= NARRATIVE_RATIO * news


def _asides(matches: list[Match]) -> frozenset[int]:
    """Return the years that the text names once, and none beside them: what is told does not go on from there."""
    years = [int(m.groups["year"]) for m in matches if m.groups.get("year", "").isdigit()]
    return frozenset(y for y in years if sum(abs(y - other) <= 1 for other in years) == 1)


def _timex(match: Match, low: Reading, high: Reading, anchor: Interval) -> Timex:
    if low == high:
        value, earliest, latest = low.value, low.earliest, low.latest
    else:
        value = _shared(low.value, high.value)
        earliest = low.earliest if anchor.earliest else None
        latest = high.latest if anchor.latest else None
    return Timex(match.span, high.kind, value, earliest, latest, high.precision, match.rule.name)


def _shared(one: str, other: str) -> str:
    """Return what two values share; from the first part that differs on, digits become X."""
    if one == other:
        return one
    same = 0
    for a, b in zip(one.split("-"), other.split("-"), strict=False):
        if a != b:
            break
        same += len(a) + 1
    return other[:same] + "".join("X" if c.isdigit() else c for c in other[same:])
