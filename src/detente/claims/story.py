"""Who faces whom in a story: the party that may stand for a side which a sentence leaves unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detente.claims.named import Named
from detente.claims.sides import Side
from detente.model import Actor

STORY = "story so far"


class Story:
    """The parties of an article's sentences, in reading order, and how often two stand in one sentence."""

    def __init__(self) -> None:
        self._met: Counter[frozenset[str]] = Counter()
        self._latest: dict[str, Actor] = {}

    def tell(self, parties: Sequence[Named]) -> None:
        """Take in the next sentence's parties; mere places are none."""
        actors = [a for p in parties if not p.locative for a in p.actors]
        self._latest.update({side_of(a): a for a in actors})
        sides = sorted({side_of(a) for a in actors})
        self._met.update(frozenset((one, two)) for i, one in enumerate(sides) for two in sides[i + 1 :])

    def facing(self, side: Side) -> Side | None:
        """Return the party that the story has named together with this one most often, if any."""
        own = {side_of(a) for a in side.actors}
        counts: Counter[str] = Counter()
        for pair, count in self._met.items():
            if len(pair & own) == 1:
                counts.update({next(iter(pair - own)): count})
        return next((self._side(party) for party, _ in counts.most_common(1)), None)

    def pair(self) -> tuple[Side, Side] | None:
        """Return the two parties that the story has named together most often, if any, by their names' order."""
        for pair, _ in self._met.most_common(1):
            one, two = sorted(pair)
            return self._side(one), self._side(two)
        return None

    def _side(self, party: str) -> Side:
        return Side((self._latest[party],), STORY, False)


def side_of(actor: Actor) -> str:
    """Return the country that a group and its people share, so that they count as one side."""
    return actor.country or actor.party
