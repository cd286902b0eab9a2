"""Attributions by phrases: "according to X", "in the words of X", "as X put it", "citing X"."""

from __future__ import annotations

from detente.reading.language import Parsed, Sentence, Token
from detente.reading.voices.cues import Cue, Cues, Phrase
from detente.reading.voices.extents import below, speaker_phrase
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.speakers import can_speak

_CITING = frozenset(("cite", "quote"))
_DASHES = frozenset(("--", "–", "—", "―"))
_CLAUSE_TOPS = ("ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "xcomp", "pcomp")


def find(parsed: Parsed, cues: Cues) -> list[Finding]:
    """Return the attributions that the lexicon's phrases cue, in reading order."""
    found: list[Finding] = []
    for phrase in cues.phrases:
        for token in parsed.tokens:
            if token.text.lower() == phrase.words[0] and _matches(parsed, token, phrase):
                entry = _phrase(parsed, token, phrase)
                if entry is not None:
                    found.append(entry)
    return sorted(found, key=lambda f: f.cue_head)


def _matches(parsed: Parsed, token: Token, phrase: Phrase) -> bool:
    following = parsed.tokens[token.i : token.i + len(phrase.words)]
    return tuple(t.text.lower() for t in following) == phrase.words


def _phrase(parsed: Parsed, first: Token, phrase: Phrase) -> Finding | None:
    words = list(range(first.i, first.i + len(phrase.words)))
    source = _named_after(parsed, words[-1])
    if source is None or (first.lemma in _CITING and (source.dep == "nsubj" or not can_speak(parsed, source))):
        return None  # "citing the drought" gives a reason: see the verb "cite"
    whole = set(words) | below(parsed, first) | below(parsed, source)
    content = _clause(parsed, first, whole)
    cue = Cue(lemmas=phrase.words, stance=phrase.stance, strength=phrase.strength)
    named = speaker_phrase(parsed, source, first)
    return finding(cue, source=(named, source.i), sign=(words, first.i), content=content - whole - set(named))


def _named_after(parsed: Parsed, last: int) -> Token | None:
    """Return the head of the noun phrase that starts right after a token."""
    sentence = parsed.sentence_of(parsed.tokens[last])
    if last + 1 >= sentence.last:
        return None
    token = parsed.tokens[last + 1]
    while token.head != token.i and token.dep not in ("pobj", "dobj", "nsubj", "ROOT"):
        head = parsed.head(token)
        if head.i <= last or head.pos in ("VERB", "AUX"):
            break
        token = head
    return token if token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") else None


def _aside(parsed: Parsed, sentence: Sentence, own: set[int]) -> set[int]:
    """Return what stands between the dashes around a phrase, if it stands between two."""
    before = [t.i for t in parsed.tokens[sentence.first : min(own)] if t.text in _DASHES]
    after = [t.i for t in parsed.tokens[max(own) + 1 : sentence.last] if t.text in _DASHES]
    inside = set(range(before[-1] + 1, after[0])) if before and after else set()
    return inside if inside - own else set()


def _reported(parsed: Parsed, first: Token) -> Token | None:
    """Return the clause that a verb of speech reports with "citing X" beside or below it."""
    head = parsed.head(first)
    if first.lemma not in _CITING or first.head == first.i:
        return None
    return head if head.dep == "ccomp" else parsed.child(head, "ccomp")


def turns(parsed: Parsed, top: Token, last: int) -> set[int]:
    """Return the clauses after token ``last`` by which the writer turns to something else ("..., though ...")."""
    drop: set[int] = set()
    for child in parsed.children(top, "advcl"):
        mark = parsed.child(child, "mark")
        if child.i > last and mark is not None and mark.lemma in ("though", "although", "while", "whereas"):
            drop |= below(parsed, child)
    return drop


def _clause(parsed: Parsed, first: Token, own: set[int]) -> set[int]:
    """Return the clause that a phrase stands in: the whole sentence where it stands at an edge of it."""
    reported = _reported(parsed, first)
    if reported is not None:  # nearer than who cites
        return below(parsed, reported) - {m.i for m in parsed.children(reported, "mark")}
    sentence = parsed.sentence_of(first)
    aside = _aside(parsed, sentence, own)
    if aside:
        return aside
    tokens = set(range(sentence.first, sentence.last))
    at_edge = min(own) - sentence.first <= 1 or sentence.last - max(own) <= 2
    if at_edge:
        return tokens
    top = first
    for above in parsed.ancestors(first):
        top = above
        if above.pos in ("VERB", "AUX") and above.dep in _CLAUSE_TOPS:
            break
    return below(parsed, top) - turns(parsed, top, max(own))
