"""Where a person is from whom only the text knows: what stands beside the name, if it is no title of office."""

from __future__ import annotations

from detente.model import Actor
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Token

_REACH = 14
_NATIONAL = ("adjective", "demonym")


def origin(story: Story, first: int, last: int) -> Actor | None:
    """Return the country that an apposition gives a name: "X, an American contractor", "two Canadians, X and Y"."""
    return _behind(story, first, last) or _before(story, first)


def _behind(story: Story, first: int, last: int) -> Actor | None:
    for i in range(first, last):
        for noun in story.parsed.children(i, "appos"):
            if noun.i >= last and story.token(last).text == ",":
                return _nation_of(story, noun)
    return None


def _before(story: Story, first: int) -> Actor | None:
    """Read backwards over other names of a list and a comma to the people that the names are given to."""
    comma = False
    listed = {i for n in story.parsed.names if n.label == "PERSON" for i in range(n.first, n.last)}
    sentence = story.parsed.sentence_of(story.token(first))
    for i in range(first - 1, max(first - _REACH, sentence.first) - 1, -1):
        token = story.token(i)
        if token.text == ",":
            comma = True
        elif token.text not in ("and", "&") and i not in story.named and i not in listed:
            people = token.tag in ("NNS", "NNPS") or any(n.collective for n in vocabulary().nouns.get(token.lemma, ()))
            return _nation_of(story, token) if comma and people else None
    return None


def _nation_of(story: Story, noun: Token) -> Actor | None:
    """Return the one state that a noun for people is said to be of, by its own form or an adjective before it."""
    own = story.found.get(noun.i)
    if own is not None:
        return own.actors[0] if own.kind == "demonym" and len(own.actors) == 1 else None
    before = [story.found.get(t.i) for t in story.parsed.children(noun, "amod", "compound", "nmod")]
    nations = [m.actors[0] for m in before if m is not None and m.kind in _NATIONAL and m.actors]
    return nations[0] if len({a.country for a in nations}) == 1 else None
