"""Temperatures: one number a head, fitted on a held-out part so that the probabilities can be believed.

Guo, Pleiss, Sun, Weinberger 2017, On Calibration of Modern Neural Networks, ICML. A temperature never changes which
name is highest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from training.coder.dataset import Example
from training.coder.labels import Labels
from training.coder.measuring import Array, Logits, Temperatures, mode_name, sigmoid, softmax
from training.corpus.format import NONE

LOWEST, HIGHEST = 0.2, 8.0
_STEPS = 40
_TINY = 1e-9


def fit(examples: Sequence[Example], logits: Logits, labels: Labels) -> Temperatures:
    """Return the temperatures with the least log loss. A head of which nothing was asked keeps 1."""
    coded = [i for i, example in enumerate(examples) if example.type != NONE]
    type_places = np.array([labels.types.index(example.type) for example in examples])
    context_truth = np.array([[n in examples[i].contexts for n in labels.contexts] for i in coded], bool)
    par = [i for i in coded if examples[i].recipient is not None]
    par_truth = np.array([[examples[i].symmetric] for i in par], bool)
    status_places = np.array([labels.statuses.index(str(examples[i].status)) for i in coded], int)
    return Temperatures(
        type=_least(lambda t: _loss(softmax(logits["type"], t), type_places)),
        mode=_least(_mode_loss(examples, logits["mode"], labels)),
        contexts=_least(lambda t: _binary(sigmoid(logits["contexts"][coded], t), context_truth)),
        status=_least(lambda t: _loss(softmax(logits["status"][coded], t), status_places)),
        symmetric=_least(lambda t: _binary(sigmoid(logits["symmetric"][par], t), par_truth)),
    )


def _loss(probabilities: Array, right: Array) -> float:
    if not len(right):
        return 0.0
    return float(-np.log(probabilities[np.arange(len(right)), right] + _TINY).mean())


def _binary(probabilities: Array, right: Array) -> float:
    if not right.size:
        return 0.0
    return float(-np.log(np.where(right, probabilities, 1 - probabilities) + _TINY).mean())


def _mode_loss(examples: Sequence[Example], logits: Array, labels: Labels) -> Callable[[float], float]:
    asked = []
    for example, row in zip(examples, logits, strict=True):
        places = labels.modes_of(example.type)
        if places:
            asked.append((row[places], places.index(labels.modes.index(mode_name(example)))))

    def loss(temperature: float) -> float:
        return float(np.mean([-np.log(softmax(row, temperature)[i] + _TINY) for row, i in asked] or [0.0]))

    return loss


def _least(loss: Callable[[float], float]) -> float:
    """Return the temperature of least loss by golden section over its logarithm; 1 if it makes no difference."""
    ratio = (5**0.5 - 1) / 2
    low, high = float(np.log(LOWEST)), float(np.log(HIGHEST))
    if loss(LOWEST) == loss(HIGHEST):
        return 1.0
    for _ in range(_STEPS):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(float(np.exp(left))) <= loss(float(np.exp(right))):
            high = right
        else:
            low = left
    return round(float(np.exp((low + high) / 2)), 4)
