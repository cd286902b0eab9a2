"""What a page speaks of, by the stems of its longer words: how well a line fits, and how alike two stretches are."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line

_STEM = 6
_MOST_WORDS = 400

Vector = NDArray[np.float32]


class Topic:
    """The stems of a page's lines as numbers, made once, asked for many stretches.

    A stem is a word's first six letters; names and words over four letters have one, function words none. ``capitals``
    are the stems that begin with a capital inside a sentence: names, mostly.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        ids: dict[str, int] = {}
        names: set[int] = set()
        rows: list[int] = []
        stems: list[int] = []
        for row, line in enumerate(lines):
            said = [stem_of(word) for word in line.words[:_MOST_WORDS]]
            for stem in dict.fromkeys(said):
                if stem:
                    rows.append(row)
                    stems.append(ids.setdefault(stem, len(ids)))
            if len(said) > 1:
                pairs = zip(line.words, line.words[1:], said[1:], strict=False)
                names.update(
                    ids[stem] for last, word, stem in pairs if stem and word[0].isupper() and last[0].islower()
                )
        self.lines = len(lines)
        self.rows = np.array(rows, np.intp)
        self.stems = np.array(stems, np.intp)
        self.size = len(ids)
        self.capitals = np.array(sorted(names), np.intp)
        self.counts = np.bincount(self.rows, minlength=self.lines)
        self.ends = np.concatenate([[0], np.cumsum(self.counts)])

    def fit(self, weight: Vector) -> tuple[Vector, Vector]:
        """Return, for each line, the mean weight and the share of its stems that other lines say too.

        ``weight`` says how much each line counts as what the page is about; a line lends its own words nothing.
        """
        told = np.bincount(self.stems, weights=(weight > 0)[self.rows].astype(float), minlength=self.size)
        own = (weight > 0)[self.rows]
        others = told[self.stems] - own
        count = np.maximum(self.counts, 1)
        fit = np.bincount(self.rows, weights=np.log1p(others), minlength=self.lines) / count
        known = np.bincount(self.rows, weights=(others > 0).astype(float), minlength=self.lines) / count
        return fit.astype(np.float32), known.astype(np.float32)

    def profile(self, lines: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return how many of the given lines have each stem."""
        if len(lines) and lines[-1] - lines[0] == len(lines) - 1:  # a run of lines, as most are
            said = self.stems[self.ends[lines[0]] : self.ends[lines[-1] + 1]]
        else:
            parts = [self.stems[self.ends[i] : self.ends[i + 1]] for i in lines]
            said = np.concatenate(parts) if parts else np.zeros(0, np.intp)
        return np.bincount(said, minlength=self.size).astype(float)


def shared(part: NDArray[np.float64], whole: NDArray[np.float64]) -> float:
    """Return the share of the stems of ``part`` that ``whole`` has too; 0 for nothing."""
    has = part > 0
    return float((whole[has] > 0).sum() / has.sum()) if has.any() else 0.0


def alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the cosine of two stretches' stems, each weighted by the logarithm of its count."""
    left, right = np.log1p(one), np.log1p(other)
    size = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / size if size else 0.0


@functools.lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """Return a word's stem, empty for one that carries no content."""
    low = word.lower()
    if not (len(word) > 4 or (len(word) > 2 and word[0].isupper())) or low in load_furniture().stop_words:
        return ""
    return (low[:-2] if low.endswith(("’s", "'s")) else low)[:_STEM]
