"""Which addresses may be fetched: http and https to the public internet, each name resolved and checked beforehand.

A connection is then made to a checked number, never to the name again, so that a name that answers differently the
second time (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from detente.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

_ADDRESS = re.compile(r"https?://", re.I)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|at_(?:medium|campaign|custom\d)|ocid|cmp|ns_\w+)(?:=|\Z)", re.I)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be fetched: its parts, and the checked numbers to connect to, in the resolver's order."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt holds for."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and, where it is not the scheme's own, port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def is_address(path: str) -> bool:
    """Say whether what the user named is an address on the web, not a file."""
    return _ADDRESS.match(path) is not None


def resolve_name(host: str, port: int) -> list[str]:
    """Return the numbers that the system's resolver knows for a host, each once. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))


def check_address(url: str, *, allow_private: bool = False, resolve: Resolve = resolve_name) -> Target:
    """Return where an address leads, resolved and checked.

    Raises FetchError 'address' if it is no http(s) address, carries a password, or leads (by any of its numbers) to
    a private, loopback, link-local, multicast or reserved one, unless ``allow_private``; 'network' for an unknown name.
    """
    parts = _split(url)
    host, port = _host(parts.hostname or "", url), parts.port or _PORTS[parts.scheme]
    try:
        numbers = resolve(host, port)
    except (OSError, UnicodeError) as error:
        reason = f"the host {host} can't be found: {getattr(error, 'strerror', None) or error}"
        raise FetchError(url, "network", reason, again=True) from None
    if not numbers:
        raise FetchError(url, "network", f"the host {host} has no address", again=True)
    for number in numbers:
        if not allow_private and not is_public(ipaddress.ip_address(number)):
            named = host if host == number else f"{host} is {number}, which"
            reason = f"{named} is not on the public internet; such addresses are never fetched"
            raise FetchError(url, "address", reason)
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return Target(url, parts.scheme, host, port, path, tuple(numbers))


def is_public(number: IPAddress) -> bool:
    """Say whether an IP address is on the public internet, and so is any IPv4 address that it wraps."""
    if not number.is_global or number.is_multicast or number.is_reserved or number.is_unspecified:
        return isinstance(number, ipaddress.IPv6Address) and number in _NAT64 and is_public(_last_four(number))
    if isinstance(number, ipaddress.IPv4Address):
        return True
    return number.sixtofour is None or is_public(number.sixtofour)


def canonical(url: str) -> str:
    """Return an address without fragment and without what only counts visitors (utm_source and the like)."""
    parts = urlsplit(url)
    kept = "&".join(piece for piece in parts.query.split("&") if piece and not _TRACKING.match(piece))
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", kept, ""))


def _last_four(number: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    hostname: str | None
    port: int | None
    path: str
    query: str


def _split(url: str) -> _Parts:
    try:
        parts = urlsplit(url)
        found = _Parts(parts.scheme.lower(), parts.hostname, parts.port, parts.path, parts.query)
    except ValueError:
        raise FetchError(url, "address", "this is no address; write it as https://example.org/feed.xml") from None
    if found.scheme not in _PORTS:
        raise FetchError(url, "address", f"{found.scheme or 'this'} is not fetched; only http and https are")
    if not found.hostname or len(url) > _LONGEST:
        raise FetchError(url, "address", "this is no address; write it as https://example.org/feed.xml")
    if "@" in parts.netloc:
        raise FetchError(url, "address", "it carries a name or password, which is not sent; save the page instead")
    return found


def _host(host: str, url: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        raise FetchError(url, "address", f"{host!r} is no host name") from None


def _quoted(text: str) -> str:
    """The text with blanks, controls and what is not ASCII percent-encoded; what is encoded already stays."""
    return re.sub(r"[^!-~]", lambda m: "".join(f"%{b:02X}" for b in m.group().encode("utf-8", "replace")), text)
