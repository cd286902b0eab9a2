"""The files of the trained coder: int8 ONNX weights, tokenizer, and ``coder.yaml`` with their SHA-256 and all names.

They lie in ``model/`` and are written by ``python -m training.coder export``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from detente.data import parse_yaml
from detente.errors import DataError, ModelError
from detente.reading.codes.codebook import Codebook, load_codebook
from detente.reading.codes.marking import Span
from detente.reading.language.pins import ModelCheck

NONE = "NONE"
PLAIN = "-"
"""What coder.yaml writes for the mode where none is named."""
PINS, CODER = "coder.yaml", "coder"


@dataclass(frozen=True, slots=True)
class Pin:
    """A file of the model's folder."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TokenIds:
    """Ids of the tokens that open, close and fill a text, and of the markers of each part."""

    first: int
    last: int
    pad: int
    actor: Span
    recipient: Span
    predicate: Span


@dataclass(frozen=True, slots=True)
class Temperatures:
    """What each head's logits are divided by before they become probabilities."""

    type: float
    mode: float
    contexts: float
    status: float
    symmetric: float


@dataclass(frozen=True, slots=True)
class Pins:
    """``coder.yaml``: the files, how the network is asked, and what its outputs mean."""

    model: Pin
    tokenizer: Pin
    inputs: tuple[str, str, str]
    outputs: tuple[str, str, str, str, str]
    longest: int
    tokens: TokenIds
    temperatures: Temperatures
    types: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]
    trained: dict[str, Any]


def model_folder() -> Traversable:
    """Return the folder of the coder that comes with Détente."""
    return resources.files("detente.reading.codes").joinpath("model")


def read_pins(folder: Traversable) -> Pins:
    """Return what a folder's ``coder.yaml`` holds.

    Raises ModelError if it is missing or of another codebook, DataError if it breaks its schema.
    """
    pins = parse_yaml(_content(folder, PINS), Pins, name=f"{folder.name}/{PINS}")
    if not _fits(pins, load_codebook()):
        raise ModelError(f"{folder}/{PINS}: trained for another codebook than codes/codebook; train anew (make train)")
    return pins


def _content(folder: Traversable, file: str) -> bytes:
    try:
        return folder.joinpath(file).read_bytes()
    except OSError:
        raise ModelError(f"{folder}/{file}: the coder's file is missing; install Détente again") from None


def pinned(folder: Traversable, pin: Pin) -> bytes:
    """Return the content of a pinned file; ModelError if it is missing or its SHA-256 is another."""
    content = _content(folder, pin.file)
    found = hashlib.sha256(content).hexdigest()
    if found != pin.sha256:
        raise ModelError(
            f"{folder}/{pin.file}: SHA-256 is {found[:12]}…, {PINS} pins {pin.sha256[:12]}…; install Détente again, "
            "or after training commit all files of the folder together"
        )
    return content


def check_coder() -> ModelCheck:
    """Return whether the coder's files are there and are the pinned ones; never an error."""
    folder, sha256, wanted = model_folder(), None, ""
    try:
        pins = read_pins(folder)
        wanted = pins.model.sha256
        sha256 = hashlib.sha256(_content(folder, pins.model.file)).hexdigest()
        for pin in (pins.model, pins.tokenizer):
            pinned(folder, pin)
    except DataError as error:
        return ModelCheck(CODER, str(folder), sha256, wanted, False, str(error))
    return ModelCheck(CODER, str(folder), sha256, wanted, True, "")


def _fits(pins: Pins, book: Codebook) -> bool:
    modes = [f"{name}/{mode}" for name in book.types if book.modes(name) for mode in (PLAIN, *book.modes(name))]
    told, known = (pins.types, pins.modes, pins.contexts), ((*book.types, NONE), modes, book.contexts)
    return all(list(one) == list(other) for one, other in zip(told, known, strict=True))
