"""Terms of office as clues: who is called President or Foreign Minister in a story held that office then."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.articles.ranges import DAWN, DUSK, Clue, Range, merged, since
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Tenure

# Titles are given a few days early and stay in use a while: two weeks held all but the lasting courtesy titles.
_EARLY = datetime.timedelta(days=2)
_LATE = datetime.timedelta(days=14)
# Offices that say little: businesses have them too, or they pass from hand to hand unannounced.
_VAGUE_ROLES = frozenset({"spokesperson", "other", "deputy", "deputy-head", "envoy"})
_VAGUE_TITLES = frozenset({"chief executive", "chief of staff", "director", "governor", "leader", "chairman", "head"})
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*(?: (?:(?:bin|al|van|der|de|von|el|ben|ibn|da|du|abu) )*[A-ZÀ-ÖØ-Þ][\w.-]*){0,4}")
_CALENDAR = re.compile(
    r" (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December)\b.*"
)
_PAST = re.compile(
    r"\b(?:former|ex|late|then|incoming|past|previous|designate|elect|one-time|onetime|longtime)\b[- ]", re.I
)
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


def term_clues(sentences: list[str], register: Register) -> Iterator[Clue]:
    """Yield clues for each office-holder whom the sentences call by the title; 'former' and the like are left out.

    That the term had begun is the surer half. That it had not ended counts less, and only if no later holder of the
    same office is named and some sentence speaks of no past (an ouster, a death, a named year). Where a surname and
    title fit several persons, or a person held the office several times, all their terms count.
    """
    called = _collect(sentences, register)
    latest = _latest_starts(called.values())
    for one in called.values():
        terms = merged(_range(t) for t in one.tenures)
        why = f"{one.name} is called {one.title}, an office held {_in_words(one.tenures)}"
        yield since(terms[0][0], 3, why)
        newest = all(latest[_office(t)] <= (one.tenures[-1].start or DAWN) for t in one.tenures)
        if one.present and newest:
            yield Clue(terms, 2 + 0.1 * min(one.present, 4), why)


def _collect(sentences: list[str], register: Register) -> dict[tuple[str, str], _Called]:
    index = _index(register)
    found: dict[tuple[str, str], _Called] = {}
    for sentence in sentences:
        if _HISTORIC.search(sentence):
            continue
        for title, fitting in _titled(sentence, index):
            tenures = sorted(fitting, key=lambda t: t.start or DAWN)
            name = register.person(tenures[0].person).name
            if len({t.person for t in tenures}) > 1:
                name = f"a {title.title()} {name.split()[-1]}"
            one = found.setdefault((title, tenures[0].person), _Called(title, name, tenures))
            one.present += not _GONE.search(sentence)
    return found


def _office(tenure: Tenure) -> tuple[str | None, str | None, str]:
    return tenure.country, tenure.organisation, tenure.role


def _latest_starts(called: Iterable[_Called]) -> dict[tuple[str | None, str | None, str], datetime.date]:
    latest: dict[tuple[str | None, str | None, str], datetime.date] = {}
    for one in called:
        for tenure in one.tenures:
            office = _office(tenure)
            latest[office] = max(latest.get(office, DAWN), one.tenures[-1].start or DAWN)
    return latest


def _titled(sentence: str, index: dict[str, list[Tenure]]) -> Iterator[tuple[str, list[Tenure]]]:
    """Yield title and tenures for each name of the register with a title right before it."""
    for match in _NAME.finditer(sentence):
        words = _CALENDAR.sub("", match.group()).split()
        for first in range(len(words)):
            hit = _longest(words[first:], sentence[: match.start()] + " ".join(words[:first]), index)
            if hit:
                yield hit
                break


def _longest(words: list[str], before: str, index: dict[str, list[Tenure]]) -> tuple[str, list[Tenure]] | None:
    for last in range(len(words), 0, -1):
        key = _fold(" ".join(words[:last])).rstrip(".")
        whole = last == len(words)
        if key in index and (last > 1 or whole) and (hit := _with_title(before, index[key])):
            return hit
    return None


def _with_title(before: str, tenures: list[Tenure]) -> tuple[str, list[Tenure]] | None:
    tail = _fold(before[-90:]).rstrip()
    best: tuple[str, list[Tenure]] | None = None
    for tenure in tenures:
        for title in (_fold(name) for name in (tenure.title, *tenure.aliases)):
            if title in _VAGUE_TITLES or not re.search(rf"(?:^|[^\w-]){re.escape(title)}$", tail):
                continue
            if _PAST.search(tail[-len(title) - 24 :]) or _is_lesser(tail, title):
                continue
            if best is None or len(title) > len(best[0]):
                best = (title, [tenure])
            elif title == best[0] and tenure not in best[1]:
                best[1].append(tenure)
    return best


def _is_lesser(tail: str, title: str) -> bool:
    """Say whether the words before a title make it another office: vice president, deputy foreign minister."""
    before = tail[: len(tail) - len(title)].rstrip(" -")
    return bool(
        re.search(
            r"\b(?:vice|deputy|assistant|shadow|acting|first|foreign|council|commission|parliament|senate)$", before
        )
    )


_CACHE: dict[int, tuple[Register, dict[str, list[Tenure]]]] = {}


def _index(register: Register) -> dict[str, list[Tenure]]:
    """Return tenures by every name of their holder; kept for as long as the register is the same object."""
    kept = _CACHE.get(id(register))
    if kept is None or kept[0] is not register:
        names: dict[str, list[Tenure]] = defaultdict(list)
        for person in register.persons():
            for name in sorted({_fold(n) for n in (person.name, *person.aka, *person.surnames)}):
                names[name].extend(t for t in register.tenures_of(person.id) if t.role not in _VAGUE_ROLES)
        kept = _CACHE[id(register)] = (register, dict(names))
    return kept[1]


def _range(tenure: Tenure) -> Range:
    start = tenure.start - _EARLY if tenure.start else DAWN
    return start, tenure.end + _LATE if tenure.end else DUSK


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _in_words(tenures: Iterable[Tenure]) -> str:
    return " and ".join(dict.fromkeys(_span_in_words(t.start, t.end) for t in tenures))


def _span_in_words(start: datetime.date | None, end: datetime.date | None) -> str:
    if start and end:
        return f"from {start} to {end}"
    return f"from {start} on" if start else f"until {end}" if end else "at an unknown time"
