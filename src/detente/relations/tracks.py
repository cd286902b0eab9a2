"""The ledger's tracks: small state machines, YAML in ``machines/*.yaml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Literal

import msgspec
import yaml

from detente.errors import DataError
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
    folder = resources.files("detente.relations") / "machines"
    found = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            try:
                found.append(msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), Track))
            except msgspec.ValidationError as error:
                raise DataError(f"machines/{file.name}: {error}; see the schema in detente.relations.tracks") from None
    return tuple(found)
