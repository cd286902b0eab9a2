"""Passages -> who may have spoken each quotation, right or not -> the weights of a logistic regression.

Fitted by Newton's method with a ridge, so that the same passages give the same numbers on every machine; the threshold
is the one with the best F1 over folds of passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.reading.language import Parsed, Token, parse_text
from detente.reading.voices.attributions import by_rules
from detente.reading.voices.cues import load_cues
from detente.reading.voices.quotes import Quote, find_quotes
from detente.reading.voices.whose import candidates, is_utterance
from training.voices.passages import Marked, Passage

FOLDS = 10
RIDGE = 1.0
RARE = 3
"""A feature of fewer candidates gets no weight."""
MOST = 0.6
"""Share of a quotation that must be marked as content."""
STEPS = 30

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate: its features, whether it spoke the quotation, and the numbers of quotation and passage."""

    features: tuple[str, ...]
    right: bool
    quotation: int
    passage: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Names and weights of the features kept, and the intercept."""

    names: tuple[str, ...]
    weights: Vector
    intercept: float

    def chances(self, examples: Sequence[Example]) -> Vector:
        """Return the chance that each example is right."""
        table = dict(zip(self.names, self.weights, strict=True))
        told = np.array([self.intercept + sum(table.get(n, 0.0) for n in e.features) for e in examples])
        return np.asarray(1 / (1 + np.exp(-told)))


@dataclass(frozen=True, slots=True)
class Examples:
    """All candidates, and how many quotations are somebody's speech by the marks."""

    listed: tuple[Example, ...]
    spoken: int


def examples(passages: Sequence[Passage]) -> Examples:
    """Return the candidates of every utterance-like quotation of the passages, those that rules take included."""
    listed: list[Example] = []
    number = speech = 0
    for order, passage in enumerate(passages):
        parsed = parse_text(passage.text)
        quotes, cues = find_quotes(parsed), load_cues()
        found = by_rules(parsed)
        for quote in quotes:
            if not is_utterance(parsed, quote):
                continue
            said = next((m for m in passage.marked if _is_quoted(parsed, quote, m)), None)
            speech += said is not None
            number += 1
            others = [f for f in found if not any(quote.first < i < quote.last - 1 for i in f.content)]
            for one in candidates(parsed, cues, quotes, others, quote):
                right = said is not None and _speaks(one.speaker, said)
                listed.append(Example(one.features, right, number, order))
    return Examples(tuple(listed), speech)


def _is_quoted(parsed: Parsed, quote: Quote, marked: Marked) -> bool:
    words = [t for t in parsed.tokens[quote.first : quote.last] if any(c.isalnum() for c in t.text)]
    return bool(words) and sum(t.start in marked.content for t in words) >= MOST * len(words)


def _speaks(token: Token, marked: Marked) -> bool:
    return token.start in marked.source


def fit(found: Sequence[Example]) -> Fit:
    """Return the regression of right on features."""
    counts: dict[str, int] = {}
    for example in found:
        for name in example.features:
            counts[name] = counts.get(name, 0) + 1
    names = tuple(sorted(n for n, count in counts.items() if count >= RARE))
    place = {name: k for k, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names) + 1))
    matrix[:, -1] = 1
    for row, example in enumerate(found):
        for name in example.features:
            if name in place:
                matrix[row, place[name]] = 1
    weights = _solved(matrix, np.array([float(e.right) for e in found]))
    return Fit(names, weights[:-1], float(weights[-1]))


def _solved(matrix: Vector, right: Vector) -> Vector:
    ridge = RIDGE * np.eye(matrix.shape[1])
    ridge[-1, -1] = 1e-6
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (right - chance) - ridge @ weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def cross_validated(found: Sequence[Example]) -> Vector:
    """Return each candidate's chance by a fit on the other folds of passages."""
    chances = np.zeros(len(found))
    for fold in range(FOLDS):
        inside = [k for k, e in enumerate(found) if e.passage % FOLDS == fold]
        fitted = fit([e for e in found if e.passage % FOLDS != fold])
        chances[inside] = fitted.chances([found[k] for k in inside])
    return chances


@dataclass(frozen=True, slots=True)
class Figures:
    """How well a threshold does: of the quotations given a speaker how many are right, and of those spoken how many."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(found: Examples, chances: Vector, threshold: float) -> Figures:
    """Return how well the best candidate of each quotation does from a threshold on."""
    best: dict[int, int] = {}
    for k, example in enumerate(found.listed):
        if chances[k] >= threshold and chances[k] > chances[best.get(example.quotation, k)] - 1e-12:
            best[example.quotation] = k
    right = sum(found.listed[k].right for k in best.values())
    return Figures(threshold, right / max(len(best), 1), right / max(found.spoken, 1))


def best_threshold(found: Examples, chances: Vector) -> Figures:
    """Return the figures of the threshold with the best F1, in steps of .05, the highest of equals."""
    return max(
        (figures(found, chances, round(step * 0.05, 2)) for step in range(4, 17)), key=lambda f: (f.f1, f.threshold)
    )
