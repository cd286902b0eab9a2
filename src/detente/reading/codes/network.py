"""The trained coder: what one party does to another in a sentence, asked of a fine-tuned sentence encoder.

The weights (int8 ONNX), the tokenizer and ``coder.yaml`` with their SHA-256 lie in ``model/``, written by
``python -m training.coder export``; how a question is put stands in ``marking.py``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.data import parse_yaml
from detente.errors import DataError, UsageError
from detente.reading.codes.codebook import load_codebook
from detente.reading.codes.marking import Marked, Markers, Span, mark

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

NONE = "NONE"
PLAIN = "-"
"""What coder.yaml writes for the mode where none is named."""
PINS = "coder.yaml"
AT_ONCE = 32
"""Questions in one batch: more gain nothing on a CPU and take memory."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """What does ``actor`` do to ``recipient`` by ``predicate``? Spans are [start, end) in characters of ``text``.

    ``None`` stands for a part that is not named or not known.
    """

    text: str
    actor: Span | None = None
    recipient: Span | None = None
    predicate: Span | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Probabilities, calibrated on a held-out part of the training corpus.

    ``types`` holds the sixteen types and NONE, ``modes`` the modes of the likeliest of the sixteen (``None``: no mode
    is named); these two and ``statuses`` sum to 1. ``contexts`` are each by themselves, and so is ``symmetric``: that
    both sides do it on a par. All but ``types`` hold on condition that there is an act.
    """

    types: dict[str, float]
    modes: dict[str | None, float]
    contexts: dict[str, float]
    statuses: dict[str, float]
    symmetric: float


@functools.cache
def load_network() -> Network:
    """Return the coder that comes with Détente, loaded once a process, one thread: a reading has a process a core.

    Raises DataError if a file is missing, is not the pinned one, or was trained for another codebook.
    """
    return read_network(resources.files("detente.reading.codes").joinpath("model"))


def read_network(folder: Traversable, threads: int = 1) -> Network:
    """Return the coder of a folder with ``coder.yaml`` and what it names. Raises DataError as ``load_network`` does."""
    pins = parse_yaml(_content(folder, PINS), Pins, name=f"{folder.name}/{PINS}")
    book = load_codebook()
    names = [f"{name}/{mode}" for name in book.types for mode in (PLAIN, *book.modes(name)) if book.modes(name)]
    if (
        [*book.types, NONE] != list(pins.types)
        or names != list(pins.modes)
        or list(book.contexts) != list(pins.contexts)
    ):
        raise DataError(f"{folder}/{PINS}: trained for another codebook than codes/codebook; train anew (make train)")
    return Network(pins, _pinned(folder, pins.tokenizer), _pinned(folder, pins.model), threads)


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


class Network:
    """The trained coder with its tokenizer; see ``load_network``."""

    def __init__(self, pins: Pins, tokenizer: bytes, model: bytes, threads: int) -> None:
        self.pins = pins
        ids = pins.tokens
        self._markers = Markers(ids.first, ids.last, ids.pad, (ids.actor, ids.recipient, ids.predicate))
        self._tokenizer = _tokenizer(tokenizer)
        self._session = _session(model, threads)

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """Return an answer to each question, in their order.

        Questions of like length are asked together. Of a text longer than ``pins.longest`` tokens those nearest to the
        spans are read. Raises UsageError for a span that is empty or not inside its text.
        """
        for question in questions:
            check_spans(question)
        marked = list(self._marked(questions))
        order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
        found: list[Answer | None] = [None] * len(marked)
        for start in range(0, len(order), AT_ONCE):
            chosen = order[start : start + AT_ONCE]
            for i, answer in zip(chosen, self._answers([marked[i] for i in chosen]), strict=True):
                found[i] = answer
        return [answer for answer in found if answer is not None]

    def _marked(self, questions: Sequence[Question]) -> Iterator[Marked]:
        """Yield each question's tokens. A text is tokenised once, in this thread: ``encode_batch`` would start many."""
        seen: dict[str, tuple[list[int], list[Span]]] = {}
        for question in questions:
            if question.text not in seen:
                encoding = self._tokenizer.encode(question.text, add_special_tokens=False)
                seen[question.text] = (encoding.ids, encoding.offsets)
            spans = (question.actor, question.recipient, question.predicate)
            yield mark(*seen[question.text], spans, self._markers, self.pins.longest)

    def _answers(self, marked: Sequence[Marked]) -> Iterator[Answer]:
        logits = self._session.run(list(self.pins.outputs), self._rows(marked))
        heat = self.pins.temperatures
        types, statuses = _softmax(logits[0] / heat.type), _softmax(logits[3] / heat.status)
        contexts, symmetric = _sigmoid(logits[2] / heat.contexts), _sigmoid(logits[4] / heat.symmetric)
        for row in range(len(marked)):
            yield Answer(
                _named(self.pins.types, types[row]),
                self._modes(types[row], logits[1][row]),
                _named(self.pins.contexts, contexts[row]),
                _named(self.pins.statuses, statuses[row]),
                float(symmetric[row, 0]),
            )

    def _rows(self, marked: Sequence[Marked]) -> dict[str, NDArray[np.int64]]:
        longest = max(len(one.ids) for one in marked)
        ids = np.full((len(marked), longest), self.pins.tokens.pad, np.int64)
        mask = np.zeros_like(ids)
        for row, one in enumerate(marked):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
        places = np.array([one.places for one in marked], np.int64)
        return dict(zip(self.pins.inputs, (ids, mask, places), strict=True))

    def _modes(self, types: Array, logits: NDArray[np.float32]) -> dict[str | None, float]:
        likeliest = max((i for i, name in enumerate(self.pins.types) if name != NONE), key=lambda i: float(types[i]))
        kind = f"{self.pins.types[likeliest]}/"
        places = [i for i, name in enumerate(self.pins.modes) if name.startswith(kind)]
        if not places:
            return {None: 1.0}
        chances = _softmax(logits[places] / self.pins.temperatures.mode)
        names = (self.pins.modes[i].removeprefix(kind) for i in places)
        return {None if name == PLAIN else name: float(p) for name, p in zip(names, chances, strict=True)}


def check_spans(question: Question) -> None:
    """Raise UsageError if a span of a question is empty or not inside its text."""
    length = len(question.text)
    for name in ("actor", "recipient", "predicate"):
        span = getattr(question, name)
        if span is not None and not 0 <= span[0] < span[1] <= length:
            raise UsageError(f"{name} span {span} lies outside the text of {length} characters or is empty")


def _content(folder: Traversable, file: str) -> bytes:
    try:
        return folder.joinpath(file).read_bytes()
    except OSError:
        raise DataError(f"{folder}/{file}: the coder's file is missing; install Détente again") from None


def _pinned(folder: Traversable, pin: Pin) -> bytes:
    content = _content(folder, pin.file)
    found = hashlib.sha256(content).hexdigest()
    if found != pin.sha256:
        raise DataError(
            f"{folder}/{pin.file}: SHA-256 is {found[:12]}…, {PINS} pins {pin.sha256[:12]}…; install Détente again, "
            "or after training commit all files of the folder together"
        )
    return content


def _tokenizer(content: bytes) -> tokenizers.Tokenizer:
    import tokenizers

    found = tokenizers.Tokenizer.from_str(content.decode("utf-8"))
    found.no_truncation()
    found.no_padding()
    return found


def _session(content: bytes, threads: int) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _softmax(logits: NDArray[np.float32] | Array) -> Array:
    exp = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return np.asarray(exp / exp.sum(-1, keepdims=True))


def _sigmoid(logits: NDArray[np.float32]) -> Array:
    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float64))))
