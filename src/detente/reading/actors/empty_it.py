"""Whether an "it" means no actor: it stands for a clause, for what happened, or for nothing."""

from __future__ import annotations

from detente.reading.actors.clauses import SUBJECTS
from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Token

_TAKEN = frozenset({"time", "year", "month", "week", "day", "hour", "minute", "decade", "while", "effort", "courage"})


def is_empty(story: Story, token: Token) -> bool:
    """Whether an "it" stands for a clause or for nothing ("it is likely that", "it took years", "called it absurd")."""
    cues = vocabulary().cues
    if token.text.lower() != "it" or token.dep not in ("expl", "dobj", *SUBJECTS):
        return False
    verb = story.parsed.head(token)
    if token.dep == "expl" or _is_named(story, token, verb):
        return True
    return verb.lemma in cues.fact_verbs if token.dep == "dobj" else _is_empty_subject(story, token, verb)


def _is_empty_subject(story: Story, token: Token, verb: Token) -> bool:
    if verb.lemma in ("seem", "appear", "rain", "happen", "turn", "matter", "come", "look", "sound", "feel"):
        return True
    if verb.lemma == "take":
        thing = story.parsed.child(verb, "dobj")
        return thing is not None and (thing.ent in ("DATE", "TIME") or thing.lemma in _TAKEN)
    if verb.lemma == "go":
        return any(t.lemma in ("be", "take") for t in story.parsed.children(verb, "xcomp"))
    passive = story.parsed.child(verb, "auxpass") is not None
    if passive and token.dep == "nsubjpass":
        return story.parsed.child(verb, "ccomp", "csubjpass") is not None
    return verb.lemma == "be" and _says_of_a_clause(story, verb)


def _says_of_a_clause(story: Story, verb: Token) -> bool:
    """Whether "it is ..." goes on as it does of a clause: an adjective for clauses, or a clause or noun itself."""
    adjective = story.parsed.child(verb, "acomp")
    if adjective is not None:
        return adjective.lemma in vocabulary().cues.empty_it
    return story.parsed.child(verb, "attr", "ccomp", "csubj", "xcomp", "advcl") is not None


def _is_named(story: Story, token: Token, verb: Token) -> bool:
    """Whether "it" is what a verb of naming calls something: an act, seldom an actor ("called it a mistake")."""
    cues = vocabulary().cues
    if token.dep == "dobj":
        return verb.lemma in cues.naming_verbs and story.parsed.child(verb, "oprd", "acomp", "ccomp") is not None
    above = story.parsed.head(verb)
    return verb.pos in ("NOUN", "ADJ") and verb.dep in ("ccomp", "oprd") and above.lemma in cues.naming_verbs
