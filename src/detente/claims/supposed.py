"""Acts that a noun only supposes: "an attack could lead to war", "one scenario is a blockade"."""

from __future__ import annotations

from detente.reading.language import Parsed, Token

SUPPOSING = frozenset(
    (
        *("scenario", "possibility", "option", "risk", "danger", "fear", "prospect", "worry", "concern", "nightmare"),
        *("likelihood", "chance", "threat", "idea", "hypothesis", "contingency", "case"),
    )
)
SUPPOSED = frozenset({"would", "could", "might", "may"})
KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "whose"})


def is_supposed(parsed: Parsed, noun: Token) -> bool:
    """Whether an act told by a noun is none that happened: not known, and subject or content of a supposition."""
    if noun.pos != "NOUN" or _is_known(parsed, noun):
        return False
    top = noun
    while top.dep == "conj" and top.head != top.i:
        top = parsed.head(top)
    verb = parsed.head(top)
    if top.dep in ("nsubj", "nsubjpass"):
        return any(t.text.lower() in SUPPOSED for t in parsed.children(verb, "aux"))
    if top.dep == "attr":
        return any(t.lemma in SUPPOSING for t in parsed.children(verb, "nsubj"))
    under = top.dep == "dobj" and any(t.text.lower() in SUPPOSED for t in parsed.children(verb, "aux"))
    return under and verb.lemma in RISKING


RISKING = frozenset({"risk", "cause", "trigger", "provoke", "spark", "invite", "mean", "face", "see"})
"""Verbs whose object would come of what is supposed ("a raid would risk clashes")."""


def _is_known(parsed: Parsed, noun: Token) -> bool:
    """Whether a noun tells of an act that the reader is to know: "the attack", "Peru's attack"."""
    return any(t.dep == "poss" or t.text.lower() in KNOWN for t in parsed.children(noun, "det", "poss"))
