"""What is known of each feed from reading to reading: kept beside the store, so that only what is new is asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from detente.errors import DataError

FILE = "feeds.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class FeedState:
    """One feed: what to send so that an unchanged feed is not sent again, what was read of it, how it fares.

    ``entries`` has the digest of each entry that was read, by its key, and ``links`` the articles' addresses;
    ``pending`` counts how often the article of an entry could not be had. ``next_try`` is when it may be asked again.
    """

    etag: str | None = None
    last_modified: str | None = None
    checked: datetime.datetime | None = None
    next_try: datetime.datetime | None = None
    waiting: bool = False
    """Whether ``next_try`` is the server's word, which holds for a reading on the user's word too."""

    failures: int = 0
    reason: str | None = None
    entries: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class _File:
    format: str
    version: int
    feeds: dict[str, FeedState]


def load_states(path: Path) -> dict[str, FeedState]:
    """Return the state of each feed by its address; none if there is no file. Raises DataError if it is damaged."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        found = msgspec.json.decode(content, type=_File)
    except msgspec.MsgspecError as error:
        reason = f"{path}: {error}; remove it, and each feed is asked for all it holds again"
        raise DataError(reason) from None
    if found.version > _VERSION:
        raise DataError(f"{path}: a newer version of Détente wrote it; upgrade with: pip install --upgrade detente")
    return found.feeds


def dump_states(states: dict[str, FeedState]) -> bytes:
    """Return the file that ``load_states`` reads, feeds in order of their addresses."""
    whole = _File("detente feeds", _VERSION, dict(sorted(states.items())))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
