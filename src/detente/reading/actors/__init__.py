"""Who: the register of actors, and its resolution in text."""

from detente.reading.actors.mention_types import Mention, Mentions
from detente.reading.actors.mentions import find_mentions
from detente.reading.actors.register import Register, load_register
from detente.reading.actors.resolve import resolve

__all__ = ["Mention", "Mentions", "Register", "find_mentions", "load_register", "resolve"]
