"""Acronyms that a text makes of a body it has named: "the PMO" after "the Prime Minister's Office"."""

from __future__ import annotations

from detente.reading.actors.mention_types import Mention
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_SHORTEST, _LONGEST = 2, 6


def find_acronyms(story: Story) -> None:
    """Mention each acronym that no name of the register explains as the last body before it with those initials."""
    for token in story.parsed.tokens:
        if token.i not in story.found and token.i not in story.hit_of and _is_acronym(token):
            body = _body_before(story, token)
            if body is not None:
                why = f"initials of {story.parsed.text[body.span.start : body.span.end]}"
                place = (token.i, token.i + 1, token.i)
                story.add(mention_of(story, place, body.kind, body.actors, why))


def _is_acronym(token: Token) -> bool:
    word = token.text.replace(".", "")
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and word.isupper() and token.pos in ("PROPN", "NOUN")


def _body_before(story: Story, token: Token) -> Mention | None:
    word = token.text.replace(".", "")
    bodies = [m for m in story.before(token.i) if m.kind in ("name", "group") and not m.person and m.actors]
    return next((m for m in reversed(bodies) if _abbreviates(word, _initials(story, m))), None)


def _abbreviates(word: str, initials: str) -> bool:
    """Whether initials are the word's, or end in it where the owner stands before ("Israeli Defence Ministry": DM)."""
    return len(initials) > 1 and (
        initials == word or (len(word) > 2 and initials.endswith(word)) or _of(word, initials)
    )


def _of(word: str, initials: str) -> bool:
    """Whether initials start with the word where the owner stands behind: "Ministry of Foreign Affairs of Peru"."""
    return len(word) > 2 and initials[:-1] == word


def _initials(story: Story, mention: Mention) -> str:
    tokens = story.parsed.tokens[mention.first : mention.last]
    return "".join(t.text[0] for t in tokens if t.text[0].isupper() and t.pos != "DET")
