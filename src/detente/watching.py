"""Feeds followed: each asked when it is due, what is new read into the store, and what was seen kept beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from detente import pipeline
from detente.errors import BusyStoreError, UsageError
from detente.events import Growing, events
from detente.model import Page, Refusal
from detente.pages.fetch_addresses import is_address
from detente.pages.fetch_manners import Fetcher
from detente.pages.fetch_state import FILE, FeedState, dump_states, load_states
from detente.pages.fetch_visits import Visit, Visitor
from detente.pages.fetching import Limits
from detente.pipeline import Options, Reading
from detente.settings import Settings
from detente.store.files import write_bytes
from detente.store.record import Record

_BATCH = 64
"""Pages fetched before they are read: what an interruption can cost; a partition's size."""

_LONGEST_HOLD = datetime.timedelta(hours=24)
"""A feed that asks to be left alone for longer is asked daily: a year's max-age is a setting for pictures."""

_BUSY_WAIT = datetime.timedelta(minutes=1)


def read(
    paths: Iterable[str], record: Record, options: Options | None = None, *, told: pipeline.Told | None = None
) -> Reading:
    """Read inputs into a store as ``pipeline.read`` does, feeds by their addresses too, and keep what was seen of them.

    Raises what ``pipeline.read`` raises, and DataError if what was kept before is damaged.
    """
    inputs = list(paths)
    if not any(map(is_address, inputs)):
        return pipeline.read(inputs, record, options, told=told)
    visitor = visitor_of(record, options)
    done = pipeline.read(inputs, record, options, told=told, fetch=visitor.read)
    keep(record, visitor.kept(failed_files(done)))
    return done


def visitor_of(record: Record, options: Options | None = None, *, feeds_only: bool = False) -> Visitor:
    """Return a visitor that knows what was read into a store before, with the limits of the options' settings."""
    settings = options.settings if options else Settings()
    limits = Limits(page_bytes=settings.max_page_bytes, allow_private=settings.allow_private_addresses)
    return Visitor(load_states(record.root / FILE), Fetcher(limits), settings, feeds_only)


def keep(record: Record, states: dict[str, FeedState]) -> None:
    """Put the states of these feeds beside the store; those of others stay."""
    path = record.root / FILE
    write_bytes(path, dump_states(load_states(path) | states))


def failed_files(done: Reading) -> set[str]:
    """Return the pages at which a stage failed: they are not in the store, and are to be fetched again."""
    return {refusal.file for refusal in done.run.refused if refusal.code == "failed"}


@dataclass(frozen=True, slots=True)
class Poll:
    """What asking one feed brought: entries that are new or known, what was refused, and when it is asked next."""

    feed: str
    at: datetime.datetime
    status: str
    new: int
    known: int
    refused: tuple[Refusal, ...]
    next: datetime.datetime


@dataclass(slots=True)
class Watch:
    """Follows feeds: ``poll`` asks those that are due and reads what they bring, ``pause`` waits for the next.

    ``every`` is the time between two polls of a feed, longer where the feed or its server asks for it.
    """

    record: Record
    feeds: Sequence[str]
    options: Options
    every: datetime.timedelta
    visitor: Visitor
    readings: list[Reading] = field(default_factory=list)
    _stages: pipeline.Stages | None = None
    _due: dict[str, datetime.datetime] = field(default_factory=dict)
    _wishes: dict[str, Visit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is no address: UsageError."""
        for feed in self.feeds:
            if not is_address(feed):
                raise UsageError(f"{feed}: is no address; give a feed's, such as https://example.org/feed.xml")
        self._due = {feed: self.visitor.clock.now() for feed in self.feeds}
        if pipeline.STAGES.events is events:  # one process that merges again and again: what was merged is kept
            self._stages = replace(pipeline.STAGES, events=Growing())

    def poll(self) -> Iterator[Poll]:
        """Ask each feed that is due and yield what came of it, once that is in the store.

        A feed that fails is a poll that says so; the others go on. While another process writes to the store, what
        was fetched is held, and read at the next poll.
        """
        told: list[Poll] = []
        for feed in self._now_due():
            visit = self.visitor.visit(feed)
            self.visitor.states[feed] = visit.state
            self._due[feed] = self._next(feed, visit)
            told.append(self._poll(visit))
            if sum(isinstance(item, Page) for v in self.visitor.visits for item in v.found) >= _BATCH:
                yield from self._stored(told)
                told = []
        yield from self._stored(told)

    def pause(self) -> None:
        """Wait until the next feed is due."""
        clock = self.visitor.clock
        seconds = (min(self._due.values()) - clock.now()).total_seconds()
        if seconds > 0:
            clock.sleep(seconds)

    def _now_due(self) -> list[str]:
        now = self.visitor.clock.now()
        return [feed for feed, due in self._due.items() if due <= now]

    def _stored(self, told: list[Poll]) -> list[Poll]:
        """Read what was fetched, and keep what was seen; hold both back while the store is busy."""
        try:
            self._read()
        except BusyStoreError as error:
            again = self.visitor.clock.now() + _BUSY_WAIT
            first = next(iter(self._due))
            self._due[first] = min(self._due[first], again)
            return [replace(poll, refused=(*poll.refused, _busy(poll, error))) for poll in told]
        return told

    def _read(self) -> None:
        visits, failed = self.visitor.visits, set[str]()
        if not visits:
            return
        found = {
            visit.address: [item for v in visits if v.address == visit.address for item in v.found] for visit in visits
        }
        if any(isinstance(item, Page) for items in found.values() for item in items):
            done = pipeline.read(list(found), self.record, self.options, fetch=found.__getitem__, stages=self._stages)
            self.readings.append(done)
            failed = failed_files(done)
        states = self.visitor.kept(failed)
        keep(self.record, states)
        self.visitor.states |= states
        visits.clear()

    def _poll(self, visit: Visit) -> Poll:
        refused = tuple(item for item in visit.found if isinstance(item, Refusal))
        at = visit.state.checked or self.visitor.clock.now()
        return Poll(visit.address, at, visit.status, visit.new, visit.known, refused, self._due[visit.address])

    def _next(self, feed: str, visit: Visit) -> datetime.datetime:
        """When a feed is due again: after ``every``, or what it or its server asks for if that is longer."""
        now = self.visitor.clock.now()
        if visit.status == "failed":
            return max(visit.state.next_try or now, now + datetime.timedelta(seconds=1))
        if visit.feed is not None:
            self._wishes[feed] = visit
        said = self._wishes[feed].feed if feed in self._wishes else None
        asked = [hold for hold in (visit.hold, said.interval if said else None) if hold]
        due = now + max(self.every, *(min(hold, _LONGEST_HOLD) for hold in asked)) if asked else now + self.every
        hour = datetime.timedelta(hours=1)
        while said and (due.hour in said.skip_hours or due.weekday() in said.skip_days):
            due = due.replace(minute=0, second=0, microsecond=0) + hour
        return due


def _busy(poll: Poll, error: BusyStoreError) -> Refusal:
    return Refusal(poll.feed, "store", "warning-busy", f"{error}; what was fetched is held and read with the next poll")
