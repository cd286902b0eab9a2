"""Terms of office as clues: who is called President or Foreign Minister in a story held that office then."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.articles.ranges import DAWN, DUSK, Clue, Range, merged, since
from detente.articles.titles import Hit, tenure_index, titled
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Tenure

# Titles are given a few days early and stay in use a while. Two weeks held all but the lasting courtesy titles; those
# are why a year is allowed, though it weighs little (``odds``).
_EARLY = datetime.timedelta(days=2)
_LATE = datetime.timedelta(days=14)
_GRACE = 365
_RISING = datetime.timedelta(days=730)
# Spokespeople mostly were deputies before, whom news calls the same.
_DEPUTY = datetime.timedelta(days=500)
_GONE = re.compile(
    r"\b(?:former|oust\w*|toppl\w+|depos\w+|overthr\w+|remov\w+|fired|firing|dismiss\w+|sacked|resign\w*|stepp\w+ down|"
    r"kill\w*|assassinat\w+|death|died|late|fled|exiled|impeach\w*|predecessor|successor|replac\w+|succe\w+|under|era|coup|"
    r"administration|inherited|legacy|years? ago|decades?|history|was|were|had)\b",
    re.I,
)
_HISTORIC = re.compile(
    r"\b(?:in|since|during|of|from|until|back in|by|after) "
    r"(?:(?:early|late|mid|the) ?-?)?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b"
)


@dataclass(slots=True)
class _Called:
    """How a story calls one office-holder: the terms that fit, and in how many sentences that tell of the present."""

    title: str
    name: str
    tenures: list[Tenure]
    present: int = 0


def term_clues(sentences: Sequence[str], register: Register) -> Iterator[Clue]:
    """Yield clues for each office-holder whom the sentences call by the title; 'former' and the like are left out.

    That the term had begun is the surer half. That it had not ended counts less, and only if no later holder of the
    same office is named and some sentence speaks of no past (an ouster, a death, a named year). Where a surname and
    title fit several persons, or a person held the office several times, all their terms count.
    """
    called = _collect(sentences, register)
    latest = _latest_starts(called.values())
    for one in called.values():
        if not one.title:
            yield from _in_the_news(one)
            continue
        terms = merged(_range(t) for t in one.tenures)
        why = f"the text calls {one.name} {one.title}, an office held {_in_words(one.tenures)}"
        why += _early_in_words(one.tenures[0])
        yield since(terms[0][0], 3, why)
        newest = all(latest[_office(t)] <= (one.tenures[-1].start or DAWN) for t in one.tenures)
        if one.present and newest:
            yield Clue(_with_grace(terms), 2 + 0.1 * min(one.present, 4), why, "term", grace=_GRACE)
        elif newest:
            yield from _in_the_news(one)


def _in_the_news(one: _Called) -> Iterator[Clue]:
    """Yield what a name leans to: from two years before the first office to the end of the last."""
    first, last = one.tenures[0].start, max((t.end or DUSK) for t in one.tenures)
    if first is not None:
        why = f"the text names {one.name}, in office {_in_words(one.tenures)}"
        yield Clue(((first - _RISING, DUSK),), 0, why, "name", None if last == DUSK else last)


def _collect(sentences: Sequence[str], register: Register) -> dict[tuple[str, str], _Called]:
    index = tenure_index(register)
    found: dict[tuple[str, str], _Called] = {}
    for sentence in sentences:
        hits = list(titled(sentence, index))
        if not hits or _HISTORIC.search(sentence):
            continue
        gone = bool(_GONE.search(sentence))
        for hit in hits:
            one = _called(hit, found, register)
            one.present += not gone
    return found


def _called(hit: Hit, found: dict[tuple[str, str], _Called], register: Register) -> _Called:
    tenures = sorted(hit.tenures, key=lambda t: t.start or DAWN)
    name = register.person(tenures[0].person).name
    if len({t.person for t in tenures}) > 1:
        name = f"a {name.split()[-1]}"
    return found.setdefault((hit.title, tenures[0].person), _Called(hit.title, name, tenures))


def _office(tenure: Tenure) -> tuple[str | None, str | None, str]:
    return tenure.country, tenure.organisation, tenure.title


def _latest_starts(called: Iterable[_Called]) -> dict[tuple[str | None, str | None, str], datetime.date]:
    latest: dict[tuple[str | None, str | None, str], datetime.date] = {}
    for one in called:
        for tenure in one.tenures:
            office = _office(tenure)
            latest[office] = max(latest.get(office, DAWN), one.tenures[-1].start or DAWN)
    return latest


def _range(tenure: Tenure) -> Range:
    early = _DEPUTY if tenure.role == "spokesperson" else _EARLY
    start = tenure.start - early if tenure.start else DAWN
    return start, tenure.end + _LATE if tenure.end else DUSK


def _with_grace(terms: tuple[Range, ...]) -> tuple[Range, ...]:
    grace = datetime.timedelta(days=_GRACE)
    return merged((start, end if end == DUSK else end + grace) for start, end in terms)


def _early_in_words(tenure: Tenure) -> str:
    """Say why the bound lies before the first day, where it does by much."""
    return " (or deputy to it, up to 500 days before)" if tenure.role == "spokesperson" and tenure.start else ""


def _in_words(tenures: Iterable[Tenure]) -> str:
    return " and ".join(dict.fromkeys(_span_in_words(t.start, t.end) for t in tenures))


def _span_in_words(start: datetime.date | None, end: datetime.date | None) -> str:
    if start and end:
        return f"from {start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else "at an unknown time"
