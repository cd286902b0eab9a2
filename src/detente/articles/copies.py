"""Which articles are copies of which: the same or nearly the same words, as agencies' stories in many outlets.

Look-up proposes pairs (articles that share sampled shingles), the texts themselves decide. A copy may be cut short, be
given another headline, place line or a paragraph of the outlet's own; a follow-up that ends with the same background,
and the same form filled in with other figures, are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.articles.credits import credit_of, is_agency
from detente.articles.shingles import Hashes, Overlap, Shingles, overlap, shingles_of
from detente.model import Article
from detente.scratch import Scratch

SHARED = 0.45
"""Share of the smaller text that must be in the other. Of made copies with one word in eight changed it is .53 in the
middle; a story that quotes a paragraph of another has .29 of it at most."""

LEAD = 0.4
"""Share of either text's lead that the other must have: copies keep the agency's lead, though a paragraph of the
outlet's may stand before it (.40 at least on the made pairs); follow-ups share background and have none of it."""

FIGURES = 0.6
"""Share of the smaller text's figures that the other must have, unless under three are missing (those of a dateline or
of an editor's paragraph): forms filled in daily differ in them."""

KIN = 0.3
"""Least share with the original itself: a copy of a copy that has nothing of the original is none of its."""

MIN_SHINGLES = 8
"""Texts of less than twelve words (credit lines, teasers) are no copies and have none."""

_FIRST = 6  # of the articles that share a shingle, the older ones with which the others are compared, beside the last
_PROPOSED = 0.2  # share of the smaller text's sampled shingles; under half of SHARED, since a sample errs
_SHARDS = 16
_DAWN, _DUSK = "0000", "9999"

Pairs = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Text:
    """What copies are told by; ``age`` orders texts so that one that may be an original comes before its copies.

    Its shingles lie in a file: ``place`` and ``sizes`` tell where, and how many of each sort they are.
    """

    id: str
    page: str
    outlet: str | None
    credit: str | None
    place: int
    sizes: tuple[int, int, int]
    age: tuple[str, str, bool, int, str, int, str]


class _Shelf:
    """Texts' shingles in a file that goes with the process: in memory they would be 4 KB for an article."""

    def __init__(self) -> None:
        self._scratch = Scratch()

    def put(self, shingles: Shingles) -> tuple[int, tuple[int, int, int]]:
        """Write a text's shingles and return their place and sizes."""
        arrays = (shingles.sampled, shingles.ordered, shingles.figures)
        place = self._scratch.append(b"".join(array.tobytes() for array in arrays))
        return place, (len(arrays[0]), len(arrays[1]), len(arrays[2]))

    def shingles(self, text: _Text) -> Shingles:
        """Return a text's shingles."""
        sampled, ordered, _ = text.sizes
        found = self._read(text.place, sum(text.sizes))
        return Shingles(found[sampled : sampled + ordered], found[:sampled], found[sampled + ordered :])

    def sampled(self, texts: Sequence[_Text]) -> Hashes:
        """Return the sampled shingles of some texts, one text's after the other's."""
        found = np.empty(sum(text.sizes[0] for text in texts), dtype=np.uint32)
        at = 0
        for text in texts:
            found[at : at + text.sizes[0]] = self._read(text.place, text.sizes[0])
            at += text.sizes[0]
        return found

    def _read(self, place: int, count: int) -> Hashes:
        return np.frombuffer(self._scratch.read(place, 4 * count), dtype=np.uint32)


def body_text(article: Article, page_text: str) -> str:
    """Return the article's paragraphs, joined by newlines."""
    return "\n".join(page_text[b.span.start : b.span.end] for b in article.blocks if b.kind == "body")


def link_copies(pairs: Iterable[tuple[Article, str]]) -> dict[str, str]:
    """Return the original's article id for every article that is a copy, from (article, body text) pairs.

    The original of a text that credits an agency is the agency's own page, if that is among the pairs; else it is the
    earliest published (by the interval's end, then its start; of the same day one without a credit, then the longest).
    An original is never a copy itself. The order of the pairs makes no difference. Memory and time grow with the
    number of articles: some 3 KB and 0.7 ms for one of 350 words (``benchmarks/copies.py``).
    """
    shelf = _Shelf()
    texts = [text for article, body in pairs if (text := _text(article, body, shelf)).sizes[1] >= MIN_SHINGLES]
    texts.sort(key=lambda text: (not is_agency(text.outlet), text.age))
    near = _neighbours(texts, shelf)
    order = _order(texts, near)
    parents = {n: parent for n in near if (parent := _parent(n, texts, near[n], order)) is not None}
    roots = {n: _root(n, parents) for n in parents}
    return {
        texts[n].id: texts[root].id
        for n, root in sorted(roots.items())
        if parents[n] == root or overlap(shelf.shingles(texts[n]), shelf.shingles(texts[root])).whole >= KIN
    }


def _text(article: Article, body: str, shelf: _Shelf) -> _Text:
    shingles = shingles_of(body)
    credit = credit_of(body, article.byline)
    published = article.published
    latest = published.latest.isoformat() if published.latest else _DUSK
    earliest = published.earliest.isoformat() if published.earliest else _DAWN
    borrowed = credit is not None and credit != article.outlet
    age = (latest, earliest, borrowed, -len(shingles.ordered), article.page, article.position, article.id)
    return _Text(article.id, article.page, article.outlet, credit, *shelf.put(shingles), age)


def _neighbours(texts: Sequence[_Text], shelf: _Shelf) -> dict[int, dict[int, Overlap]]:
    """Return for each text the others that it is much the same as."""
    near: dict[int, dict[int, Overlap]] = defaultdict(dict)
    for one, other in _proposed(texts, shelf):
        shared = overlap(shelf.shingles(texts[one]), shelf.shingles(texts[other]))
        if _is_copy(shared):
            near[one][other] = near[other][one] = shared
    return near


def _is_copy(shared: Overlap) -> bool:
    if shared.missing >= 3 and shared.figures < FIGURES:
        return False
    return shared.whole >= SHARED and shared.lead >= LEAD


def _proposed(texts: Sequence[_Text], shelf: _Shelf) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that share enough of their sampled shingles, each once."""
    if not texts:
        return
    sizes = np.array([text.sizes[0] for text in texts])
    values = shelf.sampled(texts)
    holders = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)
    shard = (values >> np.uint32(28)).astype(np.uint8)
    found = [np.unique(_meeting(values[p], holders[p].astype(np.uint64)), return_counts=True) for p in _parts(shard)]
    pairs, where = np.unique(np.concatenate([pairs for pairs, _ in found]), return_inverse=True)
    counts = np.bincount(where, weights=np.concatenate([counts for _, counts in found]), minlength=len(pairs))
    first, second = (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    enough = counts >= np.maximum(1, _PROPOSED * np.minimum(sizes[first], sizes[second]))
    yield from zip(first[enough].tolist(), second[enough].tolist(), strict=True)


def _parts(shard: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.bool_]]:
    return (shard == number for number in range(_SHARDS))


def _meeting(values: npt.NDArray[np.uint32], holders: Pairs) -> Pairs:
    """Return the pairs of holders (earlier in the high half) that share a value: each with the first ones and the last.

    A value's holders are in the texts' order, so originals come first; comparing with all of them would take time by
    the square for words that everybody prints.
    """
    order = np.argsort(values, kind="stable")
    values, holders = values[order], holders[order]
    starts = (
        np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else np.empty(0, np.int64)
    )
    start = np.repeat(starts, np.diff(np.append(starts, len(values))))
    rank = np.arange(len(values)) - start
    met = [_joined(holders[start[rank > n] + n], holders[rank > n]) for n in range(_FIRST)]
    late = np.flatnonzero(rank > _FIRST)
    return np.concatenate([*met, _joined(holders[late - 1], holders[late])])


def _joined(earlier: Pairs, later: Pairs) -> Pairs:
    return (earlier << np.uint64(32)) | later


def _order(texts: Sequence[_Text], near: dict[int, dict[int, Overlap]]) -> dict[int, tuple[bool, tuple[object, ...]]]:
    """Return what sorts originals before copies: agencies' own pages that others credit, then all by age."""
    credited = {n for n, others in near.items() if any(_credits(texts[o], texts[n]) for o in others)}
    return {n: (n not in credited, texts[n].age) for n in near}


def _credits(copy: _Text, original: _Text) -> bool:
    return copy.credit is not None and copy.outlet != original.outlet == copy.credit


def _parent(
    n: int, texts: Sequence[_Text], others: dict[int, Overlap], order: dict[int, tuple[bool, tuple[object, ...]]]
) -> int | None:
    """Return the text that one was taken from: its agency's page, else of those before it the one most like it."""
    before = [o for o in others if order[o] < order[n]]
    agencys = [o for o in before if _credits(texts[n], texts[o])]
    return min(agencys or before, key=lambda o: (-round(others[o].whole, 1), order[o]), default=None)


def _root(n: int, parents: dict[int, int]) -> int:
    while n in parents:
        n = parents[n]
    return n
