"""Possessives whose owner the words right round them make sure: "X and its allies", "thanked X for his help"."""

from __future__ import annotations

from detente.reading.actors.mention_types import Mention
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Token


def sure_owner(story: Story, token: Token) -> Mention | None:
    """Return who owns what a possessive stands before, if the phrase itself tells; agreement is the caller's affair."""
    if token.tag != "PRP$" and token.dep != "poss":
        return None
    return _joined(story, token) or _praised(story, token)


def _joined(story: Story, token: Token) -> Mention | None:
    """Return whom the owned is joined to: "the president and his aides", "Chad and its neighbours"."""
    thing = story.parsed.head(token)
    if thing.dep != "conj" or thing.head >= token.i:
        return None
    between = story.parsed.tokens[thing.head + 1 : token.i]
    near = all(t.pos in ("CCONJ", "PUNCT", "PART", "ADV") for t in between)
    return story.found.get(thing.head) if near else None


def _praised(story: Story, token: Token) -> Mention | None:
    """Return who is thanked or blamed for what is called theirs: "thanked X for his help"."""
    thing = story.parsed.head(token)
    thing = story.parsed.head(thing) if thing.dep == "conj" else thing
    preposition = story.parsed.head(thing)
    verb = story.parsed.head(preposition)
    if token.dep != "poss" or preposition.lemma not in ("for", "over") or thing.dep != "pobj":
        return None
    if verb.lemma not in vocabulary().cues.praising_verbs:
        verb = story.parsed.head(verb) if verb.dep in ("dobj", "nsubjpass") else verb
    held = story.parsed.child(verb, "dobj", "nsubjpass")
    return story.found.get(held.i) if held is not None and verb.lemma in vocabulary().cues.praising_verbs else None


def is_harmed(story: Story, pronoun: Token, verb: Token) -> bool:
    """Whether a possessive tells whose the thing is that a verb harms: hardly its subject's own."""
    cues = vocabulary().cues
    thing = story.parsed.head(pronoun)
    if pronoun.tag != "PRP$" or thing.lemma not in cues.harmed_nouns or verb.lemma not in cues.harming_verbs:
        return False
    return thing.head == verb.i or story.parsed.head(thing).dep == "prep"
