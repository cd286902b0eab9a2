"""Descriptions that name nobody but fit few: "the kingdom" after Jordan, "the alliance" after NATO, "the group"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from detente.data import load_yaml
from detente.model import Actor
from detente.reading.actors.casting import distinct, entity_actor
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import PACKAGE, Words
from detente.reading.actors.phrases import left_of
from detente.reading.actors.story import Story, mention_of
from detente.reading.actors.usage import is_locative
from detente.reading.language.parsed import Token

_NEAR = 2
_GROUP_NOUNS = frozenset({"group", "movement", "militia", "faction", "organisation", "organization", "party"})
_GROUP_SECTORS = ("REB", "UAF", "PTY", "PRM", "CRM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Epithet:
    """A description of few: ``nouns/epithets.yaml`` says what each field is for."""

    nouns: Words
    ids: Words
    before: frozenset[str] = frozenset()
    alone: str | None = None


@dataclass(frozen=True, slots=True)
class _Epithets:
    epithets: tuple[Epithet, ...]


@functools.cache
def epithets() -> dict[str, tuple[Epithet, ...]]:
    """Return the epithets by their noun, narrower ones first. Raises DataError where the file breaks its schema."""
    table: dict[str, tuple[Epithet, ...]] = {}
    for entry in load_yaml(PACKAGE, "nouns/epithets.yaml", _Epithets).epithets:
        for noun in entry.nouns:
            table[noun] = (*table.get(noun, ()), entry)
    return table


def epithet(story: Story, token: Token) -> Mention | None:
    """Mention a definite description without owner as the one before that it fits; ``None`` if several or none do."""
    if token.tag in ("NNS", "NNPS") or token.pos not in ("NOUN", "PROPN") or not _definite(story, token):
        return None
    actor = _described(story, token) or _by_own_noun(story, token) or _group(story, token)
    if actor is None:
        return None
    first = min([t.i for t in left_of(story, token) if t.pos != "PUNCT"] or [token.i])
    locative = is_locative(story.parsed, token, capital=False)
    place = (first, token.i + 1, token.i)
    return story.add(mention_of(story, place, "group", (actor,), "described, named before", locative=locative))


def _definite(story: Story, token: Token) -> bool:
    determiner = story.parsed.child(token, "det")
    if determiner is None or determiner.lemma not in ("the", "this", "that"):
        return False
    if any(t.i in story.found for t in left_of(story, token)):
        return False
    if token.dep in ("compound", "nmod", "amod", "attr", "appos") or story.parsed.child(token, "poss") is not None:
        return False
    return not any(p.lemma in ("of", "for", "from") for p in story.parsed.children(token, "prep"))


def _described(story: Story, token: Token) -> Actor | None:
    words = {t.text.lower() for t in left_of(story, token)} | {t.lemma for t in left_of(story, token)}
    for entry in epithets().get(token.lemma, ()):
        if entry.before and not entry.before & words:
            continue
        found = _nearest(_fitting(story, token, entry.ids))
        if found is not None or entry.alone is None:
            return found
        if story.register.has_entity(entry.alone):
            return entity_actor(story.register.entity(entry.alone))
    return None


def _fitting(story: Story, token: Token, ids: Words) -> Iterator[tuple[int, Actor]]:
    """Yield how many sentences back each actor with one of the ids was named, from the token backwards."""
    for mention in reversed(story.before(token.i)):
        for actor in mention.actors:
            own = actor.id if actor.id in ids else None
            if own is not None and mention.kind != "pronoun" and not mention.person:
                yield token.sent - story.token(mention.head).sent, actor


def _nearest(fitting: Iterator[tuple[int, Actor]]) -> Actor | None:
    """Return the one actor of the nearest sentences that has any, or ``None`` if they have several."""
    listed = list(fitting)
    for reach in (_NEAR, max((back for back, _ in listed), default=0)):
        close = distinct(actor for back, actor in listed if back <= reach)
        if close:
            return close[0] if len({a.id for a in close}) == 1 else None
    return None


def _by_own_noun(story: Story, token: Token) -> Actor | None:
    """Return the organisation whose very name ends in the noun: "the court" after the International Criminal Court."""
    if any(t.pos in ("ADJ", "NOUN", "PROPN") for t in left_of(story, token)):
        return None
    fitting = [(b, a) for b, a in _fitting_organisations(story, token) if _called(story, a, token.lemma)]
    return _nearest(iter(fitting))


def _called(story: Story, actor: Actor, noun: str) -> bool:
    entity = story.register.entity(actor.id or "")
    return any(name.lower().split()[-1] == noun for name in (entity.name, *entity.names))


def _fitting_organisations(story: Story, token: Token) -> Iterator[tuple[int, Actor]]:
    for mention in reversed(story.before(token.i)):
        for actor in mention.actors:
            named = mention.kind == "name" and not mention.person and actor.id is not None
            if named and _is_body(story, actor.id or ""):
                yield token.sent - story.token(mention.head).sent, actor


def _is_body(story: Story, id: str) -> bool:
    return story.register.has_entity(id) and story.register.entity(id).kind in ("organisation", "group")


def _group(story: Story, token: Token) -> Actor | None:
    """Return the armed group or party that "the group" or "the movement" takes up, if one is near."""
    if token.lemma not in _GROUP_NOUNS or any(t.ent in ("NORP", "GPE", "ORG") for t in left_of(story, token)):
        return None
    near = [(b, a) for b, a in _fitting_organisations(story, token) if b <= _NEAR]
    groups = [(b, a) for b, a in near if a.sector in _GROUP_SECTORS]
    if token.lemma in ("organisation", "organization") and not groups:
        groups = near
    return _nearest(iter(groups))
