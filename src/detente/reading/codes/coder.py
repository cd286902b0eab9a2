"""The coder: what one party does to another in a sentence, by the trained network and the predicate lexicon.

The network decides; the lexicon votes. A word that the lexicon knows, with both sides or one in its slots, adds to the
log-odds of its type what such a word has been worth: where the network is sure it can't be outvoted, where it wavers
the word tips it. That the lexicon knows no word has been worth nothing and adds nothing.
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
from detente.reading.codes.network import Answer, Question, check_spans, is_latin, load_network
from detente.reading.codes.weights import NONE
from detente.reading.language import Parsed, parse_text

VOTES = (0.0, 0.7, 1.15)
"""What a word of the lexicon adds to the log-odds of its type, by how many of the asked sides its slots hold: none,
one, both. Fitted by ``python -m training.votes`` to the network's errors on 2,505 pairs of the dev and calibration
parts of the training corpus, where type F1 goes from .734 to .739; on the test part from .761 to .768."""
WEIGHTS = (-1.5, 1.0, 3.0)
"""The same without a network (``code_by_lexicon``); there the type of no word has ``UNTOLD``, NONE has ``SILENCE``."""
UNTOLD, SILENCE = -3.5, 1.0
TINY = 1e-12
SURE = 0.3
"""A context is told from this probability on: micro F1 .56 on these parts and on test, .51 and .50 from .5 on."""


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
        sure = {name: float(name == NONE) for name in (*load_codebook().types, NONE)}
        return Coding(NONE, None, None, sure, why=("the text is not in Latin script, or has no letters",))
    votes = lexicon_votes(text, actor, recipient)
    answer = load_network().ask([question])[0]
    return _coding(together(answer.types, {kind: VOTES[vote.sides] for kind, vote in votes.items()}), answer, votes)


def code_by_lexicon(text: str, actor: Span, recipient: Span | None = None) -> Coding:
    """Code as ``code`` does, by the lexicon and the parse alone, without the network: the measure of what it adds."""
    check_spans(Question(text, actor, recipient))
    votes = lexicon_votes(text, actor, recipient)
    weights = {NONE: SILENCE} | dict.fromkeys(load_codebook().types, UNTOLD)
    told = {kind: WEIGHTS[vote.sides] + 0.5 * vote.candidate.sense.weight for kind, vote in votes.items()}
    return _coding(_softmax(weights | told), None, votes)


def together(network: dict[str, float], votes: dict[str, float]) -> dict[str, float]:
    """Return the network's probabilities with log-odds added to those of some types, made to sum to 1."""
    return _softmax({name: math.log(max(p, TINY)) + votes.get(name, 0.0) for name, p in network.items()})


@dataclass(frozen=True, slots=True)
class Vote:
    """A word that the lexicon knows: how many of the asked sides stand in its slots, 2 where all do, and the word."""

    sides: int
    candidate: Candidate

    @property
    def rank(self) -> tuple[int, float]:
        """The more of the sides and the surer the sense, the better."""
        return self.sides, self.candidate.sense.weight


def lexicon_votes(text: str, actor: Span, recipient: Span | None) -> dict[str, Vote]:
    """Return the best vote for each type that the lexicon finds in a text."""
    parsed, lexicon = parse_text(text), load_lexicon()
    best: dict[str, Vote] = {}
    for sentence in parsed.sentences:
        for candidate in candidates(parsed, sentence, lexicon):
            vote, kind = Vote(_sides(parsed, candidate, actor, recipient), candidate), candidate.sense.type
            if kind not in best or vote.rank > best[kind].rank:
                best[kind] = vote
    return best


def _coding(scores: dict[str, float], answer: Answer | None, votes: dict[str, Vote]) -> Coding:
    type_ = max(scores, key=lambda kind: (scores[kind], kind))
    why = (*_network_said(answer), *_lexicon_said(votes))
    if type_ == NONE:
        return Coding(NONE, None, None, scores, why=why)
    quad, mode = load_codebook().quad(type_), votes[type_].candidate.sense.mode if type_ in votes else None
    if answer is None:
        return Coding(type_, mode, quad, scores, why=why)
    if type_ == answer.coded_type:  # the network tells modes of this type only
        mode = max(answer.modes, key=lambda name: answer.modes[name])
    contexts = tuple(name for name, p in answer.contexts.items() if p >= SURE)
    status = cast(Status, max(answer.statuses, key=lambda name: answer.statuses[name]))
    return Coding(type_, mode, quad, scores, contexts, status, why)


def _network_said(answer: Answer | None) -> Iterator[str]:
    if answer is not None:
        top = sorted(answer.types.items(), key=lambda item: -item[1])[:3]
        yield "the network: " + ", ".join(f"{name} {p:.2f}" for name, p in top)


def _lexicon_said(votes: dict[str, Vote]) -> Iterator[str]:
    for kind, vote in sorted(votes.items(), key=lambda item: item[1].rank, reverse=True):
        if vote.sides:
            beside = "both sides" if vote.sides == 2 else "one side"
            yield f"the lexicon: '{vote.candidate.predicate.text}' tells of {kind}, with {beside} beside it"


def _sides(parsed: Parsed, candidate: Candidate, actor: Span, recipient: Span | None) -> int:
    """Return how many of the asked sides stand in a candidate's slots; 2 for an actor asked without a recipient."""
    slots = (candidate.actor_slots(), candidate.recipient_slots())
    ways = [(actor, recipient), (recipient, actor)] if candidate.sense.symmetric else [(actor, recipient)]
    found = max(
        sum(_holds(parsed, candidate, names, span) for names, span in zip(slots, way, strict=True)) for way in ways
    )
    return 2 if recipient is None and found else found


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
