"""The ledger's tracks: small state machines, YAML in ``machines/*.yaml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from detente.data import load_yaml, yaml_names
from detente.model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which events move a track, between whom, and to which state. An empty list of modes or objects allows any.

    ``parties``: from the actor to the recipient, the other way round, ``both`` as a pair, or ``each-way``. ``after``:
    the move counts only where the line's state has one of these values (an embassy that reopens restores severed ties).
    """

    types: tuple[str, ...]
    set: dict[str, str]
    modes: tuple[str | None, ...] = ()
    objects: tuple[str, ...] = ()
    parties: Literal["actor-recipient", "recipient-actor", "both", "each-way"]
    after: tuple[str, ...] = ()

    def fits(self, event: Event) -> bool:
        """Whether an event moves the track by this rule."""
        return (
            event.type in self.types
            and (not self.modes or event.mode in self.modes)
            and (not self.objects or event.object in self.objects)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One track. ``keeps``: one state at a time, or the last of each value; ``by_object``: one line per object."""

    name: str
    label: str
    directed: bool
    keeps: Literal["latest", "latest-of-each"]
    rules: tuple[Rule, ...]
    by_object: bool = False


@functools.cache
def load_tracks() -> tuple[Track, ...]:
    """Load the tracks from the package, by name. Raises DataError where the YAML breaks its schema."""
    names = yaml_names("detente.relations", "machines")
    return tuple(load_yaml("detente.relations", name, Track) for name in names)
