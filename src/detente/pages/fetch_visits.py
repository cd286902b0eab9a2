"""One visit to an address: a feed and the articles it names that were not read before, or a single web page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from detente.errors import FetchError, RefusedInput
from detente.model import Page, Refusal
from detente.pages.documents import Document, Known, pages_of_html, pages_of_text
from detente.pages.feeds import Feed, FeedEntry, is_feed, own_pages, parse_feed, story_text, with_feed
from detente.pages.fetch_addresses import canonical
from detente.pages.fetch_manners import FEED_TYPES, PAGE_TYPES, Clock, Fetcher
from detente.pages.fetch_state import FeedState
from detente.pages.fetching import Reply
from detente.pages.inputs import STAGE
from detente.settings import Settings

HTML_TYPES = ("text/html", "application/xhtml+xml", "")
_NO_FEED = re.compile(r"(?:image|video|audio|font)/|application/(?:pdf|zip|json|feed\+json|javascript)")
_ALTERNATE = re.compile(r"<link\b[^>]*\btype\s*=\s*[\"']application/(?:rss|atom)\+xml[\"'][^>]*>", re.I)
_HREF = re.compile(r"\bhref\s*=\s*[\"']([^\"']+)", re.I)
_TRIES = 3
"""Readings at which an article is asked for before the feed's own text has to do."""

_FIRST_WAIT, _LONGEST_WAIT = 300.0, 86_400.0
"""Seconds to the next try after a first failure of a feed, and at most."""

_KEPT = 5_000
"""Entries remembered of one feed: what dropped out of it long ago does not come back."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit brought: pages and refusals, the state to keep once they are in the store, and what to tell.

    ``status`` is read, unchanged or failed, and then the failure is the only thing found; ``new`` and ``known`` count
    entries; ``hold`` is how long the server wants its answer kept, ``feed`` what was sent, if anything was.
    """

    address: str
    status: str
    state: FeedState
    found: tuple[Page | Refusal, ...] = ()
    new: int = 0
    known: int = 0
    hold: datetime.timedelta | None = None
    feed: Feed | None = None
    keys: dict[str, str] = field(default_factory=dict)
    """The key of the entry that each page was read for, by the page's file."""


@dataclass(slots=True)
class Visitor:
    """Visits addresses, one after another, and knows what was read before.

    ``states`` holds each address's state before the run; ``visits`` what was done in it, in order.
    """

    states: dict[str, FeedState]
    fetcher: Fetcher = field(default_factory=Fetcher)
    settings: Settings = field(default_factory=Settings)
    feeds_only: bool = False
    visits: list[Visit] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """The clock that waiting and dates go by."""
        return self.fetcher.clock

    def read(self, address: str) -> Iterator[Page | Refusal]:
        """Yield what a visit to an address brings; a failure is a Refusal."""
        yield from self.visit(address).found

    def visit(self, address: str) -> Visit:
        """Visit an address; whatever goes wrong is in the result."""
        state = self.states.get(address, FeedState())
        try:
            visit = self._visited(address, state)
        except RefusedInput as error:
            visit = self._failed(address, state, error)
        self.visits.append(visit)
        return visit

    def kept(self, failed: Container[str] = ()) -> dict[str, FeedState]:
        """Return the states to write once all that was found is in the store, but for the pages called ``failed``."""
        return {visit.address: _without(visit, failed) for visit in self.visits}

    def _visited(self, address: str, state: FeedState) -> Visit:
        now = self.clock.now()
        if state.waiting and state.next_try and state.next_try > now:
            reason = f"the server asked to wait until {state.next_try:%Y-%m-%d %H:%M} UTC"
            raise FetchError(address, "http", reason, again=True, wait=(state.next_try - now).total_seconds())
        most = self.fetcher.limits.feed_bytes
        reply = self.fetcher.get(address, accept=FEED_TYPES, most_bytes=most, conditions=state.conditions)
        fresh = replace(state, checked=now, failures=0, reason=None, next_try=None, waiting=False)
        if reply.status == 304:
            return Visit(address, "unchanged", fresh, known=len(state.entries), hold=_max_age(reply))
        if _NO_FEED.match(reply.media_type):
            raise RefusedInput(address, "type", f"{reply.media_type} is not read; give the address of a feed or a page")
        if reply.media_type in HTML_TYPES and not is_feed(reply.body):
            return self._page(address, reply, fresh)
        feed = parse_feed(reply.body, file=address, charset=reply.charset, address=reply.url)
        return self._feed(address, reply, feed, fresh)

    def _page(self, address: str, reply: Reply, state: FeedState) -> Visit:
        """A web page on its own; where only feeds are wanted a refusal that names the feeds which it points to."""
        if self.feeds_only:
            links = (_HREF.search(tag) for tag in _ALTERNATE.findall(reply.body[:200_000].decode("utf-8", "replace")))
            feeds = list(dict.fromkeys(urljoin(reply.url, link[1]) for link in links if link))
            told = f"; its feeds are: {', '.join(feeds[:5])}" if feeds else "; it names no feed either"
            raise RefusedInput(address, "type", f"this is a web page, not a feed{told}")
        found = tuple(_article(reply, None, self.settings, self._today()))
        state = replace(state, etag=reply.headers.get("etag"), last_modified=reply.headers.get("last-modified"))
        return Visit(address, "read", state, found, new=_pages(found), hold=_max_age(reply))

    def _feed(self, address: str, reply: Reply, feed: Feed, state: FeedState) -> Visit:
        entries = feed.entries[: self.fetcher.limits.entries]
        done, links, pending = dict(state.entries), dict(state.links), dict(state.pending)
        found: list[Page | Refusal] = []
        elsewhere = {link for other in self._others(address) for link in other.links}
        read_for: dict[str, str] = {}
        new = known = left = 0
        until = self.clock.now() + datetime.timedelta(seconds=self.fetcher.limits.visit_seconds)
        for entry in entries:
            link = canonical(entry.link) if entry.link else entry.key
            if done.get(entry.key) == entry.digest or link in elsewhere:
                known += 1
                done[entry.key] = entry.digest
                continue
            if self.clock.now() > until:
                left += 1
                continue
            try:
                items = list(self._entry(entry, pending.get(entry.key, 0)))
            except FetchError as error:
                pending[entry.key] = pending.get(entry.key, 0) + 1
                reason = f"{error.reason}; the next reading tries it again"
                found.append(Refusal(entry.link or address, STAGE, error.code, reason))
                continue
            new += 1
            found.extend(items)
            read_for |= {item.file: entry.key for item in items if isinstance(item, Page)}
            pending.pop(entry.key, None)
            done[entry.key] = links[link] = entry.digest
            elsewhere.add(link)  # a feed may name an article twice
        if left:
            minutes = self.fetcher.limits.visit_seconds / 60
            reason = f"after {minutes:.0f} minutes {left} of its articles are left for the next reading"
            found.append(Refusal(address, STAGE, "warning-unfinished", reason))
        keys = {entry.key for entry in entries}
        unsent = left > 0 or not keys.isdisjoint(pending)
        state = replace(
            state,
            # An entry that waits can be met again only if the whole feed is sent again.
            etag=None if unsent else reply.headers.get("etag"),
            last_modified=None if unsent else reply.headers.get("last-modified"),
            entries=_newest(done),
            links=_newest(links),
            pending={key: tries for key, tries in pending.items() if key in keys},
        )
        return Visit(address, "read", state, tuple(found), new, known, _max_age(reply), feed, read_for)

    def _others(self, address: str) -> Iterator[FeedState]:
        """The other feeds' newest states: an article that two feeds name is fetched once."""
        newest = self.states | self.kept()
        yield from (state for name, state in newest.items() if name != address)

    def _entry(self, entry: FeedEntry, tried: int) -> Iterator[Page | Refusal]:
        """Yield an entry's article: its page, or the feed's own text where that is whole or must do.

        Raises FetchError for a failure that may pass.
        """
        name = entry.link or entry.key
        if entry.link and not entry.is_whole:
            try:
                reply = self.fetcher.get(entry.link, accept=PAGE_TYPES, most_bytes=self.fetcher.limits.page_bytes)
                found = list(_article(reply, entry, self.settings, self._today()))
                if all(len(story_text(item)) >= len(entry.text) for item in found if isinstance(item, Page)):
                    yield from found
                    return
                raise RefusedInput(entry.link, "empty", "the page holds less than the feed: a notice, not the article")
            except RefusedInput as error:
                if _may_pass(error) and tried + 1 < _TRIES:
                    raise FetchError(error.file, error.code, error.reason, again=True) from None
                if not entry.text.strip():
                    yield Refusal(entry.link, STAGE, "empty", f"{error.reason}; the feed holds no text of it either")
                    return
                reason = f"{error.reason}; the feed's own text was read in its place"
                yield Refusal(entry.link, STAGE, "warning-feed-text", reason)
        yield from own_pages(entry, name, self.settings, retrieved=self._today())

    def _failed(self, address: str, state: FeedState, error: RefusedInput) -> Visit:
        now, again = self.clock.now(), isinstance(error, FetchError) and error.again
        wait = error.wait if isinstance(error, FetchError) else None
        waiting = bool(again and wait and error.code == "http")
        failures = state.failures + (0 if state.waiting and waiting else 1)
        seconds = self.clock.back_off(max(failures, 1), _FIRST_WAIT, _LONGEST_WAIT)
        seconds = min(max(seconds if not waiting else 0.0, wait or 0.0), 7 * _LONGEST_WAIT)
        later = now + datetime.timedelta(seconds=seconds)
        kept = replace(state, checked=now, failures=failures, reason=error.reason, next_try=later, waiting=waiting)
        return Visit(address, "failed", kept, (Refusal(address, STAGE, error.code, error.reason),))

    def _today(self) -> datetime.date:
        return self.clock.now().date()


def _article(
    reply: Reply, entry: FeedEntry | None, settings: Settings, today: datetime.date
) -> Iterator[Page | Refusal]:
    """Yield the page that a reply holds; RefusedInput if it is none."""
    address = canonical(reply.url)
    document = Document(address, address, Known(uri=address, retrieved=today), reply.charset)
    if reply.media_type in HTML_TYPES:
        pages = pages_of_html(reply.body, document, settings)
    elif reply.media_type == "text/plain":
        pages = pages_of_text(reply.body, document, settings)
    else:
        raise RefusedInput(address, "type", f"{reply.media_type} is not read; only web pages and text are")
    blank = FeedEntry("", "", None, None, "", None, None, None, None)
    for item in list(pages):
        yield with_feed(item, entry or blank) if isinstance(item, Page) else item


def _may_pass(error: RefusedInput) -> bool:
    """Whether another try may help; a fault of ours may be mended by then."""
    return error.code == "failed" or (isinstance(error, FetchError) and error.again)


def _without(visit: Visit, failed: Container[str]) -> FeedState:
    """The state after a visit, as if the entries whose pages failed had not been met."""
    state, keys = visit.state, {key for file, key in visit.keys.items() if file in failed}
    if not keys:
        return state
    digests = {state.entries.get(key) for key in keys}
    return replace(
        state,
        etag=None,
        last_modified=None,
        entries={key: digest for key, digest in state.entries.items() if key not in keys},
        links={link: digest for link, digest in state.links.items() if digest not in digests},
    )


def _newest(known: dict[str, str]) -> dict[str, str]:
    return dict(list(known.items())[-_KEPT:])


def _pages(found: tuple[Page | Refusal, ...]) -> int:
    return sum(isinstance(item, Page) for item in found)


def _max_age(reply: Reply) -> datetime.timedelta | None:
    """How long Cache-Control says that an answer holds."""
    match = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", reply.headers.get("cache-control", ""), re.I)
    return datetime.timedelta(seconds=int(match[1])) if match else None
