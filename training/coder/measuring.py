"""Logits and answers -> figures. NumPy only; the same for the network and for its exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.coder.dataset import Example
from training.coder.labels import PLAIN, Labels
from training.corpus.format import NONE

Array = NDArray[np.float64]
Logits = Mapping[str, Array]
"""Rows of logits by head: type, mode, contexts, status, symmetric."""
Ask = Callable[[Sequence[Example]], Logits]
"""A coder: examples in, their logits out, in the order of the examples."""
BINS = 15


@dataclass(frozen=True, slots=True)
class Temperatures:
    """What each head's logits are divided by before they become probabilities; 1 before calibration."""

    type: float = 1.0
    mode: float = 1.0
    contexts: float = 1.0
    status: float = 1.0
    symmetric: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a coder gets right on a part. Rates are 0 to 1; ``None`` where nothing could be asked.

    ``type_f1`` is the mean over types (NONE too, and only those that occur), ``quad_f1`` the mean over quads and NONE;
    ``coded_f1`` leaves NONE out of the mean. ``mode`` is accuracy given the right type, ``status`` that of coded acts,
    ``contexts_f1`` micro F1 of coded acts, ``ece`` the expected calibration error of the type (``BINS`` equal bins).
    ``confusion`` counts [right][told].
    """

    examples: int
    accuracy: float
    type_f1: float
    coded_f1: float
    quad_f1: float
    mode: float | None
    contexts_f1: float | None
    status: float | None
    symmetric: float | None
    ece: float
    types: dict[str, float]
    confusion: dict[str, dict[str, int]]

    def plain(self) -> dict[str, Any]:
        """Return the figures as what JSON holds."""
        return asdict(self)


def softmax(logits: Array, temperature: float = 1.0) -> Array:
    """Return probabilities over the last axis."""
    scaled = logits / temperature
    exp = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.asarray(exp / exp.sum(-1, keepdims=True))


def sigmoid(logits: Array, temperature: float = 1.0) -> Array:
    """Return the probability of each name by itself."""
    return np.asarray(1 / (1 + np.exp(-logits / temperature)))


def f1_by_name(right: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """Return F1 of each name that is right at least once."""
    found = {}
    for name in sorted(set(right)):
        both = sum(r == t == name for r, t in zip(right, told, strict=True))
        found[name] = 2 * both / (right.count(name) + told.count(name))
    return found


def mean(values: Sequence[float] | Iterator[float]) -> float:
    """Return the mean, 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def calibration_error(probabilities: Array, right: NDArray[np.intp]) -> float:
    """Return the expected calibration error of the highest probability (Guo et al. 2017, ICML): 0 is perfect."""
    sure = probabilities.max(-1)
    hit = probabilities.argmax(-1) == right
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return float(sum(abs(hit[bins == b].sum() - sure[bins == b].sum()) for b in range(BINS)) / max(len(sure), 1))


def measure(
    examples: Sequence[Example], logits: Logits, labels: Labels, temperatures: Temperatures | None = None
) -> Figures:
    """Return the figures of a coder's logits on examples. Raises ValueError if there are none."""
    if not examples:
        raise ValueError("no examples to measure on")
    right = [example.type for example in examples]
    told = [labels.types[i] for i in logits["type"].argmax(-1)]
    by_type = f1_by_name(right, told)
    heat = temperatures or Temperatures()
    places = np.array([labels.types.index(name) for name in right])
    return Figures(
        examples=len(examples),
        accuracy=mean(float(r == t) for r, t in zip(right, told, strict=True)),
        type_f1=mean(list(by_type.values())),
        coded_f1=mean([value for name, value in by_type.items() if name != NONE]),
        quad_f1=mean(list(f1_by_name([labels.quads[r] for r in right], [labels.quads[t] for t in told]).values())),
        mode=_mode_accuracy(examples, logits["mode"], labels),
        contexts_f1=_contexts_f1(examples, logits["contexts"], labels),
        status=_status_accuracy(examples, logits["status"], labels),
        symmetric=_symmetric_f1(examples, logits["symmetric"]),
        ece=calibration_error(softmax(logits["type"], heat.type), places),
        types=by_type,
        confusion=_confusion(right, told),
    )


def _confusion(right: Sequence[str], told: Sequence[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for r, t in zip(right, told, strict=True):
        row = found.setdefault(r, {})
        row[t] = row.get(t, 0) + 1
    return found


def mode_name(example: Example) -> str:
    """Return an example's mode as ``Labels.modes`` writes it."""
    return f"{example.type}/{example.mode or PLAIN}"


def _mode_accuracy(examples: Sequence[Example], logits: Array, labels: Labels) -> float | None:
    hits = []
    for example, row in zip(examples, logits, strict=True):
        places = labels.modes_of(example.type)
        if places:
            hits.append(float(labels.modes[places[int(row[places].argmax())]] == mode_name(example)))
    return mean(hits) if hits else None


def _contexts_f1(examples: Sequence[Example], logits: Array, labels: Labels) -> float | None:
    coded = [i for i, example in enumerate(examples) if example.type != NONE]
    right = np.array([[name in examples[i].contexts for name in labels.contexts] for i in coded], bool)
    told = logits[coded] > 0
    total = int(right.sum() + told.sum()) if coded else 0
    return 2 * float((right & told).sum()) / total if total else None


def _status_accuracy(examples: Sequence[Example], logits: Array, labels: Labels) -> float | None:
    hits = [
        float(labels.statuses[int(row.argmax())] == example.status)
        for example, row in zip(examples, logits, strict=True)
        if example.status is not None
    ]
    return mean(hits) if hits else None


def _symmetric_f1(examples: Sequence[Example], logits: Array) -> float | None:
    pairs = [
        (example.symmetric, bool(row[0] > 0))
        for example, row in zip(examples, logits, strict=True)
        if example.type != NONE and example.recipient is not None
    ]
    total = sum(right + told for right, told in pairs)
    return 2 * sum(right and told for right, told in pairs) / total if total else None


def confusion_table(figures: Figures, labels: Labels) -> str:
    """Return the confusion matrix as a Markdown table: a line a right type, a column a told one."""
    short = [name[:4].capitalize() for name in labels.types]
    lines = [f"| right | {' | '.join(short)} | F1 |", "|---" * (len(short) + 2) + "|"]
    for right in labels.types:
        row = figures.confusion.get(right, {})
        cells = " | ".join(str(row.get(told, "")) for told in labels.types)
        lines.append(f"| {right} | {cells} | {figures.types.get(right, 0):.3f} |")
    return "\n".join(lines)


def told(figures: Figures) -> str:
    """Return the figures in one line."""
    parts = [
        f"{name} {value:.3f}"
        for name, value in (
            ("type F1", figures.type_f1),
            ("coded F1", figures.coded_f1),
            ("quad F1", figures.quad_f1),
            ("mode", figures.mode),
            ("contexts F1", figures.contexts_f1),
            ("status", figures.status),
            ("on a par F1", figures.symmetric),
            ("ECE", figures.ece),
        )
        if value is not None
    ]
    return f"{figures.examples} examples: " + ", ".join(parts)
