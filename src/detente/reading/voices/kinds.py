"""Nouns that tell what kind of voice a source is, from ``kinds.yaml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from detente.data import load_yaml
from detente.model import Described


@dataclass(frozen=True, slots=True)
class Kinds:
    """Nouns by the kind of voice that they describe; ``credits`` describe none beside an outlet's name.

    ``described`` holds the nouns that tell what an unnamed speaker is; ``describing`` the words beside a noun that tell
    the same of a source ("diplomatic sources"); ``knowing`` those that tell of somebody in the know.
    """

    document: frozenset[str]
    media: frozenset[str]
    anonymous: frozenset[str]
    official: frozenset[str]
    organisation: frozenset[str]
    state: frozenset[str]
    offices: frozenset[str]
    credits: frozenset[str]
    described: dict[Described, frozenset[str]]
    describing: dict[Described, frozenset[str]]
    knowing: frozenset[str]

    def knows(self, lemma: str) -> bool:
        """Whether a noun describes a speaker of any kind."""
        return any(
            lemma in words
            for words in (
                self.document,
                self.media,
                self.anonymous,
                self.official,
                self.organisation,
                self.state,
                self.offices,
            )
        )


@functools.cache
def load_kinds() -> Kinds:
    """Load the nouns that tell a voice's kind. Raises DataError where the YAML breaks its schema."""
    return load_yaml("detente.reading.voices", "kinds.yaml", Kinds)
