"""Find every mention of an actor in a parsed text: names, then descriptions, then what takes them up again."""

from __future__ import annotations

from detente.model import Interval
from detente.reading.actors.acronyms import find_acronyms
from detente.reading.actors.coreference import resolve_references
from detente.reading.actors.mention_types import Mention, Mentions
from detente.reading.actors.namings import find_entities
from detente.reading.actors.people import find_people
from detente.reading.actors.phrases import describe
from detente.reading.actors.register import Register, load_register
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Parsed

__all__ = ["Mention", "Mentions", "find_mentions"]


def find_mentions(parsed: Parsed, *, on: Interval | None, register: Register | None = None) -> Mentions:
    """Return all mentions of actors in one text.

    ``on`` is when the text was published: it decides who held an office then. ``register`` is the one that comes
    with Détente if none is given.
    """
    story = Story(parsed, register or load_register(), on)
    find_entities(story)
    find_people(story)
    for token in parsed.tokens:
        if token.i not in story.found:
            describe(story, token.i)
    find_acronyms(story)
    resolve_references(story)
    return Mentions(story.found.values())
