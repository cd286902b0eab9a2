"""Time expressions in news of our own: eight decades of agency prose and headlines, marked with TIMEX3 values.

python -m benchmarks.news_times [--wrong]

Scored as the times yardstick does: strict is the same span; type and value are counted over spans that overlap, one to
one, the largest overlap first. The held part is for figures only; don't look at what fails there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.marks import PARTS, MarkedText, marked_texts
from benchmarks.shared import Table, figure, told_or_wrong
from detente.reading.times import Timex, times

GOLD = Path(__file__).with_name("news_times_gold.txt")
COUNTED = ("strict", "relaxed", "type", "value")


@dataclass(frozen=True, slots=True)
class Marked:
    """An expression of the gold: its characters, TIMEX3 type and value."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An expression of the gold with the one found over it; one of the two may be missing."""

    gold: Marked | None
    found: Timex | None

    @property
    def strict(self) -> bool:
        """Whether the spans are the same."""
        return self.relaxed and _span(self.gold) == _span(self.found)

    @property
    def relaxed(self) -> bool:
        """Whether both are there."""
        return self.gold is not None and self.found is not None

    @property
    def type(self) -> bool:
        """Whether the types agree."""
        return self.gold is not None and self.found is not None and self.gold.kind == self.found.kind

    @property
    def value(self) -> bool:
        """Whether the values agree."""
        return self.gold is not None and self.found is not None and self.gold.value == self.found.value


def expressions(text: MarkedText) -> list[Marked]:
    """Return a text's marks as typed expressions."""
    found = []
    for mark in text.marks:
        is_set = mark.label.startswith("SET ")
        value = mark.label.removeprefix("SET ")
        found.append(Marked(mark.start, mark.end, "SET" if is_set else _kind(value), value))
    return found


def _kind(value: str) -> str:
    if value.endswith("_REF"):
        return "DATE"
    if value.startswith("P"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


def pairs(gold: list[Marked], found: list[Timex]) -> Iterator[Pair]:
    """Yield gold and found expressions that overlap as pairs, the largest overlap first, then those without one."""
    overlaps = sorted(
        (-_overlap(g, t), _span(g) != _span(t), i, j)
        for i, g in enumerate(gold)
        for j, t in enumerate(found)
        if _overlap(g, t) > 0
    )
    paired: dict[int, int] = {}
    for _, _, i, j in overlaps:
        if i not in paired and j not in paired.values():
            paired[i] = j
    yield from (Pair(g, found[paired[i]] if i in paired else None) for i, g in enumerate(gold))
    yield from (Pair(None, t) for j, t in enumerate(found) if j not in paired.values())


def _span(one: Marked | Timex | None) -> tuple[int, int]:
    if isinstance(one, Timex):
        return one.span.start, one.span.end
    return (one.start, one.end) if one else (-1, -1)


def _overlap(gold: Marked, timex: Timex) -> int:
    return min(gold.end, timex.span.end) - max(gold.start, timex.span.start)


def f1(rows: Iterable[Pair], what: str) -> float:
    """Return F1 of the pairs for one of ``COUNTED``."""
    counts = Counter[str]()
    for pair in rows:
        counts.update(gold=pair.gold is not None, found=pair.found is not None, right=getattr(pair, what))
    return 2 * counts["right"] / max(1, counts["gold"] + counts["found"])


def judged(part: str) -> Iterator[tuple[MarkedText, Pair]]:
    """Yield each pair of a part's texts."""
    for text in marked_texts(GOLD):
        if text.part == part:
            found = times(text.text, anchor=text.day)
            yield from ((text, pair) for pair in pairs(expressions(text), found))


def measure() -> tuple[Table, ...] | None:
    """Read all texts and return a table with a row for each part."""
    rows = []
    for part, name in PARTS:
        found = [pair for _, pair in judged(part)]
        texts = sum(t.part == part for t in marked_texts(GOLD))
        gold = sum(pair.gold is not None for pair in found)
        rows.append((name, str(texts), str(gold), *(figure(f1(found, what)) for what in COUNTED)))
    columns = ("part", "texts", "expressions", *(f"{what} F1" for what in COUNTED))
    return (Table("Time expressions in news of our own, 1948 to 2025", columns, tuple(rows)),)


def _wrong() -> None:
    for text, pair in judged("dev"):
        if pair.value and pair.strict:
            continue
        start, end = _span(pair.gold or pair.found)
        told = f"{pair.gold.kind} {pair.gold.value}" if pair.gold else "nothing marked"
        got = f"{pair.found.kind} {pair.found.value} ({pair.found.reading})" if pair.found else "nothing"
        words = text.text[pair.found.span.start : pair.found.span.end] if pair.found else ""
        print(f"{text.name:<10.10} {text.text[start:end]:<30.30} wanted {told:<28} got {got} {words!r}")


def main() -> None:
    told_or_wrong(__doc__, "news times", measure, _wrong)


if __name__ == "__main__":
    main()
