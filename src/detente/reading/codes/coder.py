"""The coder: what one party does to another in a sentence, by the trained network and the predicate lexicon.

The network decides; the lexicon votes. Both give each type a log-probability, the lexicon's counts ``SHARE`` of the
network's: where the network is sure it can't be outvoted, where it wavers a word that the lexicon knows tips it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from detente.model import Status
from detente.reading.codes.codebook import load_codebook
from detente.reading.codes.lexicon import load_lexicon
from detente.reading.codes.marking import Span
from detente.reading.codes.matching import Candidate, candidates
from detente.reading.codes.network import NONE, Answer, Question, check_spans, is_latin, load_network
from detente.reading.language import Parsed, parse_text

SHARE = 0.25
"""What the lexicon's log-probabilities count beside the network's."""
BOTH_SIDES, ONE_SIDE, NO_SIDE, UNTOLD, SILENCE = 3.0, 1.0, -1.5, -3.5, 1.0
"""The lexicon's log-odds of a type: a word tells it whose slots hold both asked sides, one, none; no word tells it; and
those of NONE."""
SURE = 0.5
"""A context is told from this probability on."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The act between a pair: PLOVER type (``NONE`` if no act is coded), mode, quad, and a probability per type.

    ``contexts`` and ``status`` are the network's, empty and ``None`` for NONE; ``why`` says in words what decided.
    """

    type: str
    mode: str | None
    quad: str | None
    scores: dict[str, float]
    contexts: tuple[str, ...] = ()
    status: Status | None = None
    why: tuple[str, ...] = ()


def code(text: str, actor: Span, recipient: Span | None = None) -> Coding:
    """Code what the actor does to the recipient in a text.

    ``actor`` and ``recipient`` are (start, end) in characters of ``text``. ``scores`` holds a probability for each
    PLOVER type and NONE; they sum to 1. A text that is not in Latin script is coded NONE. Raises UsageError if a span
    lies outside the text, is empty or blank.
    """
    question = Question(text, actor, recipient)
    check_spans(question)
    if not is_latin(text):
        return _coding({name: float(name == NONE) for name in (*load_codebook().types, NONE)}, None, None)
    votes = Votes.of(text, actor, recipient)
    answer = load_network().ask([question])[0]
    return _coding(together(answer.types, votes.scores()), answer, votes)


def code_by_lexicon(text: str, actor: Span, recipient: Span | None = None) -> Coding:
    """Code as ``code`` does, by the lexicon and the parse alone, without the network: the measure of what it adds."""
    check_spans(Question(text, actor, recipient))
    votes = Votes.of(text, actor, recipient)
    return _coding(votes.scores(), None, votes)


def together(network: dict[str, float], lexicon: dict[str, float]) -> dict[str, float]:
    """Return the probabilities of both: the network's times the lexicon's to the power of ``SHARE``, made to sum to 1.

    A weighted product of experts (Hinton 1999, Products of experts, ICANN).
    """
    return _softmax({name: math.log(max(p, 1e-12)) + SHARE * math.log(lexicon[name]) for name, p in network.items()})


@dataclass(frozen=True, slots=True)
class Votes:
    """What the lexicon finds in a text: the best candidate of each type with its log-odds."""

    best: dict[str, tuple[float, Candidate]]

    @classmethod
    def of(cls, text: str, actor: Span, recipient: Span | None) -> Votes:
        """Return the lexicon's votes on what the actor does to the recipient."""
        parsed = parse_text(text)
        best: dict[str, tuple[float, Candidate]] = {}
        for candidate in _candidates(parsed):
            weight = _weight(parsed, candidate, actor, recipient)
            kind = candidate.sense.type
            if weight > best.get(kind, (-math.inf, candidate))[0]:
                best[kind] = (weight, candidate)
        return cls(best)

    def scores(self) -> dict[str, float]:
        """Return a probability for each type and NONE."""
        told = {kind: weight for kind, (weight, _) in self.best.items()}
        return _softmax({NONE: SILENCE} | {kind: told.get(kind, UNTOLD) for kind in load_codebook().types})

    def mode(self, type: str) -> str | None:
        """Return the mode of the best candidate of a type, ``None`` if there is none."""
        return self.best[type][1].sense.mode if type in self.best else None

    def told(self) -> Iterator[str]:
        """Yield what the lexicon found, the strongest first, those without a side left out."""
        found = sorted(self.best.values(), key=lambda one: -one[0])
        for weight, candidate in found:
            if weight > 0:
                yield f"the lexicon knows '{candidate.predicate.text}' as {candidate.sense.type} ({weight:+.1f})"


def _coding(scores: dict[str, float], answer: Answer | None, votes: Votes | None) -> Coding:
    type_ = max(scores, key=lambda kind: (scores[kind], kind))
    why = (*_network_said(answer), *(votes.told() if votes else ()))
    if type_ == NONE:
        return Coding(NONE, None, None, scores, why=why)
    quad = load_codebook().quad(type_)
    if answer is None:
        return Coding(type_, votes.mode(type_) if votes else None, quad, scores, why=why)
    contexts = tuple(name for name, p in answer.contexts.items() if p >= SURE)
    status = cast(Status, max(answer.statuses, key=lambda name: answer.statuses[name]))
    return Coding(type_, _mode(type_, answer, votes), quad, scores, contexts, status, why)


def _mode(type: str, answer: Answer, votes: Votes | None) -> str | None:
    """The network tells modes of its likeliest type only; of another the lexicon has to tell."""
    if type == answer.coded_type:
        return max(answer.modes, key=lambda name: answer.modes[name])
    return votes.mode(type) if votes else None


def _network_said(answer: Answer | None) -> Iterator[str]:
    if answer is not None:
        top = sorted(answer.types.items(), key=lambda item: -item[1])[:3]
        yield "the network: " + ", ".join(f"{name} {p:.2f}" for name, p in top)


def _candidates(parsed: Parsed) -> Iterator[Candidate]:
    lexicon = load_lexicon()
    for sentence in parsed.sentences:
        yield from candidates(parsed, sentence, lexicon)


def _weight(parsed: Parsed, candidate: Candidate, actor: Span, recipient: Span | None) -> float:
    slots = (candidate.actor_slots(), candidate.recipient_slots())
    ways = [(actor, recipient), (recipient, actor)] if candidate.sense.symmetric else [(actor, recipient)]
    found = max(
        sum(_holds(parsed, candidate, names, span) for names, span in zip(slots, way, strict=True)) for way in ways
    )
    wanted = 1 if recipient is None else 2
    base = BOTH_SIDES if found == wanted else ONE_SIDE if found else NO_SIDE
    return base + 0.5 * candidate.sense.weight


def _holds(parsed: Parsed, candidate: Candidate, slots: tuple[str, ...], span: Span | None) -> bool:
    if span is None:
        return False
    heads = (head for slot in slots for head in candidate.heads(parsed, slot))
    return any(t.start < span[1] and t.end > span[0] for head in heads for t in parsed.subtree(head))


def _softmax(weights: dict[str, float]) -> dict[str, float]:
    top = max(weights.values())
    raised = {kind: math.exp(weight - top) for kind, weight in weights.items()}
    total = sum(raised.values())
    return {kind: value / total for kind, value in raised.items()}
