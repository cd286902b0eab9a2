"""Quotations: the stretches of a text between quotation marks, over sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from detente.reading.language import Parsed

_MARK = re.compile(r"``|''|[\"“”„«»]|(?<!\w)[‘'](?=\w)|(?<=[\w.,!?])[’'](?!\w)")
_SINGLE = "'‘’"


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens ``first`` (included) to ``last`` (excluded), marks included; ``closed``: whether a mark ends it."""

    first: int
    last: int
    block: int
    closed: bool


def find_quotes(parsed: Parsed) -> list[Quote]:
    """Return the quotations of each block in reading order.

    A mark that opens inside an open quotation starts it anew, as writers do in each paragraph of a long one; what is
    open at the end of a block runs to that end. Single marks count only in headlines.
    """
    starts = [t.start for t in parsed.tokens]
    ends = [t.end for t in parsed.tokens]
    found: list[Quote] = []
    for block, kind, first, last in _blocks(parsed):
        opened: int | None = None
        for mark in _MARK.finditer(parsed.text, first, last):
            sign = mark.group()
            if sign in _SINGLE and (kind != "headline" or sign != "'"):
                continue
            if sign in "“„«" or (opened is None and (sign not in "”»" or _opens(parsed.text, mark))):
                if parsed.text[mark.end() : mark.end() + 1].strip() or opened is None:
                    opened = mark.start()
            elif opened is not None:
                found.append(Quote(bisect_right(ends, opened), bisect_left(starts, mark.end()), block, True))
                opened = None
        if opened is not None:
            found.append(Quote(bisect_right(ends, opened), bisect_left(starts, last), block, False))
    return [q for q in found if q.last > q.first]


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a closing mark stands where only an opening one can, a common slip of the keyboard."""
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return not before.strip() and after.isalpha()


def _blocks(parsed: Parsed) -> list[tuple[int, str, int, int]]:
    blocks: dict[int, tuple[int, str, int, int]] = {}
    for sentence in parsed.sentences:
        number, _, start, _ = blocks.get(sentence.block, (sentence.block, "", sentence.start, 0))
        blocks[sentence.block] = (number, sentence.kind, start, sentence.end)
    return list(blocks.values())
