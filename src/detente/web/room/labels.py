"""Names beside discs in a drawing, set so that none lies on another or on a disc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in px."""

_CHARACTER, _CAPITAL, _ASCENT, _DESCENT = 0.52, 0.7, 0.78, 0.24
"""Of bold Source Serif, in its size: width of a character, what a name's capitals add to it (thirty names measured, on
the safe side), height over its line and depth below."""

_AIR = 2.0


@dataclass(frozen=True, slots=True)
class Disc:
    """What is to be named: its middle and radius in px, and its name."""

    x: float
    y: float
    r: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name is set: the point on its line that it starts, ends or has its middle at."""

    x: float
    y: float
    anchor: Anchor


def place(discs: Sequence[Disc], size: float, *, width: float, height: float) -> list[Label | None]:
    """Return a place for each name at a size in px, inside a drawing; ``None`` for those that find none.

    The first discs choose first: over the disc, below it, to its right, to its left. Discs keep clear of names.
    """
    taken = [(d.x - d.r, d.y - d.r, d.x + d.r, d.y + d.r) for d in discs]
    found: list[Label | None] = []
    for disc in discs:
        own = (disc.x - disc.r, disc.y - disc.r, disc.x + disc.r, disc.y + disc.r)
        for label in _sides(disc, size):
            box = _box(label, disc.name, size)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                found.append(label)
                break
        else:
            found.append(None)
    return found


def _sides(disc: Disc, size: float) -> Iterator[Label]:
    level = round(disc.y + size * (_ASCENT - _DESCENT) / 2, 1)
    yield Label(disc.x, round(disc.y - disc.r - size * _DESCENT - 1, 1), "middle")
    yield Label(disc.x, round(disc.y + disc.r + size * _ASCENT + 2, 1), "middle")
    yield Label(round(disc.x + disc.r + 5, 1), level, "start")
    yield Label(round(disc.x - disc.r - 5, 1), level, "end")


def _box(label: Label, name: str, size: float) -> Box:
    wide = (len(name) * _CHARACTER + _CAPITAL) * size
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return (left, label.y - size * _ASCENT, left + wide, label.y + size * _DESCENT)


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] + _AIR and other[0] < one[2] + _AIR and one[1] < other[3] + _AIR and other[1] < one[3] + _AIR
    )
