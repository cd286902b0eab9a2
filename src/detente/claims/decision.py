"""What a triple tells: the lexicon's sense weighs in, the trained coder's probabilities weigh in, and so do the sides.

All weights are log-odds, so that their sum is how sure a claim is. They start from a logistic regression of what
readers marked in the example pages and the seeds (`benchmarks/seeds_gold.jsonl`) on the triples of those pages, and
were then set by hand for the F1 of both; the claims yardstick only checked them. Over all three, of the claims with a
confidence of .5, .6, .7, .8 and .9 and up to the next, .58, .62, .74, .86 and .95 are right by the readers.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from detente.claims.confidence import confidence
from detente.claims.sides import BESIDE, Side, Sides
from detente.claims.story import STORY
from detente.claims.triples import Triple, is_list
from detente.model import Score, Status
from detente.reading.codes import Answer, Sense
from detente.reading.codes.weights import NONE

ENOUGH = 0.55
"""Confidence from which a triple is a claim. It, ``CODER``, ``CODER_ALONE`` and ``UNKNOWN`` were chosen together from a
grid of 144 on the example pages: F1 of the claims .739 there, .723 with the numbers that suited the coder before."""

CODER, CODER_ALONE = 0.25, 0.8
"""What the coder's log-odds count where the lexicon has the same type, and where it has another or none."""
LARGEST = 4.0
"""Log-odds of the coder that are counted at most."""
AGREED, OVERRULED, UNKNOWN, SAYING = 1.4, -1.0, -0.5, -0.3
"""The lexicon has the same type; another; no sense of the word; none, and the word reports what somebody says."""
IN_SLOTS = 0.8
"""The lexicon has the same type, and the slots of its sense hold both sides."""
ACTOR = (0.0, -0.75, -0.75, -1.2)
RECIPIENT = (0.0, -0.1, -0.9, -1.6)
"""A side that stands in a slot of the word; owns what stands there; is another party of the sentence; of the story."""
MISSING = -0.35
"""A side is not named."""
APART = -4.0
"""Several do it together, and nothing tells that they do it to each other."""
MODE = 1.0
"""Log-odds for the mode of the lexicon's sense."""
SIGN, NO_SIGN = 3.0, 2.0
"""Log-odds for the status that the parse shows signs of, and for *occurred* where it shows none."""
TOLD = 0.5
"""Probability from which a context, or that both sides do it on a par, is told."""

_ANY = ""
"""A type that is none of the lexicon's."""

STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Act:
    """A triple with what it tells. ``sense`` is the lexicon's, if it has one of this type.

    ``statuses`` are the coder's probabilities, empty where it finds another type likelier, of which they then tell.
    """

    triple: Triple
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    sides: Sides
    sense: Sense | None
    statuses: dict[str, float]
    scores: tuple[Score, ...]

    @property
    def confidence(self) -> float:
        """Return the chance that the scores amount to."""
        return confidence(self.scores)


def decide(triple: Triple, answer: Answer) -> Act:
    """Return what a triple tells: the lexicon's type or the one that the coder finds likeliest, whichever is surer."""
    kinds = [triple.candidate.sense.type] if triple.candidate is not None else []
    return max((_act(triple, kind, answer) for kind in (*kinds, answer.coded_type)), key=lambda act: act.confidence)


def at_most(triple: Triple) -> tuple[float, float]:
    """Return how sure the best answer could make a triple: with the lexicon's type (0 without one), with another."""
    lexical = triple.candidate.sense if triple.candidate is not None else None
    by_lexicon = _best_case(triple, lexical.type, lexical) if lexical is not None else 0.0
    return by_lexicon, _best_case(triple, _ANY, lexical)


def _best_case(triple: Triple, kind: str, lexical: Sense | None) -> float:
    sure = Answer({kind: 1.0, NONE: 0.0}, {}, {}, {}, symmetric=1.0)
    return confidence(_scores(triple, kind, lexical, sure))


def _act(triple: Triple, kind: str, answer: Answer) -> Act:
    lexical = triple.candidate.sense if triple.candidate is not None else None
    sense = lexical if lexical is not None and lexical.type == kind else None
    mine = answer.coded_type == kind
    contexts = dict.fromkeys(name for name, p in answer.contexts.items() if p >= TOLD and mine)
    contexts |= dict.fromkeys(sense.contexts if sense is not None else ())
    return Act(
        triple=triple,
        type=kind,
        mode=_mode(kind, sense, answer),
        contexts=tuple(contexts),
        sides=_on_a_par(triple.sides, (mine and answer.symmetric >= TOLD) or _is_mutual(triple, sense)),
        sense=sense,
        statuses=answer.statuses if mine else {},
        scores=tuple(_scores(triple, kind, lexical, answer)),
    )


def _mode(kind: str, sense: Sense | None, answer: Answer) -> str | None:
    """Return the mode; the coder tells only those of the type that it finds likeliest."""
    given = sense.mode if sense is not None else None
    if answer.coded_type != kind:
        return given
    ours = MODE if sense is not None else 0.0
    return max(answer.modes, key=lambda mode: math.log(max(answer.modes[mode], 1e-6)) + ours * (mode == given))


def _is_mutual(triple: Triple, sense: Sense | None) -> bool:
    """Whether the lexicon's sense, or a word like "respective", tells that both sides do it."""
    return sense is not None and (sense.symmetric or triple.sides.mutual)


def _on_a_par(found: Sides, both: bool) -> Sides:
    mutual = both and (bool(found.recipient.actors) or len(found.actor.parties) > 1)
    return Sides(found.actor, found.recipient, mutual, found.aimed, found.victim)


def faced(act: Act, found: Sides) -> Act:
    """Return an act with the recipient that the story's claims tell of, and the reason."""
    word = act.triple.predicate.token.text
    told = Score("recipient", MISSING, f"the recipient is the story's other party, not named beside '{word}'")
    scores = tuple(told if score.name == "recipient" else score for score in act.scores)
    return dataclasses.replace(act, sides=found, scores=scores)


def weighed(by_rules: Status, by_coder: dict[str, float]) -> Status:
    """Return the status that the signs in the parse and the trained coder together make likeliest."""
    sign = SIGN if by_rules != "occurred" else NO_SIGN
    return max(STATUSES, key=lambda s: math.log(max(by_coder.get(s, 0.0), 1e-6)) + (sign if s == by_rules else 0.0))


def _scores(triple: Triple, kind: str, lexical: Sense | None, answer: Answer) -> Iterator[Score]:
    word = triple.predicate.token.text
    yield _coder(word, kind, lexical, answer)
    if lexical is None:
        weight = SAYING if triple.predicate.says else UNKNOWN
        yield Score("predicate", weight, f"the lexicon has no sense of '{word}' that fits here")
    else:
        code = f"{lexical.type}/{lexical.mode}" if lexical.mode else lexical.type
        yield Score("predicate", AGREED if lexical.type == kind else OVERRULED, f"'{word}' tells of {code}")
        if lexical.type == kind and triple.parsed:
            yield Score("sides", IN_SLOTS, f"both sides stand where this sense of '{word}' has them")
    if triple.candidate is not None and triple.candidate.thing is not None:
        yield Score("object", 0.0, f"'{triple.candidate.thing.text}' fits this sense of '{word}'")
    yield _side("actor", triple.sides.actor, ACTOR, word)
    if not is_list(triple.sides):
        yield _side("recipient", triple.sides.recipient, RECIPIENT, word)
    if triple.together and answer.symmetric < TOLD:
        yield Score("together", APART, "nothing tells that they do it to each other")


def _coder(word: str, kind: str, lexical: Sense | None, answer: Answer) -> Score:
    p = answer.types[kind]
    sure = max(-LARGEST, min(LARGEST, math.log(max(p, 1e-6) / max(1 - p, 1e-6))))
    weight = CODER if lexical is not None and lexical.type == kind else CODER_ALONE
    other = max((name for name in answer.types if name != kind), key=lambda name: answer.types[name])
    reason = f"the coder reads '{word}' as {kind} ({_chance(p)}), next {other} ({_chance(answer.types[other])})"
    return Score("coder", round(sure * weight, 2), reason)


def _chance(p: float) -> str:
    return f"{p:.2f}".replace("0.", ".", 1)


def _side(name: str, side: Side, weights: tuple[float, float, float, float], word: str) -> Score:
    direct, owner, beside, story = weights
    if not side.actors:
        return Score(name, MISSING, f"no {name} is named")
    if side.slot == STORY:
        return Score(name, story, f"the {name} is the story's other party, not named beside '{word}'")
    if side.slot == BESIDE:
        return Score(name, beside, f"the {name} is another party of the sentence of '{word}'")
    if side.direct:
        return Score(name, direct, f"the {name} is the {side.slot} of '{word}'")
    return Score(name, owner, f"the {name} belongs to the {side.slot} of '{word}'")
