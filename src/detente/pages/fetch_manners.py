"""Fetching with manners: robots.txt obeyed, one request at a time a host with a pause between, patience when busy.

Redirects are followed here, each of them checked like the first address.
"""

from __future__ import annotations

import datetime
import email.utils
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.errors import FetchError
from detente.pages.fetch_addresses import Resolve, resolve_name
from detente.pages.fetching import ROBOT, Limits, Reply, request

if TYPE_CHECKING:
    from protego import Protego

FEED_TYPES = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9"
FEED_TYPES += ", text/html;q=0.5, */*;q=0.1"
PAGE_TYPES = "text/html, application/xhtml+xml, text/plain;q=0.8"

_TRIES = 3
_PAUSE = 1.0
"""Seconds between two requests to a host whose robots.txt asks for none."""

_LONGEST_PAUSE = 60.0
"""A host that asks for more is left alone: ten articles would take a quarter of an hour."""

_LONGEST_WAIT = 30.0
"""A host that is busy for longer is asked again at the next reading, not waited for."""

_ROBOTS_HOLD = datetime.timedelta(hours=24)
_FAILURE_HOLDS = datetime.timedelta(minutes=10)
_LATER = {408, 425, 429}


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time of day (UTC), waiting and chance; tests put their own in."""

    now: Callable[[], datetime.datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def back_off(self, failures: int, first: float, longest: float) -> float:
        """Return how many seconds to wait after so many failures: doubled each time, half of it left to chance.

        So a thousand readers that failed together do not come back together.
        """
        most = min(longest, first * 2.0 ** min(failures - 1, 30))
        return most * (0.5 + 0.5 * self.chance())


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a host's robots.txt says, until when that holds; or why it could not be had."""

    until: datetime.datetime
    rules: Protego | None = None
    failure: FetchError | None = None


@dataclass(slots=True)
class Fetcher:
    """Fetches pages for one run; knows each host's rules and when it was asked last."""

    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=Clock)
    resolve: Resolve = resolve_name
    _rules: dict[str, _Rules] = field(default_factory=dict)
    _free: dict[str, datetime.datetime] = field(default_factory=dict)

    def get(self, url: str, *, accept: str, most_bytes: int, conditions: Mapping[str, str] | None = None) -> Reply:
        """Return the reply to a request, redirects followed: status 200, or 304 if ``conditions`` allowed for it.

        Raises FetchError: what ``request`` raises; 'robots' if the host's robots.txt forbids it; 'redirects' for too
        many; 'http' for another status. A failure that may pass is tried three times if the host need not be waited
        for too long.
        """
        headers = {"Accept": accept, **(conditions or {})}
        for tried in range(1, _TRIES + 1):
            try:
                return self._followed(url, headers, most_bytes)
            except FetchError as error:
                wait = error.wait if error.wait is not None else self.clock.back_off(tried, 2.0, _LONGEST_WAIT)
                if not error.again or tried == _TRIES or wait > _LONGEST_WAIT:
                    raise
                self.clock.sleep(wait)
        raise AssertionError("unreachable")

    def _followed(self, url: str, headers: Mapping[str, str], most_bytes: int) -> Reply:
        place = url
        for _ in range(self.limits.redirects + 1):
            self._check_robots(place)
            self._wait_for(place)
            reply = self._request(place, headers, most_bytes)
            if (onward := reply.redirect) is None:
                return self._accepted(reply, conditional="If-None-Match" in headers or "If-Modified-Since" in headers)
            place = onward
        raise FetchError(url, "redirects", f"it was sent on more than {self.limits.redirects} times")

    def _request(self, url: str, headers: Mapping[str, str], most_bytes: int) -> Reply:
        try:
            return request(url, headers=headers, most_bytes=most_bytes, limits=self.limits, resolve=self.resolve)
        finally:
            self._hold(url, self._pause(url))

    def _accepted(self, reply: Reply, *, conditional: bool) -> Reply:
        if reply.status == 200 or (reply.status == 304 and conditional):
            return reply
        again = reply.status in _LATER or reply.status >= 500
        wait = self._retry_after(reply) if again else None
        if wait:
            self._hold(reply.url, wait)
        asked = f" and asks to wait {wait:.0f} seconds" if wait else ""
        raise FetchError(reply.url, "http", f"the server answered {reply.status}{asked}", again=again, wait=wait)

    def _retry_after(self, reply: Reply) -> float | None:
        """Seconds that Retry-After asks for, written as such or as a date."""
        value = reply.headers.get("retry-after", "").strip()
        if value.isdecimal() and len(value) < 9:
            return float(value)
        try:
            return max(0.0, (email.utils.parsedate_to_datetime(value) - self.clock.now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def _hold(self, url: str, seconds: float) -> None:
        host, free = _origin(url), self.clock.now() + datetime.timedelta(seconds=seconds)
        self._free[host] = max(free, self._free.get(host, free))

    def _wait_for(self, url: str) -> None:
        """Wait until the host may be asked; FetchError if that is long."""
        free = self._free.get(_origin(url))
        wait = (free - self.clock.now()).total_seconds() if free else 0.0
        if wait > _LONGEST_PAUSE:
            raise FetchError(
                url, "http", f"the server asked to wait; {wait:.0f} seconds are left", again=True, wait=wait
            )
        if wait > 0:
            self.clock.sleep(wait)

    def _pause(self, url: str) -> float:
        known = self._rules.get(_origin(url))
        asked = known.rules.crawl_delay(ROBOT) if known and known.rules else None
        return max(_PAUSE, asked or 0.0)

    def _check_robots(self, url: str) -> None:
        origin, now = _origin(url), self.clock.now()
        known = self._rules.get(origin)
        if known is None or known.until <= now:
            known = self._rules[origin] = self._fetched_rules(origin, now)
        if known.failure is not None:
            failure = known.failure
            reason = f"robots.txt: {failure.reason}" if failure.code == "http" else failure.reason
            wait = max(failure.wait or 0.0, (known.until - now).total_seconds())
            raise FetchError(url, failure.code, reason, again=failure.again, wait=wait)
        if known.rules is not None and not known.rules.can_fetch(url, ROBOT):
            raise FetchError(url, "robots", "the site's robots.txt asks programs not to fetch it")
        if self._pause(url) > _LONGEST_PAUSE:
            reason = f"the site's robots.txt asks for {self._pause(url):.0f} seconds between two pages"
            raise FetchError(url, "robots", reason)

    def _fetched_rules(self, origin: str, now: datetime.datetime) -> _Rules:
        """The rules of a host, as RFC 9309 has it: none there means all is allowed, a broken server nothing."""
        from protego import Protego

        try:
            reply = self._robots(f"{origin}/robots.txt")
        except FetchError as error:
            if error.code == "redirects":
                return _Rules(now + _ROBOTS_HOLD)
            return _Rules(now + _FAILURE_HOLDS, failure=error)
        if reply.status == 200:
            return _Rules(now + _ROBOTS_HOLD, Protego.parse(reply.body.decode("utf-8", "replace")))
        if reply.status == 429 or reply.status >= 500:
            wait = self._retry_after(reply)
            failure = FetchError(reply.url, "http", f"the server answered {reply.status}", again=True, wait=wait)
            return _Rules(now + _FAILURE_HOLDS, failure=failure)
        return _Rules(now + _ROBOTS_HOLD)

    def _robots(self, url: str) -> Reply:
        for _ in range(self.limits.redirects + 1):
            most = self.limits.robots_bytes
            reply = request(
                url, headers={"Accept": "text/plain"}, most_bytes=most, limits=self.limits, resolve=self.resolve
            )
            if (onward := reply.redirect) is None:
                return reply
            url = onward
        raise FetchError(url, "redirects", "too many redirects")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
