"""Events as lines for people: the date in words, what happened, and on whose word."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Claim, Date, Event, Interval, Voice
from detente.phrases import sentence
from detente.store import Queries

UNDATED = "undated"
_OPENERS = frozenset({"A", "An", "The", "His", "Her", "Its", "Their", "One", "Two", "Several", "Some"})
"""Words that are capitals only because a sentence began with them."""
_PARTS = {(1, 10): "early", (11, 20): "mid", (21, 31): "late"}


@dataclass(frozen=True, slots=True)
class Line:
    """One event as a timeline shows it.

    ``word_of`` names those on whose word it stands, the outlet itself left out; ``sources`` are outlets, or files
    where no outlet is known.
    """

    event: Event
    date: str
    says: str
    word_of: tuple[str, ...]
    sources: tuple[str, ...]


def lines(queries: Queries, events: Sequence[Event]) -> list[Line]:
    """Return events as lines, in their order."""
    claims = {c.id: c for c in queries.claims({i for e in events for i in e.claims})}
    outlets = {a.id: a.outlet for a in queries.articles({c.article for c in claims.values()})}
    files = queries.files({c.page for c in claims.values()})
    found = []
    for event in events:
        told = [claims[i] for i in event.claims]
        sources = tuple(dict.fromkeys(outlets[c.article] or files[c.page] for c in told))
        found.append(Line(event, date_words(event.when), sentence(event), word_of(queries, told), sources))
    return found


def word_of(queries: Queries, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return who vouches for claims, each once: the teller of each, with what it does if it doesn't assert."""
    told = ((c.page, teller(c)) for c in claims)
    return tuple({_said(queries, page, voice): None for page, voice in told if voice and voice.kind != "outlet"})


def teller(claim: Claim) -> Voice | None:
    """Return the voice whose stance a claim takes: one that denies wherever in its chain, else the nearest."""
    denying = (voice for voice in claim.voices if voice.stance == "denies")
    return next(denying, claim.voices[0] if claim.voices else None)


def date_words(when: Interval | None) -> str:
    """Return an interval briefly, never more exact than it is, and so that lines sort by it.

    2018-05-15, 2018-05, 2018, early 2018-05, 2018-05-10 to 05-20, 2018-05 to 2018-07, 2018 or later, undated.
    """
    first, last = (when.earliest, when.latest) if when else (None, None)
    if first and last:
        return first.isoformat() if first == last else _stretch(first, last)
    if first:
        year, month = (first.month, first.day) == (1, 1), first.day == 1
        return f"{first.year if year else f'{first:%Y-%m}' if month else first} or later"
    if last:
        year, month = (last.month, last.day) == (12, 31), last.day == _days_in(last)
        return f"{last.year if year else f'{last:%Y-%m}' if month else last} or earlier"
    return UNDATED


def _stretch(first: Date, last: Date) -> str:
    whole = first.day == 1 and last.day == _days_in(last)
    if (first.year, first.month) == (last.year, last.month):
        part = "" if whole else _PARTS.get((first.day, last.day if last.day < _days_in(last) else 31))
        return f"{first} to {last:%m-%d}" if part is None else f"{part} {first:%Y-%m}".lstrip()
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if whole:
        return f"{first:%Y-%m} to {last:%Y-%m}"
    return f"{first} to {last:%m-%d}" if first.year == last.year else f"{first} to {last}"


def _days_in(day: Date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _said(queries: Queries, page: str, voice: Voice) -> str:
    who = voice.name or _mid_sentence(queries.words(page, voice.span) or voice.kind)
    who = " ".join(who.split())
    return who if voice.stance == "asserts" else f"{who} ({voice.stance})"


def _mid_sentence(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in _OPENERS else words
