"""The names that the coder tells, in the order of its outputs; read from the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from detente.reading.codes.codebook import load_codebook
from training.corpus.format import NONE, STATUSES

PLAIN = "-"
"""What stands for the mode where a label names none."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of each output in order.

    ``types`` ends with NONE. ``modes`` are written TYPE/mode and TYPE/- for none named; types without modes have no
    entry. ``quads`` maps a type to its quad.
    """

    types: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]
    quads: dict[str, str]
    no_recipient: frozenset[str]

    def modes_of(self, type_: str) -> list[int]:
        """Return the places of a type's modes among ``modes``; none for a type without modes."""
        return [i for i, mode in enumerate(self.modes) if mode.startswith(f"{type_}/")]


@lru_cache(maxsize=1)
def load_labels() -> Labels:
    """Return the names of the codebook that the package carries."""
    book = load_codebook()
    modes = [
        f"{name}/{mode}"
        for name, entry in book.types.items()
        if entry.modes
        for mode in (PLAIN, *(mode.name for mode in entry.modes))
    ]
    return Labels(
        types=(*book.types, NONE),
        modes=tuple(modes),
        contexts=tuple(book.contexts),
        statuses=STATUSES,
        quads={name: entry.quad for name, entry in book.types.items()} | {NONE: NONE},
        no_recipient=frozenset(name for name, entry in book.types.items() if not entry.recipient),
    )
