"""The two trained models that find stories: their weights, pinned, and what they are asked.

Both are gradient-boosted trees (LightGBM) in ONNX files beside this module, trained by ``python -m training.lines``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.data import load_yaml, pinned

if TYPE_CHECKING:
    import onnxruntime

PINS = "weights.yaml"
OTHER, BODY, TITLE, CAPTION = range(4)
"""Columns of the line model's answer."""

Chances = NDArray[np.float32]
Model = Callable[[Chances], Chances]


@dataclass(frozen=True, slots=True)
class StoryModels:
    """The line model and the boundary model, each a function of a matrix of rows to a matrix of chances.

    ``lines`` takes rows of ``line_features.COLUMNS`` and gives the chances of other, body, title, caption; ``runs``
    takes rows of ``boundaries.COLUMNS`` and gives those of ``boundaries.MOVES``.
    """

    lines: Model
    runs: Model


@dataclass(frozen=True, slots=True)
class _Pin:
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _Pins:
    lines: _Pin
    runs: _Pin


@functools.cache
def load_models() -> StoryModels:
    """Return the models that come with Détente; ModelError if a file is missing or is not the pinned one."""
    pins = load_yaml("detente.articles", PINS, _Pins)
    return StoryModels(_model(pins.lines), _model(pins.runs))


def _model(pin: _Pin) -> Model:
    session = _session(weights(pin.file, pin.sha256))
    name = session.get_inputs()[0].name

    def chances(rows: Chances) -> Chances:
        found: Chances = session.run(["probabilities"], {name: rows})[0]
        return found

    return chances


def weights(file: str, sha256: str) -> bytes:
    """Return a weights file of this package; ModelError if it is missing or its SHA-256 is another."""
    return pinned("detente.articles", file, sha256, by=PINS)


def _session(content: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
