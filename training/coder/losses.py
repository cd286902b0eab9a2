"""What the fit makes small: one loss a head, weighed, and the distance from a teacher's answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.coder.dataset import UNTOLD, Example
from training.coder.encoder import HEADS
from training.coder.labels import Labels
from training.coder.measuring import mode_name
from training.corpus.format import NONE

NOT_ASKED = -100
_SOFT = 2.0
"""Temperature at which a student copies its teacher (Hinton, Vinyals, Dean 2015, Distilling the Knowledge in a Neural
Network)."""
_FAR = -1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each head's loss counts, and how hard the labels are meant.

    ``balance`` weighs a type by its count to the power of minus that (0: none, 1: all types alike); ``smoothing`` is
    the share of a type's certainty that is spread over all; ``teacher`` the share of the loss that is distance from a
    teacher.
    """

    type: float = 1.0
    mode: float = 0.5
    contexts: float = 5.0
    status: float = 0.4
    symmetric: float = 0.2
    balance: float = 0.3
    smoothing: float = 0.05
    teacher: float = 0.5


class Teacher:
    """The logits of one or several teachers, averaged, by an example's name, with and without its predicate."""

    HEADS = ("type", "contexts", "status")

    def __init__(self, files: Sequence[Path], labels: Labels) -> None:
        self.rows: dict[str, int] = {}
        self.logits: dict[str, Tensor] = {}
        for file in files:
            with np.load(file, allow_pickle=False) as held:
                names, answered = [str(name) for name in held["names"]], json.loads(str(held["labels"]))
                if answered != [list(labels.types), list(labels.contexts), list(labels.statuses)]:
                    raise ValueError(
                        f"{file} answers for another codebook; make it anew (python -m training.coder teach)"
                    )
                found = {key: torch.tensor(held[key], dtype=torch.float32) for key in held.files if "/" in key}
            if self.rows and list(self.rows) != names:
                raise ValueError(f"{file} answers for another corpus than {files[0]}; make it anew")
            self.rows = {name: i for i, name in enumerate(names)}
            for key, value in found.items():
                self.logits[key] = self.logits.get(key, torch.zeros_like(value)) + value / len(files)

    def distance(self, examples: Sequence[Example], told: Mapping[str, Tensor]) -> Tensor | None:
        """Return how far a student's logits are from the teacher's where it answered; ``None`` where it didn't."""
        here = [i for i, example in enumerate(examples) if example.name in self.rows]
        if not here:
            return None
        total = torch.zeros(())
        for head in self.HEADS:
            wanted = torch.stack(
                [
                    self.logits[f"{'unmarked' if examples[i].predicate is None else 'marked'}/{head}"][
                        self.rows[examples[i].name]
                    ]
                    for i in here
                ]
            )
            mine = told[head][here]
            if head == "contexts":
                total = total + functional.binary_cross_entropy_with_logits(mine, wanted.sigmoid())
            else:
                total = total + _SOFT**2 * functional.kl_div(
                    (mine / _SOFT).log_softmax(-1), (wanted / _SOFT).softmax(-1), reduction="batchmean"
                )
        return total


def write_teacher(path: Path, names: Sequence[str], logits: Mapping[str, np.ndarray], labels: Labels) -> None:
    """Write a teacher's logits, keyed ``marked/type`` and so on, as numbers only."""
    answered = json.dumps([list(labels.types), list(labels.contexts), list(labels.statuses)])
    held = {key: value.astype(np.float16) for key, value in logits.items()}
    np.savez_compressed(path, names=np.array(names), labels=np.array(answered), **held)  # type: ignore[arg-type]


class Losses:
    """The loss of a batch: logits by head and the examples they are for -> one number."""

    def __init__(self, labels: Labels, examples: Sequence[Example], weights: Weights, teacher: Teacher | None) -> None:
        self.labels, self.weights, self.teacher = labels, weights, teacher
        self.type_weight = _balanced(labels, examples, weights.balance)
        self.groups = {name: labels.modes_of(name) for name in labels.types}

    def __call__(self, logits: Sequence[Tensor], examples: Sequence[Example]) -> Tensor:
        """Return the weighted loss of a batch."""
        rows = [i for i, example in enumerate(examples) if example.type != UNTOLD]
        answered = self._labels([one[rows] for one in logits], [examples[i] for i in rows])
        if self.teacher is None:
            return answered
        distance = self.teacher.distance(examples, dict(zip(HEADS, logits, strict=True)))
        share = 0.0 if distance is None else self.weights.teacher
        return (1 - share) * answered + (0 if distance is None else share * distance)

    def _labels(self, logits: Sequence[Tensor], examples: Sequence[Example]) -> Tensor:
        """Return how far the logits are from what authors answered."""
        if not examples:
            return torch.zeros(())
        told = dict(zip(HEADS, logits, strict=True))
        weights = self.weights
        types = torch.tensor([self.labels.types.index(example.type) for example in examples])
        loss = weights.type * functional.cross_entropy(
            told["type"], types, weight=self.type_weight, label_smoothing=weights.smoothing
        )
        loss = loss + weights.mode * self._mode(told["mode"], examples)
        coded = [i for i, example in enumerate(examples) if example.type != NONE]
        if coded:
            loss = loss + self._coded(told, [examples[i] for i in coded], coded)
        return loss

    def _mode(self, logits: Tensor, examples: Sequence[Example]) -> Tensor:
        """Return the loss over the modes of the right type alone; types without modes are not asked."""
        asked = [i for i, example in enumerate(examples) if self.groups[example.type]]
        if not asked:
            return logits.sum() * 0
        shut = torch.full((len(asked), logits.shape[-1]), _FAR)
        for row, i in enumerate(asked):
            shut[row, self.groups[examples[i].type]] = 0
        right = torch.tensor([self.labels.modes.index(mode_name(examples[i])) for i in asked])
        return functional.cross_entropy(logits[asked] + shut, right)

    def _coded(self, told: Mapping[str, Tensor], examples: Sequence[Example], rows: list[int]) -> Tensor:
        contexts = torch.tensor([[float(name in e.contexts) for name in self.labels.contexts] for e in examples])
        statuses = torch.tensor([self.labels.statuses.index(str(e.status)) for e in examples])
        par = torch.tensor([[float(e.symmetric)] for e in examples])
        return (
            self.weights.contexts * functional.binary_cross_entropy_with_logits(told["contexts"][rows], contexts)
            + self.weights.status * functional.cross_entropy(told["status"][rows], statuses)
            + self.weights.symmetric * functional.binary_cross_entropy_with_logits(told["symmetric"][rows], par)
        )


def _balanced(labels: Labels, examples: Sequence[Example], power: float) -> Tensor:
    counted = Counter(example.type for example in examples)
    raw = torch.tensor([max(counted[name], 1) ** -power for name in labels.types])
    share = torch.tensor([float(counted[name]) for name in labels.types])
    return raw * share.sum() / (raw * share).sum()
