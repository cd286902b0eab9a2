"""Acts that a speaker calls false: "announced that reports of an offer are untrue" denies the offer."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Voice
from detente.reading.language import Parsed, Token
from detente.reading.voices.kinds import load_kinds


def called_false(parsed: Parsed, predicate: Token) -> bool:
    """Whether a predicate lies in what its sentence calls false: the subject of "is untrue", "are baseless"."""
    below = predicate
    for above in parsed.ancestors(predicate):
        if below.dep in ("nsubj", "nsubjpass", "csubj") and _says_false(parsed, above):
            return True
        if any(c.i > below.i and _says_false(parsed, c) for c in _subjectless(parsed, above)):
            return True
        if above.pos == "NOUN" and above.lemma in load_kinds().document and _later_false(parsed, predicate):
            return True
        below = above
    return False


def _later_false(parsed: Parsed, predicate: Token) -> bool:
    """Whether the sentence ends by calling false what a report in it tells, however the parse hangs it."""
    rest = parsed.tokens[predicate.i + 1 : parsed.sentence_of(predicate).last]
    return any(t.pos in ("AUX", "VERB") and _says_false(parsed, t) for t in rest)


def _subjectless(parsed: Parsed, governor: Token) -> list[Token]:
    """Clauses whose subject the parse has tied to the clause before them ("that claims of X asking Y are false")."""
    clauses = parsed.children(governor, "ccomp", "conj", "relcl", "acl")
    return [c for c in clauses if not parsed.children(c, "nsubj", "nsubjpass", "csubj", "expl")]


def _says_false(parsed: Parsed, verb: Token) -> bool:
    false = load_kinds().falsity
    if verb.lemma in false.verbs:
        return True
    said = {t.lemma for t in parsed.children(verb, "acomp", "attr", "oprd")}
    negated = bool(parsed.children(verb, "neg"))
    return bool(said & (false.true if negated else false.adjectives))


def denied(chain: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """Return the chain with its nearest voice denying."""
    return (replace(chain[0], stance="denies"), *chain[1:]) if chain else chain
