"""From the slots of a candidate to the actors on its two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.model import Actor
from detente.reading.actors import Mention, Mentions
from detente.reading.codes import Candidate, arguments
from detente.reading.language import Parsed, Token

# Below an argument that is no actor itself, where the actor stands that acts or is acted on through it:
# "Iran's oil exports", "the Turkish proposal", "attacks by the militia", "the port of Hodeidah".
OWNERS = ("possessive", "modifier", "prep:by", "prep:from", "prep:of")
TARGETS = ("possessive", "modifier", "prep:of", "prep:against", "prep:on", "prep:with", "prep:to", "prep:in")
# A critic's target is who did what is criticised, not whom it hit.
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class Side:
    """The actors found in one slot; ``direct`` if they head it, not merely own what stands there."""

    actors: tuple[Actor, ...]
    slot: str
    direct: bool


NOBODY = Side((), "", False)


def sides(parsed: Parsed, mentions: Mentions, candidate: Candidate) -> tuple[Side, Side]:
    """Return the actor's and the recipient's side of a candidate; a side that is not told is empty."""
    finder = _Finder(parsed, mentions, candidate)
    actor = finder.first(candidate.actor_slots(), OWNERS, ())
    owners = OWNERS if candidate.sense.type in JUDGING else TARGETS
    recipient = finder.first(candidate.recipient_slots(), owners, actor.actors)
    return _split(candidate, actor, recipient)


class _Finder:
    """Looks for actors in slots, one candidate at a time."""

    def __init__(self, parsed: Parsed, mentions: Mentions, candidate: Candidate) -> None:
        self.parsed, self.mentions, self.candidate = parsed, mentions, candidate

    def first(self, slots: Iterable[str], below: tuple[str, ...], other: tuple[Actor, ...]) -> Side:
        """Return the first slot's actors that are not all on the other side already."""
        for direct in (True, False):
            for slot in slots:
                heads = self.candidate.heads(self.parsed, slot)
                found = [a for h in heads for a in (self._actors(h) if direct else self._below(h, below))]
                kept = without(unique(found), other)
                if kept:
                    return Side(kept, slot, direct)
        return NOBODY

    def _actors(self, head: Token) -> tuple[Actor, ...]:
        mention = self.mentions.at(head.i)
        return known(mention) if mention is not None else ()

    def _below(self, head: Token, slots: tuple[str, ...]) -> tuple[Actor, ...]:
        if head.pos not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            return ()
        for slot in slots:
            found = [a for h in arguments.slot(self.parsed, head, None, slot) for a in self._actors(h)]
            if found:
                return tuple(found)
        for slot in ("prep:of", "prep:for"):
            for inner in arguments.slot(self.parsed, head, None, slot):
                found = [a for s in slots for h in arguments.slot(self.parsed, inner, None, s) for a in self._actors(h)]
                if found:
                    return tuple(found)
        return ()


def known(mention: Mention) -> tuple[Actor, ...]:
    """Return a mention's actors that a reader could name: with a country or an entry in the register."""
    return tuple(a for a in mention.actors if a.country or a.id)


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors without repeats of one party, first mention kept."""
    seen: dict[str, Actor] = {}
    for actor in actors:
        seen.setdefault(f"{actor.party}/{actor.id or actor.sector}", actor)
    return tuple(seen.values())


def without(actors: tuple[Actor, ...], other: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the actors whose party is not on the other side."""
    parties = {a.party for a in other}
    return tuple(a for a in actors if a.party not in parties)


def _split(candidate: Candidate, actor: Side, recipient: Side) -> tuple[Side, Side]:
    """Spread a mutual act of two parties over both sides; of three or more, all are actors."""
    if not candidate.sense.symmetric:
        return actor, recipient
    both = unique((*actor.actors, *recipient.actors))
    parties = list(dict.fromkeys(a.party for a in both))
    if len(parties) > 2:
        return Side(both, actor.slot or recipient.slot, actor.direct or recipient.direct), NOBODY
    if len(parties) == 2 and not (actor.actors and recipient.actors):
        slot, direct = (actor.slot, actor.direct) if actor.actors else (recipient.slot, recipient.direct)
        first = tuple(a for a in both if a.party == parties[0])
        second = tuple(a for a in both if a.party == parties[1])
        return Side(first, slot, direct), Side(second, slot, direct)
    return actor, recipient
