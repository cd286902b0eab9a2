"""What kind of thing an input is, by its name or by how it begins; the table of what can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from detente.errors import RefusedInput
from detente.model import Page, Refusal
from detente.pages.limits import GZIP
from detente.settings import Settings


@dataclass(slots=True)
class Budget:
    """How many bytes an archive's members may still give, those of archives inside it included."""

    left: int


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: ``name`` is what records call it, ``label`` what refusals do, ``depth`` the archives around it."""

    name: str
    label: str
    stream: IO[bytes]
    depth: int = 0
    budget: Budget | None = None


Reader = Callable[[Source, Settings], Iterator[Page | Refusal]]

SUFFIXES = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "json lines",
    ".ndjson": "json lines",
    ".warc": "warc",
    ".zip": "zip",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
}
"""Kind of input by the ending of its name; all but zip may be followed by .gz."""

_TOLD = ".txt, .html, .htm, .json, .jsonl and .warc (also with .gz), .zip, and the feeds .xml, .rss, .atom are"
_BEGINNINGS = (
    (re.compile(rb"WARC/\d"), "warc"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), "zip"),
    (re.compile(rb"\[|\{\s*\n"), "json"),
    (re.compile(rb"\{"), "json lines"),
    (re.compile(rb"(?:<[?!][^>]{0,1000}>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.I), "feed"),
    (
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,1000}?-->\s*)*<(?:!doctype html|html|head|body)", re.I | re.S),
        "html",
    ),
)


def kind_by_name(name: str, label: str) -> tuple[str, bool]:
    """Return the kind that a name's ending tells and whether it is compressed; RefusedInput 'type' for others."""
    stem = name.lower()
    packed = stem.endswith(".gz")
    suffix = PurePosixPath(stem.removesuffix(".gz")).suffix
    kind = SUFFIXES.get(suffix)
    if kind and not (packed and kind == "zip"):
        return kind, packed
    ending = PurePosixPath(stem).suffix or "a file without an ending"
    raise RefusedInput(label, "type", f"{ending} is not read; {_TOLD}")


def kind_by_content(head: bytes) -> str:
    """Return the kind that the first bytes tell, 'gzip' for what must first be expanded, else 'text'."""
    if head.startswith(GZIP):
        return "gzip"
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return next((kind for pattern, kind in _BEGINNINGS if pattern.match(begin)), "text")
