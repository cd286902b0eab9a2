"""Inversions that the parser misreads: "Moscow will send grain, announced the Kremlin" with the Kremlin as object."""

from __future__ import annotations

from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cues
from detente.reading.voices.extents import below
from detente.reading.voices.kinds import load_kinds

_FARTHEST = 8
_SPEAKERS = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def inverted_speaker(parsed: Parsed, cues: Cues, verb: Token) -> Token | None:
    """Return the speaker after a cue that stands after a comma at the end of its sentence, else ``None``."""
    entries = cues.verbs.get(verb.lemma, ())
    if not entries or entries[0].kind != "speech" or entries[0].content[0] != "clause" or verb.lemma in cues.addressed:
        return None
    if verb.tag not in ("VBD", "VBZ") or not _after_comma(parsed, verb) or parsed.child(verb, "nsubj", "nsubjpass"):
        return None
    found = parsed.child(verb, "dobj")
    if found is None or not verb.i < found.i <= verb.i + _FARTHEST or parsed.child(found, "relcl", "acl"):
        return None
    return found if _speaks(found) else None


def before(parsed: Parsed, verb: Token) -> set[int]:
    """Return what stands before an inverted cue in its sentence."""
    return set(range(parsed.sentence_of(verb).first, verb.i)) - {i for i in below(parsed, verb) if i >= verb.i}


def _after_comma(parsed: Parsed, verb: Token) -> bool:
    sentence = parsed.sentence_of(verb)
    if verb.i <= sentence.first or parsed.tokens[verb.i - 1].text not in (",", '"'):
        return False
    if verb.dep == "conj":  # a coordinated verb would bring an "and"
        return not any(c.i < verb.i for c in parsed.children(parsed.head(verb), "cc"))
    return verb.dep in ("ROOT", "parataxis")


def _speaks(noun: Token) -> bool:
    return noun.ent in _SPEAKERS or noun.pos == "PROPN" or load_kinds().knows(noun.lemma)
