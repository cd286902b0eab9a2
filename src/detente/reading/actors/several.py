"""Phrases that count those named together, and the other one of a pair: "the three countries", "its neighbour"."""

from __future__ import annotations

from detente.model import Actor
from detente.reading.actors.casting import distinct
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.pairs import pair_for
from detente.reading.actors.phrases import left_of
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_OTHERS = frozenset({"neighbour", "neighbor", "rival", "foe", "adversary", "enemy"})
_BACK = 3


def resolve_several(story: Story, token: Token) -> Mention | None:
    """Mention "the three countries" as the three that were named together last, "its neighbour" as the pair's other."""
    actors = _counted(story, token) or _other_one(story, token)
    if not actors:
        return None
    first = min([t.i for t in left_of(story, token)] or [token.i])
    why = "those named together" if len(actors) > 1 else "the other of the pair"
    place = (first, token.i + 1, token.i)
    return story.add(mention_of(story, place, "group", actors, why, plural=len(actors) > 1))


def _counted(story: Story, token: Token) -> tuple[Actor, ...]:
    if token.tag not in ("NNS", "NNPS") or not any(token.lemma in w for w in vocabulary().cues.pair_nouns.values()):
        return ()
    left = {t.text.lower() for t in left_of(story, token)}
    number = next((_NUMBERS[word] for word in left if word in _NUMBERS), None)
    if number is None or not left & {"the", "these", "those", "all"} or story.parsed.child(token, "prep", "relcl"):
        return ()
    for back in range(_BACK):
        named = _together(story, token.sent - back, token.i, number) if token.sent >= back else ()
        if named:
            return named
    return ()


def _together(story: Story, sentence: int, before: int, number: int) -> tuple[Actor, ...]:
    """Return the actors of the last coordination of a sentence that has just that many, of as many countries."""
    for mention in reversed(story.in_sentence(sentence, before)):
        members = [story.found.get(t.i) for t in story.parsed.conjuncts(story.token(mention.head))]
        actors = distinct(a for m in members if m is not None for a in m.actors)
        if len(actors) == number == len({a.country for a in actors} - {None}):
            return actors
    return ()


def _other_one(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the other state of the pair at hand where one of them speaks of its one neighbour or rival."""
    possessor = story.parsed.child(token, "poss")
    if token.lemma not in _OTHERS or token.tag in ("NNS", "NNPS") or possessor is None:
        return ()
    owner = story.found.get(possessor.i)
    if owner is None or len(owner.actors) != 1 or story.parsed.child(token, "appos", "prep") is not None:
        return ()
    pair = pair_for(story, token, only=True, near=True)
    own = owner.actors[0].country
    return tuple(a for a in pair if a.country != own) if own in {a.country for a in pair} else ()
