"""Who can be a source: a person, office, organisation, outlet, state or document, never a meeting or a refusal."""

from __future__ import annotations

from detente.reading.actors.nouns import vocabulary
from detente.reading.language import Parsed, Token
from detente.reading.voices.kinds import load_kinds

_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_NO_SPEAKERS = frozenset(("this", "that", "these", "those", "which", "what", "there", "nothing", "something"))
_NONE = frozenset(("no", "any", "neither", "little"))


def can_speak(parsed: Parsed, head: Token) -> bool:
    """Return whether the head of a source can be somebody who speaks, if the register of actors doesn't know them.

    A name can, and so can a pronoun for somebody, a noun of ``kinds.yaml`` and the actors' nouns for people and
    bodies; not so "the refusal", "any source", nor a credit such as "Courier staff".
    """
    if is_none(parsed, head) or _is_credit(parsed, head):
        return False
    if head.pos == "PRON" or head.tag in ("DT", "WDT", "WP"):
        return head.lemma not in _NO_SPEAKERS
    if head.ent in _NAMES or head.pos in ("PROPN", "NUM", "VERB"):  # a verb heads a source only by a parser's slip
        return True
    words = {head.lemma, head.text.lower()}
    return any(load_kinds().knows(w) or w in vocabulary().nouns for w in words) or _named_beside(parsed, head)


def is_none(parsed: Parsed, noun: Token) -> bool:
    """Return whether a noun's determiner says that there is none: "no report", "any hint"."""
    return any(c.lemma in _NONE for c in parsed.children(noun, "det", "neg"))


def _is_credit(parsed: Parsed, head: Token) -> bool:
    """Whether a noun beside an outlet's name credits who took a picture or wrote: "Courier staff"."""
    beside = parsed.children(head, "compound", "nmod", "poss", "amod")
    kinds = load_kinds()
    return head.lemma in kinds.credits and any(b.pos == "PROPN" or b.lemma in kinds.media for b in beside)


def _named_beside(parsed: Parsed, head: Token) -> bool:
    return any(c.ent in _NAMES for c in parsed.children(head, "appos"))
