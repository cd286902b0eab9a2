"""What stands before every page: security headers, who may ask, how often, how much, and who may write."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Sent with every answer. Nothing but our own files may run, and no page of ours may be framed."""

COOKIE = "detente-room"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one reader may ask of the room."""

    a_second: float = 60.0
    """Requests a second in the long run: a page and its files are some eight, and a reader turns a few in a second."""

    at_once: int = 300
    """Requests beyond that which may come in one burst."""

    url_bytes: int = 4_096
    """A longer address is refused; the longest that our own pages make has some 600."""

    body_bytes: int = 16_384
    """A longer body is refused: a judgement with its reason is the longest that is sent."""

    readers: int = 10_000
    """Addresses whose requests are counted; the one that asked longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Token:
    """The secret that lets its holder write; without one nobody can."""

    secret: str | None = None

    @property
    def cookie(self) -> str:
        """What the browser keeps in place of the token."""
        return hmac.new((self.secret or "").encode(), b"detente reading room", hashlib.sha256).hexdigest()

    def is_token(self, given: str) -> bool:
        """Whether this is the token."""
        return self.secret is not None and hmac.compare_digest(given.strip().encode(), self.secret.encode())

    def admits(self, headers: dict[str, str]) -> bool:
        """Whether a request may write: by ``Authorization: Bearer TOKEN``, or by the cookie of a signed-in browser."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.is_token(given)
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        return self.secret is not None and kept is not None and hmac.compare_digest(kept.value, self.cookie)


def read_token(path: Path) -> Token:
    """Return the token in a file; a file that is not there is made, with a new token that only its owner can read.

    Raises UsageError for an empty or a very short one.
    """
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24) + "\n", encoding="ascii")
    secret = path.read_text(encoding="utf-8").strip()
    if len(secret) < 12:
        raise UsageError(f"{path}: a token has at least 12 characters; remove the file and a new one is made")
    return Token(secret)


class Guard:
    """The outermost layer: refuses what breaks a limit, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, limits: Limits, hosts: frozenset[str]) -> None:
        self.app = app
        self.limits = limits
        self.hosts = hosts
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        refused = self._refused(scope, headers)
        if refused:
            await _refuse(send, *refused)
            return
        await self.app(scope, _measured(receive, self.limits.body_bytes), _with_headers(send))

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if self.hosts and name not in self.hosts:
            return 421, f"this room does not answer to the name {name[:100]!r}; start it with --host to let it"
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > self.limits.url_bytes:
            return 414, "the address is too long"
        if int(length if (length := headers.get("content-length", "")).isdigit() else 0) > self.limits.body_bytes:
            return 413, "that is more than this room takes in"
        if scope["method"] not in ("GET", "HEAD") and not _same_origin(headers, host):
            return 403, "only pages of this room may write to it"
        if not self._may_ask((scope.get("client") or ("unknown",))[0]):
            return 429, "too many requests; wait a moment and ask again"
        return None

    def _may_ask(self, client: str) -> bool:
        now = time.monotonic()
        left, at = self._seen.pop(client, (float(self.limits.at_once), now))
        left = min(self.limits.at_once, left + (now - at) * self.limits.a_second)
        self._seen[client] = (max(left - 1, 0.0), now)
        while len(self._seen) > self.limits.readers:
            self._seen.popitem(last=False)
        return left >= 1


def _same_origin(headers: dict[str, str], host: str) -> bool:
    """Whether a request comes from this room's own pages, or from no page at all."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    headers = [(k.encode(), v.encode()) for k, v in HEADERS.items()]
    headers += [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    headers += [(b"retry-after", b"2")] if status == 429 else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {k for k, _ in message["headers"]}
            extra = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return sending


def _measured(receive: Receive, most: int) -> Receive:
    """Cut off a body that is longer than it said."""
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > most else message

    return receiving
