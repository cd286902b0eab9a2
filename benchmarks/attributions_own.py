"""Who says what, on texts that we wrote and marked ourselves: sources, contents and stances.

python -m benchmarks.attributions_own [--wrong]

An attribution is found if half of the words of its content and of the found one's are shared, and a word of the source
(or neither has one). Precision counts what is found to bind its source, since only that is marked. The held part is for
figures only; don't look at what fails there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shared import Table, told_or_wrong
from detente.model import Span
from detente.reading.voices import Attribution, voices

GOLD = Path(__file__).with_name("attribution_gold.txt")
HEADER = re.compile(r"== (\S+) (dev|held)")
HALF = 0.5

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution of the gold or a found one, as sets of words (the places where they start)."""

    source: Words
    cue: Words
    content: Words
    stance: str
    binds: bool = True

    def matches(self, other: Marked) -> bool:
        """Whether both attribute the same to the same source."""
        same = len(self.content & other.content) >= HALF * len(self.content | other.content)
        return same and (bool(self.source & other.source) or not (self.source or other.source))


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the gold with what is marked in it, and what was found."""

    name: str
    part: str
    words: str
    marked: tuple[Marked, ...]
    found: tuple[Marked, ...]


def texts(source: str) -> Iterator[Text]:
    """Read the gold, and find in each text what there is. Raises ValueError for words that don't stand in the text."""
    for block in re.split(r"\n(?=== )", source):
        if header := HEADER.match(block):
            lines = block.splitlines()[1:]
            words = "\n".join(line for line in lines if line and not line.startswith(">"))
            marked = tuple(_marked(line[1:], words) for line in lines if line.startswith(">"))
            yield Text(header[1], header[2], words, marked, tuple(_found(a, words) for a in voices(words)))


def _marked(line: str, text: str) -> Marked:
    source, cue, content, stance = (part.strip() for part in line.split("|"))
    parts = [_place(part, text) for part in content.split(" … ")]
    return Marked(
        _starts(text, [_place(source, text)] if source != "-" else []),
        _starts(text, [_place(cue, text)]),
        _starts(text, parts),
        stance,
    )


def _place(words: str, text: str) -> Span:
    words, _, number = words.partition("#")
    before, after = (r"(?<!\w)" if words[0].isalnum() else "", r"(?!\w)" if words[-1].isalnum() else "")
    places = [m.span() for m in re.finditer(before + re.escape(words) + after, text)]
    if len(places) < int(number or 1):
        raise ValueError(f"{words!r} does not stand in the text that begins {text[:40]!r}")
    return Span(*places[int(number or 1) - 1])


def _found(one: Attribution, text: str) -> Marked:
    source = _starts(text, [one.source] if one.source else [])
    return Marked(source, _starts(text, [one.cue]), _starts(text, one.content), one.stance, one.binds)


def _starts(text: str, spans: list[Span] | tuple[Span, ...]) -> Words:
    found = (m.start() for m in re.finditer(r"\w+|[^\w\s]", text))
    return frozenset(i for i in found if any(s.start <= i < s.end for s in spans))


def measure() -> tuple[Table, ...]:
    """Find the attributions of the gold's texts and count."""
    read = list(texts(GOLD.read_text(encoding="utf-8")))
    parts = (("development", "dev"), ("held out", "held"))
    rows = tuple((label, *_row([t for t in read if t.part == part])) for label, part in parts)
    columns = ("part", "texts", "attributions", "found", "stance right of found", "precision of those that bind")
    return (Table("Attributions in texts of our own", columns, rows),)


def _row(read: list[Text]) -> tuple[str, ...]:
    pairs = [(g, _match(g, t)) for t in read for g in t.marked]
    right = [(g, f) for g, f in pairs if f is not None]
    binding = [(f, t) for t in read for f in t.found if f.binds]
    precise = sum(any(f.matches(g) for g in t.marked) for f, t in binding)
    return (
        f"{len(read)}",
        f"{len(pairs)}",
        f"{len(right) / len(pairs):.3f}",
        f"{sum(g.stance == f.stance for g, f in right) / len(right):.3f}",
        f"{precise / len(binding):.3f}",
    )


def _match(gold: Marked, text: Text) -> Marked | None:
    """Return the found attribution that matches, one of the same stance before others."""
    found = [f for f in text.found if gold.matches(f)]
    return min(found, key=lambda f: (f.stance != gold.stance, not f.cue & gold.cue), default=None)


def _wrong(part: str) -> Iterator[str]:
    for text in texts(GOLD.read_text(encoding="utf-8")):
        if text.part != part:
            continue
        for gold in text.marked:
            found = _match(gold, text)
            if found is None or found.stance != gold.stance:
                kind = "missed" if found is None else f"{found.stance}, not {gold.stance}"
                yield f"{text.name}: {kind}: {_told(gold, text)}"
        for found in text.found:
            if found.binds and not any(found.matches(g) for g in text.marked):
                yield f"{text.name}: too many: {_told(found, text)}"


def _told(one: Marked, text: Text) -> str:
    pick = [(m.start(), m.group()) for m in re.finditer(r"\w+|[^\w\s]", text.words)]
    return " | ".join(" ".join(w for i, w in pick if i in part) for part in (one.source, one.cue, one.content))


def main() -> None:
    told_or_wrong(__doc__, "attributions of our own", measure, lambda: print("\n".join(_wrong("dev"))))


if __name__ == "__main__":
    main()
