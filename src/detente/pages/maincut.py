"""Which lines of a laid-out HTML page are main text: a small forest of decision trees over ``cues``.

The extractor's cut is one cue among others, so that what it takes along (teasers, notices, author boxes) can be left
and what it loses be kept. Trained by ``python -m training.markup`` on the dev part of the pages yardstick; only
numbers are kept of it. By cross-validation over sites, F1 of four-word shingles is .955, that of the extractor's own
text .949.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

from detente.errors import DataError
from detente.model import Span
from detente.pages.cues import CUES, Floats, Ints, Measured, line_cues
from detente.pages.rendering import LaidLine, Layout

FILE = "maincut.json"
SHA256 = "50d70b2d708b5923426e27cdb0a22fff683d52dc8983a246e16f289b15021b23"
_VOTE = CUES.index("vote")
_MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree, node by node: go to ``low`` if ``cue`` is at most ``at``, else to ``high``; a leaf leads to itself."""

    cue: tuple[int, ...]
    at: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Trained:
    """What the data file holds: the names of the cues, the sum from which a line is main text, the depth, the trees."""

    cues: tuple[str, ...]
    threshold: float
    depth: int
    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees set side by side, as arrays of shape (trees, nodes); the log odds of a line are the sum of their leaves."""

    threshold: float
    depth: int
    cue: NDArray[np.int64]
    at: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    value: Floats

    @classmethod
    def of(cls, trained: Trained) -> Forest:
        """Return the forest of a data file's content."""
        size = max((len(tree.cue) for tree in trained.trees), default=1)

        def stacked(name: str) -> NDArray[np.float64]:
            rows = [getattr(tree, name) for tree in trained.trees]
            return np.array([(*row, *(0,) * (size - len(row))) for row in rows], float)

        cue, low, high = (stacked(name).astype(np.int64) for name in ("cue", "low", "high"))
        return cls(trained.threshold, trained.depth, cue, stacked("at"), low, high, stacked("value"))

    def odds(self, cues: Floats) -> Floats:
        """Return the log odds of each line: shape (lines, cues) to (lines,)."""
        roots = np.arange(len(self.cue)) * self.cue.shape[1]
        cue, at, low, high = self.cue.ravel(), self.at.ravel(), self.low.ravel(), self.high.ravel()
        told, first = cues.ravel(), np.arange(len(cues))[:, None] * cues.shape[1]
        node = np.broadcast_to(roots, (len(cues), len(roots)))
        for _ in range(self.depth):
            goes_low = told.take(first + cue.take(node)) <= at.take(node)
            node = roots + np.where(goes_low, low.take(node), high.take(node))
        return np.asarray(self.value.ravel().take(node).sum(axis=1), float)


@functools.cache
def load_forest() -> Forest:
    """Return the shipped forest; DataError if the file is not the one that this version was measured with."""
    content = (resources.files("detente.pages") / FILE).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise DataError(f"detente.pages/{FILE}: its SHA-256 is {found}, not {SHA256}; install Détente anew")
    trained = msgspec.json.decode(content, type=Trained)
    if trained.cues != CUES:
        raise DataError(f"detente.pages/{FILE}: it was trained on other cues; run python -m training.markup")
    return Forest.of(trained)


def main_spans(page: Measured, title: str | None, extracted: str) -> tuple[Span, ...]:
    """Return the stretches of main text: runs of lines, none if there is nothing that the extractor takes for text.

    ``extracted`` is the extractor's text. Where the forest takes no line at all, the lines that are mostly in it stand.
    """
    if not page.texts or not extracted.strip():
        return ()
    return stretches(page.layout, *line_cues(page, title, extracted), load_forest())


def stretches(layout: Layout, chosen: Ints, cues: Floats, forest: Forest) -> tuple[Span, ...]:
    """Return the runs of lines that a forest takes for main text by the cues of chosen lines, or else the extractor."""
    taken = forest.odds(cues) > forest.threshold
    if not taken.any():
        taken = cues[:, _VOTE] > _MAJORITY
    main = np.zeros(len(layout.lines), bool)
    main[chosen[taken]] = True
    return tuple(_runs(layout.lines, main.tolist()))


def _runs(lines: Sequence[LaidLine], taken: Sequence[bool]) -> list[Span]:
    found: list[Span] = []
    going_on = False
    for line, is_main in zip(lines, taken, strict=True):
        if is_main:
            start = found.pop().start if going_on else line.start
            found.append(Span(start, line.end))
        going_on = is_main
    return found
