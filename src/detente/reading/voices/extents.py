"""Extents: sets of tokens made into spans, and the walks over the parse that find a cue's source."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Span
from detente.reading.language import Parsed, Token

_EDGE = frozenset(",;:-–—―")
_CLOSERS = frozenset('"”')
_MEANS = frozenset(
    ("statement", "interview", "speech", "letter", "email", "tweet", "post", "report", "testimony", "remark", "video")
)
_CLIMB = ("xcomp", "advcl", "pcomp", "prep", "conj", "ccomp", "dep", "acl")
_RELATIVE = frozenset(("who", "which", "that"))


def spans_of(parsed: Parsed, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans of a set of tokens, one for each unbroken run, without punctuation at the outer edges."""
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    trimmed = (_trim(parsed, run) for run in runs)
    return tuple(Span(parsed.tokens[run[0]].start, parsed.tokens[run[-1]].end) for run in trimmed if run)


def _trim(parsed: Parsed, run: list[int]) -> list[int]:
    text = [parsed.tokens[i].text.strip() for i in run]
    low, high = 0, len(run)
    while low < high and (not text[low] or text[low] in _EDGE or text[low] in ".)"):
        low += 1
    while high > low and (not text[high - 1] or text[high - 1] in _EDGE or text[high - 1] in ("and", "but", "or")):
        high -= 1
    if high > low and text[high - 1] == "." and '"' not in text[low:high]:
        high -= 1
    return run[low:high] if any(any(c.isalnum() for c in t) for t in text[low:high]) else []


def below(parsed: Parsed, token: Token) -> set[int]:
    """Return the indices of a token's subtree."""
    return {t.i for t in parsed.subtree(token)}


def noun_phrase(parsed: Parsed, head: Token) -> list[int]:
    """Return the tokens of a noun phrase without its clauses: the words around the head that name it."""
    drop: set[int] = set()
    for child in parsed.children(head):
        if _circumstance(parsed, child):
            drop |= below(parsed, child)
        if child.dep in ("relcl", "acl", "advcl", "parataxis", "punct", "ccomp", "cc", "conj") and child.i > head.i:
            if child.dep in ("cc", "conj") and not _verbal(parsed, head, child):
                continue
            if child.dep != "punct":
                drop |= below(parsed, child)
    keep = [t.i for t in parsed.subtree(head) if t.i not in drop and not (t.dep == "case" and t.head == head.i)]
    bracketed = any(parsed.tokens[i].text == "(" for i in keep)
    while keep and not any(c.isalnum() for c in parsed.tokens[keep[-1]].text):
        if bracketed and parsed.tokens[keep[-1]].text == ")":
            break
        keep.pop()
    while keep and not any(c.isalnum() for c in parsed.tokens[keep[0]].text):
        keep.pop(0)
    return keep


def speaker_phrase(parsed: Parsed, head: Token, cue: Token) -> list[int]:
    """Return the words that name a cue's source where it stands: the noun with the clauses that describe it.

    Of "Okello, who said ..." that is "who": the noun itself has another verb.
    """
    words = set(noun_phrase(parsed, head))
    own = parsed.child(cue, "nsubj", "nsubjpass") if cue.dep == "relcl" else None
    if own is not None and own.lemma in _RELATIVE:
        return [own.i]
    for clause in parsed.children(head, "relcl", "acl"):
        tokens = below(parsed, clause)
        if clause.i > head.i and cue.i not in tokens:
            words |= tokens
    return sorted(words)


def _circumstance(parsed: Parsed, child: Token) -> bool:
    """Whether a phrase after a noun tells when or by what means it spoke, not who it is ("said X on Friday")."""
    if child.dep == "npadvmod":
        return child.ent in ("DATE", "TIME")
    inner = parsed.child(child, "pobj") if child.dep == "prep" else None
    return inner is not None and (inner.ent in ("DATE", "TIME") or (child.lemma == "in" and inner.lemma in _MEANS))


def _verbal(parsed: Parsed, head: Token, child: Token) -> bool:
    """Whether a coordination joins a clause to the noun, a parser's slip, rather than another noun."""
    if child.dep == "conj":
        return child.pos in ("VERB", "AUX")
    return any(c.pos in ("VERB", "AUX") for c in parsed.children(head, "conj"))


def verb_group(parsed: Parsed, verb: Token, *extra: Token) -> list[int]:
    """Return a verb with what stands together before it of auxiliaries, negation and adverbs, and given particles."""
    group = {verb.i} | {t.i for t in extra}
    words = {c.i for c in parsed.children(verb, "aux", "auxpass", "neg", "advmod") if not parsed.children(c)}
    i = verb.i - 1
    while i >= 0 and i in words:
        group.add(i)
        i -= 1
    return sorted(group)


def subject(parsed: Parsed, verb: Token, depth: int = 0) -> Token | None:
    """Return the head of who does what the verb says, through control, coordination and relative clauses."""
    own = parsed.child(verb, "nsubj", "nsubjpass", "csubj")
    if own is not None:
        if own.lemma in _RELATIVE and verb.dep == "relcl":
            return parsed.head(verb)
        return own
    if depth > 4 or verb.head == verb.i:
        return None
    head = parsed.head(verb)
    if verb.dep in ("acl", "relcl") and head.pos in ("NOUN", "PROPN", "PRON"):
        return head
    if verb.dep in _CLIMB:
        return subject(parsed, head, depth + 1)
    return None


def agent(parsed: Parsed, verb: Token) -> Token | None:
    """Return the head of a passive's "by" phrase, or ``None``."""
    for by in parsed.children(verb, "agent"):
        found = parsed.child(by, "pobj")
        if found is not None:
            return found
    return None


def is_passive(parsed: Parsed, verb: Token) -> bool:
    """Whether a verb stands in the passive, also as a bare participle after a noun ("a claim made by ...")."""
    if parsed.child(verb, "nsubjpass", "auxpass"):
        return True
    if parsed.child(verb, "agent"):  # not "X said by e-mail"
        return parsed.child(verb, "nsubj") is None
    return verb.tag == "VBN" and (verb.dep == "acl" or (verb.dep == "advcl" and not parsed.child(verb, "aux", "nsubj")))
