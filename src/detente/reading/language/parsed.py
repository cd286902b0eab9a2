"""A parsed text in plain Python: tokens with offsets, sentences, names, and walks over the dependency tree."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.model import BlockKind, Span


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``i`` and ``head`` index ``Parsed.tokens`` (a root is its own head); offsets count the page's text.

    ``lemma`` is lower case; ``pos`` is the universal tag, ``tag`` the Penn Treebank one, ``dep`` spaCy's
    ClearNLP-style dependency label; ``morph`` holds universal features such as ``Tense=Past``; ``ent`` is the
    OntoNotes name label or ''.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sent: int
    ent: str
    morph: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` (included) to ``last`` (excluded), in block number ``block`` of the article."""

    i: int
    first: int
    last: int
    start: int
    end: int
    block: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity as the parser's recogniser sees it: tokens ``first`` (included) to ``last`` (excluded)."""

    first: int
    last: int
    label: str
    start: int
    end: int


_place = operator.attrgetter("i")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parse of one article's blocks, in reading order."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    _children: tuple[tuple[Token, ...], ...] = field(repr=False)

    def children(self, token: Token | int, *deps: str) -> list[Token]:
        """Return a token's dependents in reading order, of the given dependency labels if any are given."""
        below = self._children[token if isinstance(token, int) else token.i]
        return [child for child in below if child.dep in deps] if deps else list(below)

    def child(self, token: Token | int, *deps: str) -> Token | None:
        """Return the first dependent of the given labels, or ``None``."""
        for child in self._children[token if isinstance(token, int) else token.i]:
            if not deps or child.dep in deps:
                return child
        return None

    def head(self, token: Token) -> Token:
        """Return the token's head (itself for a root)."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Yield the token's head, the head's head, and so on up to the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token | int) -> list[Token]:
        """Return the token and all below it, in reading order."""
        found = [self.tokens[token] if isinstance(token, int) else token]
        for one in found:  # grows as it is gone through
            found.extend(self._children[one.i])
        return sorted(found, key=_place)

    def conjuncts(self, token: Token) -> list[Token]:
        """Return the token and what is coordinated with it below it ("A, B and C": from A all three)."""
        found = [token]
        for child in self.children(token, "conj"):
            found.extend(self.conjuncts(child))
        return found

    def sentence_of(self, token: Token) -> Sentence:
        """Return the sentence that holds the token."""
        return self.sentences[token.sent]

    def sentence_tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return a sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def span(self, first: int, last: int) -> Span:
        """Return the characters of tokens ``first`` (included) to ``last`` (excluded)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap the given characters."""
        return [t for t in self.tokens if t.start < end and t.end > start]
