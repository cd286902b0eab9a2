"""Which words moved the coder: each is left out once, and what that costs the type it told is the word's weight.

Occlusion (Zeiler & Fergus 2014, Visualizing and understanding convolutional networks, ECCV; for words: Li, Monroe &
Jurafsky 2016, Understanding neural networks through representation erasure). A question a word: for explaining, not for
the main job.
"""

from __future__ import annotations

import math
import re

from detente.reading.codes.marking import Span
from detente.reading.codes.network import Answer, Network, Question, load_network

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_TINY = 1e-6


def influence(
    question: Question, answer: Answer, *, type: str | None = None, network: Network | None = None
) -> list[tuple[Span, float]]:
    """Return each word of a question's text with its weight, the heaviest first.

    A weight is how far the log-probability of ``type`` (by default the likeliest of the answer) falls without the word;
    below 0 the word spoke against it. The words of the actor and the recipient are not weighed. Of a long text those
    nearest to the marked spans are, as many as the network reads tokens. ``network`` is the shipped one by default.
    Raises UsageError for a span that is empty or not inside the text.
    """
    network, told = network or load_network(), type or answer.type
    words = _words(question)[: network.pins.longest]
    without = network.ask([_without(question, word) for word in words])
    base = _log(answer.types[told])
    weighed = [(word, base - _log(other.types[told])) for word, other in zip(words, without, strict=True)]
    return sorted(weighed, key=lambda item: (-item[1], item[0]))


def _log(chance: float) -> float:
    return math.log(max(chance, _TINY))


def _words(question: Question) -> list[Span]:
    """The words beside the two sides, those nearest to a marked span first."""
    sides = [span for span in (question.actor, question.recipient) if span]
    marked = [*sides, *([question.predicate] if question.predicate else [])] or [(0, 0)]
    words = [found.span() for found in _WORD.finditer(question.text)]
    beside = [word for word in words if not any(word[0] < end and word[1] > start for start, end in sides)]
    return sorted(beside, key=lambda word: min(max(start - word[1], word[0] - end, 0) for start, end in marked))


def _without(question: Question, word: Span) -> Question:
    text = question.text[: word[0]] + question.text[word[1] :]
    spans = (_shifted(span, word, text) for span in (question.actor, question.recipient, question.predicate))
    return Question(text, *spans)


def _shifted(span: Span | None, word: Span, text: str) -> Span | None:
    """Return a span where it stands once a word is left out; ``None`` if nothing of it is left."""
    if span is None:
        return None
    start, end = (min(at, word[0]) + max(at - word[1], 0) for at in span)
    return (start, end) if text[start:end].strip() else None
