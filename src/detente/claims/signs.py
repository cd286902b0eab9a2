"""What the parse and the story show of a triple, as named signs that weights are put on (``weights.yaml``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from detente.claims.named import Named
from detente.claims.read import Read
from detente.claims.sides import BESIDE, Side
from detente.claims.story import STORY, Story
from detente.model import Actor, Status
from detente.reading import voices
from detente.reading.language import Parsed, Sentence, Token

if TYPE_CHECKING:
    from detente.claims.triples import Triple

FAR = 12
"""Words between an act and a side from which on one more makes no difference."""
LONG = 60
"""The same for the words of a sentence."""
MANY = 6
"""The same for the triples that a sentence has of one pair."""
OPENING = 5
"""Sentences that open a story; what they tell is seldom background."""


class Scene:
    """Looks at the triples of one sentence."""

    def __init__(self, told: Read, sentence: Sentence, parties: Sequence[Named], story: Story) -> None:
        self.told, self.sentence, self.parties, self.story = told, sentence, parties, story
        self._statuses: dict[int, Status] = {}
        self._around = dict(self._sentence())

    def signs(self, triples: Sequence[Triple]) -> Iterator[dict[str, float]]:
        """Yield the signs of each triple; all of a sentence are given at once, since they are compared."""
        pairs = Counter(triple.parties for triple in triples)
        for triple in triples:
            own = (*self._word(triple), *self._sides(triple))
            yield dict(own) | self._around | {"same pair": min(MANY, pairs[triple.parties]) / MANY}

    def _word(self, triple: Triple) -> Iterator[tuple[str, float]]:
        predicate, token = triple.predicate, triple.predicate.token
        if triple.candidate is not None:
            yield f"sense {triple.candidate.sense.type}", 1.0
            if triple.candidate.thing is not None:
                yield "thing of the sense", 1.0
            if triple.sides.aimed or triple.sides.victim:
                yield "aimed", 1.0
        elif predicate.says:
            yield "says", 1.0
        else:
            known = token.lemma in self.told.lexicon.verbs or token.lemma in self.told.lexicon.nouns
            yield "other sense" if known else "unknown word", 1.0
        if not predicate.verbal:
            yield "noun carried by a verb" if predicate.light is not None else "noun", 1.0
        yield "depth", min(4, _clauses_above(self.told.parsed, token)) / 4
        yield f"status {self._status(predicate.light or token)}", 1.0

    def _status(self, token: Token) -> Status:
        if token.i not in self._statuses:
            self._statuses[token.i] = voices.status(self.told.parsed, token)
        return self._statuses[token.i]

    def _sides(self, triple: Triple) -> Iterator[tuple[str, float]]:
        actor, recipient = triple.sides.actor, triple.sides.recipient
        for name, side in (("actor", actor), ("recipient", recipient)):
            if name == "recipient" and not side.actors and triple.sides.mutual:
                continue  # a list of doers
            how = _how(side)
            yield f"{name} {how}", 1.0
            if side.actors:
                yield f"{name} often named", self.story.share(side)
            if side.actors and how != "in the story":
                yield f"{name} far", self._far(triple.predicate.token, side)
        if triple.parsed:
            yield "in its slots", 1.0
        if triple.together or triple.sides.mutual:
            yield "together" if triple.together else "mutual", 1.0
        if actor.actors and recipient.actors:
            yield "pair often named", self.story.together(actor, recipient)
            yield f"both {_how(actor)}, {_how(recipient)}", 1.0

    def _far(self, word: Token, side: Side) -> float:
        near = min(_between(self.told.parsed, word, actor) for actor in side.actors)
        return min(FAR, near) / FAR

    def _sentence(self) -> Iterator[tuple[str, float]]:
        yield "any", 1.0
        if self.sentence.kind != "body":
            yield self.sentence.kind, 1.0
        if self.sentence.i < OPENING:
            yield "opening", 1.0
        yield "late", self.sentence.i / max(1, len(self.told.parsed.sentences))
        yield "parties", min(4, len(self.parties)) / 4
        yield "long", min(LONG, self.sentence.last - self.sentence.first) / LONG


def _how(side: Side) -> str:
    if not side.actors:
        return "unnamed"
    if side.slot == STORY:
        return "in the story"
    if side.slot == BESIDE:
        return "beside"
    return "in a slot" if side.direct else "owner"


def _between(parsed: Parsed, word: Token, actor: Actor) -> int:
    """Return how many blanks stand between a word and an actor's."""
    if actor.span.end <= word.start:
        return parsed.text.count(" ", actor.span.end, word.start)
    return parsed.text.count(" ", word.end, actor.span.start)


def _clauses_above(parsed: Parsed, token: Token) -> int:
    return sum(t.pos in ("VERB", "AUX") for t in parsed.ancestors(token))
