"""Who dealt with whom in a period, as a network."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query

from detente.store.browsing import Browsing
from detente.store.dyads import links
from detente.web.room.labels import Disc, Label, place
from detente.web.room.parameters import Day
from detente.web.room.rows import Party, party
from detente.web.room.strips import tone_class

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Date = datetime.date

MOST = 120
"""Links that may be drawn; more make a ball of wool."""
SIDE = 1000
"""Sides of the drawing in px; it is shown as wide as there is room."""
DESK, PHONE = 17, 30
"""Sizes of names in px of the drawing: on a phone, where it is a third as wide, smaller ones can't be read."""
LONGEST = 24
"""Characters of a name that are drawn; all of it stands in the list and under the pointer."""


@dataclass(frozen=True, slots=True)
class Node:
    """One party, with the events of all its links that are drawn, and its place in the drawing.

    ``short`` is its name as it is drawn, at ``label`` on a desk and at ``small`` on a phone, where there is room.
    """

    party: Party
    n: int
    x: float
    y: float
    r: float
    short: str
    label: Label | None
    small: Label | None


@dataclass(frozen=True, slots=True)
class Edge:
    """What brought two parties together: how many events, and the mean intensity of what happened."""

    a: Party
    b: Party
    n: int
    mean: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class AskedOfNetwork:
    """What the address of the network asks for."""

    start: Annotated[Day, Query(alias="from")] = None
    end: Annotated[Day, Query(alias="to")] = None
    most: Annotated[int, Query(ge=5, le=MOST, description="how many links to draw")] = 60


@dataclass(frozen=True, slots=True)
class Network:
    """The network of a period: its parties and its links, the busiest first."""

    start: Date | None
    end: Date | None
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(reader: Browsing, *, asked: Annotated[AskedOfNetwork, Depends()]) -> Network:
    """Who dealt with whom in a period: parties, the events between them, and their tone."""
    found = links(reader, asked.start, asked.end, limit=asked.most)
    edges = tuple(Edge(party(d.a), party(d.b), d.n, d.tone, tone_class(d.tone)) for d in found)
    return Network(asked.start, asked.end, _nodes(edges), edges)


def _nodes(edges: tuple[Edge, ...]) -> tuple[Node, ...]:
    total: dict[Party, int] = defaultdict(int)
    for edge in edges:
        total[edge.a] += edge.n
        total[edge.b] += edge.n
    placed = layout([(e.a.code, e.b.code, e.n) for e in edges])
    most = max(total.values(), default=1)
    ordered = sorted(total, key=lambda p: (-total[p], p.code))
    discs = [Disc(*placed[p.code], round(5 + 17 * math.sqrt(total[p] / most), 1), _short(p.name)) for p in ordered]
    labels = place(discs, DESK, width=SIDE, height=SIDE)
    small = place(discs, PHONE, width=SIDE, height=SIDE)
    drawn = zip(ordered, discs, labels, small, strict=True)
    return tuple(Node(p, total[p], d.x, d.y, d.r, d.name, label, few) for p, d, label, few in drawn)


def _short(name: str) -> str:
    return name if len(name) < LONGEST else f"{name[: LONGEST - 2].rstrip()}…"


def layout(edges: list[tuple[str, str, int]], *, rounds: int = 220) -> dict[str, tuple[float, float]]:
    """Return a place in a square of ``SIDE`` px for each end of the links: the same links give the same places.

    T. Fruchterman, E. Reingold (1991), Graph drawing by force-directed placement; the start is a circle in the order
    of the links, so that nothing is left to chance.
    """
    import numpy as np

    names = list(dict.fromkeys(name for a, b, _ in edges for name in (a, b)))
    if not names:
        return {}
    at = {name: n for n, name in enumerate(names)}
    angle = np.arange(len(names)) * 2.399963  # the golden angle: neighbours in the list start far apart
    spot = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(np.arange(1, len(names) + 1))[:, None]
    spot /= max(1.0, float(np.abs(spot).max()))
    ends = np.array([(at[a], at[b]) for a, b, _ in edges])
    pull = np.array([1 + math.log10(n) for _, _, n in edges])
    near = 1.1 / math.sqrt(len(names))
    for heat in np.linspace(0.12, 0.002, rounds):
        apart = spot[:, None] - spot[None]
        distance = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        push = (apart / distance[..., None] ** 2 * near**2).sum(axis=1) - spot * near * 0.9
        along = spot[ends[:, 0]] - spot[ends[:, 1]]
        drawn = along * (np.linalg.norm(along, axis=1) * pull / near * 0.35)[:, None]
        np.add.at(push, ends[:, 0], -drawn)
        np.add.at(push, ends[:, 1], drawn)
        length = np.maximum(np.linalg.norm(push, axis=1, keepdims=True), 1e-9)
        spot = spot + push / length * np.minimum(length, heat)
    low, high = spot.min(axis=0), spot.max(axis=0)
    scaled = _apart(60 + (spot - low) / np.maximum(high - low, 1e-9) * (SIDE - 120))
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, scaled, strict=True)}


def _apart(spot: npt.NDArray[np.float64], *, rounds: int = 80) -> npt.NDArray[np.float64]:
    """Move apart what lies too close for a name between, in equal steps and without leaving the square."""
    import numpy as np

    gap = min(64.0, 0.7 * SIDE / math.sqrt(len(spot)))
    for _ in range(rounds):
        away = spot[:, None] - spot[None]
        distance = np.linalg.norm(away, axis=2)
        np.fill_diagonal(distance, gap)
        if distance.min() >= gap - 0.5:
            break
        step = np.clip(gap - distance, 0, None) / 2 / np.maximum(distance, 1e-3)
        spot = np.clip(spot + (away * step[..., None]).sum(axis=1) * 0.6, 50, SIDE - 50)
    return spot
