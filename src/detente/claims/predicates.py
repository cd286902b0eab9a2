"""Words that may tell an act though the lexicon does not offer them: any full verb, and nouns made of verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.claims.read import Read
from detente.reading.codes import Lexicon, arguments
from detente.reading.language import Parsed, Sentence, Token

# Verbs that tell no act by themselves: auxiliaries, copulas, and what only carries a clause or a noun.
EMPTY = frozenset({"be", "have", "do", "become", "seem", "appear", "get", "let", "include", "mean", "happen"})
# Endings of nouns that name what somebody does.
DEVERBAL = ("tion", "sion", "ment", "ance", "ence", "al", "ing", "age", "ure", "out", "back", "over", "down", "ism")
MODIFYING = frozenset({"aux", "auxpass", "amod", "compound"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that may tell an act, and the verb that carries it where it is a noun ("held" in "held talks").

    ``says``: it reports what somebody says.
    """

    token: Token
    light: Token | None = None
    says: bool = False

    @property
    def verbal(self) -> bool:
        """Whether the word is a verb."""
        return self.token.pos in ("VERB", "AUX")


def predicates(told: Read, sentence: Sentence, taken: frozenset[int]) -> Iterator[Predicate]:
    """Yield the sentence's words that may tell an act, in reading order, those ``taken`` (indices) left out.

    To deny something is no act of its own, so that verbs of denial are left out too.
    """
    stances = {a.cue_head: a.stance for a in told.attributions}
    for token in told.parsed.sentence_tokens(sentence):
        if token.i in taken or token.dep in MODIFYING or stances.get(token.i) == "denies":
            continue
        if token.pos in ("VERB", "AUX") and token.lemma not in EMPTY:
            yield Predicate(token, None, token.i in stances)
        elif token.pos == "NOUN" and is_event(token, told.lexicon) and told.mentions.at(token.i) is None:
            yield Predicate(token, _carrier(told.parsed, token))


def is_event(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun may name an act: the lexicon knows it, or knows a verb written so, or it is made of a verb."""
    return noun.lemma in lexicon.nouns or noun.lemma in lexicon.verbs or noun.lemma.endswith(DEVERBAL)


def _carrier(parsed: Parsed, noun: Token) -> Token | None:
    """Return the verb that a noun is the object of, directly or after a preposition or a word of quantity."""
    head = parsed.head(noun)
    if noun.dep == "conj":
        return _carrier(parsed, head)
    if noun.dep == "pobj" and arguments.counts(parsed.head(head)):
        return _carrier(parsed, parsed.head(head))
    verb = head if noun.dep in ("dobj", "nsubjpass") else parsed.head(head) if noun.dep == "pobj" else None
    return verb if verb is not None and verb.pos == "VERB" else None
