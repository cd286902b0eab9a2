"""Logistic regression over the rows of the example pages, and what it does on stories left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from detente.claims.weights import Logit
from training.claims.rows import Row, Story
from training.logistic import newton

PENALTY = 10.0
"""Of 3, 10 and 30 the best on stories left out."""
ENOUGH = 0.3
"""Chance from which a triple is asked about. Of stories left out .68 of the questions are then asked, and .90 of the
right triples pass; of .2, .25 and .3 this gives the example pages' claims the best F1."""
UNKNOWN = 0.5
"""The same for words of which the lexicon has no sense: most of what the coder is asked about them gives no claim, and
from .3, .45 and .5 on the example pages' claims have the same F1, .743; never asked about, .72."""
SELDOM = 8
"""Rows that a sign must stand in to get a weight."""
FOLDS = 8
TRIED = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
HEAD = """# Written by python -m training.claims: log-odds that a reader would mark a triple, by sign (signs.py).
# enough: the chance from which the coder is asked about it; unknown: that for a word the lexicon has no sense of.
"""


def fit(rows: Sequence[Row]) -> Logit:
    """Return the gate fitted on rows."""
    often = Counter(name for row in rows for name in row.signs)
    names = sorted(name for name, count in often.items() if count >= SELDOM)
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    y = np.array([row.right for row in rows], float)
    found = newton(x, y, np.ones(len(y)), PENALTY)
    return Logit(ENOUGH, UNKNOWN, {name: round(float(w), 2) for name, w in zip(names, found, strict=True)})


def plain(stories: Sequence[Story]) -> dict[str, Any]:
    """Return the gate fitted on all stories as ``weights.yaml`` has it."""
    found = fit([row for story in stories for row in story.rows])
    return {"enough": found.enough, "unknown": found.unknown, "weights": found.weights}


def held_out(stories: Sequence[Story]) -> Iterator[str]:
    """Yield which share of questions and of right triples pass, each story's by weights fitted on other folds."""
    judged: list[tuple[float, Row, int]] = []
    for fold in range(FOLDS):
        gate = fit([row for i, s in enumerate(stories) if i % FOLDS != fold for row in s.rows])
        left = [(row, i) for i, s in enumerate(stories) if i % FOLDS == fold for row in s.rows]
        judged += [(gate.chance(row.signs), row, i) for row, i in left]
    questions = len({(row.question, i) for _, row, i in judged})
    right = sum(row.right for _, row, _ in judged)
    for least in TRIED:
        passing = [(row, i) for chance, row, i in judged if chance >= least]
        asked = len({(row.question, i) for row, i in passing})
        kept = sum(row.right for row, _ in passing)
        shares = f"{asked / questions:.3f} of {questions} questions, {kept / right:.3f} of {right} right triples"
        yield f"from {least:.2f} on: {shares}"
