"""Write the directions of words by which merging tells what evidence means: python -m training.events.senses

From the sentences of our own corpus (training/corpus) and the word vectors of the parser's model; writes
src/detente/events/senses.npy and its pin.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import spacy

from detente.events import senses
from detente.events.wording import stem
from detente.reading.language.parser import wheel_path
from training.corpus.__main__ import sources
from training.corpus.format import read_sources
from training.events import DATA

LEAST = 2
"""Sentences in which a stem must stand."""

LONGEST = 127
_WORD = re.compile(r"[^\W\d_]{3,}")
_HEAD = "# Written by python -m training.events.senses; it pins senses.npy.\n"
Array = npt.NDArray[np.float64]


def main() -> None:
    """Write the file and its pin."""
    sentences = [s.text for s in read_sources(sources())[0]]
    often = Counter(word for text in sentences for word in set(_WORD.findall(text)) if word.islower())
    vocabulary = spacy.load(wheel_path()).vocab
    known = [word for word in often if stem(word) and vocabulary[word].has_vector]
    vectors = {word: np.array(vocabulary[word].vector, dtype=np.float64) for word in known}
    found, told = directions(vectors, often, len(sentences))
    table = np.array([(s.encode("utf-8"), row) for s, row in zip(told, found, strict=True)], senses.layout())
    file = DATA.with_name(senses.FILE)
    np.save(file, table, allow_pickle=False)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    DATA.with_name(senses.PIN).write_text(f"{_HEAD}sha256: {sha256}\n", encoding="utf-8")
    print(f"{len(told)} stems of {len(vectors)} words in {len(sentences)} sentences: {file}")


def directions(
    vectors: Mapping[str, Array], often: Mapping[str, int], of: int
) -> tuple[npt.NDArray[np.int8], list[str]]:
    """Return a row of whole numbers for each stem, and the stems; of ``of`` sentences ``often`` have a word."""
    words_of: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vectors):
        words_of[stem(word)].append(word)
    count = {s: sum(often[w] for w in ws) for s, ws in words_of.items()}
    told = sorted(s for s, n in count.items() if n >= LEAST and len(s.encode("utf-8")) <= 16)
    pooled = np.array([_unit(_pooled(words_of[s], vectors, often)) for s in told])
    rarity = np.array([math.log(of / count[s]) for s in told])
    long = _whitened(pooled, np.array([count[s] for s in told], float)) * rarity[:, None]
    return np.round(long * (LONGEST / np.abs(long).max())).astype(np.int8), told


def _pooled(words: Iterable[str], vectors: Mapping[str, Array], often: Mapping[str, int]) -> Array:
    total: Array = np.sum([_unit(vectors[w]) * often[w] for w in words], axis=0)
    return total


def _whitened(rows: Array, weights: Array) -> Array:
    """Unit rows in the directions of the greatest variance, all made equally wide, around the mean of what is read."""
    centred = rows - np.average(rows, axis=0, weights=weights)
    _, wide, axes = np.linalg.svd(centred, full_matrices=False)
    kept = centred @ axes[: senses.DIRECTIONS].T / wide[: senses.DIRECTIONS]
    return np.array([_unit(row) for row in kept])


def _unit(vector: Array) -> Array:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


if __name__ == "__main__":
    main()
