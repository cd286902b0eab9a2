"""Who faces whom in a story: the parties that may stand for a side which a sentence leaves unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from detente.claims.named import Named
from detente.claims.sides import Side
from detente.model import PRESS, Actor

STORY = "story"
LEADING = 3
"""Parties of a story that are tried for a side left unsaid. On the dev part of the claims yardstick the sentence's own
parties hold both sides of .76 of the marked records, with the story's two leading parties of .91, with three of .96."""


class Story:
    """The parties of an article's sentences, how often each is named, and how often two stand in one sentence."""

    def __init__(self, sentences: Iterable[Sequence[Named]]) -> None:
        self._named: Counter[str] = Counter()
        self._met: Counter[frozenset[str]] = Counter()
        self._latest: dict[str, Actor] = {}
        for parties in sentences:
            actors = _acting(parties)
            for actor in actors:
                self._latest.setdefault(side_of(actor), actor)
            sides = sorted({side_of(a) for a in actors})
            self._named.update(sides)
            self._met.update(frozenset((one, two)) for i, one in enumerate(sides) for two in sides[i + 1 :])

    def tell(self, parties: Sequence[Named]) -> None:
        """Take the next sentence as read: its mentions now stand for their parties; mere places are none."""
        self._latest.update({side_of(a): a for a in _acting(parties)})

    def leading(self) -> list[str]:
        """Return the sides that the most sentences name, the most named first."""
        ranked = sorted(self._named.items(), key=lambda item: (-item[1], item[0]))
        return [side for side, _ in ranked[:LEADING]]

    def facing(self, side: Side) -> list[Side]:
        """Return the leading parties that may face a side, those that most sentences name together with it first."""
        own = {side_of(a) for a in side.actors}
        others = [other for other in self.leading() if other not in own]
        others.sort(key=lambda other: -max((self._met[frozenset((one, other))] for one in own), default=0))
        return [self._side(other) for other in others]

    def pairs(self) -> list[tuple[Side, Side]]:
        """Return the pairs of leading parties, those that most sentences name together first, by their names' order."""
        leading = self.leading()
        found = [(one, two) for i, one in enumerate(leading) for two in leading[i + 1 :]]
        found.sort(key=lambda pair: -self._met[frozenset(pair)])
        return [(self._side(min(pair)), self._side(max(pair))) for pair in found]

    def share(self, side: Side) -> float:
        """Return the share of the sentences with parties that name a side."""
        own = {side_of(a) for a in side.actors}
        return max((self._named[one] for one in own), default=0) / max(1, max(self._named.values(), default=1))

    def together(self, one: Side, two: Side) -> float:
        """Return how often two sides stand in one sentence, as a share of the story's most frequent pair."""
        met = max((self._met[frozenset((side_of(a), side_of(b)))] for a in one.actors for b in two.actors), default=0)
        return met / max(1, max(self._met.values(), default=1))

    def _side(self, party: str) -> Side:
        return Side((self._latest[party],), STORY, False)


def _acting(parties: Sequence[Named]) -> list[Actor]:
    """Return the actors that may be parties to a story's acts: no mere places, and not who reports it."""
    return [a for p in parties if not p.locative for a in p.actors if a.sector != PRESS]


def side_of(actor: Actor) -> str:
    """Return the country that a group and its people share, so that they count as one side."""
    return actor.country or actor.party
