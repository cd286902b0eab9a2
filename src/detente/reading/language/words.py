"""What spaCy's attribute ruler and lemmatiser say of a word, looked up once for each word, tag and dependency.

The two take a fifth of spaCy's time and say the same of the same word each time, but for rules over two words (``gon``
before ``na``): a document that one of these matches goes through both components, as any word does at first sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
_BY_WORD = frozenset({"ORTH", "TEXT", "NORM", "LOWER", "SHAPE", "PREFIX", "SUFFIX", "TAG", "DEP"})
_LEXICAL = ("IS_", "LIKE_")
_MOST = 200_000
"""Words kept; a million articles of news hold some 300,000, most of them names that come once."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as all its tokens of one tag and dependency have it; see ``Token``."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    morph: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token stands: its head among the document's tokens, its first character, whether it opens a sentence."""

    head: int
    start: int
    opens: bool
    ent: str


class Words:
    """The words of parsed documents; the two components must be left out of ``nlp``'s pipeline."""

    def __init__(self, nlp: Language) -> None:
        from spacy.attrs import DEP, ENT_TYPE, HEAD, ORTH, SENT_START, SPACY, TAG
        from spacy.matcher import Matcher

        self._columns = [ORTH, TAG, DEP, HEAD, ENT_TYPE, SENT_START, SPACY]
        self._names = nlp.vocab.strings
        self._ruler, self._lemmatizer = cast(Any, nlp.get_pipe(RULER)), cast(Any, nlp.get_pipe(LEMMATIZER))
        self._known: dict[tuple[int, int, int], Word] = {}
        self._ents: dict[int, str] = {0: ""}
        self._several = Matcher(nlp.vocab)
        patterns = [pattern for rule in self._ruler.patterns for pattern in rule["patterns"]]
        longer = [pattern for pattern in patterns if len(pattern) > 1 or not _by_word(pattern[0])]
        if longer:
            self._several.add("several", longer)

    def of(self, doc: Doc) -> list[tuple[Word, Place]]:
        """Return the words of a document in their order."""
        rows = doc.to_array(self._columns).tolist()
        alone = not len(self._several) or not self._several(doc, allow_missing=True)
        keys = [(row[0], row[1], row[2]) for row in rows]
        if alone and all(key in self._known for key in keys):
            words = [self._known[key] for key in keys]
        else:
            words = self._annotated(doc)
            if alone:
                self._keep(keys, words)
        return list(zip(words, self._places(rows, words), strict=True))

    def _annotated(self, doc: Doc) -> list[Word]:
        self._lemmatizer(self._ruler(doc))
        return [Word(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, str(t.morph)) for t in doc]

    def _keep(self, keys: list[tuple[int, int, int]], words: list[Word]) -> None:
        if len(self._known) > _MOST:
            self._known.clear()
        self._known.update(zip(keys, words, strict=True))

    def _places(self, rows: list[list[int]], words: list[Word]) -> list[Place]:
        found, at = [], 0
        for i, (row, word) in enumerate(zip(rows, words, strict=True)):
            head, ent, opens, spaced = row[3:]
            if ent not in self._ents:
                self._ents[ent] = self._names[ent]
            away = head - 2**64 if head >= 2**63 else head
            found.append(Place(i + away, at, i == 0 or opens == 1, self._ents[ent]))
            at += len(word.text) + spaced
        return found


def _by_word(pattern: dict[str, Any]) -> bool:
    """Whether a pattern looks at nothing but the word, its tag and its dependency."""
    names = {name.upper() for name in pattern}
    return all(name in _BY_WORD or name.startswith(_LEXICAL) for name in names)
