"""Addresses of events that changed: an event's id follows from its claims, so that it changes as claims join it.

A claim's id stays, so that the address with a claim's id lasts: it leads to the event that holds the claim. An old id
of an event can't be read backwards, but the ids that an event had with fewer claims can be worked out: with one claim
less, with one alone, and for events of few claims with any of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from detente.errors import UsageError
from detente.model import content_id
from detente.store.browsing import Browsing

FEW = 6
"""Up to so many claims all that an event may have been before are tried: 62 ids for six."""


class MovedError(UsageError):
    """The address of an event that has another one now, ``id``."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


def now(reader: Browsing, id: str) -> str | None:
    """Return the event that an id leads to which is no event's: a claim's, a ledger entry's, or an event's old one."""
    return _of_claim(reader, id) or _of_entry(reader, id) or _grown(reader, id)


def _of_claim(reader: Browsing, id: str) -> str | None:
    sql = "SELECT event FROM memory.members WHERE starts_with(claim, ?) GROUP BY claim, event LIMIT 2"
    return _only(row["event"] for row in reader.rows(sql, [id]))


def _of_entry(reader: Browsing, id: str) -> str | None:
    sql = "SELECT DISTINCT event FROM entries WHERE starts_with(id, ?) AND event IS NOT NULL LIMIT 2"
    return _only(row["event"] for row in reader.rows(sql, [id]))


def _only(found: Iterable[str]) -> str | None:
    events = list(found)
    return events[0] if len(events) == 1 else None


def _grown(reader: Browsing, id: str) -> str | None:
    """The event that had an id before claims joined it; looked for among events of several claims."""
    if len(id) < 16:
        return None
    return reader.once("earlier ids", lambda: _earlier(reader)).get(id)


def _earlier(reader: Browsing) -> dict[str, str]:
    rows = reader.rows("SELECT id, claims FROM events WHERE len(claims) > 1")
    return {content_id("event", *before): row["id"] for row in rows for before in parts(row["claims"])}


def parts(claims: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the sets of claims that an event may have had before, each in the order of the ids."""
    held = tuple(sorted(claims))
    sizes = range(1, len(held)) if len(held) <= FEW else (1, len(held) - 1)
    for size in sizes:
        yield from itertools.combinations(held, size)


def address(claims: Iterable[str]) -> str:
    """Return the address of an event that lasts: that of its first claim by id."""
    return f"/event/{min(claims)}"
