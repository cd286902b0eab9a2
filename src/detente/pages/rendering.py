"""A parsed HTML page -> its text, all of it, a line a block; and for each line the elements it stands in.

Offsets of an HTML page count in this text. It is laid out as a browser would show it, without columns: blocks and
line breaks begin a line, space is collapsed, what no reader sees (scripts, styles, templates) is left out. Unicode is
composed (NFC), odd spaces become plain ones, and marks without width go, soft hyphens and reading-direction marks
among them: they hide words from whoever looks for them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

UNSEEN = frozenset(
    {
        *("head", "script", "style", "template", "noscript", "svg", "math", "canvas", "object", "embed", "applet"),
        *("audio", "video", "iframe", "select", "datalist", "map", "textarea"),
    }
)
BLOCKS = frozenset(
    {
        *(
            "html",
            "body",
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5"),
        *(
            "h6",
            "header",
            "hgroup",
            "hr",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
        ),
        *("search", "table", "caption", "tbody", "thead", "tfoot", "tr", "ul", "button"),
    }
)
_CELLS = frozenset({"td", "th"})
_MARGINS = frozenset(
    {
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "figure", "table", "pre", "hr"),
        *("article", "section"),
    }
)
"""A blank line stands around these, as space does in a browser."""
_STRONG = frozenset({"b", "strong", "em", "i"})
_ODD = re.compile(r"[^\x20-\x7e]|  ")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_NO_WIDTH = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


@dataclass(slots=True)
class Node:
    """An element with text in it or below: ``parent`` is its number in the list of nodes, -1 for none."""

    parent: int
    depth: int
    tag: str
    element: Any


@dataclass(slots=True)
class LaidLine:
    """A line of the text: its place, the block it stands in, the element of its first word, and its links.

    ``linked`` and ``strong`` count characters in links and in emphasis, ``links`` the links.
    """

    start: int
    end: int
    block: int
    inner: int
    linked: int
    strong: int
    links: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a page and its lines in reading order, with the elements that they stand in."""

    text: str
    lines: tuple[LaidLine, ...]
    nodes: tuple[Node, ...]

    @property
    def depth(self) -> int:
        """How deep the elements nest."""
        return max((node.depth for node in self.nodes), default=0)


def lay_out(root: Any) -> Layout:
    """Return the text of a page from the root of its tree (lxml); walks without recursion, so no depth is too much."""
    setter = _Setter()
    setter.walk(root)
    return Layout("\n".join(setter.texts), tuple(setter.lines), tuple(setter.nodes))


def plain(text: str) -> str:
    """Return text with its spaces made plain and single, marks without width dropped, characters composed (NFC)."""
    if text.isascii():
        return " ".join(text.split()) if _ODD.search(text) else text.strip()
    text = _SPACES.sub(" ", _NO_WIDTH.sub("", text)).strip()
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


_Before = tuple[int, int, int, int, int]
"""Where the setter was before an element: element, block, links and emphasis around it, lines set."""


@dataclass(slots=True)
class _Setter:
    """Sets lines one after another while the tree is walked; ``block``, ``link`` and ``strong`` tell where it is."""

    texts: list[str] = field(default_factory=list)
    lines: list[LaidLine] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    margin: bool = False
    block: int = -1
    at: int = -1
    first: int = -1
    link: int = 0
    strong: int = 0
    linked: int = 0
    emphasised: int = 0
    links: int = 0

    def walk(self, root: Any) -> None:
        """Go through the tree in reading order with a stack of our own."""
        stack: list[tuple[Any, _Before | None]] = [(root, None)]
        while stack:
            element, left = stack.pop()
            if left is not None:
                self._leave(element, left)
            elif isinstance(element.tag, str) and element.tag not in UNSEEN:
                before = self._enter(element)
                if len(element):
                    stack.append((element, before))
                    stack.extend([(child, None) for child in reversed(element)])
                else:
                    self._leave(element, before)
            elif element.tail:
                self._write(element.tail)
        self._end_line()

    def _enter(self, element: Any) -> _Before:
        tag = element.tag
        before = (self.at, self.block, self.link, self.strong, len(self.lines))
        if tag in BLOCKS or tag == "br":
            self._end_line()
            self.margin = self.margin or tag in _MARGINS
        self.nodes.append(Node(self.at, self.nodes[self.at].depth + 1 if self.at >= 0 else 0, tag, element))
        self.at = len(self.nodes) - 1
        if tag in BLOCKS or tag in _CELLS:
            self.block = self.at
        if tag == "a":
            self.link += 1
            self.links += 1
        elif tag in _STRONG:
            self.strong += 1
        if element.text:
            self._write(element.text)
        return before

    def _leave(self, element: Any, before: _Before) -> None:
        if element.tag in BLOCKS:
            self._end_line()
            self.margin = self.margin or element.tag in _MARGINS
        elif element.tag in _CELLS and len(self.lines) > before[-1]:
            self._end_line()  # a cell of several lines is part of a page's layout, not of a table's row
        elif element.tag in _CELLS:
            self.parts.append(" ")
        self.at, self.block, self.link, self.strong, _ = before
        if element.tail and self.at >= 0:
            self._write(element.tail)

    def _write(self, text: str) -> None:
        if self.nodes[self.block].tag == "pre" and "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                self._write(line)
                self._end_line()
        if self.first < 0 and not text.isspace():
            self.first = self.at
        self.parts.append(text)
        if self.link:
            self.linked += len(text)
        if self.strong:
            self.emphasised += len(text)

    def _end_line(self) -> None:
        text = plain("".join(self.parts)) if self.first >= 0 else ""
        if text:
            if self.margin and self.texts:
                self.texts.append("")
                self.offset += 1
            self.margin = False
            end = self.offset + len(text)
            self.lines.append(
                LaidLine(self.offset, end, self.block, self.first, self.linked, self.emphasised, self.links)
            )
            self.texts.append(text)
            self.offset = end + 1
        self.parts.clear()
        self.first = -1
        self.linked = self.emphasised = self.links = 0
