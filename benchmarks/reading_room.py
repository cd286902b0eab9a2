"""The reading room on a made store: what each page costs, and fifty readers at once while a read is published.

python -m benchmarks.reading_room                     # the tables; makes the store of 100,000 events first (minutes)
python -m benchmarks.reading_room --store FOLDER      # on a store that benchmarks.room_made has made

The pages are measured in processor seconds, each asked for once with nothing kept. The readers turn pages for a
minute, each waiting a second on average between two, as somebody does who reads fast; they choose among 167
addresses, the first ones most often, each of which was asked for once before the minute begins. Twenty seconds in,
another process adds pages and publishes a new index.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.room_made import EVENTS, make
from benchmarks.shared import Table, tell
from detente.store import Record, open_record
from detente.web.room import Limits, create_app
from detente.web.room.serving import config

READERS, SECONDS, PUBLISHED_AT = 50, 60, 20
PAUSE = (0.5, 1.5)
FREE = Limits(a_second=1e6, at_once=1_000_000)
"""All readers of the measure come from one address; the room's own limit would turn most of them away."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: its status (0 for none) and seconds from asking to the last byte."""

    status: int
    seconds: float


def measure(store: Path | None = None) -> tuple[Table, ...]:
    """Return the tables: the cost of each page, and what fifty readers met."""
    with tempfile.TemporaryDirectory() as scratch:
        record = open_record(store) if store else make(Path(scratch) / "store")
        return costs(record), load(record)


def costs(record: Record) -> Table:
    """What each page costs the server, by processor time, with nothing kept."""
    from fastapi.testclient import TestClient

    with TestClient(create_app(record, limits=FREE)) as client:
        rows = []
        for name, address in _samples(client).items():
            started = time.process_time()
            answer = client.get(address)
            spent = (time.process_time() - started) * 1000
            assert answer.status_code == 200, address
            rows.append((name, f"{spent:.0f}", f"{len(answer.content) / 1000:.0f}"))
        events = client.get("/overview.json").json()["counts"]["events"]
    caption = f"Processor time of a page that nobody asked for before, on {events:,} events."
    return Table(caption, ("page", "ms", "kB of HTML"), tuple(rows))


def _samples(client: Any) -> dict[str, str]:
    dyads = client.get("/overview.json?sort=total").json()["dyads"]
    busy, usual = dyads[0], client.get("/overview.json?sort=total&page=2").json()["dyads"][0]
    event = usual["last"]["id"]
    article = client.get(f"/event/{event}.json").json()["accounts"][0]["told"][0]["article"]

    def pair(d: dict[str, Any]) -> str:
        return f"/relation/{d['a']['code']}/{d['b']['code']}"

    return {
        "overview": "/?days=365",
        f"relation of {usual['n']:,} events": pair(usual),
        f"the busiest relation, {busy['n']:,} events": pair(busy),
        "event": f"/event/{event}",
        "article": f"/article/{article}",
        "actor": f"/actor/{usual['a']['code']}",
        "search, all events": "/search?kind=events",
        "search, words of articles": "/search?kind=articles&q=news+2016",
        "search, words of claims": f"/search?kind=claims&q={usual['a']['code']}",
        "map": "/map",
        "network": "/network",
        "review": "/review",
    }


def load(record: Record) -> Table:
    """What fifty readers meet in a minute while a new index is published."""
    command = [sys.executable, "-m", "benchmarks.reading_room", "--serve", "--store", str(record.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            base = server.stdout.readline().strip()
            found = asyncio.run(_read(base, record))
        finally:
            server.terminate()
    times = sorted(a.seconds for a in found)
    failed = [a.status for a in found if a.status != 200]
    row = (
        f"{len(found):,}",
        f"{len(failed)}{' (' + ', '.join(map(str, sorted(set(failed)))) + ')' if failed else ''}",
        f"{statistics.median(times) * 1000:.0f}",
        f"{times[int(len(times) * 0.95)] * 1000:.0f}",
        f"{times[-1] * 1000:.0f}",
    )
    caption = (
        f"{READERS} readers for {SECONDS} s on pages asked for before, a read published from {PUBLISHED_AT} s on; "
        f"server, readers and read on one machine of {os.cpu_count()} cores, whose load was {os.getloadavg()[0]:.1f}."
    )
    return Table(caption, ("requests", "failed", "median ms", "95th percentile ms", "longest ms"), (row,))


async def _read(base: str, record: Record) -> list[Answered]:
    limits = httpx.Limits(max_connections=READERS, max_keepalive_connections=READERS)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:
        await _ready(client)
        addresses = await _addresses(client)
        for address in addresses:
            await client.get(address)
        end = time.monotonic() + SECONDS
        publishing = asyncio.create_task(_publish(record))
        found = await asyncio.gather(*(_reader(client, addresses, end, n) for n in range(READERS)))
        await publishing
    return [answered for one in found for answered in one]


async def _ready(client: httpx.AsyncClient) -> None:
    for _ in range(600):
        try:
            await client.get("/")
            return
        except httpx.TransportError:
            await asyncio.sleep(0.2)
    raise RuntimeError("the room did not open")


async def _addresses(client: httpx.AsyncClient) -> list[str]:
    found = ["/", "/?sort=total", "/map", "/network", "/review", "/search?kind=events", "/search?kind=articles"]
    for page in (1, 2):
        for dyad in (await client.get(f"/overview.json?sort=total&page={page}")).json()["dyads"]:
            found += [f"/relation/{dyad['a']['code']}/{dyad['b']['code']}", f"/event/{dyad['last']['id']}"]
            found += [f"/actor/{dyad['a']['code']}", f"/search?kind=events&party={dyad['b']['code']}"]
    return found


async def _reader(client: httpx.AsyncClient, addresses: list[str], end: float, seed: int) -> list[Answered]:
    draw = random.Random(seed)
    shares = [1 / (n + 1) for n in range(len(addresses))]
    found = []
    await asyncio.sleep(draw.uniform(0, 1))
    while time.monotonic() < end:
        started = time.monotonic()
        try:
            answer = await client.get(draw.choices(addresses, shares)[0])
            found.append(Answered(answer.status_code, time.monotonic() - started))
        except httpx.TransportError:
            found.append(Answered(0, time.monotonic() - started))
        await asyncio.sleep(draw.uniform(*PAUSE))
    return found


async def _publish(record: Record) -> None:
    await asyncio.sleep(PUBLISHED_AT)
    command = (sys.executable, "-m", "benchmarks.room_made", str(record.root), "--more")
    done = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert await done.wait() == 0


def _serve(store: Path) -> None:
    import socket

    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    uvicorn.Server(config(create_app(open_record(store), limits=FREE))).run(sockets=[listening])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help=f"a made store; by default one of {EVENTS:,} events is made")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        _serve(given.store)
    else:
        tell("The reading room", lambda: measure(given.store))
