"""Happenings as clues: a story that speaks of the fall of a ruler came after it, and mostly not long after."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.articles.clue_deictics import written
from detente.articles.counting import NUMBER, number_in
from detente.articles.ranges import DUSK, Clue, Kind
from detente.data import load_yaml
from detente.errors import DataError
from detente.pages.dates import MONTH, MONTHS, YEAR

_FILE = "happenings.yaml"
_TOKEN = re.compile(r"[^\W_]+(?:[-/'’&][^\W_]+)*")
_LEAD = 4
"""Sentences; what a story names in the first few, or more than once, is what it is about."""
_DAY = datetime.timedelta(days=1)
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
_COUNT_BEFORE = re.compile(
    rf"(?P<n>{NUMBER}) (?P<unit>day|week|month|year|decade)s? (?:after|since|following|on from) "
    r"(?:the )?(?:\w+ ){0,2}$",
    re.I,
)
_ANNIVERSARY = re.compile(
    rf"(?P<n>{NUMBER}|\d{{1,2}})(?:st|nd|rd|th)?[- ](?:year )?anniversary of (?:the )?(?:\w+ ){{0,3}}$", re.I
)
# What nobody announces weeks before, so that its row's day is the day itself.
_SUDDEN = re.compile(
    r"\b(?:attacks?|bombings?|strikes?|coup|invasion|annexation|annexed|fall|fell|killings?|murder|assassination|death|"
    r"poisoning|shooting|downing|shot|beheading|explosion|blast|earthquake|collapsed?|takeover|massacre|crash|disaster|"
    r"seizure|seized|raid|storming|kidnapping|tsunami)\b",
    re.I,
)
_DEICTIC = r"(?P<which>earlier this|last|this) (?P<unit>week|month|year)"
_DEICTIC_BEFORE = re.compile(rf"\b(?<!the ){_DEICTIC}['’]s (?:[\w-]+ ){{0,2}}$", re.I)
_DEICTIC_AFTER = re.compile(rf"^,?(?: (?:in|on) (?!{MONTH})[A-Z]\w+)?,? (?:late |early )?{_DEICTIC}\b(?!['’])", re.I)
_MONTH_AFTER = re.compile(rf"^,? (?:in|on|late in|early in) (?P<m>{MONTH})\b(?!,? ?{YEAR}| last| of| \d+, ?{YEAR})")
_NO_YEAR = datetime.timedelta(days=330)
# What is counted from somebody who is named by office is not counted from the day of taking it.
_PERSON = re.compile(r"\b(?:presidency|government|election|rise|accession|Islamic State)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What the file says of one happening; ``keys`` are words of which a story must hold one, ``phrase`` a pattern.

    ``day`` is the first on which it could be told as past, ``until`` the last on which it was told as going on.
    """

    name: str
    keys: str
    phrase: str
    day: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A happening found in a sentence: the sentence's number, and what stands there before, in and after its words."""

    happening: Happening
    number: int
    before: str
    words: str
    after: str


def happening_clues(sentences: Sequence[str]) -> Iterator[Clue]:
    """Yield a lower bound for each happening that the sentences name, and what is counted from one."""
    found: dict[Happening, list[int]] = {}
    for named in _named(sentences):
        yield from _counted(named)
        yield from _pointed(named)
        found.setdefault(named.happening, []).append(named.number)
    for it, numbers in found.items():
        is_topic = numbers[0] < _LEAD or len(numbers) > 1
        kind: Kind = "spell" if it.until else "topic" if is_topic else "happening"
        yield Clue(((it.day, DUSK),), 2.5, f"the text names {it.name} ({it.day})", kind, it.until)


def _named(sentences: Sequence[str]) -> Iterator[Named]:
    lowered = [sentence.lower() for sentence in sentences]
    index = _by_key()
    present = {row for token in _tokens("\n".join(lowered)) & index.keys() for row in index[token]}
    for number in sorted(present):
        happening, keys = _happenings()[number]
        pattern = compiled(happening)
        for at, sentence in enumerate(sentences):
            if any(key in lowered[at] for key in keys) and (match := pattern.search(sentence)):
                yield Named(happening, at, sentence[: match.start()], match.group(), sentence[match.end() :])


def _tokens(lowered: str) -> set[str]:
    """Return a text's words, compounds whole and in their parts, without the genitive's ending."""
    whole = {token.replace("’", "'").removesuffix("'s") for token in _TOKEN.findall(lowered)}
    return whole.union(*(token.split("-") for token in whole if "-" in token))


def _counted(named: Named) -> Iterator[Clue]:
    """Yield the days that 'five years after' or 'the tenth anniversary of' a happening point to, half a unit around."""
    if _PERSON.search(named.happening.name):
        return
    tail = named.before[-60:]
    match = _COUNT_BEFORE.search(tail) or _ANNIVERSARY.search(tail)
    if match is None or (number := number_in(match.group("n"))) is None:
        return
    unit = _UNITS[match.groupdict().get("unit", "year").lower()]
    first = named.happening.day + _DAY * int((number - 0.6) * unit)
    last = named.happening.day + _DAY * int((number + 0.8) * unit)
    yield Clue(((first, last),), 1.5, f"'{match.group().strip()}' is counted from {named.happening.name}")


def _pointed(named: Named) -> Iterator[Clue]:
    """Yield the days to which 'last week's attack on', 'the fall of … last year' or 'the blast in March' point."""
    it = named.happening
    if it.until or not _SUDDEN.search(named.words):
        return
    why = f"counted from {it.name} ({it.day})"
    if match := _DEICTIC_BEFORE.search(named.before[-60:]) or _DEICTIC_AFTER.search(named.after):
        first, last = written(match.group("which").lower(), match.group("unit").lower(), it.day)
        yield Clue(((first, last + 2 * _DAY),), 1.5, f"'{match.group().strip(' ,')}' is {why}")
        return
    match = _MONTH_AFTER.search(named.after)
    if match and MONTHS[match.group("m").rstrip(".").lower()] == it.day.month:
        yield Clue(((it.day, it.day + _NO_YEAR),), 1.5, f"'{match.group().strip(' ,')}' without a year is {why}")


@functools.cache
def _happenings() -> tuple[tuple[Happening, frozenset[str]], ...]:
    return tuple((row, frozenset(row.keys.split())) for row in load_happenings())


@functools.cache
def _by_key() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, (_, keys) in enumerate(_happenings()):
        for key in keys:
            found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def load_happenings() -> tuple[Happening, ...]:
    """Return the happenings that stories are asked for. Raises DataError if the file doesn't fit its schema."""
    return load_yaml("detente.articles", _FILE, tuple[Happening, ...])


@functools.cache
def compiled(row: Happening) -> re.Pattern[str]:
    """Return a happening's pattern, compiled when first needed. Raises DataError, naming the row."""
    try:
        return re.compile(rf"\b(?:{row.phrase})", re.I)
    except re.error as error:
        raise DataError(f"{_FILE}: {row.name}: {row.phrase!r} is no regular expression ({error}); mend it") from error
