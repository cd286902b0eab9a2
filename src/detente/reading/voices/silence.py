"""Silence: "would not comment on the raid", "had no comment", "did not respond to a request for comment"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.extents import below, speaker_phrase, subject, verb_group
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.quotes import Quote
from detente.reading.voices.speakers import can_speak

_CUE = Cue(lemmas=("comment",), stance="declines", strength=0.2)


_IGNORANCE = Cue(lemmas=("knowledge",), stance="denies", strength=0.4)
_REFUSALS = frozenset(("decline", "refuse"))
_HOLDING = frozenset(("have", "offer", "make", "give", "provide"))
_NO_COMMENT = 6
"""Tokens at most of a quotation that says "no comment"."""


def find(parsed: Parsed, cues: Cues, quotes: Sequence[Quote]) -> list[Finding]:
    """Return who is told to keep silent, with what about; content is the question where no more is told."""
    found: list[Finding] = []
    denied = [q for q in quotes if _is_no_comment(parsed, q)]
    for verb in parsed.tokens:
        source = _source(parsed, verb, denied) if verb.pos in ("VERB", "AUX") and verb.tag != "VBG" else None
        content = next((c for c in _contents(parsed, cues, verb) if c), set()) if source is not None else set()
        if source is not None and not content and (verb.lemma in _REFUSALS or _is_beside(verb, denied)):
            content = _question(parsed, cues, verb)
        if source is not None and not content:
            found.extend(_ignorance(parsed, cues, verb, source))
        if source is not None and content:
            named, sign = speaker_phrase(parsed, source, verb), verb_group(parsed, verb)
            found.append(finding(_CUE, source=(named, source.i), sign=(sign, verb.i), content=content - set(sign)))
    return found


def _contents(parsed: Parsed, cues: Cues, verb: Token) -> Iterator[set[int]]:
    negated = parsed.child(verb, "neg") is not None
    if negated and verb.lemma in cues.silence.comments:
        yield from (_about(parsed, p) for p in parsed.children(verb, "prep"))
    if negated and verb.lemma in cues.silence.answers:
        yield from (_asked(parsed, cues, p) for p in (verb, *parsed.children(verb, "prep")))
    word = parsed.child(verb, "dobj")
    none = word is not None and (negated or any(d.lemma == "no" for d in parsed.children(word, "det")))
    if word is not None and word.lemma == "comment" and none and verb.lemma in _HOLDING:
        yield from (_about(parsed, p) for p in (*parsed.children(word, "prep"), *parsed.children(verb, "prep")))
        yield below(parsed, word)


def _ignorance(parsed: Parsed, cues: Cues, verb: Token, source: Token) -> Iterator[Finding]:
    """Yield "has no knowledge of the raid": who says so denies it, if less firmly."""
    word = parsed.child(verb, "dobj") if verb.lemma == "have" else None
    none = word is not None and any(d.lemma in ("no", "any") for d in parsed.children(word, "det"))
    if word is None or word.lemma not in cues.silence.unknown or not none or not can_speak(parsed, source):
        return
    for preposition in parsed.children(word, "prep"):
        inner = parsed.child(preposition, "pobj", "pcomp")
        if preposition.lemma in ("of", "about", "on") and inner is not None:
            named, sign = speaker_phrase(parsed, source, verb), verb_group(parsed, verb, word)
            yield finding(_IGNORANCE, source=(named, source.i), sign=(sign, verb.i), content=below(parsed, inner))


def _source(parsed: Parsed, verb: Token, quotes: Sequence[Quote]) -> Token | None:
    """Return who does what the verb says; "no comment" itself is not who says it."""
    outside = (s for s in parsed.children(verb, "nsubj") if not any(q.first <= s.i < q.last for q in quotes))
    return next(outside, None) or subject(parsed, verb)


def _is_no_comment(parsed: Parsed, quote: Quote) -> bool:
    words = [t.lemma for t in parsed.tokens[quote.first : quote.last] if t.text[:1].isalpha()]
    return words[-2:] == ["no", "comment"] and quote.last - quote.first <= _NO_COMMENT


def _is_beside(verb: Token, quotes: Sequence[Quote]) -> bool:
    return any(quote.first - _NO_COMMENT <= verb.i <= quote.last + _NO_COMMENT for quote in quotes)


def _question(parsed: Parsed, cues: Cues, verb: Token) -> set[int]:
    """Return what somebody was asked who is silent: "Asked whether it had sailed, the navy declined to answer"."""
    for asked in parsed.sentence_tokens(parsed.sentence_of(verb)):
        if asked.lemma not in cues.silence.asking or asked.tag != "VBN" or asked.i == verb.i:
            continue
        clause = parsed.child(asked, "ccomp", "advcl")
        if clause is not None:
            return below(parsed, clause)
        about = next((a for a in (_about(parsed, p) for p in parsed.children(asked, "prep")) if a), None)
        if about is not None:
            return about
    return set()


def _about(parsed: Parsed, preposition: Token) -> set[int]:
    inner = parsed.child(preposition, "pobj", "pcomp")
    return below(parsed, inner) if inner is not None and preposition.lemma in ("on", "about", "to") else set()


def _asked(parsed: Parsed, cues: Cues, above: Token) -> set[int]:
    inner = parsed.child(above, "pobj", "dobj")
    return below(parsed, inner) if inner is not None and inner.lemma in cues.silence.asked else set()
