"""Memory and speed of reading a large WARC: pages and articles of one, and a whole `detente read` of a smaller one.

python -m benchmarks.archive_memory [MEGABYTES...]

The archive is written by program from the project's example pages: their paragraphs drawn anew for each record, among
menus and scripts as heavy as news pages have them. Each measure runs in a process of its own, whose peak of resident
memory is told; that it does not grow with the archive is what the two sizes show.
"""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.shared import ROOT, Table, tell

MEGABYTE = 1_000_000
SIZES = (100, 1000)
WHOLE_READ = 20
"""Megabytes for all stages: the parser takes a hundred times as long as reading does."""
SCRIPT = 90_000
"""Bytes of script on a page: what weighs on real ones is not the text."""

_ONE = """
import json, resource, sys, time
from detente.articles import articles
from detente.model import Page
from detente.pages import read_pages
start, pages, stories = time.perf_counter(), 0, 0
for found in read_pages([sys.argv[1]]):
    if isinstance(found, Page):
        pages += 1
        stories += sum(hasattr(story, "headline") for story in articles(found))
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"pages": pages, "stories": stories, "seconds": seconds, "peak": peak / 1000}))
"""
_ALL = """
import json, resource, sys, time, detente
start = time.perf_counter()
with detente.open(sys.argv[2]) as store:
    run = store.read([sys.argv[1]]).run
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"pages": run.pages, "stories": run.articles, "seconds": seconds, "peak": peak / 1000}))
"""


def measure(sizes: tuple[int, ...] = SIZES) -> tuple[Table, ...]:
    """Write archives of the given sizes in megabytes, read them, and return what that took."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            path = Path(scratch) / f"{size}.warc.gz"
            records = write_archive(path, size * MEGABYTE)
            rows.append(_row(f"pages and articles of {size:,} MB, {records:,} records", size, _run(_ONE, str(path))))
            path.unlink()
        path = Path(scratch) / "all.warc.gz"
        records = write_archive(path, WHOLE_READ * MEGABYTE)
        found = _run(_ALL, str(path), str(Path(scratch) / "store"))
        rows.append(_row(f"`detente read` of {WHOLE_READ} MB, {records:,} records, one process", WHOLE_READ, found))
    columns = ("what", "pages", "stories", "MB a second", "pages a second", "peak MB")
    return (Table("WARC.gz, megabytes before compression; peak of resident memory", columns, tuple(rows)),)


def write_archive(path: Path, size: int, seed: int = 1) -> int:
    """Write a WARC.gz of at least ``size`` bytes before compression; return the number of its records."""
    written = records = 0
    with path.open("wb") as file:
        for record in _records(seed):
            file.write(gzip.compress(record, 1, mtime=0))
            written, records = written + len(record), records + 1
            if written >= size:
                return records
    return records


def _records(seed: int) -> Iterator[bytes]:
    draw = random.Random(seed)
    files = sorted((ROOT / "examples" / "pages").glob("*.txt"))
    paragraphs = [line for file in files for line in file.read_text("utf-8").split("\n") if len(line) > 80]
    script = "".join(f"window.slot{i}={{id:{draw.getrandbits(48)},w:{i % 640}}};" for i in range(SCRIPT // 36))
    number = 0
    while True:
        yield _record(number, _html(number, draw.sample(paragraphs, 12), script))
        number += 1


def _html(number: int, paragraphs: list[str], script: str) -> bytes:
    menu = "".join(f'<li><a href="/section/{i}">Section {i}</a></li>' for i in range(40))
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    day = f"2022-03-{number % 28 + 1:02}"
    head = f'<title>Talks resume, round {number}</title><meta property="article:published_time" content="{day}">'
    page = f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}<script>{script}</script></head><body>"
    page += f"<nav><ul>{menu}</ul></nav><article><h1>Talks resume, round {number}</h1>{body}</article></body></html>"
    return page.encode()


def _record(number: int, html: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2022-04-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://wire.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _run(script: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(what: str, size: int, found: dict[str, float]) -> tuple[str, ...]:
    seconds = found["seconds"]
    speed = (f"{size / seconds:.1f}", f"{found['pages'] / seconds:.1f}")
    return (what, f"{found['pages']:,}", f"{found['stories']:,}", *speed, f"{found['peak']:.0f}")


def main() -> None:
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    tell("archive_memory", lambda: measure(sizes))


if __name__ == "__main__":
    main()
