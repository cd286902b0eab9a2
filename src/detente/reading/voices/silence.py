"""Silence: "would not comment on the raid", "had no comment", "did not respond to a request for comment"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.extents import below, speaker_phrase, subject, verb_group
from detente.reading.voices.finding import Finding, finding

_CUE = Cue(lemmas=("comment",), stance="declines", strength=0.2)


def find(parsed: Parsed, cues: Cues) -> list[Finding]:
    """Return who is told to keep silent, with what about; content is the question where no more is told."""
    found: list[Finding] = []
    for verb in parsed.tokens:
        source = subject(parsed, verb) if verb.pos in ("VERB", "AUX") and verb.tag != "VBG" else None
        content = next((c for c in _contents(parsed, cues, verb) if c), set()) if source is not None else set()
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
    if word is not None and word.lemma == "comment" and any(d.lemma == "no" for d in parsed.children(word, "det")):
        yield from (_about(parsed, p) for p in (*parsed.children(word, "prep"), *parsed.children(verb, "prep")))
        yield below(parsed, word)


def _about(parsed: Parsed, preposition: Token) -> set[int]:
    inner = parsed.child(preposition, "pobj", "pcomp")
    return below(parsed, inner) if inner is not None and preposition.lemma in ("on", "about", "to") else set()


def _asked(parsed: Parsed, cues: Cues, above: Token) -> set[int]:
    inner = parsed.child(above, "pobj", "dobj")
    return below(parsed, inner) if inner is not None and inner.lemma in cues.silence.asked else set()
