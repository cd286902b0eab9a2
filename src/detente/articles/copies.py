"""Which articles are copies of which: the same or nearly the same words, as agencies' stories in many outlets."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.model import Article

SHINGLE = 5
"""Words in a shingle; at five, two reports of one happening share hardly any, a re-edited copy most."""

THRESHOLD = 0.6
"""Share of the smaller text's shingles that must be in the other; a copy is often cut, seldom rewritten by half."""

_SKETCH = 32
"""Smallest shingle hashes of a text that are looked up; keeps comparisons near-linear in the number of articles."""

_COMMON = 50
"""A shingle that more articles have is boilerplate and proposes no pair."""

_WORD = re.compile(r"\w+")


def body_text(article: Article, page_text: str) -> str:
    """Return the article's paragraphs, joined by newlines."""
    return "\n".join(page_text[b.span.start : b.span.end] for b in article.blocks if b.kind == "body")


def link_copies(pairs: Iterable[tuple[Article, str]]) -> dict[str, str]:
    """Return the original's article id for every article that is a copy, from (article, body text) pairs.

    The original is the earliest published of a group (by the interval's end, then its start, then the id), so that
    the answer does not depend on the order of the pairs. Pairs are compared only if they share one of each text's 32
    smallest shingle hashes (a bottom-k sketch: Broder 1997).
    """
    ordered = sorted(pairs, key=lambda pair: _age(pair[0]))
    shingles: list[frozenset[int]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    originals: dict[str, str] = {}
    for number, (article, text) in enumerate(ordered):
        own = frozenset(_shingles(text))
        shingles.append(own)
        best = _best(own, holders, shingles)
        if best is not None:
            original = ordered[best][0].id
            originals[article.id] = originals.get(original, original)
        for value in sorted(own)[:_SKETCH]:
            holders[value].append(number)
    return originals


def _best(own: frozenset[int], holders: dict[int, list[int]], shingles: list[frozenset[int]]) -> int | None:
    near: set[int] = set()
    for value in sorted(own)[:_SKETCH]:
        found = holders.get(value, ())
        near.update(found if len(found) <= _COMMON else found[:_COMMON])
    scored = [(len(own & shingles[n]) / min(len(own), len(shingles[n])), -n) for n in near if shingles[n]]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= THRESHOLD else None


def _shingles(text: str) -> Iterator[int]:
    words = _WORD.findall(text.lower())
    for i in range(max(1, len(words) - SHINGLE + 1) if words else 0):
        piece = " ".join(words[i : i + SHINGLE]).encode()
        yield int.from_bytes(hashlib.blake2b(piece, digest_size=8).digest(), "big")


def _age(article: Article) -> tuple[str, str, str]:
    published = article.published
    latest = published.latest.isoformat() if published.latest else "9999"
    earliest = published.earliest.isoformat() if published.earliest else "0000"
    return latest, earliest, article.id
