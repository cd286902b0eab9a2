"""A dateline's day as a clue: 'ANKARA, March 9 (Wire) -' opens a story of that day or the next few, of some year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from detente.articles.datelines import dateline_of
from detente.articles.ranges import DAWN, DUSK, Clue, Range

_AFTER = datetime.timedelta(days=3)
"""A story is sent on its dateline's day or, printed or held over a weekend, up to three days on."""
_FIRST_YEAR, _LAST_YEAR = 1985, 2060
_OPENING = 3


def dateline_clues(paragraphs: Sequence[str]) -> Iterator[Clue]:
    """Yield the days that a dateline in the first paragraphs leaves, in every year if it tells none."""
    for text in paragraphs[:_OPENING]:
        line = dateline_of(text)
        if line is None or line.month is None or line.day is None:
            continue
        years = (line.year,) if line.year else range(_FIRST_YEAR, _LAST_YEAR + 1)
        if ranges := tuple(_ranges(line.month, line.day, years)):
            if not line.year:  # years before and after these are not meant to be excluded
                ranges = ((DAWN, ranges[0][1]), *ranges[1:-1], (ranges[-1][0], DUSK))
            yield Clue(ranges, 3.5, f"the dateline says '{text[: line.end].strip()}'")
        return


def _ranges(month: int, day: int, years: Sequence[int]) -> Iterator[Range]:
    for year in years:
        try:
            first = datetime.date(year, month, day)
        except ValueError:  # 29 February
            continue
        yield first, first + _AFTER
