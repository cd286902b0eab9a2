"""Where in a text a rule can match at all, so that the grammar searches a fifth of it."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from detente.reading.times.vocabulary import words

REACH = 90
"""Characters on either side of a needed word that are searched; the longest expressions of news are some 60 long."""

Stretch = tuple[int, int]


class Stretches:
    """The stretches of one text that lie near the words that a rule needs."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower()
        self._known: dict[tuple[str, ...], list[Stretch]] = {}
        self._found: dict[str, list[int]] = {}

    def __call__(self, needs: tuple[str, ...]) -> list[Stretch]:
        """Return the stretches to search, in order and apart from each other; all of the text for no needs."""
        if not needs or len(self._lower) != len(self._text):  # some letters have no lower case of one character
            return [(0, len(self._text))]
        if needs not in self._known:
            starts = sorted(at for need in needs for word in _words_of(need) for at in self._places(word))
            self._known[needs] = list(self._merged(starts))
        return self._known[needs]

    def _places(self, word: str) -> list[int]:
        if word not in self._found:
            self._found[word] = list(_occurrences(self._lower, word))
        return self._found[word]

    def _merged(self, starts: list[int]) -> Iterator[Stretch]:
        first = last = -1
        for at in starts:
            if at - REACH > last:
                if last > 0:
                    yield first, last
                first = max(0, at - REACH)
            last = self._word_end(at + REACH)
        if last > 0:
            yield first, last

    def _word_end(self, at: int) -> int:
        """Return where the word at a place ends, so that no stretch cuts "daylight" into "day"."""
        end = self._lower.find(" ", at)
        return len(self._text) if at >= len(self._text) or end < 0 else end


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@functools.cache
def _words_of(need: str) -> tuple[str, ...]:
    """Return the strings that a name of a group stands for; any other need is a word itself."""
    w = words()
    groups = {
        "DIGIT": tuple("0123456789"),
        "MONTH": tuple({m[:3] for m in w.months}),
        "WEEKDAY": tuple({d[:3] for d in w.weekdays}),
        "SEASON": tuple(w.seasons),
        "PART": tuple(w.parts_of_day),
        "UNIT": tuple({u.replace("century", "centur") for u in w.units} | set(w.plurals)),
        "HOLIDAY": tuple({h.split()[0] for h in w.holidays}),
        "SET": tuple(w.sets),
        "DECADE": tuple(w.decades),
    }
    return groups.get(need, (need,))
