"""What spaCy's attribute ruler and lemmatiser say of a word, looked up once for each word, tag and dependency.

The two take a fifth of spaCy's time and say the same of the same word each time, but for rules over two words (``gon``
before ``na``): a document that one of these matches goes through both components as it stands.
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
Key = tuple[int, int, int]
_MOST = 200_000
"""Words kept, some 60 MB; a full table is emptied, since most of what fills it are names that come once."""


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


class Words:
    """The words of parsed documents; the two components must be left out of ``nlp``'s pipeline."""

    def __init__(self, nlp: Language) -> None:
        from spacy.attrs import DEP, HEAD, ORTH, SENT_START, SPACY, TAG
        from spacy.matcher import Matcher
        from spacy.pipeline import AttributeRuler

        self._columns = [ORTH, TAG, DEP, HEAD, SENT_START, SPACY]
        self._vocab, self._names = nlp.vocab, nlp.vocab.strings
        self._ruler, self._lemmatizer = cast(Any, nlp.get_pipe(RULER)), cast(Any, nlp.get_pipe(LEMMATIZER))
        self._known: dict[Key, Word] = {}
        self._several = Matcher(nlp.vocab)
        self._alone = AttributeRuler(nlp.vocab)
        longer = []
        for rule in self._ruler.patterns:
            split = [[p for p in rule["patterns"] if _is_of_one(p) is one] for one in (True, False)]
            longer += split[1]
            if split[0]:
                self._alone.add(split[0], rule["attrs"], rule["index"])
        if longer:
            self._several.add("several", longer)

    def of(self, doc: Doc) -> list[tuple[Word, Place]]:
        """Return the words of a document in their order."""
        rows = doc.to_array(self._columns).tolist()
        if len(self._several) and self._several(doc, allow_missing=True):
            words = _read(self._lemmatizer(self._ruler(doc)))
        else:
            if len(self._known) > _MOST:
                self._known = {}  # another thread may still read the old one
            keys, known = [(row[0], row[1], row[2]) for row in rows], self._known
            self._learn([key for key in dict.fromkeys(keys) if key not in known], known)
            words = [known[key] for key in keys]
        return list(zip(words, self._places(rows, words), strict=True))

    def _learn(self, keys: list[Key], known: dict[Key, Word]) -> None:
        """Look up words that are new: both components read them as a document without an order."""
        from spacy.tokens import Doc

        if not keys:
            return
        words, tags, deps = ([self._names[key[part]] for key in keys] for part in range(3))
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(keys))))
        known.update(zip(keys, _read(self._lemmatizer(self._alone(doc))), strict=True))

    def _places(self, rows: list[list[int]], words: list[Word]) -> list[Place]:
        found, at = [], 0
        for i, (row, word) in enumerate(zip(rows, words, strict=True)):
            head, opens, spaced = row[3:]
            away = head - 2**64 if head >= 2**63 else head
            found.append(Place(i + away, at, i == 0 or opens == 1))
            at += len(word.text) + spaced
        return found


def _read(doc: Doc) -> list[Word]:
    return [Word(t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, str(t.morph)) for t in doc]


def _is_of_one(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern looks at one word, and at nothing but the word, its tag and its dependency."""
    names = {name.upper() for name in pattern[0]}
    return len(pattern) == 1 and all(name in _BY_WORD or name.startswith(_LEXICAL) for name in names)
