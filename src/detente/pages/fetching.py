"""One request over http or https, within limits of time and size; redirects are handed back, not followed.

The connection goes to a number that ``check_address`` has checked, while TLS certificate and Host header are for the
name. The whole of a request has a limit in time, however slowly the bytes drip in.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.response import BaseHTTPResponse

from detente import __version__
from detente.errors import FetchError
from detente.pages.fetch_addresses import Resolve, Target, check_address, resolve_name

ROBOT = "Detente"
USER_AGENT = f"{ROBOT}/{__version__} (reads news feeds for the person who runs it)"

_CHUNK = 65_536
_READABLE_CODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much one request may take, and where it may lead; all have defaults for news sites."""

    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    """For the whole of a request: a page of 2 MB over a line of half a megabit a second takes half of it."""

    feed_bytes: int = 5_000_000
    """After decompression. The largest news feeds, with full texts of some hundred articles, have 2 to 3 MB."""

    page_bytes: int = 20_000_000
    robots_bytes: int = 512_000
    """RFC 9309 asks to read at least 500 KiB of a robots.txt."""

    redirects: int = 5
    entries: int = 500
    """Entries read of one feed: the newest; feeds hold 10 to 100."""

    visit_seconds: float = 600.0
    """For the articles of one feed; the rest waits for the next reading, so that other feeds have their turn."""

    allow_private: bool = False
    """Only for tests against a server on this machine."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent: body decompressed, header names in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def redirect(self) -> str | None:
        """The address that the reply sends on to, absolute, or ``None``."""
        place = self.headers.get("location")
        return urljoin(self.url, place) if place and self.status in _REDIRECTS else None

    @property
    def media_type(self) -> str:
        """The type that Content-Type names, in lower case; '' if it names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that Content-Type names."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message.get_content_charset()


def request(
    url: str, *, headers: Mapping[str, str], most_bytes: int, limits: Limits, resolve: Resolve = resolve_name
) -> Reply:
    """Ask once for an address and return the reply, whatever its status.

    Raises FetchError 'address' for one that may not be fetched, 'network' (name, connection, TLS, time; another try
    may help), 'too-large', or 'type' for a compression that was not asked for.
    """
    asking = _Asking(url, headers, most_bytes, limits, resolve)
    asking.start()
    asking.join(limits.total_seconds)
    return asking.outcome()


class _Asking(threading.Thread):
    """One request in a thread of its own: only so has it a limit in time, whatever name server or peer hold it up."""

    def __init__(self, url: str, headers: Mapping[str, str], most_bytes: int, limits: Limits, resolve: Resolve) -> None:
        super().__init__(name=f"fetch {url}", daemon=True)
        self.url, self.headers, self.most_bytes, self.limits, self.resolve = url, headers, most_bytes, limits, resolve
        self.connection: HTTPConnection | None = None
        self.result: Reply | Exception | None = None

    def run(self) -> None:
        """Ask, and keep the reply or what went wrong."""
        try:
            self.result = self._ask()
        except Exception as error:  # handed to the thread that waits
            self.result = error

    def outcome(self) -> Reply:
        """Return the reply, or raise what went wrong; a request that still runs is ended."""
        if isinstance(self.result, Reply):
            return self.result
        if self.result is not None:
            raise self.result
        if self.connection is not None and self.connection.sock is not None:
            with contextlib.suppress(OSError):
                self.connection.sock.shutdown(socket.SHUT_RDWR)
        raise FetchError(self.url, "network", f"it took more than {self.limits.total_seconds:g} seconds", again=True)

    def _ask(self) -> Reply:
        target = check_address(self.url, allow_private=self.limits.allow_private, resolve=self.resolve)
        sent = {"Host": target.netloc, "User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", **self.headers}
        try:
            self.connection = _connected(target, self.limits)
            self.connection.request("GET", target.path, headers=sent, preload_content=False)
            with contextlib.closing(self.connection.getresponse()) as reply:
                named = {name.lower(): value for name, value in reply.headers.items()}
                body = b"" if reply.status in _REDIRECTS else _body(reply, self.url, self.most_bytes)
            return Reply(self.url, reply.status, named, body)
        except DecodeError:
            raise FetchError(self.url, "network", f"{target.host} sent damaged compressed bytes", again=True) from None
        except (HTTPError, HTTPException, OSError, ValueError) as error:  # ValueError: headers or sizes that are none
            reason = f"the connection to {target.host} failed: {_told(error)}"
            raise FetchError(self.url, "network", reason, again=True) from None
        finally:
            if self.connection is not None:
                self.connection.close()


def _connected(target: Target, limits: Limits) -> HTTPConnection:
    last: Exception | None = None
    for number in target.numbers:
        connection = _connection(target, number, limits.connect_seconds)
        try:
            connection.connect()
        except (HTTPError, OSError, ValueError) as error:  # ValueError: a certificate for another name
            connection.close()
            last = error
        else:
            connection.timeout = limits.read_seconds
            return connection
    raise FetchError(target.url, "network", f"no connection to {target.host}: {_told(last)}", again=True)


def _connection(target: Target, number: str, seconds: float) -> HTTPConnection:
    if target.scheme == "https":
        name = target.host
        return HTTPSConnection(number, target.port, timeout=seconds, server_hostname=name, assert_hostname=name)
    return HTTPConnection(number, target.port, timeout=seconds)


def _body(reply: BaseHTTPResponse, url: str, most_bytes: int) -> bytes:
    """The body, decompressed as it comes in, so that neither an endless one nor a bomb is ever held whole."""
    coding = reply.headers.get("content-encoding", "").strip().lower()
    if coding not in _READABLE_CODINGS:
        raise FetchError(url, "type", f"it is compressed in a way that was not asked for ({coding})")
    body = bytearray()
    for chunk in _chunks(reply):
        body += chunk
        if len(body) > most_bytes:
            reason = f"more than {most_bytes / 1_000_000:g} MB, which no news page or feed is"
            raise FetchError(url, "too-large", reason)
    return bytes(body)


def _chunks(reply: BaseHTTPResponse) -> Iterator[bytes]:
    while chunk := reply.read1(_CHUNK, decode_content=True):
        yield chunk


def _told(error: Exception | None) -> str:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "it did not answer in time"
    words = getattr(error, "strerror", None) or str(error)
    return " ".join(words.split())[:200] or type(error).__name__
