"""Terms of office as clues: who is called President or Foreign Minister in a story held that office then."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from detente.articles.ranges import DAWN, DUSK, Clue, Range, merged
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Tenure

# A story of the last or first days of a term may use either title.
_SLACK = datetime.timedelta(days=2)
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*(?: (?:(?:bin|al|van|der|de|von|el|ben|ibn|da|du|abu) )*[A-ZÀ-ÖØ-Þ][\w'’.-]*){0,4}"
)
_PAST = re.compile(
    r"\b(?:former|ex|late|then|incoming|outgoing|past|previous|designate|elect|ousted|deposed|exiled)\b[- ]", re.I
)
_HISTORIC = re.compile(
    r"\b(?:in|since|during|of|from|until|back in|by|after) "
    r"(?:(?:early|late|mid|the) ?-?)?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b"
)


def term_clues(sentences: list[str], register: Register) -> Iterator[Clue]:
    """Yield a clue for each office-holder whom the sentences call by the title; 'former' and the like are left out.

    Where a surname and title fit several persons, or a person held the office several times, all their terms count.
    Sentences that tell of a named year in the past are left out.
    """
    index = _index(register)
    found: dict[tuple[str, str], list[Range]] = {}
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for sentence in sentences:
        if _HISTORIC.search(sentence):
            continue
        for title, tenures in _titled(sentence, index):
            key = (title, tenures[0].person)
            found[key] = [_range(t) for t in tenures]
            counts[key] += 1
    for (title, person), ranges in found.items():
        name = register.person(person).name
        terms = merged(ranges)
        why = f"{name} is called {title}, and held that office {_in_words(terms)}"
        yield Clue(terms, 3 + min(counts[title, person], 4) * 0.5, why)


def _titled(sentence: str, index: dict[str, list[Tenure]]) -> Iterator[tuple[str, list[Tenure]]]:
    for match in _NAME.finditer(sentence):
        words = match.group().split()
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                key = _fold(re.sub(r"['’]s$", "", " ".join(words[first:last])).rstrip(".'’"))
                if key not in index:
                    continue
                before = sentence[: match.start()] + " ".join(words[:first])
                if hit := _with_title(before, index[key]):
                    yield hit
                break


def _with_title(before: str, tenures: list[Tenure]) -> tuple[str, list[Tenure]] | None:
    tail = _fold(before[-90:]).rstrip()
    best: tuple[str, list[Tenure]] | None = None
    for tenure in tenures:
        for title in (tenure.title, *tenure.aliases):
            folded = _fold(title)
            if not re.search(rf"(?:^|[^\w-]){re.escape(folded)}$", tail):
                continue
            if _PAST.search(tail[-len(folded) - 24 :]) or _is_lesser(tail, folded):
                continue
            if best is None or len(title) > len(best[0]):
                best = (title, [tenure])
            elif _fold(title) == _fold(best[0]) and tenure not in best[1]:
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
                names[name].extend(register.tenures_of(person.id))
        kept = _CACHE[id(register)] = (register, dict(names))
    return kept[1]


def _range(tenure: Tenure) -> Range:
    start = tenure.start - _SLACK if tenure.start else DAWN
    return start, tenure.end + _SLACK if tenure.end else DUSK


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _in_words(terms: tuple[Range, ...]) -> str:
    return " and ".join(_span_in_words(*term) for term in terms)


def _span_in_words(start: datetime.date, end: datetime.date) -> str:
    first = None if start == DAWN else start + _SLACK
    last = None if end == DUSK else end - _SLACK
    if first and last:
        return f"from {first} to {last}"
    return f"from {first} on" if first else f"until {last}" if last else "at an unknown time"
