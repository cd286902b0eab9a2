"""Events by place, on a map of outlines that comes with Détente: nothing is fetched."""

from __future__ import annotations

import datetime
import functools
import math
from dataclasses import dataclass
from importlib import resources
from typing import Annotated

import msgspec
from fastapi import Depends, Query

from detente.store.browsing import Browsing, Wanted
from detente.web.room.parameters import Day, EventType, Name
from detente.web.room.projection import HEIGHT, WIDTH, project
from detente.web.room.rows import Party, party
from detente.web.room.strips import tone_class

Date = datetime.date

MOST = 400
"""Places drawn, those with most events first."""
SMALLEST, LARGEST = 3.0, 22.0
"""Radii of the marks in px."""
_HAPPENED = "d.status IN ('occurred', 'ongoing')"
MANY = 30
"""Where no place has so many events the largest radius is not used up."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One country's shape, as the ``d`` of an SVG path in the map's projection."""

    code: str | None
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place: how many events, their mean intensity, and where it is drawn."""

    name: str
    country: str | None
    lat: float
    lon: float
    n: int
    conflict: int
    mean: float
    x: float
    y: float
    r: float
    tone: str


@dataclass(frozen=True, slots=True)
class AskedOfMap:
    """What the address of the map asks for."""

    party: Name = None
    other: Name = None
    type: EventType = None
    start: Annotated[Day, Query(alias="from")] = None
    end: Annotated[Day, Query(alias="to")] = None


@dataclass(frozen=True, slots=True)
class World:
    """The map. ``unplaced`` events are those of which no article says where."""

    width: float
    height: float
    places: tuple[Place, ...]
    placed: int
    unplaced: int
    sides: tuple[Party, ...]


@functools.cache
def outlines() -> tuple[Outline, ...]:
    """Return the shapes of all countries."""
    content = resources.files("detente.web.room").joinpath("outlines.json").read_bytes()
    return msgspec.json.decode(content, type=tuple[Outline, ...])


def world(reader: Browsing, *, asked: Annotated[AskedOfMap, Depends()]) -> World:
    """Events by place: how many, and in what tone, for a period, parties and a type of act."""
    from detente.web.room.search import code_of

    sides = [code_of(name) for name in (asked.party, asked.other) if name]
    wanted = Wanted(
        party=sides[0] if sides else None,
        other=sides[1] if len(sides) > 1 else None,
        type=asked.type,
        start=asked.start,
        end=asked.end,
    )
    where, values = wanted.where()
    sql = f"""
        SELECT e."where".name AS name, any_value(e."where".country) AS country, any_value(e."where".lat) AS lat,
            any_value(e."where".lon) AS lon, count(*) AS n, round(avg(e.intensity), 2) AS mean,
            count(*) FILTER (e.intensity < 0) AS conflict, sum(count(*)) OVER () AS placed
        FROM events e JOIN memory.days d ON d.event = e.id
        WHERE {where} AND d.placed AND {_HAPPENED}
        GROUP BY e."where".name, round(e."where".lat), round(e."where".lon) ORDER BY n DESC, name LIMIT {MOST}"""
    rows = reader.rows(sql, values)
    sql = f"SELECT count(*) AS n FROM memory.days d WHERE {where} AND NOT d.placed AND {_HAPPENED}"
    unplaced = reader.rows(sql, values)[0]["n"]
    most = max((row["n"] for row in rows), default=1)
    return World(
        width=WIDTH,
        height=HEIGHT,
        places=tuple(_place(row, most) for row in rows),
        placed=int(rows[0]["placed"]) if rows else 0,
        unplaced=unplaced,
        sides=tuple(party(s) for s in sides),
    )


def _place(row: dict[str, object], most: int) -> Place:
    kept = {k: v for k, v in row.items() if k != "placed"}
    lat, lon, n, mean = row["lat"], row["lon"], row["n"], row["mean"]
    assert isinstance(lat, float) and isinstance(lon, float) and isinstance(n, int) and isinstance(mean, float)
    x, y = project(lat, lon)
    radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(n / max(most, MANY))
    return Place(**kept, x=x, y=y, r=round(radius, 1), tone=tone_class(mean))  # type: ignore[arg-type]
