"""Text broken into lines of one width, as PDF exports and mails have it: its lines put together into paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from detente.model import Span

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_QUOTE = re.compile(r"[>|\s]*")
_CLOSED = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BULLET = re.compile(r"(?:[•●◦▪■*·‣–-]|\d{1,2}[.)])\s")
# Text of a paragraph a line hardly ever breaks off inside a sentence; wrapped text does at most of its lines.
_NARROWEST, _WIDEST = 45, 110
_LEAST_LINES, _LEAST_SHARE = 6, 0.4
_FULL = 0.7


def paragraphs(text: str) -> list[Span] | None:
    """Return the paragraphs of a hard-wrapped text, bullets and headings by themselves; ``None`` if it is not wrapped.

    A text is wrapped if most of its longer lines, none much longer than the others, break off where no sentence ends
    and the next goes on in lower case. A line far from full ends its paragraph.
    """
    lines = [_unquoted(text, line) for line in lines_of(text) if not _QUOTE.fullmatch(text, line.start, line.end)]
    long = [line for line in lines if line.end - line.start >= _NARROWEST]
    if len(long) < _LEAST_LINES or max(line.end - line.start for line in long) > _WIDEST:
        return None
    goes_on = [_goes_on(text, line, below) for line, below in itertools.pairwise(lines)]
    broken = sum(on for on, line in zip(goes_on, lines, strict=False) if line.end - line.start >= _NARROWEST)
    if broken < _LEAST_SHARE * len(long):
        return None
    width = sorted(line.end - line.start for line in long)[len(long) * 9 // 10]
    return list(_joined(text, lines, _FULL * width))


def lines_of(text: str) -> list[Span]:
    """Return the non-blank lines of a text, without outer space."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        if stripped := line.strip():
            start = match.start() + (0 if stripped[0] == line[0] else line.index(stripped))
            found.append(Span(start, start + len(stripped)))
    return found


def _unquoted(text: str, line: Span) -> Span:
    """Return a line without the marks that mails put before what they quote."""
    quoted = _QUOTE.match(text, line.start, line.end)
    return Span(quoted.end(), line.end) if quoted and quoted.end() < line.end else line


def _goes_on(text: str, line: Span, below: Span) -> bool:
    """Say whether a line breaks off inside a sentence that the next one, right below it, goes on with."""
    breaks_off = _CLOSED.search(text[line.start : line.end]) is None
    return breaks_off and text[below.start : below.start + 1].islower() and not _blank_between(text, line, below)


def _blank_between(text: str, line: Span, below: Span) -> bool:
    return text.count("\n", line.end, below.start) > 1


def _joined(text: str, lines: Sequence[Span], full: float) -> Iterator[Span]:
    start, last = lines[0].start, lines[0]
    for line in lines[1:]:
        apart = _blank_between(text, last, line) or _BULLET.match(text, line.start) is not None
        if apart or last.end - last.start < full:
            yield Span(start, last.end)
            start = line.start
        last = line
    yield Span(start, last.end)
