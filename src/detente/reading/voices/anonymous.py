"""Who somebody is whom the text does not name: "a NATO official", "a person close to the talks", "witnesses"."""

from __future__ import annotations

from detente.model import Described, VoiceKind
from detente.reading.language import Parsed, Token
from detente.reading.voices.kinds import Kinds, load_kinds

_BESIDE = ("amod", "compound", "nmod", "advmod")


def described(parsed: Parsed, head: Token, kind: VoiceKind, name: str | None) -> Described | None:
    """Return what the words around a source's head noun tell of somebody without a name, else ``None``.

    Only people and media go without one: a document has an issuer, an office somebody who holds it.
    """
    if name is not None or kind not in ("anonymous", "media") or head.pos == "PROPN":
        return None
    kinds = load_kinds()
    noun = _class_of(head, kinds)
    if noun in (None, "source", "public"):
        return _by_words_beside(parsed, head, kinds) or noun
    return noun


def _class_of(head: Token, kinds: Kinds) -> Described | None:
    words = {head.lemma, head.text.lower()}
    return next((name for name, nouns in kinds.described.items() if words & nouns), None)


def _by_words_beside(parsed: Parsed, head: Token, kinds: Kinds) -> Described | None:
    """Return what adjectives and phrases tell: "security sources", "someone with knowledge of the talks"."""
    beside = [t.lemma for t in parsed.children(head, *_BESIDE)]
    found = next((name for name, words in kinds.describing.items() if words & set(beside)), None)
    if found is not None:
        return found
    after = [t for t in parsed.subtree(head) if t.i != head.i]
    return "familiar" if any(t.lemma in kinds.knowing or t.text.lower() in kinds.knowing for t in after) else None
