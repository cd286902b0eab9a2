"""Whether an expression looks back or ahead, by the tense of the verb that governs it."""

from __future__ import annotations

from detente.reading.language.parsed import Parsed, Token
from detente.reading.times.vocabulary import tense_words

PAST, UNKNOWN, FUTURE, PRESENT = -1, 0, 1, 2
"""The present looks ahead for a weekday ("meets on Friday"), and to the nearest for a month."""


def direction(parsed: Parsed, tokens: list[Token], *, of_month: bool = False) -> int:
    """Return FUTURE, PRESENT or PAST as the verb that governs the tokens has it, UNKNOWN where no verb does.

    So it is too for a month (``of_month``) before a noun: "a March 31 deadline" may lie on either side.

    A modal and "to" after a planning verb look ahead; past forms and the perfect look back, and so does the present
    of a verb of saying and in a caption.
    """
    if of_month and _modifies_noun(parsed, tokens):
        return UNKNOWN
    verb = _governor(parsed, tokens)
    while verb is not None:
        found = _of_verb(parsed, verb)
        if found is not None:
            caption = found == PRESENT and parsed.sentence_of(verb).kind == "caption"
            return PAST if caption else found
        verb = _next_verb(parsed, verb)
    return UNKNOWN


def _modifies_noun(parsed: Parsed, tokens: list[Token]) -> bool:
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head not in inside), None)
    if head is None or head.dep not in ("compound", "nmod", "amod", "nummod"):
        return False
    return parsed.head(head).pos in ("NOUN", "PROPN") and head.ent in ("DATE", "TIME", "")


def _governor(parsed: Parsed, tokens: list[Token]) -> Token | None:
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.head not in inside:
            head = parsed.head(token)
            return head if head.pos in ("VERB", "AUX") else _next_verb(parsed, head)
    return None


def _next_verb(parsed: Parsed, token: Token) -> Token | None:
    return next((t for t in parsed.ancestors(token) if t.pos in ("VERB", "AUX")), None)


def _of_verb(parsed: Parsed, verb: Token) -> int | None:
    helpers = parsed.children(verb, "aux", "auxpass")
    if {h.text.lower() for h in helpers} & tense_words().modals or _is_going_to(parsed, verb):
        return FUTURE
    if any(h.tag == "TO" for h in helpers):
        if _was_planned(parsed, verb):
            return UNKNOWN  # "had planned to leave on July 1": ahead of then, which may be past
        return FUTURE if _is_planned(parsed, verb) else None
    if verb.lemma in tense_words().fixed and verb.tag == "VBN":
        return FUTURE
    if verb.tag in ("VBD", "VBN") or any(h.tag == "VBD" or h.lemma == "have" for h in helpers):
        return PAST
    return _of_present(verb, helpers)


def _of_present(verb: Token, helpers: list[Token]) -> int | None:
    if verb.tag in ("VBZ", "VBP"):
        return PAST if verb.lemma in tense_words().reporting else PRESENT
    return FUTURE if verb.tag == "VBG" and any(h.tag in ("VBZ", "VBP") for h in helpers) else None


def _is_going_to(parsed: Parsed, verb: Token) -> bool:
    return verb.lemma == "go" and parsed.child(verb, "xcomp") is not None


def _was_planned(parsed: Parsed, verb: Token) -> bool:
    head = parsed.head(verb)
    had = any(h.tag == "VBD" and h.lemma == "have" for h in parsed.children(head, "aux"))
    return had and head.lemma in tense_words().planning


def _is_planned(parsed: Parsed, verb: Token) -> bool:
    head = parsed.head(verb)
    if head.i == verb.i:
        return True  # "Minister to visit": a headline's future
    return head.lemma in tense_words().planning or head.lemma == "be" or head.pos in ("NOUN", "PROPN", "ADJ")
