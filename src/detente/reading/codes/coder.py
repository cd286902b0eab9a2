"""The coder: what one party does to another in a sentence, by the lexicon and the parse."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.errors import UsageError
from detente.reading.codes.codebook import load_codebook
from detente.reading.codes.lexicon import load_lexicon
from detente.reading.codes.matching import Candidate, candidates
from detente.reading.language import Parsed, parse_text

NONE = "NONE"
# Log-odds of a candidate by how many of the two asked sides its slots hold; a sentence's silence weighs 1.
BOTH_SIDES, ONE_SIDE, NO_SIDE, SILENCE = 3.0, 1.0, -1.5, 1.0


@dataclass(frozen=True, slots=True)
class Coding:
    """The act between a pair: PLOVER type (``NONE`` if no act is coded), mode, quad, and a probability per type."""

    type: str
    mode: str | None
    quad: str | None
    scores: dict[str, float]


def code(text: str, actor: tuple[int, int], recipient: tuple[int, int] | None = None) -> Coding:
    """Code what the actor does to the recipient in a text.

    ``actor`` and ``recipient`` are (start, end) in characters of ``text``. ``scores`` holds a probability for each
    PLOVER type and NONE; they sum to 1. Raises UsageError if a span lies outside the text or is empty.
    """
    for name, span in (("actor", actor), ("recipient", recipient)):
        if span is not None and not 0 <= span[0] < span[1] <= len(text):
            raise UsageError(f"{name} span {span} lies outside the text of {len(text)} characters or is empty")
    parsed, lexicon, codebook = parse_text(text), load_lexicon(), load_codebook()
    weights: dict[str, float] = {NONE: SILENCE}
    best: dict[str, tuple[float, Candidate]] = {}
    for sentence in parsed.sentences:
        for candidate in candidates(parsed, sentence, lexicon):
            weight = _weight(parsed, candidate, actor, recipient)
            kind = candidate.sense.type
            if weight > best.get(kind, (-math.inf, candidate))[0]:
                best[kind] = (weight, candidate)
                weights[kind] = weight
    scores = _softmax({kind: weights.get(kind, NO_SIDE - 2.0) for kind in (*codebook.types, NONE)})
    winner = max(scores, key=lambda kind: (scores[kind], kind))
    if winner == NONE:
        return Coding(NONE, None, None, scores)
    return Coding(winner, best[winner][1].sense.mode, codebook.quad(winner), scores)


def _weight(parsed: Parsed, candidate: Candidate, actor: tuple[int, int], recipient: tuple[int, int] | None) -> float:
    slots = (candidate.actor_slots(), candidate.recipient_slots())
    ways = [(actor, recipient), (recipient, actor)] if candidate.sense.symmetric else [(actor, recipient)]
    found = max(
        sum(_holds(parsed, candidate, names, span) for names, span in zip(slots, way, strict=True)) for way in ways
    )
    wanted = 1 if recipient is None else 2
    base = BOTH_SIDES if found == wanted else ONE_SIDE if found else NO_SIDE
    return base + 0.5 * candidate.sense.weight


def _holds(parsed: Parsed, candidate: Candidate, slots: tuple[str, ...], span: tuple[int, int] | None) -> bool:
    if span is None:
        return False
    heads = (head for slot in slots for head in candidate.heads(parsed, slot))
    return any(t.start < span[1] and t.end > span[0] for head in heads for t in parsed.subtree(head))


def _softmax(weights: dict[str, float]) -> dict[str, float]:
    top = max(weights.values())
    raised = {kind: math.exp(weight - top) for kind, weight in weights.items()}
    total = sum(raised.values())
    return {kind: value / total for kind, value in raised.items()}
