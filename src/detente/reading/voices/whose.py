"""Whose a quotation is that no verb of saying takes: "The mayor shook her head. 'Nobody asked us.'"

Each speaker near the quotation gets a chance by a logistic regression over named features (where they stand, what verb
they have, how the quotation is set); the best is taken if the chance suffices. The weights were fitted on passages that
we wrote and marked (``training/voices``), where titles, names and scare quotes are nobody's speech.
"""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.data import load_yaml
from detente.errors import DataError
from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.extents import speaker_phrase, verb_group
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.quotes import Quote
from detente.reading.voices.speakers import can_speak

SHORTEST = 6
"""Tokens of a quotation, marks included; shorter ones are mostly names and scare quotes."""
_FILE = "whose.yaml"
_CUE = Cue(lemmas=('"',), strength=0.6)
_SUBJECTS = ("nsubj", "nsubjpass")
_NEAR = (("beside it", 2), ("near", 7), ("some way off", 15))
_NAMING = frozenset(("DET", "ADJ", "NOUN", "PROPN", "ADP"))
_ENDS = frozenset((".", "!", "?", "…"))
_CLOSED = _ENDS | {",", "..."}
_SPOKEN = frozenset(("speech", "request", "commitment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The regression: a speaker is taken from the chance ``threshold`` on; ``sha256`` is that of the numbers."""

    sha256: str
    threshold: float
    intercept: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may have spoken a quotation: the head of their name, their verb, and the features that hold."""

    speaker: Token
    verb: Token
    features: tuple[str, ...]


@functools.cache
def load_weights() -> Weights:
    """Load the weights from the package. Raises DataError if they break their schema or are not those pinned."""
    found = load_yaml("detente.reading.voices", _FILE, Weights)
    if fingerprint(found.threshold, found.intercept, found.weights) != found.sha256:
        raise DataError(f"{_FILE}: the numbers are not those it was written with; restore it or run: make train-voices")
    return found


def fingerprint(threshold: float, intercept: float, weights: dict[str, float]) -> str:
    """Return the SHA-256 over the numbers, a line each, by name."""
    lines = [f"threshold {threshold}", f"intercept {intercept}", *(f"{n} {w}" for n, w in sorted(weights.items()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def spoken(parsed: Parsed, cues: Cues, quotes: Sequence[Quote], found: Sequence[Finding]) -> list[Finding]:
    """Return an attribution for each long quotation that none of those found takes and that has a likely speaker."""
    left = (q for q in quotes if is_utterance(parsed, q) and not _is_taken(q, found))
    merged: dict[int, Finding] = {}
    for one in (_owned(parsed, cues, quotes, found, q) for q in left):
        if one is not None:
            told = merged.get(one.cue_head, one)
            merged[one.cue_head] = replace(told, content=told.content | one.content)
    return list(merged.values())


def candidates(
    parsed: Parsed, cues: Cues, quotes: Sequence[Quote], found: Sequence[Finding], quote: Quote
) -> Iterator[Candidate]:
    """Yield who may have spoken a quotation: the subjects in its sentence, and in those before and after it."""
    before = [f for f in found if f.cue_head < quote.first and f.kind == "speech"]
    last = max(before, key=lambda f: f.cue_head, default=None)
    quoted = {i for q in quotes for i in range(q.first, q.last)}
    setting = tuple(_of_quote(parsed, quote))
    for token in _around(parsed, quote):
        verb = parsed.head(token)
        if token.i in quoted or verb.i in quoted or token.dep not in _SUBJECTS or token.tag in ("WDT", "WP"):
            continue
        if not can_speak(parsed, token):
            continue
        again = last is not None and last.source_head is not None and _is_same(parsed, last.source_head, token)
        yield Candidate(token, verb, (*setting, *_of_speaker(parsed, cues, quote, token, again=again)))


def chance(candidate: Candidate) -> float:
    """Return the chance in (0, 1) that a candidate spoke the quotation."""
    model = load_weights()
    told = model.intercept + sum(model.weights.get(name, 0.0) for name in candidate.features)
    return 1 / (1 + math.exp(-told))


def is_utterance(parsed: Parsed, quote: Quote) -> bool:
    """Return whether a quotation can be an utterance: a sentence or more, not a name, a title or a few words."""
    words = [t for t in parsed.tokens[quote.first : quote.last] if any(c.isalnum() for c in t.text)]
    if quote.last - quote.first < SHORTEST or not words or not words[0].text[:1].isupper():
        return False
    ends = {t.text for t in parsed.tokens[words[-1].i + 1 : quote.last]}
    before = parsed.tokens[quote.first - 1] if quote.first else None
    named = before is not None and before.pos in _NAMING and parsed.sentence_of(before).block == quote.block
    return bool(ends & _CLOSED) and not named


def _is_taken(quote: Quote, found: Sequence[Finding]) -> bool:
    inside = range(quote.first + 1, quote.last - 1)
    return any(any(i in f.content for i in inside) for f in found if not quote.first <= f.cue_head < quote.last)


def _owned(
    parsed: Parsed, cues: Cues, quotes: Sequence[Quote], found: Sequence[Finding], quote: Quote
) -> Finding | None:
    best = max(candidates(parsed, cues, quotes, found, quote), key=chance, default=None)
    if best is None or chance(best) < load_weights().threshold:
        return None
    named = speaker_phrase(parsed, best.speaker, best.verb)
    sign = [i for i in verb_group(parsed, best.verb) if i not in named]
    content = set(range(quote.first, quote.last))
    return finding(_CUE, source=(named, best.speaker.i), sign=(sign, best.verb.i), content=content)


def _around(parsed: Parsed, quote: Quote) -> Iterator[Token]:
    """Yield the tokens of the quotation's sentences, of the one before and of the one after."""
    first, last = parsed.tokens[quote.first].sent, parsed.tokens[quote.last - 1].sent
    for number in range(max(first - 1, 0), min(last + 2, len(parsed.sentences))):
        yield from parsed.sentence_tokens(parsed.sentences[number])


def _is_same(parsed: Parsed, one: int, other: Token) -> bool:
    return one == other.i or (other.pos == "PROPN" and parsed.tokens[one].text == other.text)


def _of_quote(parsed: Parsed, quote: Quote) -> Iterator[str]:
    """Yield how a quotation is set: what stands before it, how it begins and ends."""
    inside = [t for t in parsed.tokens[quote.first : quote.last] if any(c.isalnum() for c in t.text)]
    if not inside:
        return
    ends = [t.text for t in parsed.tokens[inside[-1].i + 1 : quote.last]]
    yield "quotation: " + ("ends a sentence" if _ENDS & set(ends) else "ends with a comma")
    yield "quotation: " + ("long" if len(inside) > 12 else "middling" if len(inside) > 6 else "short")
    before = parsed.tokens[quote.first - 1] if quote.first else None
    if before is None or parsed.sentence_of(before).block != quote.block:
        yield "quotation: opens its paragraph"
    elif before.text == ":":
        yield "quotation: after a colon"
    elif before.text in _ENDS:
        yield "quotation: after a sentence"
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VB") for t in inside):
        yield "quotation: has a verb"


def _of_speaker(parsed: Parsed, cues: Cues, quote: Quote, token: Token, *, again: bool) -> Iterator[str]:
    verb = parsed.head(token)
    gap = quote.first - max(token.i, verb.i) - 1 if token.i < quote.first else min(token.i, verb.i) - quote.last
    side = "before" if token.i < quote.first else "after"
    block = parsed.sentence_of(token).block
    same = token.sent in (parsed.tokens[quote.first].sent, parsed.tokens[quote.last - 1].sent)
    place = "same sentence" if same else "same paragraph" if block == quote.block else "another paragraph"
    yield f"speaker: {side}, {place}"
    yield f"speaker: {side}, " + next((name for name, most in _NEAR if gap <= most), "far off")
    kinds = {cue.kind for cue in cues.verbs.get(verb.lemma, ())}
    yield "verb: " + ("of saying" if kinds & _SPOKEN else "of the lexicon" if kinds else "other")
    if verb.dep == "ROOT":
        yield "verb: heads its sentence"
    if verb.dep in ("relcl", "advcl", "acl"):
        yield "verb: in a side clause"
    yield "speaker: " + ("pronoun" if token.pos == "PRON" else token.ent or token.pos)
    if again:
        yield "speaker: spoke last"
