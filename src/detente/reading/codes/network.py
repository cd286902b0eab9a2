"""The trained coder: what one party does to another in a sentence, asked of a fine-tuned sentence encoder.

Its files are those of ``weights.py``; how a question is put stands in ``marking.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import UsageError
from detente.reading.codes.marking import Marked, Markers, Span, mark
from detente.reading.codes.weights import NONE, PLAIN, Pins, model_folder, pinned, read_pins

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

KEPT = 4096
"""Answers kept for the sentences of copies: those to some hundred articles' questions, 25 MB."""

LATIN = 0.5
"""A text in which fewer of the letters are Latin is not English; the network knows nothing else."""

_SLOW_FUSION = "SkipLayerNormFusion"
"""onnxruntime's joined kernel for adding and normalising takes longer than the two it stands for: a question of 45
tokens 4.6 ms without it, 5.0 with (onnxruntime 1.31, AVX-512)."""

Array = NDArray[np.float64]
Logits = NDArray[np.float32]


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

    @property
    def type(self) -> str:
        """The likeliest type, NONE included."""
        return max(self.types, key=lambda name: self.types[name])

    @property
    def coded_type(self) -> str:
        """The likeliest of the sixteen types, that of ``modes``."""
        return max((name for name in self.types if name != NONE), key=lambda name: self.types[name])


@functools.cache
def load_network() -> Network:
    """Return the coder that comes with Détente, loaded once a process, one thread: a reading has a process a core.

    Raises ModelError if a file is missing, is not the pinned one, or was trained for another codebook.
    """
    return read_network(model_folder())


def read_network(folder: Traversable, threads: int = 1) -> Network:
    """Return the coder of a folder that holds ``coder.yaml`` and the files that it names; ``threads`` answer at once.

    Raises ModelError as ``load_network`` does, DataError if ``coder.yaml`` breaks its schema.
    """
    pins = read_pins(folder)
    return Network(pins, pinned(folder, pins.tokenizer), pinned(folder, pins.model), threads)


class Network:
    """The trained coder with its tokenizer; see ``load_network``.

    Each question runs by itself. The int8 weights scale what flows between them by the largest value in a batch, so a
    batch would let questions change one another's answers (in batches of 32, 4% of the types told on our own dev part)
    and a page could be read otherwise beside other pages. A batch would answer a third more in the same time.
    """

    def __init__(self, pins: Pins, tokenizer: bytes, model: bytes, threads: int = 1) -> None:
        self.pins = pins
        self.threads = threads
        ids = pins.tokens
        self._markers = Markers(ids.first, ids.last, ids.pad, (ids.actor, ids.recipient, ids.predicate))
        self._tokenizer = _tokenizer(tokenizer)
        self._session = _session(model)
        self._answers: dict[Question, Answer] = {}
        self._seen: dict[str, tuple[list[int], list[Span]] | None] = {}

    def ask(self, questions: Sequence[Question]) -> list[Answer]:
        """Return an answer to each question, in their order; each depends on its own question alone.

        Of a text longer than ``pins.longest`` tokens those nearest to the spans are read. A text without letters, or
        mostly in another script than Latin, is answered NONE. Raises UsageError for a span that is empty, blank or not
        inside its text.
        """
        for question in questions:
            check_spans(question)
        known = self._answers
        new = [question for question in dict.fromkeys(questions) if question not in known]
        if len(known) + len(new) > KEPT:
            known, self._answers = dict(known), {}  # another thread may be asking
        found = dict(zip(new, self._told(new), strict=True))
        self._answers.update(list(found.items())[-KEPT:])
        return [found[q] if q in found else known[q] for q in questions]

    def forget(self) -> None:
        """Let go of the answers kept for copies, so that each question is asked anew."""
        self._answers = {}

    def _told(self, questions: Sequence[Question]) -> list[Answer]:
        marked = self._marked(questions)
        if self.threads == 1:
            return [self._answer(one) for one in marked]
        with ThreadPoolExecutor(self.threads) as pool:
            return list(pool.map(self._answer, marked))

    def _marked(self, questions: Sequence[Question]) -> Iterator[Marked | None]:
        """Yield each question's tokens, None for a text that can't be read. A text is tokenised once.

        That is done in this thread: ``encode_batch`` of the tokenizer would start many.
        """
        seen = self._seen  # a sentence's questions come one after another; another thread may put another text there
        for question in questions:
            if question.text not in seen:
                self._seen = seen = {question.text: self._tokens(question.text)}
            tokens = seen[question.text]
            spans = (question.actor, question.recipient, question.predicate)
            yield mark(*tokens, spans, self._markers, self.pins.longest) if tokens else None

    def _tokens(self, text: str) -> tuple[list[int], list[Span]] | None:
        if not is_latin(text):
            return None
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair becomes one question mark
        encoding = self._tokenizer.encode(whole, add_special_tokens=False)
        return encoding.ids, encoding.offsets

    def _answer(self, marked: Marked | None) -> Answer:
        if marked is None:
            return self._nothing()
        inputs = ([marked.ids], [[1] * len(marked.ids)], [marked.places])
        rows = {name: np.array(one, np.int64) for name, one in zip(self.pins.inputs, inputs, strict=True)}
        types, modes, contexts, statuses, symmetric = (r[0] for r in self._session.run(list(self.pins.outputs), rows))
        heat = self.pins.temperatures
        found = _softmax(types / heat.type)
        coded = self.pins.types[int(found[:-1].argmax())]
        return Answer(
            _named(self.pins.types, found),
            self._modes(coded, modes / heat.mode),
            _named(self.pins.contexts, _sigmoid(contexts / heat.contexts)),
            _named(self.pins.statuses, _softmax(statuses / heat.status)),
            float(_sigmoid(symmetric / heat.symmetric)[0]),
        )

    def _modes(self, type: str, logits: Logits) -> dict[str | None, float]:
        names = [name for name in self.pins.modes if name.startswith(f"{type}/")]
        if not names:
            return {None: 1.0}
        chances = _softmax(logits[[self.pins.modes.index(name) for name in names]])
        plain = (name.removeprefix(f"{type}/") for name in names)
        return {None if name == PLAIN else name: float(p) for name, p in zip(plain, chances, strict=True)}

    def _nothing(self) -> Answer:
        statuses = self.pins.statuses
        return Answer(
            {name: float(name == NONE) for name in self.pins.types},
            {None: 1.0},
            dict.fromkeys(self.pins.contexts, 0.0),
            dict.fromkeys(statuses, 1 / len(statuses)),
            0.0,
        )


def is_latin(text: str) -> bool:
    """Say whether at least ``LATIN`` of a text's letters are Latin; not of a text without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(_is_latin(letter) for letter in letters) >= LATIN * len(letters)


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


def check_spans(question: Question) -> None:
    """Raise UsageError if a span of a question is empty, blank or not inside its text."""
    length = len(question.text)
    for name in ("actor", "recipient", "predicate"):
        span = getattr(question, name)
        if span is None:
            continue
        if not 0 <= span[0] < span[1] <= length:
            raise UsageError(f"{name} span {span} lies outside the text of {length} characters or is empty")
        if question.text[span[0] : span[1]].isspace():
            raise UsageError(f"{name} span {span} holds only blanks; give the characters of a name")


def _tokenizer(content: bytes) -> tokenizers.Tokenizer:
    import tokenizers

    found = tokenizers.Tokenizer.from_str(content.decode("utf-8"))
    found.no_truncation()
    found.no_padding()
    return found


def _session(content: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        content, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW_FUSION]
    )


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _softmax(logits: Logits) -> Array:
    exp = np.exp(logits.astype(np.float64) - logits.max())
    return np.asarray(exp / exp.sum())


def _sigmoid(logits: Logits) -> Array:
    return np.asarray(1 / (1 + np.exp(-logits.astype(np.float64))))
