"""What words mean, as directions: "shelled" lies near "bombed" and far from "praised", though no letters are shared.

The directions are those of the parser's word vectors, pooled by stem over the sentences of our own training corpus,
whitened (Mu and Viswanath 2018), and longer the rarer the stem. They are whole numbers, so that sums and products are
the same on every machine and in every order of the words.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.data import load_yaml, pinned

FILE, PIN = "senses.npy", "senses.yaml"
DIRECTIONS = 64
NEUTRAL = 0.25
"""Between .13, the mean of our labelled pairs that are two happenings, and .34, that of those that are one."""

Whole = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Pin:
    sha256: str


@dataclass(frozen=True, slots=True)
class Senses:
    """A row of ``directions`` (shape: stems, 64) for each stem of ``rows``."""

    rows: Mapping[str, int]
    directions: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What some words mean together: the sum of their directions (shape: 64), and its length."""

    direction: Whole
    length: float


def layout() -> np.dtype[np.void]:
    """Return how a row of the file is laid out: the stem in UTF-8, and its direction."""
    return np.dtype([("stem", "S16"), ("direction", "i1", (DIRECTIONS,))])


@functools.cache
def load_senses() -> Senses:
    """Return the directions that come with Détente; ModelError if the file is missing or is not the pinned one."""
    pin = load_yaml("detente.events", PIN, _Pin)
    table = np.load(io.BytesIO(pinned("detente.events", FILE, pin.sha256, by=PIN)), allow_pickle=False)
    rows = {stem.decode("utf-8"): at for at, stem in enumerate(table["stem"].tolist())}
    return Senses(rows, table["direction"].astype(np.int32))


def sense(stems: Iterable[str]) -> Sense | None:
    """Return what some stems mean together, ``None`` if none of them is known."""
    known = load_senses()
    rows = [at for stem in stems if (at := known.rows.get(stem)) is not None]
    if not rows:
        return None
    direction = known.directions.take(rows, axis=0).sum(axis=0, dtype=np.int32)
    length = math.sqrt(int(direction.dot(direction)))
    return Sense(direction, length) if length else None


def alike(one: Sense | None, other: Sense | None) -> float:
    """Return how alike two meanings are, from -1 to 1: the cosine of their angle; ``NEUTRAL`` if one is not known."""
    if one is None or other is None:
        return NEUTRAL
    return int(one.direction.dot(other.direction)) / (one.length * other.length)
