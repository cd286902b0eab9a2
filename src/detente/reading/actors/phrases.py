"""Mentions by description: noun phrases whose head noun denotes an actor, and whose state the phrase tells.

"Israeli officials", "Turkey's foreign minister", "the army of Lebanon", "officials from both countries",
"the spokesman for the Iranian foreign ministry".
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from detente.model import Actor
from detente.reading.actors.casting import belongs, distinct, is_state, person_actor
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import Noun, Office, vocabulary
from detente.reading.actors.story import Story, mention_of
from detente.reading.actors.titles import is_topic
from detente.reading.language.parsed import Token

_LEFT = ("det", "amod", "compound", "nmod", "poss", "nummod", "case", "punct", "quantmod", "npadvmod", "conj", "cc")
_OWNED_BY = ("of", "from", "for", "within")
_PLACED = ("in", "at")
COUNTERPARTS = frozenset({"counterpart", "colleague", "homologue"})
_BODIES_THAT_REB = ("REB", "UAF")


def describe(story: Story, i: int, depth: int = 0) -> Mention | None:
    """Return (and keep) the mention of the phrase that a common noun heads, or ``None`` if it denotes no actor.

    A phrase that names no owner is left to the coreference sieves.
    """
    if i in story.found:
        return story.found[i]
    if depth > 4 or not is_candidate(story, i):
        return None
    token = story.token(i)
    named = _named_beside(story, token)
    owners = owners_of(story, token, depth)
    if named is not None and _agree(named, owners):
        return story.add(_like(story, token, named))
    if token.lemma in COUNTERPARTS and owners and not is_plural(token):
        return _counterpart(story, token, owners)
    noun, office = noun_of(story, token, owned=bool(owners))
    if noun is None or not owners:
        return None
    return make(story, token, noun, office, owners, "owner in the phrase")


def _counterpart(story: Story, token: Token, owners: tuple[Actor, ...]) -> Mention | None:
    """Mention a counterpart: who held the same office on the other side, if that is known; pronouns come first."""
    poss = story.parsed.child(token, "poss")
    if poss is not None and poss.i not in story.found and not story.resolving:
        return None
    whose = story.found.get(poss.i) if poss is not None else None
    title = whose.actors[0].office if whose is not None and len(whose.actors) == 1 else None
    office = office_titled(story, title) if title is not None else None
    noun = Noun(sector="GOV", nouns=("counterpart",), people=True)
    return make(story, token, noun, office, owners[:1], "counterpart")


def office_titled(story: Story, title: str) -> Office | None:
    """Return the office that a register's title names, or one of its role under the title's own name."""
    words = tuple(title.lower().split())
    known = next((o for form, o in vocabulary().offices.get(words[-1], ()) if form == words), None)
    if known is not None:
        return known
    roles = story.register.titles().get(title.lower(), frozenset())
    role = next(iter(roles)) if len(roles) == 1 else None
    return Office(office=title, forms=(title,), role=role) if role not in (None, "other", "deputy") else None


def is_candidate(story: Story, i: int) -> bool:
    """Whether a token can head a describing phrase: a noun that is no part of a name or a title."""
    token = story.token(i)
    if token.pos not in ("NOUN", "PROPN", "ADJ") or i in story.named:
        return False
    if token.pos == "ADJ" and token.dep in ("amod", "acomp", "compound"):
        return False
    if token.lemma == "charge" and not any(t.text.lower().startswith("d'") for t in story.parsed.tokens[i + 1 : i + 3]):
        return False
    hit = story.hit_of.get(i)
    if hit is not None and hit.head in story.found:
        return False
    if token.dep in ("compound", "nmod", "amod") and token.head in story.named:
        return False
    return bool(entries(token)) or _office(story, token) is not None


def entries(token: Token) -> tuple[Noun, ...]:
    """Return what the vocabulary says of a noun."""
    nouns = vocabulary().nouns
    return nouns.get(token.lemma) or nouns.get(token.text.lower(), ())


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by its tag, or always ("police")."""
    return token.tag in ("NNS", "NNPS") or token.lemma in ("police", "people", "troops", "personnel", "media")


def noun_of(story: Story, token: Token, *, owned: bool) -> tuple[Noun | None, Office | None]:
    """Return the reading of a noun that its number and the words beside it allow, and the office it names."""
    beside = {t.lemma for t in left_of(story, token)} | {t.text.lower() for t in left_of(story, token)}
    beside |= {t.lemma for p in story.parsed.children(token, "prep") for t in story.parsed.children(p, "pobj")}
    office = _office(story, token)
    if office is not None and not is_plural(token):
        return Noun(sector=office.sector, nouns=(token.lemma,), people=True), office
    for noun in entries(token):
        if (noun.with_ and not noun.with_ & beside) or noun.without & beside:
            continue
        if noun.plural and not is_plural(token):
            continue
        if noun.need_country and not owned:
            continue
        return _of_sector(noun, beside), office
    return (Noun(sector=office.sector, nouns=(token.lemma,), people=True), office) if office else (None, None)


def _of_sector(noun: Noun, beside: set[str]) -> Noun:
    """Return a noun for officials under the sector that a word before it tells."""
    told = [sector for word, sector in vocabulary().cues.sector_words.items() if word in beside]
    return replace(noun, sector=told[0]) if told and noun.people and noun.sector == "GOV" else noun


def left_of(story: Story, token: Token) -> list[Token]:
    """Return the unbroken run of a phrase's tokens before its head noun."""
    inside = {t.i for t in story.parsed.subtree(token)}
    first = token.i
    while first - 1 in inside and story.token(first - 1).pos not in ("VERB", "AUX", "SCONJ"):
        first -= 1
    return list(story.parsed.tokens[first : token.i])


def _office(story: Story, token: Token) -> Office | None:
    forms = vocabulary().offices.get(_word(token), ())
    if not forms:  # most nouns; what stands before them need not be looked at
        return None
    words = [_word(t) for t in (*left_of(story, token), token) if t.text != "-"]
    tail = [_word(t) for t in story.parsed.tokens[token.i + 1 : token.i + 4] if t.sent == token.sent]
    best: tuple[int, Office] | None = None
    for form, office in forms:
        before = tuple(words[-len(form) :]) == form
        behind = len(form) > 1 and words[-1:] == [form[0]] and tuple(tail[: len(form) - 1]) == form[1:]
        if (before or behind) and (best is None or len(form) > best[0]):
            best = (len(form), office)
    return best[1] if best else None


def _word(token: Token) -> str:
    return token.lemma if token.tag in ("NNS", "NNPS") else token.text.lower()


def owners_of(story: Story, token: Token, depth: int = 0) -> tuple[Actor, ...]:
    """Return whom a phrase says its noun belongs to: possessor, adjectives before it, "of" and "from" behind it."""
    poss = story.parsed.child(token, "poss")
    own = _modifying(story, token, poss)
    if token.lemma in COUNTERPARTS:
        return own
    possessors = _possessors(story, poss, depth) if poss is not None else ()
    if own and possessors and not all(is_state(a) for a in possessors):
        return own
    found = possessors or own
    if not found and _pronominal(poss):
        return ()
    return found or _behind(story, token, _OWNED_BY, depth) or _behind(story, token, _PLACED, depth)


def _pronominal(poss: Token | None) -> bool:
    return poss is not None and poss.tag == "PRP$"


def _possessors(story: Story, poss: Token, depth: int) -> tuple[Actor, ...]:
    actors: list[Actor] = []
    for token in story.parsed.conjuncts(poss):
        mention = story.found.get(token.i) or describe(story, token.i, depth + 1)
        if mention is not None:
            actors.extend(mention.actors)
    return tuple(actors)


def _modifying(story: Story, token: Token, poss: Token | None) -> tuple[Actor, ...]:
    """Return the actors named by adjectives and names before a noun; of several, all only if coordinated."""
    left = left_of(story, token)
    skip = {t.i for t in story.parsed.subtree(poss)} if poss is not None else set()
    first = left[0].i if left else token.i
    left = [*_listed(story, first), *left]
    mentions = [story.found[t.i] for t in left if t.i in story.found and t.i not in skip]
    mentions = [m for m in mentions if m.actors and not is_topic(story, m, token)]
    mentions = [m for m in mentions if m.kind in ("adjective", "name", "metonym", "demonym", "group")]
    bodies = [m for m in mentions if not is_state(m.actors[0])]
    groups = [m for m in bodies if m.actors[0].sector in _BODIES_THAT_REB or m.actors[0].id not in (None, "")]
    if groups and len({m.actors[0].country for m in mentions} - {None}) <= 1 and not _stately(mentions, groups):
        return groups[-1].actors
    if len(mentions) > 1 and not _coordinated(story, mentions):
        return mentions[0].actors
    return tuple(a for m in mentions for a in m.actors)


def _listed(story: Story, first: int) -> list[Token]:
    """Return the adjectives of a list that the parser left off before a phrase: "Greek, X and Y envoys"."""
    listed: list[Token] = []
    while first >= 2 and story.token(first - 1).text == "," and story.token(first).sent == story.token(first - 2).sent:
        before, here = story.found.get(first - 2), story.found.get(first)
        if before is None or here is None or before.kind != "adjective" or here.kind != "adjective":
            break
        first -= 2
        listed = [story.token(first), story.token(first + 1), *listed]
    return listed


def _stately(mentions: list[Mention], groups: list[Mention]) -> bool:
    """Whether a state stands before an organisation that is not its own: "the US NATO ambassador"."""
    return mentions[0] is not groups[0] and groups[0].actors[0].country is None


def _coordinated(story: Story, mentions: list[Mention]) -> bool:
    for a, b in itertools.pairwise(mentions):
        between = story.parsed.tokens[a.last : b.first]
        if not between or any(t.text.lower() not in ("and", "or", ",", "-", "–", "/", "&", "both") for t in between):
            return False
    return True


def _behind(story: Story, token: Token, prepositions: tuple[str, ...], depth: int) -> tuple[Actor, ...]:
    for preposition in story.parsed.children(token, "prep"):
        if preposition.lemma not in prepositions:
            continue
        actors: list[Actor] = []
        for obj in story.parsed.children(preposition, "pobj"):
            for part in story.parsed.conjuncts(obj):
                mention = story.found.get(part.i) or describe(story, part.i, depth + 1)
                if mention is not None and (is_placed_state(mention) or preposition.lemma not in _PLACED):
                    actors.extend(mention.actors)
                elif preposition.lemma == "of" and part.text.lower() in vocabulary().cues.portfolios:
                    actors.extend(_behind(story, part, ("of",), depth + 1))
        if actors and (preposition.lemma not in _PLACED or _may_be_placed(token)):
            return tuple(actors)
    return ()


def is_placed_state(mention: Mention) -> bool:
    """Whether a mention names a state by itself or by its capital."""
    return mention.kind in ("name", "metonym") and all(is_state(a) for a in mention.actors)


def _may_be_placed(token: Token) -> bool:
    """Whether "X in PLACE" makes X the place's: not for envoys and troops, who are there for somebody else."""
    return not any(n.sector == "MIL" for n in entries(token)) and token.lemma not in (
        "ambassador", "envoy", "embassy", "consulate", "consul", "delegation", "mission", "journalist", "reporter",
        "correspondent", "tourist", "side", "chargé", "charge", "peacekeeper", "expatriate", "fighter", "hostage",
        "leader", "refugee", "migrant", "worker", "representative", "counterpart", "negotiator",
    )  # fmt: skip


def make(story: Story, token: Token, noun: Noun, office: Office | None, owners: tuple[Actor, ...], why: str) -> Mention:
    """Return (and keep) the mention of a describing phrase whose owners are known."""
    actors = distinct(belongs(o, noun, office) for o in owners)
    plural = is_plural(token)
    definite = _definite(story, token)
    of_state = all(is_state(o) or o.sector in ("GOV", "IGO") for o in owners)
    if office is not None and not plural and definite and len(actors) == 1 and of_state:
        holder = holder_of(story, actors[0].country, office)
        actors = (holder,) if holder is not None else actors
    elif noun.people and token.lemma == "leader" and not plural and definite and len(actors) == 1:
        leader = _leader(story, actors[0].country)
        actors = (leader,) if leader is not None else actors
    first = min([t.i for t in left_of(story, token) if t.pos != "PUNCT"] or [token.i])
    last = _end(story, token)
    kind = "office" if office is not None and not plural else "description" if noun.people else "group"
    singular_person = noun.people and not plural and not noun.collective
    return story.add(
        mention_of(
            story,
            (first, last, token.i),
            "office" if kind == "office" else "description" if kind == "description" else "group",
            actors,
            why,
            plural=plural,
            person=singular_person,
        )
    )


def _end(story: Story, token: Token) -> int:
    """Return where a phrase ends: behind its "of", "from" or "for" phrase if that says whose it is."""
    last = token.i + 1
    for preposition in story.parsed.children(token, "prep"):
        if preposition.i == last and preposition.lemma in (*_OWNED_BY, *_PLACED, "to"):
            subtree = story.parsed.subtree(preposition)
            if len(subtree) <= 8 and subtree[-1].i - preposition.i + 1 == len(subtree):
                last = subtree[-1].i + 1
    return last


def _definite(story: Story, token: Token) -> bool:
    left = {t.text.lower() for t in left_of(story, token)}
    determiner = story.parsed.child(token, "det")
    if determiner is not None and determiner.lemma in ("a", "an", "another", "any", "some", "no", "each"):
        return False
    return not left & {
        "former",
        "ex",
        "ex-",
        "next",
        "new",
        "late",
        "future",
        "incoming",
        "deputy",
        "vice",
        "acting",
        "then",
        "assistant",
        "one",
    }


def holder_of(story: Story, country: str | None, office: Office) -> Actor | None:
    """Return who held an office of a country on the story's date, if that is sure; of several, whom the story names."""
    if country is None or story.on is None:
        return None
    held = story.register.holders(country=country, title=office.office, on=story.on)
    if not held:
        held = tuple(t for f in office.forms for t in story.register.holders(country=country, title=f, on=story.on))
    if not held and office.role is not None:
        held = story.register.holders(country=country, role=office.role, on=story.on)
    if office.role == "ambassador":  # to whom, the words don't say
        named = {p.actor.id for p in story.people}
        held = tuple(t for t in held if t.person in named)
    return _only(story, list(dict.fromkeys(t.person for t in held)))


def _leader(story: Story, country: str | None) -> Actor | None:
    if country is None or story.on is None:
        return None
    roles = ("head-of-government", "head-of-state")
    held = [t for role in roles for t in story.register.holders(country=country, role=role, on=story.on)]
    ids = list(dict.fromkeys(t.person for t in held))
    named = {p.actor.id for p in story.people}
    return _only(story, [i for i in ids if i in named] or ids)


def _only(story: Story, persons: list[str]) -> Actor | None:
    if len(persons) > 1:
        named = {p.actor.id for p in story.people}
        persons = [p for p in persons if p in named]
    return person_actor(story.register, persons[0], story.on) if len(persons) == 1 else None


def _named_beside(story: Story, token: Token) -> Mention | None:
    """Return the named person whom an apposition or a name run on behind the noun puts in its place."""
    beside = story.found.get(story.titled.get(token.i, -1))
    if beside is not None and not is_plural(token):
        return beside
    for child in story.parsed.children(token, "appos", "flat"):
        mention = story.found.get(child.i)
        if mention is not None and mention.person and mention.kind in ("name", "surname"):
            return mention
    if token.dep == "appos":
        mention = story.found.get(token.head)
        if mention is not None and mention.person and mention.kind in ("name", "surname"):
            return mention
        people = any(n.people for n in entries(token))
        if mention is not None and mention.kind == "name" and not mention.plural and not people:
            return mention
    return None


def _agree(named: Mention, owners: tuple[Actor, ...]) -> bool:
    """Whether the person beside a description can be the one it describes: not of another country."""
    countries = {o.country for o in owners} - {None}
    return not countries or named.actors[0].country is None or bool(countries & set(named.countries))


def _like(story: Story, token: Token, named: Mention) -> Mention:
    first = min([t.i for t in left_of(story, token)] or [token.i])
    shown = replace(named, first=first, last=token.i + 1, head=token.i, span=story.span(first, token.i + 1))
    return replace(
        shown, kind="office" if named.actors and named.actors[0].office else "description", why="in apposition"
    )
