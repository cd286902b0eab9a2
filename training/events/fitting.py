"""The weights of merging, fitted on the dev part of our labelled claims and on pairs that people judged.

Logistic regression (``training.logistic``) on all pairs of claims that nothing excludes; a happening's pairs weigh as
much as one another's. Weights that would mean the opposite of their feature are held at nought.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import mock

import numpy as np
import numpy.typing as npt

from benchmarks.events_gold import Labelled
from detente.events import blocking, clustering, likeness
from detente.events.facts import facts_of
from training.logistic import newton

PENALTY = 0.5
"""Log-loss when whole stories are left out in turn: .297 for 2, .275 for 1, .259 for .5, .252 for .3, .254 for .1;
wrong pairs, of 482, 64 for .5, .3 and 1; for .5 the most happenings are whole. Without the likeness of senses it is
.305 and 71 are wrong; without series, promises, other sums and stretch too .316 and 73."""
AGAINST = {
    "kin",
    "unnamed",
    "other mode",
    "other persons",
    "other object",
    "gap",
    "other place",
    "other numbers",
    "no words",
    "guessed",
    "unequal",
    "elsewhen",
    "series",
    "stretch",
    "other sums",
}
FREE = {"one", "frequent", "vague", "one article", "printed", "promise"}
"""Features whose weight may have either sign; all others speak for one happening."""

Array = npt.NDArray[np.float64]


def pairs(gold: Labelled) -> tuple[Array, Array, Array]:
    """Return the features of all pairs that nothing excludes, whether they are one happening, and their weights."""
    facts = [facts_of(c, gold.articles[c.article], gold.words[c.id]) for c in gold.claims]
    rows, same, label = [], [], []
    for one, other in itertools.combinations(facts, 2):
        found = likeness.features(one, other)
        if found is not None:
            rows.append(found)
            same.append(gold.labels[one.claim.id] == gold.labels[other.claim.id])
            label.append(gold.labels[one.claim.id])
    often = Counter(zip(label, same, strict=True))
    weight = [often[key] ** -0.5 for key in zip(label, same, strict=True)]
    return np.array(rows), np.array(same, float), np.array(weight)


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """Pairs that people judged, and how many could not be used: merging excludes them, or their claims are unknown."""

    rows: list[tuple[float, ...]]
    same: list[float]
    left_out: int


def judged(files: Iterable[Path]) -> Judged:
    """Return the pairs of files that ``detente export judgements`` wrote; what is no pair is left out.

    Raises ValueError naming the line that is no JSON.
    """
    found, left_out = Judged([], [], 0), 0
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
            except ValueError:
                raise ValueError(f"{path}, line {number}: no JSON; give what detente export judgements wrote") from None
            if row.get("verdict") not in ("same", "different"):
                continue
            features = row.get("features")
            if features:
                found.rows.append(tuple(float(features.get(name, 0.0)) for name in likeness.FEATURES))
                found.same.append(float(row["verdict"] == "same"))
            else:
                left_out += 1
    return dataclasses.replace(found, left_out=left_out)


def with_judged(gold: tuple[Array, Array, Array], told: Judged) -> tuple[Array, Array, Array]:
    """Return the pairs of the gold and the judged ones, each of which weighs as much as a happening of one pair."""
    if not told.rows:
        return gold
    x, y, w = gold
    return np.vstack([x, np.array(told.rows)]), np.append(y, told.same), np.append(w, np.ones(len(told.same)))


def fit(x: Array, y: Array, w: Array) -> Array:
    """Return the weights of the features; those of the wrong sign are dropped one after the other."""
    kept = np.ones(x.shape[1], bool)
    while True:
        beta = np.zeros(x.shape[1])
        beta[kept] = newton(x[:, kept], y, w, PENALTY)
        wrong = {i: abs(beta[i]) for i, name in enumerate(likeness.FEATURES) if kept[i] and _wrong_sign(name, beta[i])}
        if not wrong:
            return beta
        kept[max(wrong, key=lambda i: wrong[i])] = False


def _wrong_sign(name: str, value: float) -> bool:
    return name not in FREE and value != 0 and (value > 0) == (name in AGAINST)


@contextlib.contextmanager
def in_force(data: likeness.Merging) -> Iterator[None]:
    """Merge with other data for a while."""
    likeness.weights_in_order.cache_clear()
    with (
        mock.patch.object(likeness, "merging", lambda: data),
        mock.patch.object(clustering, "merging", lambda: data),
        mock.patch.object(blocking, "merging", lambda: data),
    ):
        yield
    likeness.weights_in_order.cache_clear()
