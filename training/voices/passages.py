"""Passages that we wrote, sources, cues and contents marked in place: ``<s WORDS>``, ``<c2 WORDS>``, ``<t WORDS>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_OPEN = re.compile(r"<([sct])(\d?) ")


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as sets of characters of the passage."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its attributions; ``place`` is its file and line."""

    place: str
    text: str
    marked: tuple[Marked, ...]


def passages(folder: Path = FOLDER) -> Iterator[Passage]:
    """Yield all passages, in the order of files and lines. Raises ValueError naming the line where a mark is broken."""
    for path in sorted(folder.glob("passages-*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                yield read(line, f"{path.name}, line {number}")


def read(line: str, place: str = "") -> Passage:
    """Return a marked line as a passage."""
    line = line.replace(" // ", "\n")
    text, open_marks = "", list[tuple[str, str]]()
    parts: dict[str, dict[str, set[int]]] = {}
    at = 0
    while at < len(line):
        if found := _OPEN.match(line, at):
            open_marks.append((found[2] or "1", found[1]))
            at = found.end()
        elif line[at] == ">":
            if not open_marks:
                raise ValueError(f"{place}: a mark is closed that was not opened")
            open_marks.pop()
            at += 1
        else:
            for number, part in open_marks:
                parts.setdefault(number, {}).setdefault(part, set()).add(len(text))
            text += line[at]
            at += 1
    if open_marks or "<" in text:
        raise ValueError(f"{place}: a mark is broken or not closed")
    marked = (Marked(*(frozenset(found.get(p, ())) for p in "sct")) for _, found in sorted(parts.items()))
    return Passage(place, text, tuple(m for m in marked if m.content and m.cue))
