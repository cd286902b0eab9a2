"""Texts of our own that are marked in place: ``== NAME DATE PART``, then prose with ``{words|LABEL}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Part = Literal["dev", "held"]
PARTS: tuple[tuple[Part, str], ...] = (("dev", "development"), ("held", "held out"))
_HEADER = re.compile(r"== (\S+) (\d{4}-\d{2}-\d{2}) (dev|held)")
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words: their characters in the text, and their label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text with the day it was written on, its marks in reading order, and the questions below it."""

    name: str
    day: date
    part: str
    text: str
    marks: tuple[Mark, ...]
    questions: tuple[str, ...]


def marked_texts(path: Path) -> list[MarkedText]:
    """Return a gold file's texts; lines that begin with @ are questions. Raises ValueError where a mark is broken."""
    chunks = re.split(r"^(?=== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_text(chunk) for chunk in chunks]


def _text(chunk: str) -> MarkedText:
    header, _, body = chunk.partition("\n")
    told = _HEADER.fullmatch(header)
    if told is None:
        raise ValueError(f"{header}: give a name, a day and dev or held")
    lines = body.strip().split("\n")
    questions = tuple(line[1:].strip() for line in lines if line.startswith("@"))
    text, marks = _compiled("\n".join(line for line in lines if not line.startswith("@")), told[1])
    return MarkedText(told[1], date.fromisoformat(told[2]), told[3], text, marks, questions)


def _compiled(body: str, name: str) -> tuple[str, tuple[Mark, ...]]:
    text, at, marks = "", 0, []
    for m in _MARK.finditer(body):
        text += body[at : m.start()]
        marks.append(Mark(len(text), len(text) + len(m[1]), m[2]))
        text += m[1]
        at = m.end()
    text += body[at:]
    if broken := re.search(r"[{}|]", text):
        raise ValueError(f"{name}: a mark is broken at ...{text[broken.start() :][:30]}")
    return text, tuple(marks)
