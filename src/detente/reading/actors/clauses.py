"""Clauses: the verbs over a word, and who a verb's subject is when another word holds it."""

from __future__ import annotations

from detente.reading.actors.nouns import vocabulary
from detente.reading.actors.story import Story
from detente.reading.language.parsed import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def clause_verbs(story: Story, token: Token) -> list[Token]:
    """Return the verbs over a token, from its own clause upward."""
    return [t for t in story.parsed.ancestors(token) if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")]


def subject_of(story: Story, verb: Token) -> Token | None:
    """Return a verb's subject; a coordinated or controlled verb has that of the verb above it."""
    for _ in range(6):
        subjects = story.parsed.children(verb, *SUBJECTS)
        if subjects:
            return subjects[-1]
        if verb.dep in ("conj", "xcomp", "advcl", "pcomp") and verb.head != verb.i:
            lower, verb = verb, story.parsed.head(verb)
            if lower.dep == "pcomp" and verb.pos == "ADP":
                verb = story.parsed.head(verb)
            controller = _controller(story, lower, verb)
            if controller is not None:
                return controller
            continue
        if verb.dep == "acl":
            return story.parsed.head(verb)
        return None
    return None


def _controller(story: Story, lower: Token, verb: Token) -> Token | None:
    """Return the object that does what a lower verb says: "kept Iran from selling"."""
    if lower.dep not in ("xcomp", "pcomp") or verb.lemma not in vocabulary().cues.object_control:
        return None
    held = story.parsed.child(verb, "dobj", "nsubjpass")
    return held if held is not None and held.i < lower.i else None
