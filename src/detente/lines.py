"""Events as lines for people: the date in words, what happened, and on whose word."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Claim, Event, Interval, Voice
from detente.phrases import sentence
from detente.store import Queries

UNDATED = "undated"


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
    """Return who vouches for claims, each once: the nearest voice of each, with what it does if it doesn't assert."""
    found = {_said(queries, c.page, c.voices[0]): None for c in claims if c.voices and c.voices[0].kind != "outlet"}
    return tuple(found)


def date_words(when: Interval | None) -> str:
    """Return an interval briefly: 2018-05-15, 2018-05, 2018, 2018-05-10 to 05-20, before 2018-05-15, or undated."""
    first, last = (when.earliest, when.latest) if when else (None, None)
    if first is None or last is None:
        return f"before {last}" if last else f"after {first}" if first else UNDATED
    if first == last:
        return first.isoformat()
    if first.year != last.year:
        return f"{first} to {last}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    ends = (first.day, last.day) == (1, calendar.monthrange(last.year, last.month)[1])
    return f"{first:%Y-%m}" if ends and first.month == last.month else f"{first} to {last:%m-%d}"


def _said(queries: Queries, page: str, voice: Voice) -> str:
    who = voice.name or queries.words(page, voice.span) or voice.kind
    who = " ".join(who.split())
    return who if voice.stance == "asserts" else f"{who} ({voice.stance})"
