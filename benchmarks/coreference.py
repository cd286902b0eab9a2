"""Who is meant, on paragraphs that we wrote and marked ourselves: names, descriptions, pronouns, pairs.

python -m benchmarks.coreference [--wrong] [--held]

Of each mention is asked whether it was found, whether its countries (or organisation) are right and, where the gold
names a person, whether it is that one. Chains are compared by B-cubed (Bagga and Baldwin 1998): all mentions of one
state, organisation or person are a chain. The held part is for figures only; don't look at what fails there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.shared import Table, told_or_wrong
from detente.model import Actor, Interval
from detente.reading.actors import Mention, Register, find_mentions, load_register
from detente.reading.language import Token, parse_text

GOLD = Path(__file__).with_name("coreference_gold.txt")
HEADER = re.compile(r"== (\S+) (\d{4}-\d{2}-\d{2}) (dev|held)")
NOBODY = ("?", "-")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of the gold: characters, what is meant, and whether it takes up or describes without naming."""

    start: int
    end: int
    labels: tuple[str, ...]
    anaphor: bool

    @property
    def known(self) -> bool:
        """Whether the text tells who is meant."""
        return not set(self.labels) & set(NOBODY)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text of the gold, with the day it is read on and its mentions in reading order."""

    name: str
    day: date
    part: str
    text: str
    marked: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked mention with what was found for it, or a found one that is marked nowhere."""

    paragraph: Paragraph
    gold: Marked | None
    found: Mention | None
    right: bool
    same_person: bool


def paragraphs(path: Path = GOLD) -> list[Paragraph]:
    """Return the gold with its brackets turned into offsets. Raises ValueError where they don't close."""
    chunks = re.split(r"^(?=== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_paragraph(chunk) for chunk in chunks]


def _paragraph(chunk: str) -> Paragraph:
    header, _, body = chunk.partition("\n")
    told = HEADER.fullmatch(header)
    if told is None:
        raise ValueError(f"{header}: give a name, a day and dev or held")
    text, marked = _compiled(body.strip(), told[1])
    return Paragraph(told[1], date.fromisoformat(told[2]), told[3], text, marked)


def _compiled(body: str, name: str) -> tuple[str, tuple[Marked, ...]]:
    text, opened, marked = "", [], []
    for piece in re.split(r"(\{|\|[^{}|]*\})", body):
        if piece == "{":
            opened.append(len(text))
        elif piece.startswith("|"):
            if not opened:
                raise ValueError(f"{name}: {piece} closes nothing")
            label = piece[1:-1]
            marked.append(Marked(opened.pop(), len(text), tuple(label.lstrip("^").split("+")), label.startswith("^")))
        else:
            text += piece
    if opened:
        raise ValueError(f"{name}: a bracket stays open at ...{text[opened[-1] :][:30]}")
    return text, tuple(sorted(marked, key=lambda m: (m.start, -m.end)))


def judge(paragraph: Paragraph, register: Register) -> Iterator[Judged]:
    """Yield a verdict on each mention that is marked, and on each found one that is not."""
    parsed = parse_text(paragraph.text)
    mentions = find_mentions(parsed, on=Interval(paragraph.day, paragraph.day), register=register)
    held: dict[Marked, list[Mention]] = {}
    for mention in mentions:
        if mention.why == "relative pronoun":
            continue
        head = parsed.tokens[mention.head]
        over = [m for m in paragraph.marked if m.start <= head.start < m.end]
        if over:
            held.setdefault(min(over, key=lambda m: m.end - m.start), []).append(mention)
        elif _takes_a_side(mention) and not _owner_is_marked(mention, parsed.tokens, paragraph):
            yield Judged(paragraph, None, mention, False, False)
    for gold in paragraph.marked:
        found = max(held.get(gold, ()), key=lambda m: (m.last - m.first, m.first), default=None)
        found = found if found is not None and found.actors else None
        yield Judged(paragraph, gold, found, _right(gold, found), _same_person(gold, found))


def _takes_a_side(mention: Mention) -> bool:
    """Whether a mention tells of a state or organisation, and not as a mere place."""
    return not mention.locative and any(a.country or a.organisation or a.sector == "IGO" for a in mention.actors)


def _owner_is_marked(mention: Mention, tokens: Sequence[Token], paragraph: Paragraph) -> bool:
    """Whether an unmarked phrase holds a marked owner of the same side ("its farmers"): neither right nor wrong."""
    start, end = tokens[mention.first].start, tokens[mention.last - 1].end
    inside = [m for m in paragraph.marked if start <= m.start and m.end <= end]
    return any(_right(m, mention) for m in inside)


def _right(gold: Marked, found: Mention | None) -> bool:
    if found is None:
        return not gold.known
    if not gold.known:
        return not any(a.country or a.id for a in found.actors)
    wanted = {label.partition("/")[0] for label in gold.labels}
    return all(any(_is_of(a, w) for a in found.actors) for w in wanted) and all(
        any(_is_of(a, w) for w in wanted) for a in found.actors
    )


def _is_of(actor: Actor, side: str) -> bool:
    return actor.country == side if side.isupper() else side in (actor.id, actor.organisation, actor.party)


def _same_person(gold: Marked, found: Mention | None) -> bool:
    wanted = {label.partition("/")[2] for label in gold.labels} - {""}
    return not wanted or (found is not None and {a.id for a in found.actors} == wanted)


def b_cubed(judged: Iterable[Judged]) -> tuple[float, float]:
    """Return B-cubed precision and recall over the marked mentions whose side the text tells, text by text."""
    shares: list[tuple[float, float]] = []
    texts: dict[str, list[Judged]] = {}
    for j in judged:
        if j.gold is not None and j.gold.known:
            texts.setdefault(j.paragraph.name, []).append(j)
    for rows in texts.values():
        keys = [("+".join(sorted(j.gold.labels)) if j.gold else "", _key(j.found, n)) for n, j in enumerate(rows)]
        both, gold, found = Counter(keys), Counter(k for k, _ in keys), Counter(k for _, k in keys)
        shares += [
            (both[k] / found[k[1]] if j.found else 0.0, both[k] / gold[k[0]] if j.found else 0.0)
            for k, j in zip(keys, rows, strict=True)
        ]
    answered = sum(1 for rows in texts.values() for j in rows if j.found)
    return sum(p for p, _ in shares) / max(1, answered), sum(r for _, r in shares) / max(1, len(shares))


def _key(found: Mention | None, number: int) -> str:
    if found is None:
        return f"nobody {number}"
    return "+".join(sorted({_identity(a) for a in found.actors}))


def _identity(actor: Actor) -> str:
    side = actor.country or actor.organisation or actor.id or actor.name or ""
    state = (actor.country or "").lower()
    return f"{side}/{actor.id}" if actor.office and actor.id is not None and actor.id != state else side


def measure() -> tuple[Table, ...] | None:
    """Read all paragraphs and return a table with a row for each part."""
    register = load_register()
    rows = []
    for part, name in (("dev", "development"), ("held", "held out")):
        texts = [p for p in paragraphs() if p.part == part]
        rows.append((name, str(len(texts)), *_figures([j for p in texts for j in judge(p, register)])))
    columns = (
        "part", "paragraphs", "mentions", "found", "side right of found", "of all right",
        "descriptions, pronouns and pairs: side right", "who, too", "answered right", "persons right", "B-cubed F1",
    )  # fmt: skip
    return (Table("Who is meant, on paragraphs of our own", columns, tuple(rows)),)


def _figures(judged: list[Judged]) -> tuple[str, ...]:
    gold = [j for j in judged if j.gold is not None and j.gold.known]
    claimed = [j for j in judged if j.found is not None]
    anaphors = [j for j in gold if j.gold is not None and j.gold.anaphor]
    answered = [j for j in anaphors if j.found]
    persons = [j for j in gold if j.gold is not None and any("/" in label for label in j.gold.labels)]
    precision, recall = b_cubed(judged)
    return (
        str(len(gold)),
        _share(j.found is not None for j in gold),
        _share(j.right and j.gold is not None and j.gold.known for j in claimed),
        _share(j.right for j in gold),
        _share(j.right for j in anaphors),
        _share(j.right and j.same_person for j in anaphors),
        _share(j.right and j.same_person for j in answered),
        _share(j.right and j.same_person for j in persons),
        f"{2 * precision * recall / max(1e-9, precision + recall):.3f}",
    )


def _share(flags: Iterable[bool]) -> str:
    listed = list(flags)
    return f"{sum(listed) / max(1, len(listed)):.3f}"


def _wrong() -> None:
    register = load_register()
    for paragraph in (p for p in paragraphs() if p.part == "dev"):
        for j in judge(paragraph, register):
            if j.right and j.same_person:
                continue
            told = "+".join(j.gold.labels) if j.gold else "nobody marked"
            place = j.gold or (j.found.span if j.found else None)
            words = paragraph.text[place.start : place.end] if place else ""
            got = "+".join(f"{a.country or ''}/{a.id}" for a in j.found.actors) if j.found else "nothing"
            print(
                f"{paragraph.name:<12.12} {words:<34.34} wanted {told:<34} got {got} ({j.found.why if j.found else ''})"
            )


def main() -> None:
    told_or_wrong(__doc__, "coreference", measure, _wrong)


if __name__ == "__main__":
    main()
