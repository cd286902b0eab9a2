"""Print what the lexicon's votes have been worth: ``VOTES`` of ``detente.reading.codes.coder``.

    python -m training.votes

The network is asked without predicate, as ``detente.code`` asks, about the dev and calibration parts of
``training/corpus.jsonl``, from which it learnt nothing; the votes are those that make the right types likeliest. The
test part tells what they bring. Needs ``python -m training.corpus build`` first; no yardstick is read.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from detente.reading.codes import Question, load_network
from detente.reading.codes.coder import lexicon_votes, together
from training.coder.dataset import Example, Passage, examples_of, parts, read_corpus

CORPUS = Path(__file__).resolve().parents[1] / "corpus.jsonl"
STEP = 0.05
HIGHEST = 2.0
GRID = tuple(round(float(value), 2) for value in np.arange(0, HIGHEST + STEP / 2, STEP))


@dataclass(frozen=True, slots=True)
class Row:
    """A pair: its right type, the network's probabilities, and how many sides stand by the lexicon's word of a type."""

    right: str
    told: Mapping[str, float]
    sides: Mapping[str, int]


def rows(passages: Iterable[Passage]) -> list[Row]:
    """Return the labels that can be asked without their predicate, as the network and the lexicon answer them."""
    asked = [e for e in examples_of(passages) if e.sole and e.actor is not None]
    answers = load_network().ask([Question(e.text, e.actor, e.recipient) for e in asked])
    return [
        Row(example.type, answer.types, _sides(example))
        for example, answer in zip(tqdm(asked, desc="pairs", unit="pair", disable=None), answers, strict=True)
    ]


def _sides(example: Example) -> dict[str, int]:
    assert example.actor is not None
    votes = lexicon_votes(example.text, example.actor, example.recipient)
    return {kind: vote.sides for kind, vote in votes.items() if vote.sides}


def voted(row: Row, votes: Sequence[float]) -> dict[str, float]:
    """Return a row's probabilities with votes for one side and for both."""
    return together(dict(row.told), {kind: votes[sides - 1] for kind, sides in row.sides.items()})


def loss(found: Sequence[Row], votes: Sequence[float]) -> float:
    """Return the mean negative log-likelihood of the right types."""
    return -sum(math.log(max(voted(row, votes)[row.right], 1e-12)) for row in found) / len(found)


def fit(found: Sequence[Row]) -> tuple[float, float]:
    """Return the votes for one side and for both that make the right types likeliest, in steps of ``STEP``."""
    return min(itertools.product(GRID, GRID), key=lambda votes: (loss(found, votes), votes))


def macro_f1(found: Sequence[Row], votes: Sequence[float]) -> float:
    """Return the macro F1 of the types that occur."""
    told = [max(p, key=lambda name: p[name]) for p in (voted(row, votes) for row in found)]
    right = [row.right for row in found]
    return sum(_f1(name, right, told) for name in set(right)) / len(set(right))


def _f1(name: str, right: Sequence[str], told: Sequence[str]) -> float:
    hits = sum(r == t == name for r, t in zip(right, told, strict=True))
    return 2 * hits / (right.count(name) + told.count(name))


def main() -> int:
    """Fit and print; return 1, saying why, where the corpus is not built."""
    if not CORPUS.exists():
        print(f"{CORPUS} is absent; build it (python -m training.corpus build)", file=sys.stderr)
        return 1
    by_part = parts(read_corpus(CORPUS).passages)
    held, test = rows([*by_part["dev"], *by_part["calibration"]]), rows(by_part["test"])
    votes = fit(held)
    print(f"VOTES = (0.0, {votes[0]}, {votes[1]}), fitted to {len(held)} pairs of the dev and calibration parts")
    for name, found in (("there", held), ("test part", test)):
        print(f"type F1 {name}: {macro_f1(found, (0, 0)):.3f} without votes, {macro_f1(found, votes):.3f} with them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
