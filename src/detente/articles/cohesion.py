"""Whether two stretches of a page speak of the same things, by the words that carry content."""

from __future__ import annotations

from collections.abc import Iterable

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line

_STEM = 6


def content_words(lines: Iterable[Line]) -> set[str]:
    """Return the stems (first six letters) of names and longer words in lines."""
    stop = load_furniture().stop_words
    return {
        word.lower().replace("’s", "").replace("'s", "")[:_STEM]
        for line in lines
        for word in line.words
        if (len(word) > 4 or (word[0].isupper() and len(word) > 2)) and word.lower() not in stop
    }


def shared(part: set[str], whole: set[str]) -> float:
    """Return the share of ``part`` that ``whole`` has too; 0 for nothing."""
    return len(part & whole) / len(part) if part else 0.0
