"""The parser's recogniser of names, read by a decoder of our own: the same names in half the time.

spaCy decodes a word at a time, and for each word asks each of 74 moves whether it may be made, taking and giving back
Python's lock as it does so: over 23,000 words of news .9 seconds, and .5 for the vectors of the words. But a word
outside of any name is scored by nothing else than itself. So all words are scored at once as if they stood outside, and
only those inside a name one after the other. The weights and the rules of what may follow what are spaCy's
(``spacy/pipeline/_parser_internals/ner.pyx``, without preset entities).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

TOGETHER = 16
"""Documents whose words are scored at once: a longer table gained nothing, and must fit into memory."""

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Found = tuple[int, int, str]
"""A name's first token, the token behind its last, and its label."""


@dataclass(frozen=True, slots=True)
class _Moves:
    """What the scores' columns stand for: a move (Begin, In, Last, Unit, Out, by their letters) and its label."""

    kinds: tuple[str, ...]
    labels: tuple[str, ...]

    def where(self, kind: str) -> Flags:
        """Return the columns of one kind, that without a label left out (spaCy's mark for words that are no name)."""
        found = (k == kind and (bool(label) or kind == "O") for k, label in zip(self.kinds, self.labels, strict=True))
        return np.fromiter(found, dtype=bool, count=len(self.kinds))

    def column(self, kind: str, label: str) -> int:
        """Return the column of a move."""
        return list(zip(self.kinds, self.labels, strict=True)).index((kind, label))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one document: what each adds to a score by its place in the state, and how they look from outside.

    ``parts`` are (words, 3, hidden, pieces): as the next word, as a name's first, as the one before the next. ``best``
    is each word's best move outside of names, ``closing`` whether a name must end with it.
    """

    parts: Floats
    best: NDArray[np.int64]
    closing: Flags


class Recogniser:
    """Finds names in documents that have their sentences; ``component`` is spaCy's, left out of its pipeline."""

    def __init__(self, component: Any) -> None:
        from spacy.attrs import IS_SPACE, SENT_START

        self._columns = [SENT_START, IS_SPACE]
        self._vectors, self._lower, self._upper = component.model.layers
        names = [component.moves.get_class_name(i) for i in range(component.moves.n_moves)]
        self._moves = _Moves(*zip(*(name.partition("-")[::2] for name in names), strict=True))
        self._out, self._begin, self._unit = (self._moves.where(kind) for kind in "OBU")

    def names(self, docs: Sequence[Doc]) -> Iterator[list[Found]]:
        """Yield each document's names in reading order."""
        for start in range(0, len(docs), TOGETHER):
            yield from self._together([*docs[start : start + TOGETHER]])

    def _together(self, docs: list[Doc]) -> Iterator[list[Found]]:
        if not any(map(len, docs)):
            yield from ([] for _ in docs)
            return
        parts: Floats = self._lower.predict(self._vectors.predict(docs))  # the first row is the padding's
        blank, closing = (np.concatenate(flags) for flags in zip(*map(self._flags, docs), strict=True))
        best = self._outside(parts, blank, closing)
        first = 0
        for doc in docs:
            here = slice(first, first + len(doc))
            yield list(self._decoded(_Words(parts[1:][here], best[here], closing[here])))
            first += len(doc)

    def _flags(self, doc: Doc) -> tuple[Flags, Flags]:
        """Say of each word whether it is blank, and whether it is its sentence's last."""
        starts, blank = doc.to_array(self._columns).T
        return blank.astype(bool), np.append(starts[1:] == 1, True) if len(doc) else np.zeros(0, bool)

    def _outside(self, parts: Floats, blank: Flags, closing: Flags) -> NDArray[np.int64]:
        """Return each word's best move if it stands outside: a blank is no name, a sentence's last word opens none."""
        scores = self._scores(parts[1:, 0] + parts[0, 1] + parts[0, 2])
        scores[:, ~(self._out | self._begin | self._unit)] = -np.inf
        scores[np.ix_(closing, self._begin)] = -np.inf
        scores[np.ix_(blank, ~self._out)] = -np.inf
        best: NDArray[np.int64] = scores.argmax(axis=1)
        return best

    def _scores(self, summed: Floats) -> Floats:
        hidden = (summed + self._lower.get_param("b")).max(axis=-1)
        scores: Floats = hidden @ self._upper.get_param("W").T + self._upper.get_param("b")
        return scores

    def _decoded(self, words: _Words) -> Iterator[Found]:
        reached = 0
        for start in np.flatnonzero(~self._out[words.best]).tolist():
            if start < reached:
                continue
            move = words.best[start]
            label = self._moves.labels[move]
            reached = self._end(words, start, label) if self._begin[move] else start + 1
            yield start, reached, label

    def _end(self, words: _Words, start: int, label: str) -> int:
        """Return the token behind the last of a name that begins at a token and is not alone."""
        going, last = (self._moves.column(kind, label) for kind in "IL")
        for i in range(start + 1, len(words.best)):
            summed = words.parts[i, 0] + words.parts[start, 1] + words.parts[i - 1, 2]
            scores = self._scores(summed[np.newaxis])[0]
            if words.closing[i] or scores[last] > scores[going]:
                return i + 1
        return len(words.best)
