"""Texts as sets of word shingles, and how much of one text is in another.

A shingle is five words in a row, as a number. What is sampled of a text's shingles for look-up depends on each shingle
alone (FracMinHash: Irber et al. 2022, Broder 1997's sketch "mod m"), so that a short text finds the long one that holds
it, which a MinHash of fixed length does not: it sees the share of both together.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SHINGLE = 5
"""Words in a shingle; at five, two reports of one happening share hardly any, a re-edited copy most."""

_SAMPLED = np.uint64(2**62)
_LEAD = 60
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))

Hashes = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Shingles:
    """A text's shingles in reading order, the quarter of them that is looked up, and the numbers it gives, sorted."""

    ordered: Hashes
    sampled: Hashes
    figures: Hashes


def shingles_of(text: str) -> Shingles:
    """Return a text's shingles; case, accents and punctuation don't count. A text under five words has none."""
    plain = _plain(text)
    codes = _codes(_WORD.findall(plain)).astype(np.uint64)
    figures = np.unique(_codes(_FIGURE.findall(plain)))
    count = len(codes) - SHINGLE + 1
    if count < 1:
        nothing = np.empty(0, dtype=np.uint32)
        return Shingles(nothing, nothing, figures)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed = _scattered(mixed * _STEP + codes[place : place + count])
    low = mixed.astype(np.uint32)
    return Shingles(low, np.unique(low[mixed < _SAMPLED]), figures)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share: shares of the smaller one's shingles, of a lead, and of the smaller one's figures.

    ``lead`` is the share of either's first 60 shingles in the other, whichever is more; ``missing`` counts the figures
    of the smaller that are not shared.
    """

    whole: float
    lead: float
    figures: float
    missing: int


def overlap(one: Shingles, other: Shingles) -> Overlap:
    """Return how much of the text with fewer shingles is in the other one; it is the same both ways round."""
    small, large = sorted((one, other), key=lambda s: (len(s.ordered), s.ordered.tobytes()))
    if not len(small.ordered):
        return Overlap(0.0, 0.0, 0.0, 0)
    held = np.isin(small.ordered, large.ordered)
    lead = max(float(held[:_LEAD].mean()), float(np.isin(large.ordered[:_LEAD], small.ordered).mean()))
    known = np.isin(small.figures, large.figures)
    figures = float(known.mean()) if len(known) else 1.0
    return Overlap(float(held.mean()), lead, figures, int((~known).sum()))


def _codes(words: list[str]) -> Hashes:
    return np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint32)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text)
    return "".join(c for c in split if not unicodedata.combining(c)).lower()


def _scattered(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter values over 64 bits (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))
