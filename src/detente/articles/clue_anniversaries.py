"""Numbered anniversaries of what every reader can date: 'the 75th anniversary of D-Day' was 2019."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.articles.counting import NUMBER, number_in
from detente.articles.ranges import Clue
from detente.data import load_yaml
from detente.errors import DataError

_FILE = "anniversaries.yaml"
_COUNTED = re.compile(
    rf"(?P<n>{NUMBER}|\d{{1,3}}(?:st|nd|rd|th)|(?:fif|six|seven|eigh|nine)tieth)[- ](?:year )?anniversary of (?:the )?",
    re.I,
)
_TENS = {"fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90}
_EARLY, _LATE = datetime.timedelta(days=200), datetime.timedelta(days=120)
"""News of an anniversary begins with the plans for it, and ends some months after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """What the file says of one: a name for people, the day counted from, and how news words it."""

    name: str
    day: datetime.date
    phrase: str


def anniversary_clues(sentence: str) -> Iterator[Clue]:
    """Yield the months around each numbered anniversary that a sentence names."""
    for match in _COUNTED.finditer(sentence) if "anniversary" in sentence else ():
        told = match.group("n").lower()
        number = _TENS.get(told) or number_in(told)
        row = next((row for row in load_anniversaries() if compiled(row).match(sentence, match.end())), None)
        if row and number and number > 1:
            day = datetime.date(row.day.year + number, row.day.month, row.day.day)
            why = f"'{match.group().strip()}' is counted from {row.name} ({row.day})"
            yield Clue(((day - _EARLY, day + _LATE),), 1.5, why)


@functools.cache
def load_anniversaries() -> tuple[Anniversary, ...]:
    """Return the rows of the file. Raises DataError if it doesn't fit its schema."""
    return load_yaml("detente.articles", _FILE, tuple[Anniversary, ...])


@functools.cache
def compiled(row: Anniversary) -> re.Pattern[str]:
    """Return a row's pattern, compiled when first needed. Raises DataError, naming the row."""
    try:
        return re.compile(rf"(?:{row.phrase})(?!\w)", re.I)
    except re.error as error:
        raise DataError(f"{_FILE}: {row.name}: {row.phrase!r} is no regular expression ({error}); mend it") from error
