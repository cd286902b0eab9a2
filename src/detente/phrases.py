"""A happening said in a few words: "Turkey recalls its ambassador from Israel"; the wording is in ``phrases.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.data import load_yaml
from detente.errors import UnknownActorError
from detente.model import Event, Status

UNNAMED = "someone unnamed"

_CHOICE = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")
_TO_NO_ONE = re.compile(r"(?:\s+(?:from|to|with|against|on|of|at|for|by|in|before))?\s*\{r\}.*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """How events of a type, and of a mode and object if given, are said."""

    type: str
    says: str
    mode: str | None = None
    object: str | None = None
    both: str | None = None

    def fits(self, event: Event) -> bool:
        """Whether the phrase says this event."""
        return self.type == event.type and self.mode in (None, event.mode) and self.object in (None, event.object)


@dataclass(frozen=True, slots=True)
class _File:
    phrases: tuple[Phrase, ...]


@functools.cache
def load_phrases() -> tuple[Phrase, ...]:
    """Load the wording; DataError where the YAML breaks its schema."""
    return load_yaml("detente", "phrases.yaml", _File).phrases


def sentence(event: Event) -> str:
    """Return who did, does, is to do or did not do what to whom, in a few words."""
    phrase = next((p for p in load_phrases() if p.fits(event)), None)
    if event.symmetric and event.actors and event.recipients and (phrase is None or phrase.both):
        subjects, said = (*event.actors, *event.recipients), phrase.both if phrase and phrase.both else "act together"
    else:
        subjects, said = event.actors, phrase.says if phrase else f"[do|does] {event.type} to {{r}}"
        if event.symmetric and len(subjects) > 1 and not event.recipients and phrase and phrase.both:
            said = phrase.both
    plural = len(subjects) > 1
    said = said.replace("{r}", listed(event.recipients)) if event.recipients else _TO_NO_ONE.sub("", said)
    return f"{listed(subjects)} {_inflected(said, plural, event.status)}"


def listed(codes: Sequence[str]) -> str:
    """Return the names of actors as a list in words; UNNAMED if there are none."""
    names = list(dict.fromkeys(name_of(c) for c in codes))
    if not names:
        return UNNAMED
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def name_of(code: str) -> str:
    """Return the register's name for a code or id: ``Turkey`` for TUR; the id itself if the register has none."""
    from detente.reading.actors import load_register

    register = load_register()
    if register.is_person(code):
        return register.person(code).name
    try:
        return register.named(code).name
    except UnknownActorError:
        return code


def _inflected(said: str, plural: bool, status: Status) -> str:
    if status in ("occurred", "ongoing"):
        return _CHOICE.sub(lambda m: m[1] if plural else m[2], said)
    auxiliary = {
        "planned": ("are to", "is to"),
        "negated": ("do not", "does not"),
        "hypothetical": ("may", "may"),
    }[status][0 if plural else 1]
    bare = _CHOICE.sub(lambda m: m[1], said, count=1)
    return f"{auxiliary} {_CHOICE.sub(lambda m: m[1] if plural else m[2], bare)}"
