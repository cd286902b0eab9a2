"""Attributions by a colon: "Minister: talks to resume" in headlines, tickers and transcripts."""

from __future__ import annotations

from detente.reading.language import Parsed, Sentence, Token
from detente.reading.voices.cues import Cue
from detente.reading.voices.finding import Finding, finding

_LONGEST = 8
_CUE = Cue(lemmas=(":",), strength=0.8)


def find(parsed: Parsed) -> list[Finding]:
    """Return the attributions of blocks that open with a speaker and a colon, or (headlines) close with them."""
    blocks: dict[int, list[Sentence]] = {}
    for sentence in parsed.sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    found = (_block(parsed, sentences) for sentences in blocks.values())
    return [f for f in found if f is not None]


def _block(parsed: Parsed, sentences: list[Sentence]) -> Finding | None:
    first, last = sentences[0].first, sentences[-1].last
    colon = next((t for t in parsed.tokens[first : min(last, first + _LONGEST + 4)] if t.text == ":"), None)
    if colon is not None and _speaker(parsed.tokens[first : colon.i]):
        return _finding(parsed, range(first, colon.i), colon, range(colon.i + 1, last))
    colon = next((t for t in reversed(parsed.tokens[first:last]) if t.text == ":"), None)
    headline = sentences[0].kind == "headline" or last - first < 25
    if colon is not None and headline and last - colon.i <= 6 and _speaker(parsed.tokens[colon.i + 1 : last]):
        return _finding(parsed, range(colon.i + 1, last), colon, range(first, colon.i))
    return None


def _speaker(words: tuple[Token, ...]) -> bool:
    """Whether words can name a speaker: short, a name or noun, no verb and no lower-case opening."""
    if not 1 <= len(words) <= _LONGEST or not words[0].text[:1].isupper():
        return False
    if any(w.pos in ("VERB", "AUX", "SCONJ") or w.text in ".,?!;" for w in words):
        return False
    return any(w.pos == "PROPN" or w.ent in ("PERSON", "ORG", "GPE", "NORP") for w in words)


def _finding(parsed: Parsed, source: range, colon: Token, content: range) -> Finding:
    inside = [i for i in source if parsed.tokens[i].head not in source or parsed.tokens[i].head == i]
    head = inside[-1] if inside else source[-1]
    return finding(_CUE, source=(list(source), head), sign=([colon.i], colon.i), content=set(content))
