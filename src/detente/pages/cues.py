"""What tells a line of the story from a line of the page around it: numbers for each line of a laid-out page.

The strongest is whether trafilatura takes the line and its neighbours for text; then where the page's prose is: which
share of it stands in the block around the line, how far the line is from the smallest block that holds half of it, how
much prose other lines of the same tag and class are (a template repeats itself). Names of classes count for little and
only three kinds are looked at (``markup.yaml``).
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.data import load_yaml
from detente.pages.rendering import LaidLine, Layout, Node

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Sums = dict[int, list[float]]
"""For each element: characters of prose, of all, of links, and the number of lines in it."""

CUES = (
    *("vote-2", "vote-1", "vote", "vote+1", "vote+2"),
    *("chars-2", "chars-1", "chars", "chars+1", "chars+2", "words", "commas", "capitals", "prose", "linked", "strong"),
    *("place", "share", "told", "repeats", "title", "from title"),
    *("share1", "links1", "lines1", "share2", "links2", "lines2", "share3", "links3", "lines3"),
    *("to half", "up half", "to most", "up most", "to nearly all", "up nearly all"),
    *("twins", "twins' share", "twins' prose", "in paragraph", "in article", "named article", "caption", "headline"),
)
"""The columns of ``line_cues``."""

FAR = 30
_GRAM = 4
_PROSE_WORDS = 10
_LONG_WORDS = 25
_ENOUGH = 300  # characters; Japanese, without spaces, has no prose by our measure
_SHARES = (0.5, 0.75, 0.9)
_FILE = "markup.yaml"
_WORD = re.compile(r"\w+")
_STOPS = frozenset(".!?…")
_CLOSERS = "\"”’')]"
_NAMES = ("class", "id", "itemprop")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Names:
    article: tuple[str, ...]
    caption: tuple[str, ...]
    headline: tuple[str, ...]


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = load_yaml("detente.pages", _FILE, _Names)
    return tuple(re.compile("|".join(words), re.I) for words in (names.article, names.caption, names.headline))


def line_cues(page: Measured, title: str | None, extracted: str) -> tuple[Ints, Floats]:
    """Return the numbers of the lines that may be main text, and a matrix of shape (those lines, ``len(CUES)``).

    ``extracted`` is what the extractor takes for main text. A line may be main text if it is prose, or stands in or
    within two lines of that: on the dev pages a quarter of the lines, and all but 1 in 1,000 words of the stories.
    """
    if not page.texts:
        return np.zeros(0, np.int64), np.zeros((0, len(CUES)))
    own = page.own
    near = _around(votes(page.texts, extracted))
    chosen = np.flatnonzero((np.max(near, axis=0) > 0) | (own.prose > 0))
    lengths = [*near, *_around(np.log1p(own.chars)), np.log1p(own.words)]
    rest = [own.prose, own.linked, own.strong, *_places(own), *_titles(page, title, chosen)]
    shown = _written([page.texts[k] for k in chosen])
    columns = (*(line[chosen] for line in lengths), *shown, *(line[chosen] for line in rest))
    return chosen, np.column_stack([np.column_stack(columns), _containers(page, chosen)])


@dataclass(frozen=True, slots=True)
class Measured:
    """A laid-out page with what is counted of its lines and of the elements around them."""

    layout: Layout
    texts: tuple[str, ...]
    own: _Own
    blocks: tuple[int, ...]
    sums: _Sums

    def holder(self) -> int:
        """Return the number of the smallest element with nine tenths of the prose; 0, the root, if there is little."""
        told = float(self.own.told.sum())
        return _smallest(_SHARES[-1] * told, self.layout.nodes, self.sums) if told >= _ENOUGH else 0


def measure(layout: Layout) -> Measured:
    """Count what a page's lines are like, and what each element holds of them."""
    texts = tuple(layout.text[line.start : line.end] for line in layout.lines)
    own = _Own.of(layout.lines, texts)
    blocks = tuple(line.block for line in layout.lines)
    return Measured(layout, texts, own, blocks, _sums(blocks, layout.nodes, own))


def votes(texts: Sequence[str], extracted: str) -> Floats:
    """Return for each line the share of its words that the extractor has too, in runs of four or more across lines."""
    told = _WORD.findall(extracted)
    numbers = {word: number for number, word in enumerate(dict.fromkeys(told), 1)}
    found = [_WORD.findall(text) for text in texts]
    counts = np.array([len(words) for words in found], np.int64)
    said = [numbers.get(word, 0) for words in found for word in words]
    hit = np.isin(_grams(said, len(numbers)), _grams([numbers[word] for word in told], len(numbers)))
    covered = np.zeros(len(said), bool)
    for shift in range(_GRAM):
        covered[shift : shift + len(hit)] |= hit
    sums = np.concatenate([[0], np.cumsum(covered)])
    ends = np.cumsum(counts)
    return np.asarray((sums[ends] - sums[ends - counts]) / np.maximum(1, counts), float)


def _grams(numbers: Sequence[int], most: int) -> Ints:
    """Return one number for each four in a row of numbers from 0 to ``most``; beyond 55,000 two may share theirs."""
    said = np.array(numbers, np.int64)
    found = np.zeros(max(0, len(said) - _GRAM + 1), np.int64)
    for shift in range(_GRAM):
        found = found * (most + 1) + said[shift : shift + len(found)]
    return found


@dataclass(frozen=True, slots=True)
class _Own:
    """A line's own measures, each an array over the lines; ``told`` are the characters of lines that are prose."""

    chars: Floats
    words: Floats
    prose: Floats
    linked: Floats
    strong: Floats
    keys: tuple[str, ...]

    @classmethod
    def of(cls, lines: Sequence[LaidLine], texts: Sequence[str]) -> _Own:
        chars = np.array([len(text) for text in texts], float)
        words = np.array([len(text.split()) for text in texts], float)
        linked = np.minimum(1, np.array([line.linked for line in lines]) / chars)
        prose = (words >= _PROSE_WORDS) & (linked < 0.5)
        for k in np.flatnonzero(prose & (words < _LONG_WORDS)).tolist():
            prose[k] = texts[k].rstrip(_CLOSERS)[-1:] in _STOPS
        return cls(
            chars=chars,
            words=words,
            prose=prose.astype(float),
            linked=linked,
            strong=np.minimum(1, np.array([line.strong for line in lines]) / chars),
            keys=tuple(text.lower() for text in texts),
        )

    @property
    def told(self) -> Floats:
        return self.prose * self.chars


def _written(texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return how many commas the words of lines have, and how many of them begin with a capital."""
    split = [text.split() for text in texts]
    words = np.array([len(found) for found in split], float)
    capitals = np.array([sum([word[0].isupper() for word in found]) for found in split], float)
    return np.array([text.count(",") for text in texts], float) / words, capitals / words


def _around(values: Floats) -> list[Floats]:
    """Return the values of the line two above, one above, itself, one below and two below; -1 past the page's ends."""
    padded = np.concatenate([[-1, -1], values, [-1, -1]])
    return [padded[shift : shift + len(values)] for shift in range(5)]


def _places(own: _Own) -> list[Floats]:
    told = own.told
    whole = max(1.0, float(told.sum()))
    counts = Counter(own.keys)
    return [
        np.cumsum(own.chars) / own.chars.sum(),
        told / whole,
        np.cumsum(told) / whole,
        np.array([counts[key] for key in own.keys], float),
    ]


def _titles(page: Measured, title: str | None, chosen: Ints) -> list[Floats]:
    """Return how alike each line is to the title, and how many lines it stands below the line that is most so.

    Likeness of lines that are not chosen counts only above a half; those too short for that are not looked at.
    """
    layout, texts = page.layout, page.texts
    wanted = set(_WORD.findall((title or "").lower()))
    shortest = sorted(map(len, wanted))[: len(wanted) // 2 + 1]
    alike = np.zeros(len(texts))
    if wanted:
        may_be_title = page.own.chars >= sum(shortest)
        may_be_title[chosen] = True
        for k in np.flatnonzero(may_be_title).tolist():
            found = set(_WORD.findall(page.own.keys[k]))
            alike[k] = len(found & wanted) / len(found | wanted)
    at = int(alike.argmax()) if alike.max() > 0.5 else None
    if at is None:
        heads = (k for k, line in enumerate(layout.lines) if layout.nodes[line.block].tag == "h1")
        at = next((k for k in heads if len(set(_WORD.findall(page.own.keys[k]))) >= 3), None)
    below = np.arange(len(texts), dtype=float) - at if at is not None else np.full(len(texts), -99.0)
    return [alike, below]


def _containers(page: Measured, chosen: Ints) -> Floats:
    """Return what the elements around the chosen lines tell: shares of the page's prose, distances, twins, names."""
    nodes = page.layout.nodes
    blocks = [page.blocks[k] for k in chosen]
    if not blocks:
        return np.zeros((0, 9 + 6 + 3 + 5))
    parts = (
        np.array(_holders(blocks, nodes, page.sums, max(1.0, float(page.own.told.sum()))), float),
        np.array(_distances(blocks, nodes, page.sums), float),
        np.array(_twins(page.blocks, nodes, page.own), float)[chosen],
        np.array(_named(blocks, nodes), float),
    )
    return np.column_stack(parts)


def _above(blocks: Sequence[int], nodes: Sequence[Node]) -> set[int]:
    found: set[int] = set()
    for block in blocks:
        at = block
        while at >= 0 and at not in found:
            found.add(at)
            at = nodes[at].parent
    return found


def _sums(blocks: Sequence[int], nodes: Sequence[Node], own: _Own) -> _Sums:
    used = sorted(_above(blocks, nodes), reverse=True)
    found: _Sums = {at: [0.0, 0.0, 0.0, 0.0] for at in used}
    measures = zip(own.told.tolist(), own.chars.tolist(), (own.linked * own.chars).tolist(), strict=True)
    for block, (told, chars, linked) in zip(blocks, measures, strict=True):
        cell = found[block]
        cell[0] += told
        cell[1] += chars
        cell[2] += linked
        cell[3] += 1
    for at in used:  # children first
        if (parent := nodes[at].parent) >= 0:
            told, chars, linked, count = found[at]
            cell = found[parent]
            cell[0] += told
            cell[1] += chars
            cell[2] += linked
            cell[3] += count
    return found


def _holders(blocks: Sequence[int], nodes: Sequence[Node], sums: _Sums, whole: float) -> list[list[float]]:
    """Return for the three elements around each line's own: share of the page's prose, share of links, lines."""
    known: dict[int, list[float]] = {}
    for block in blocks:
        if block not in known:
            row: list[float] = []
            at = block
            for _ in range(3):
                at = nodes[at].parent if nodes[at].parent >= 0 else at
                told, chars, linked, count = sums[at]
                row += [told / whole, linked / max(1.0, chars), math.log1p(count)]
            known[block] = row
    return [known[block] for block in blocks]


def _distances(blocks: Sequence[int], nodes: Sequence[Node], sums: _Sums) -> list[tuple[float, ...]]:
    """Return how far each line is from the smallest element with half (three quarters, nine tenths) of the prose.

    Two numbers each: steps from the line up to where the two join, and from there down to that element.
    """
    whole = max((cell[0] for cell in sums.values()), default=0.0)
    paths = [_path(_smallest(share * whole, nodes, sums), nodes) for share in _SHARES]
    known: dict[int, tuple[float, ...]] = {}
    for block in blocks:
        if block not in known:
            row: list[float] = []
            for path in paths:
                at, steps = block, 0
                while at >= 0 and at not in path:
                    at = nodes[at].parent
                    steps += 1
                row += [steps, path.get(at, FAR)]
            known[block] = tuple(row)
    return [known[block] for block in blocks]


def _smallest(told: float, nodes: Sequence[Node], sums: _Sums) -> int:
    return max((at for at in sums if sums[at][0] >= told), key=lambda at: (nodes[at].depth, at))


def _path(at: int, nodes: Sequence[Node]) -> dict[int, int]:
    found: dict[int, int] = {}
    while at >= 0:
        found[at] = len(found)
        at = nodes[at].parent
    return found


def _twins(blocks: Sequence[int], nodes: Sequence[Node], own: _Own) -> list[tuple[float, float, float]]:
    """Return for lines of the same tag and class, as their parents are: number, share of the prose, how prosaic."""
    looks: dict[int, tuple[str, str]] = {-1: ("", "")}
    for block in blocks:
        for at in (block, nodes[block].parent):
            if at not in looks:
                looks[at] = nodes[at].tag, _undigited(nodes[at].element.get("class") or "")
    kinds = [(looks[block], looks[nodes[block].parent]) for block in blocks]
    count = Counter(kinds)
    told = dict.fromkeys(count, 0.0)
    chars = dict(told)
    for kind, prose, size in zip(kinds, own.told.tolist(), own.chars.tolist(), strict=True):
        told[kind] += prose
        chars[kind] += size
    whole = max(1.0, float(own.told.sum()))
    return [(float(count[kind]), told[kind] / whole, told[kind] / chars[kind]) for kind in kinds]


@functools.lru_cache(maxsize=4096)
def _undigited(names: str) -> str:
    return _DIGITS.sub("", names)


def _named(blocks: Sequence[int], nodes: Sequence[Node]) -> list[tuple[int, ...]]:
    """Return how far up a paragraph and an article are, and names that speak of a story, a caption, a headline."""
    known: dict[int, tuple[int, ...]] = {-1: (FAR,) * 5}
    for at in sorted(_above(blocks, nodes)):  # parents first
        node = nodes[at]
        above = known[node.parent]
        names = _kinds(" ".join(filter(None, map(node.element.get, _NAMES)))[:300])
        here = (node.tag == "p", node.tag == "article", *names)
        known[at] = tuple(0 if hit else min(FAR, steps + 1) for hit, steps in zip(here, above, strict=True))
    return [known[block] for block in blocks]


@functools.lru_cache(maxsize=4096)
def _kinds(names: str) -> tuple[bool, ...]:
    return tuple(pattern.search(names) is not None for pattern in _patterns())
