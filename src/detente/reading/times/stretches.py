"""Where in a text a rule can match at all, so that the grammar searches a fifth of it."""

from __future__ import annotations

import functools
import string
from collections.abc import Iterator

from detente.reading.times.vocabulary import words

REACH = 90
"""Characters on either side of a needed word that are searched; the longest expressions of news are some 60 long."""

_ALIKE = str.maketrans(
    {**dict.fromkeys(string.punctuation + "“”‘’–—…«»\n\t\r\u00a0\u202f", " "), **dict.fromkeys("123456789", "0")}
)

Stretch = tuple[int, int]


class Stretches:
    """The stretches of one text that lie near the words that a rule needs.

    They are looked for in the text with every digit a 0 and all punctuation blank, at the beginnings of its words.
    """

    def __init__(self, text: str) -> None:
        self._size = len(text)
        lower = text.lower()
        self._shape = f" {lower.translate(_ALIKE)} " if len(lower) == len(text) else None
        self._heads = _heads(self._shape or "")
        self._known: dict[tuple[str, ...], list[Stretch]] = {}

    def __call__(self, needs: tuple[str, ...]) -> list[Stretch]:
        """Return the stretches to search, in order and apart from each other; all of the text for no needs."""
        if not needs or self._shape is None:  # some capitals have no small letter of one character
            return [(0, self._size)]
        if _firsts(needs).isdisjoint(self._heads):  # most needs of most blocks: a paragraph names few months
            return []
        if needs not in self._known:
            starts = sorted(at for word in _words_of(needs) for at in _occurrences(self._shape, word))
            self._known[needs] = list(self._merged(self._shape, starts))
        return self._known[needs]

    def _merged(self, shape: str, starts: list[int]) -> Iterator[Stretch]:
        first = last = -1
        for at in starts:
            if at - REACH > last:
                if last > 0:
                    yield first, last
                first = max(0, at - REACH)
            # At the end of a word, so that no stretch cuts "daylight" into "day".
            last = min(self._size, shape.find(" ", min(at + REACH, self._size)))
        if last > 0:
            yield first, last


def _heads(shape: str) -> frozenset[str]:
    """Return how the words of a text begin: their first one, two and three characters; "0" if it has a digit at all."""
    begun = {word[:3] for word in shape.split()}
    digit = {"0"} if "0" in shape else set()
    return frozenset(begun | {word[:2] for word in begun} | {word[:1] for word in begun} | digit)


@functools.cache
def _firsts(needs: tuple[str, ...]) -> frozenset[str]:
    """Return how the words that are looked for begin, of each as many characters as ``_heads`` knows."""
    return frozenset("0" if word.startswith("0") else word[1:4].split(" ")[0] for word in _words_of(needs))


def _occurrences(shape: str, word: str) -> Iterator[int]:
    at = shape.find(word)
    while at >= 0:
        yield at
        at = shape.find(word, at + 1)


@functools.cache
def _words_of(needs: tuple[str, ...]) -> tuple[str, ...]:
    """Return what to look for: groups by their name, words from their beginning, digits as they stand."""
    w = words()
    groups = {
        "DIGIT": (" 0",),
        "MONTH": tuple({m[:3] for m in w.months}),
        "WEEKDAY": tuple({d[:3] for d in w.weekdays}),
        "SEASON": tuple(w.seasons),
        "UNIT": tuple({u.replace("century", "centur") for u in w.units} | set(w.plurals)),
        "HOLIDAY": tuple({h.split()[0].partition("'")[0] for h in w.holidays}),
        "SET": tuple(w.sets),
        "DECADE": tuple(w.decades),
    }
    asked = {word for need in needs for word in groups.get(need, (need,))}
    return tuple(sorted(word if word.lstrip().startswith("0") else f" {word}" for word in asked))
