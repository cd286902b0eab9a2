"""The ledger's tracks: small state machines, YAML in ``machines/*.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.data import load_yaml, yaml_names
from detente.model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which events move a track, between whom, and to which state. An empty list of modes or objects allows any.

    ``parties``: from the actor to the recipient, the other way round, ``both`` as a pair, or ``each-way``. What the
    line's state must be before is told by its values: ``after`` one of them (an embassy that reopens restores severed
    ties), ``unless`` none of them, else the event says nothing new, or contradicts the record: ``conflict`` says how.

    ``assume`` is set with it where the line does not tell that yet, or tells ``none`` (an ambassador who is recalled
    came from an embassy). ``restores``: the level that a break ended holds again. ``until``: the year from which on the
    rule no longer holds (a chargé of 1830 heads a legation). ``seat``: the state holds the city too, and what ends it
    must be told of the same city where both are told; ``capital``: only in the receiver's capital, if the register
    knows one and the text tells the city. ``anew``: told of another day it is another act, though the state is the same
    (who is recalled twice came back between, told or not).

    ``signs``: what a claim's scores must name (``claims.courses``), ``None`` for no sign of any rule. ``parties`` may
    be the ``recipients`` among each other, where the actor is a third who brings them together: ``third`` is the key
    under which the state names it.
    """

    types: tuple[str, ...]
    set: dict[str, str]
    modes: tuple[str | None, ...] = ()
    objects: tuple[str, ...] = ()
    signs: tuple[str | None, ...] = ()
    parties: Literal["actor-recipient", "recipient-actor", "both", "each-way", "recipients"]
    third: str | None = None
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    conflict: str | None = None
    assume: dict[str, str] = field(default_factory=dict)
    restores: bool = False
    until: int | None = None
    seat: bool = False
    capital: bool = False
    anew: bool = False

    def shows(self, signs: Collection[str]) -> bool:
        """Whether what an event's claims tell of its course is what the rule asks for."""
        return not self.signs or any(sign in signs if sign is not None else not signs for sign in self.signs)

    def fits(self, event: Event) -> bool:
        """Whether an event moves the track by this rule, if its claims show the signs that the rule asks for."""
        return (
            event.type in self.types
            and (not self.modes or event.mode in self.modes)
            and (not self.objects or event.object in self.objects)
        )

    def applies(self, before: Mapping[str, str], year: int) -> bool:
        """Whether the rule holds for a line in a state, in a year; ``unless`` is asked for apart."""
        values = set(before.values())
        return not (self.after and not values & set(self.after)) and (self.until is None or year < self.until)

    def moved(self, before: Mapping[str, str], lost: Mapping[str, str]) -> dict[str, str]:
        """Return the state after the move: what stood before, what is assumed, and what the rule sets.

        ``lost`` is the state that the last break ended.
        """
        found = {**before, **self.set}
        if not self.seat:
            found.pop(SEAT, None)
        found.pop(THIRD, None)
        if found.get("level", NONE) != NONE and found.get("head") == "vacant":
            del found["head"]  # a mission stands again; who leads it is not told
        for key, value in self.assume.items():
            if found.get(key) in (None, NONE):
                found[key] = value
        if self.restores and before.get("level") == NONE and lost.get("level"):
            found["level"] = lost["level"]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One track. ``keeps``: one state at a time, or the last of each value; ``by_object``: one line per object.

    ``merges``: what is told again of a state confirms it, and begins no new one; what a move leaves unsaid still holds.
    ``ranks``: values from the lowest; of two that begin on one day the higher counts.
    """

    name: str
    label: str
    directed: bool
    keeps: Literal["latest", "latest-of-each"]
    rules: tuple[Rule, ...]
    by_object: bool = False
    merges: bool = False
    ranks: tuple[str, ...] = ()


SEAT = "seat"
THIRD = "mediator"
"""Keys of a state that tell more of it, and make no line of their own."""
NONE = "none"
"""The level of no mission at all."""


@functools.cache
def load_tracks() -> tuple[Track, ...]:
    """Load the tracks from the package, by name. Raises DataError where the YAML breaks its schema."""
    names = yaml_names("detente.relations", "machines")
    return tuple(load_yaml("detente.relations", name, Track) for name in names)


@functools.cache
def all_signs() -> frozenset[str]:
    """Return the names of the scores that some rule asks for."""
    return frozenset(s for track in load_tracks() for rule in track.rules for s in rule.signs if s is not None)


@functools.cache
def track_of(name: str) -> Track:
    """Return the track of a name that an entry bears."""
    return next(t for t in load_tracks() if t.name == name)
