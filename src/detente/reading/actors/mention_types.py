"""What the finder of actors hands on: mentions, and the table of them for one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from detente.model import Actor, Span

MentionKind = Literal["name", "surname", "office", "adjective", "demonym", "metonym", "pronoun", "description", "group"]
Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that denote one or more actors.

    ``first`` to ``last`` (excluded) are the tokens of the phrase and ``head`` the one that governs it; ``span`` is
    what a reader is shown (of a person with titles, the name alone). ``actors`` are several for "the two countries"
    and empty where the words surely denote an actor but the text does not tell which. ``locative``: a place reading
    is likely ("in Ankara", "visited Turkey"). ``why`` says what the decision rests on.
    """

    first: int
    last: int
    head: int
    span: Span
    kind: MentionKind
    actors: tuple[Actor, ...]
    why: str
    locative: bool = False
    plural: bool = False
    person: bool = False
    gender: Gender | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the distinct countries of the actors, in order."""
        return tuple(dict.fromkeys(a.country for a in self.actors if a.country))


class Mentions:
    """All mentions of one text, in reading order."""

    __slots__ = ("_at", "_covering", "_spanning", "all")

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.all: tuple[Mention, ...] = tuple(sorted(mentions, key=lambda m: (m.first, -m.last)))
        self._at = {m.head: m for m in self.all}
        self._spanning = {m.span: m for m in self.all}
        self._covering: dict[int, Mention] = {}
        for mention in self.all:
            for i in range(mention.first, mention.last):
                held = self._covering.get(i)
                if held is None or mention.last - mention.first < held.last - held.first:
                    self._covering[i] = mention

    def at(self, head: int) -> Mention | None:
        """Return the mention whose phrase the token heads, or ``None``."""
        return self._at.get(head)

    def covering(self, token: int) -> Mention | None:
        """Return the shortest mention whose phrase holds the token, or ``None``."""
        return self._covering.get(token)

    def spanning(self, span: Span) -> Mention | None:
        """Return the mention that is shown as these characters, or ``None``."""
        return self._spanning.get(span)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)
