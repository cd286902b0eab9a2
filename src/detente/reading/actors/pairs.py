"""Mentions of two at once: "the two countries", "both sides", "each other", resolved to the pair at hand."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Actor
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_TWO = frozenset({"two", "both", "neither", "either", "each"})
_SOLO = frozenset({"both", "pair", "two", "duo"})


def resolve_pair(story: Story, token: Token) -> Mention | None:
    """Mention a phrase that means a pair, with the pair if it is clear; ``None`` if it is no such phrase."""
    kind = _kind(story, token)
    if kind is None:
        return None
    owners = _named_within(story, token)
    actors = owners or (_persons(story, token) if kind == "persons" else ()) or pair_for(story, token, explicit=False)
    if not actors:
        return None
    first = min(
        [t.i for t in story.parsed.children(token, "det", "nummod", "predet", "amod") if t.i < token.i] or [token.i]
    )
    why = "the pair at hand"
    return story.add(mention_of(story, (first, token.i + 1, token.i), "group", actors, why, plural=True))


def _kind(story: Story, token: Token) -> str | None:
    nouns = vocabulary().cues.pair_nouns
    if token.text.lower() == "other" and token.i and story.token(token.i - 1).text.lower() == "each":
        return "states"
    if token.text.lower() == "another" and token.i and story.token(token.i - 1).text.lower() == "one":
        return "states"
    quantified = any(
        t.text.lower() in _TWO
        for t in story.parsed.children(token, "nummod", "det", "predet", "amod", "advmod", "preconj")
    )
    if quantified and token.lemma in nouns["states"]:
        return "states"
    if quantified and token.lemma in nouns["persons"]:
        return "persons"
    if token.lemma in nouns["states"] and _of_the_two(story, token):
        return "states"
    if token.text.lower() in _SOLO and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and _alone(story, token):
        return "persons"
    return None


def _of_the_two(story: Story, token: Token) -> bool:
    before = [t.text.lower() for t in story.parsed.tokens[max(0, token.i - 3) : token.i]]
    return before[-2:] == ["the", "two"] or before[-1:] == ["both"]


def _alone(story: Story, token: Token) -> bool:
    if story.parsed.child(token, "prep") is not None:
        return False
    determiner = story.parsed.child(token, "det")
    if token.text.lower() == "both":
        return token.pos in ("PRON", "DET")
    return determiner is not None and determiner.lemma == "the"


def _named_within(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the actors of "both sides, Israel and Turkey," or "the leaders of A and B" that stand in apposition."""
    actors: list[Actor] = []
    for child in story.parsed.children(token, "appos"):
        for part in story.parsed.conjuncts(child):
            mention = story.found.get(part.i)
            if mention is not None:
                actors.extend(mention.actors)
    return tuple(dict.fromkeys(actors)) if len({a.country for a in actors}) == 2 else ()


def _persons(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the two persons of the sentence so far, else of the nearest one before that has exactly two."""
    for back in range(4):
        sentence = token.sent - back
        if sentence < 0:
            break
        mentions = story.in_sentence(sentence, token.i)
        people: dict[str, Actor] = {}
        for m in mentions:
            if m.person and len(m.actors) == 1 and not m.plural:
                actor = m.actors[0]
                people.setdefault(actor.id or actor.name or f"{actor.country} {actor.office}", actor)
        if len(people) == 2:
            return tuple(people.values())
        if len(people) > 2:
            break
    return ()


def pair_for(story: Story, token: Token, *, explicit: bool) -> tuple[Actor, ...]:
    """Return the two actors that "the two" or "they" means at a token, or nothing if it is unclear.

    In order: two named together ("A and B", "between A and B") in this sentence or the ones before; the only two
    states of the sentence; the two that the story is about. ``explicit`` asks for the first alone.
    """
    for back in range(_REACH if not explicit else 2):
        sentence = token.sent - back
        if sentence < 0:
            break
        together = _together(story, sentence, token.i)
        if together:
            return together
        if explicit:
            continue
        only = _only_two(story, sentence, token.i)
        if only:
            return only
    if explicit:
        return ()
    top = story.top(2, margin=1.5)
    return tuple(story.state(c) for c in top)


_REACH = 3


def _together(story: Story, sentence: int, before: int) -> tuple[Actor, ...]:
    """Return the last two actors of a sentence that are coordinated, if they are of two countries or groups."""
    mentions = story.in_sentence(sentence, before)
    for mention in reversed(mentions):
        if len(mention.actors) == 2 and _distinct(mention.actors):
            return mention.actors
        token = story.token(mention.head)
        if token.dep != "conj":
            continue
        members = [story.found.get(t.i) for t in story.parsed.conjuncts(_top(story, token))]
        if len(members) == 2 and all(m is not None and len(m.actors) == 1 for m in members):
            actors = tuple(m.actors[0] for m in members if m is not None)
            if _distinct(actors):
                return actors
    return ()


def _top(story: Story, token: Token) -> Token:
    while token.dep == "conj" and token.head != token.i:
        token = story.parsed.head(token)
    return token


def _distinct(actors: tuple[Actor, ...]) -> bool:
    return len({a.country or a.id for a in actors} - {None}) == 2


def _only_two(story: Story, sentence: int, before: int) -> tuple[Actor, ...]:
    """Return the two states of a sentence if it means exactly two that are not mere places."""
    countries: dict[str, Actor] = {}
    for mention in story.in_sentence(sentence, before):
        if mention.locative and mention.kind == "metonym":
            continue
        for actor in mention.actors:
            if actor.country is not None:
                countries.setdefault(actor.country, actor)
    if len(countries) != 2:
        return ()
    return tuple(story.state(c) if _known(story, c) else replace(a) for c, a in countries.items())


def _known(story: Story, country: str) -> bool:
    return any(e.code == country for e in story.register.entities())
