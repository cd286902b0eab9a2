"""Mentions of two at once: "the two countries", "both sides", "each other", resolved to the pair at hand."""

from __future__ import annotations

import itertools
from dataclasses import replace

from detente.model import Actor
from detente.reading.actors.casting import distinct
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story, mention_of
from detente.reading.language.parsed import Token

_TWO = frozenset({"two", "both", "neither", "either", "each"})
_SOLO = frozenset({"both", "pair", "two", "duo", "neither"})
_QUANTIFIERS = ("nummod", "det", "predet", "amod", "advmod", "preconj")
_PLAINLY_TWO = frozenset(
    {"country", "nation", "side", "neighbour", "neighbor", "president", "leader", "minister", "premier"}
)
_REACH = 3


def resolve_pair(story: Story, token: Token) -> Mention | None:
    """Mention a phrase that means a pair, with the pair if it is clear; ``None`` if it is no such phrase."""
    if token.i in story.found:
        return None
    kind = _kind(story, token)
    if kind is None:
        return None
    actors = _named_within(story, token) or (_persons(story, token) if kind == "persons" else ())
    if not actors and not (kind == "persons" and _is_plain(story, token)):
        near = _is_single(token) or token.text.lower() in _SOLO
        pair = pair_for(story, token, only=kind == "states", near=near)
        actors = tuple(_as_states(story, pair))
    if not actors:
        return None
    left = [t.i for t in story.parsed.children(token, *_QUANTIFIERS, "poss") if t.i < token.i]
    place = (min([*left, token.i]), token.i + 1, token.i)
    return story.add(mention_of(story, place, "group", actors, "the pair at hand", plural=True))


def _kind(story: Story, token: Token) -> str | None:
    """Return whether a phrase means two states, two sides (states or groups) or two persons; ``None``: no pair."""
    before = story.token(token.i - 1).text.lower() if token.i else ""
    word = token.text.lower()
    if (before, word) in (("each", "other"), ("one", "another")):
        return "sides"
    if word in _SOLO and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj") and _alone(story, token):
        return "persons"
    if token.dep in ("amod", "compound", "nmod", "poss") and token.tag not in ("NNS",):
        return None
    return _kind_of_noun(token) if _is_paired(story, token) else None


def _kind_of_noun(token: Token) -> str | None:
    for kind, words in vocabulary().cues.pair_nouns.items():
        if token.lemma in words:
            return kind
    return None


def _is_paired(story: Story, token: Token) -> bool:
    quantifiers = {t.text.lower() for t in story.parsed.children(token, *_QUANTIFIERS)}
    if _is_of_something(story, token) or any(t.text.lower() == "nor" for t in story.parsed.children(token, "cc")):
        return False
    if token.tag in ("NNS", "NNPS"):
        run = [t.text.lower() for t in story.parsed.tokens[max(0, token.i - 3) : token.i]]
        plain = _is_plain(story, token) and token.lemma in _PLAINLY_TWO
        counted = "two" in quantifiers and bool(set(run) & {"the", "those", "these", "our", "their", "its"})
        owned = {t.text.lower() for t in story.parsed.children(token, "poss")} & {"our", "their"}
        if owned and (token.lemma in ("country", "nation", "state", "government") or token.text.lower() == "peoples"):
            return True
        return counted or "both" in quantifiers or run[-1:] == ["both"] or plain
    return bool(quantifiers & {"neither", "either", "each"}) and story.parsed.child(token, "prep") is None


def _is_of_something(story: Story, token: Token) -> bool:
    """Whether sides are those of a thing: "both sides of the aisle", not "both sides of Israel and Turkey"."""
    if token.lemma != "side":
        return False
    objects = [
        o for p in story.parsed.children(token, "prep") if p.lemma == "of" for o in story.parsed.children(p, "pobj")
    ]
    return any(o.i not in story.found for o in objects)


def _is_plain(story: Story, token: Token) -> bool:
    """Whether a plural has nothing but "the" about it: "the countries", "the presidents"."""
    bare = token.i > 0 and story.token(token.i - 1).text.lower() == "the" and token.tag in ("NNS", "NNPS")
    return bare and story.parsed.child(token, "prep", "relcl", "acl") is None


def _is_single(token: Token) -> bool:
    """Whether a pair is spoken of one by one ("each country"), where more than two may be meant."""
    return token.lemma in ("country", "nation", "state", "government") and token.tag not in ("NNS", "NNPS")


def _alone(story: Story, token: Token) -> bool:
    if story.parsed.child(token, "prep") is not None:
        return False
    determiner = story.parsed.child(token, "det")
    if token.text.lower() in ("both", "neither"):
        return token.pos in ("PRON", "DET", "CCONJ")
    return determiner is not None and determiner.lemma == "the"


def _as_states(story: Story, actors: tuple[Actor, ...]) -> list[Actor]:
    """Return the states whose people or bodies make up a pair; groups without one stay themselves."""
    return [story.state(a.country) if a.country and a.sector not in ("REB", "UAF") else replace(a) for a in actors]


def _named_within(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the actors that stand in apposition: "both sides, Israel and Turkey,"."""
    actors: list[Actor] = []
    for child in story.parsed.children(token, "appos"):
        for part in story.parsed.conjuncts(child):
            mention = story.found.get(part.i)
            if mention is not None:
                actors.extend(mention.actors)
    return distinct(actors) if len({a.country for a in actors}) == 2 else ()


def _persons(story: Story, token: Token) -> tuple[Actor, ...]:
    """Return the two persons of the sentence so far, else of the nearest one before that has exactly two."""
    for back in range(4):
        sentence = token.sent - back
        if sentence < 0:
            break
        people: dict[str, Actor] = {}
        for m in story.in_sentence(sentence, token.i):
            if m.person and len(m.actors) == 1 and not m.plural:
                actor = m.actors[0]
                people.setdefault(actor.id or actor.name or f"{actor.country} {actor.office}", actor)
        if len(people) == 2:
            return tuple(people.values())
        if len(people) > 2:
            break
    return ()


def people_together(story: Story, token: Token) -> tuple[tuple[Actor, ...], str] | None:
    """Return the persons named one with another in the sentence before, if it has no other people: "X and Y"."""
    if token.sent == 0 or any(m.person or m.plural for m in story.in_sentence(token.sent, token.i)):
        return None
    before = [m for m in story.in_sentence(token.sent - 1) if m.person and m.kind == "name"]
    if len(before) < 2:
        return None
    last = [story.token(m.head) for m in before]
    joined = all(b.dep == "conj" and b.i - a.i <= 6 for a, b in itertools.pairwise(last))
    return (distinct(a for m in before for a in m.actors), "the persons named together") if joined else None


def pair_for(story: Story, token: Token, *, only: bool = False, near: bool = False) -> tuple[Actor, ...]:
    """Return the two actors that "the two" or "they" means at a token, or nothing if it is unclear.

    In order: two named together ("A and B", "between A and B") in this sentence or the one before; the only two
    parties of this sentence; two named together further up that the story is about; the only two parties of the
    sentences before; the two that the story is about. ``only``: of states; ``near``: the first sieve alone.
    """
    together = _together(story, token.sent, token.i, states=only)
    if together:
        return together
    if not near:
        here = _only_two(story, token.sent, token.i, states=only)
        if here:
            return here
    if token.sent > 0:
        together = _together(story, token.sent - 1, token.i, states=only)
        if together:
            return together
    return () if near else _further_up(story, token, states=only)


def _further_up(story: Story, token: Token, *, states: bool) -> tuple[Actor, ...]:
    leading = _leading(story)
    for sentence in range(token.sent - 1, -1, -1):
        together = _together(story, sentence, token.i, states=states)
        if together and {a.country for a in together} <= leading:
            return together
        pair = _only_two(story, sentence, token.i, states=states) if token.sent - sentence < _REACH else ()
        if pair and {a.country for a in pair} <= leading and not _paired_before(story, sentence, leading, states):
            return pair
    return tuple(story.state(c) for c in story.top(2, margin=1.5))


def _leading(story: Story) -> set[str]:
    """Return the three countries that the story names most, without those far behind or level with a fourth."""
    ranked = story.weights().most_common(4)
    floor = max(ranked[0][1] * 0.25, ranked[3][1] + 1 if len(ranked) > 3 else 0) if ranked else 0
    return {country for country, weight in ranked if weight >= floor}


def _paired_before(story: Story, sentence: int, leading: set[str], states: bool) -> bool:
    """Whether the story, before a sentence, already named two leading countries together."""
    for earlier in range(sentence):
        stop = story.parsed.sentences[earlier].last
        together = _together(story, earlier, stop, states=states)
        if together and {a.country for a in together} <= leading:
            return True
    return False


def _together(story: Story, sentence: int, before: int, *, states: bool) -> tuple[Actor, ...]:
    """Return the last two actors of a sentence that are coordinated, if they are of two countries or groups."""
    for mention in reversed(story.in_sentence(sentence, before)):
        if len(mention.actors) == 2 and _are_two(mention.actors, states=states):
            return mention.actors
        token = story.token(mention.head)
        if token.dep != "conj":
            continue
        members = [story.found.get(t.i) for t in story.parsed.conjuncts(_top(story, token))]
        actors = distinct(a for m in members if m is not None for a in m.actors)
        if all(m is not None for m in members) and len(actors) == 2 and _are_two(actors, states=states):
            return actors
    return ()


def _top(story: Story, token: Token) -> Token:
    while token.dep == "conj" and token.head != token.i:
        token = story.parsed.head(token)
    return token


def _are_two(actors: tuple[Actor, ...], *, states: bool) -> bool:
    if states and any(a.country is None or a.sector in ("REB", "UAF") for a in actors):
        return False
    return len({a.country or a.id for a in actors} - {None}) == 2


def _only_two(story: Story, sentence: int, before: int, *, states: bool) -> tuple[Actor, ...]:
    """Return the two parties of a sentence if it means exactly two that are not mere places."""
    parties: dict[str, Actor] = {}
    for mention in story.in_sentence(sentence, before):
        if mention.locative and mention.kind == "metonym":
            continue
        for actor in mention.actors:
            if states and actor.sector in ("REB", "UAF"):
                continue
            if actor.country is not None:
                parties.setdefault(actor.country, actor)
    return tuple(parties.values()) if len(parties) == 2 else ()
