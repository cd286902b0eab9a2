"""A small web site on this machine for tests: what each path answers, and what it was asked."""

from __future__ import annotations

import contextlib
import datetime
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from detente.pages.fetch_manners import Clock

START = datetime.datetime(2024, 4, 3, 12, 0, tzinfo=datetime.UTC)


@dataclass
class Answer:
    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    url: str
    server: ThreadingHTTPServer
    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: Mapping[str, str]) -> Answer:
        self.asked.append((path, {k.lower(): v for k, v in headers.items()}))
        found = self.answers.get(path, Answer(status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        etag = found.headers.get("ETag")
        return Answer(status=304, headers=found.headers) if etag and headers.get("If-None-Match") == etag else found


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what some tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        answer = self.site.answer(self.path, self.headers)
        with contextlib.suppress(OSError):
            if answer.write is not None:
                answer.write(self)
                return
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def site_at_work() -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}", server)
    server.RequestHandlerClass = type("SiteHandler", (Handler,), {"site": site})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class FakeTime:
    """A clock that only sleep moves."""

    def __init__(self, now: datetime.datetime = START) -> None:
        self.time, self.slept = now, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += datetime.timedelta(seconds=seconds)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep, lambda: 1.0)


SENTENCES = (
    "The foreign ministers of the two countries met on Tuesday in the capital for talks on the border.",
    "They agreed to send their ambassadors back, an official said after the meeting ended late at night.",
    "It was the first such visit in six years, and both sides called it a step towards better relations.",
)


def article(headline: str, *, aside: str = "", sentences: int = 6) -> str:
    body = "".join(f"<p>{n}. {SENTENCES[n % 3]} {headline} was on the agenda.</p>" for n in range(sentences))
    return (
        f"<html><head><title>{headline}</title></head><body><nav>{aside}</nav>"
        f"<article><h1>{headline}</h1>{body}</article><aside>{aside}</aside></body></html>"
    )


def item(n: int, **fields: str) -> str:
    told = {"title": f"Story {n}", "link": f"/story/{n}", "guid": f"g{n}", "description": f"Teaser {n}."} | fields
    told.setdefault("pubDate", f"Tue, 0{n} Apr 2024 23:30:00 -0500")
    return "<item>" + "".join(f"<{k}>{v}</{k.partition(' ')[0]}>" for k, v in told.items()) + "</item>"


def rss(*items: str, head: str = "") -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Harbour Wire</title>{head}{''.join(items)}</channel></rss>"
    )
