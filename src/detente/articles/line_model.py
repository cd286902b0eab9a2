"""The two trained models that find stories: their weights, pinned, and what they are asked.

Both are gradient-boosted trees (LightGBM) in ONNX files beside this module, trained by ``python -m training.lines``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.data import load_yaml
from detente.errors import ModelError

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
    place = resources.files("detente.articles").joinpath(file)
    try:
        content = place.read_bytes()
    except OSError:
        raise ModelError(f"{place}: the weights are missing; install Détente again") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{place}: SHA-256 is {found[:12]}…, {PINS} pins {sha256[:12]}…; install Détente again, "
            "or after training commit both files together"
        )
    return content


def _session(content: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
