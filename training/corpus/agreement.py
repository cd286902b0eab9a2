"""A second, blind reading of the corpus: the sample that a reader is given, and how far the reading agrees.

python -m training.corpus blind OUT.txt --count 1100 --seed 7   sentences with the pair marked, without labels
python -m training.corpus agreement READING.txt [FILES]         a reading against the corpus as it stands

A reading has a line for each item: its id, TYPE/mode (or NONE) and status. Kappa is Cohen's (1960,
doi:10.1177/001316446002000104): the share of agreement beyond what the two readers' own shares would give by chance.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.reading.codes.codebook import load_codebook
from training.corpus.format import NONE, STATUSES, Label, Sentence, read_sources

READING = Path(__file__).resolve().parent / "second-reading.txt"
"""The reading of the eight files by theme that is kept; it lies among the sources but is none of them."""
WIRE_READING = READING.with_name("second-reading-wire.txt")
"""The reading of the three ``wire-`` files, likewise."""
PLAIN_READING = READING.with_name("second-reading-plain.txt")
"""The reading of the plain agency sentences (``plain-`` and ``leads-and-briefs``), likewise."""
READINGS = (READING, WIRE_READING, PLAIN_READING)
COMMANDS = ("blind", "agreement")
FLOOR = 3
"""Labels of each class that a file gives to the sample before the rest is drawn by lot."""
SHOWN = 40
_WORD = re.compile(r"\w+")

Span = tuple[int, int]
Coded = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Item:
    """A label of the sample with its sentence; ``id`` holds as long as the sentence and the three spans do."""

    id: str
    sentence: Sentence
    label: Label


@dataclass(frozen=True, slots=True)
class Reading:
    """What the second reader wrote of one item; a NONE has neither mode nor status."""

    type: str
    mode: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """One item in both readings."""

    item: Item
    second: Reading


def items(sentences: Iterable[Sentence]) -> list[Item]:
    """Return every label with an id made of its sentence and spans, which holds when label or line change."""
    found = []
    for sentence in sentences:
        for label in sentence.labels:
            key = f"{sentence.text}|{label.actor}|{label.recipient}|{label.predicate}"
            found.append(Item(hashlib.sha256(key.encode("utf-8")).hexdigest()[:10], sentence, label))
    return found


def sample(sentences: Sequence[Sentence], count: int, seed: int) -> list[Item]:
    """Draw ``count`` labels, as many from each source, at least ``FLOOR`` of each class of a source that has them."""
    drawn = random.Random(seed)
    by_source: dict[str, list[Item]] = defaultdict(list)
    for item in items(sentences):
        by_source[item.sentence.source].append(item)
    chosen: list[Item] = []
    for place, name in enumerate(sorted(by_source)):
        share = (count - len(chosen)) // (len(by_source) - place)
        chosen += _of_one_source(sorted(by_source[name], key=lambda item: item.id), share, drawn)
    drawn.shuffle(chosen)
    return chosen


def _of_one_source(found: list[Item], share: int, drawn: random.Random) -> list[Item]:
    drawn.shuffle(found)
    seen: Counter[str] = Counter()
    first: list[Item] = []
    rest: list[Item] = []
    for item in found:
        seen[item.label.type] += 1
        (first if seen[item.label.type] <= FLOOR else rest).append(item)
    return [*first, *rest][:share]


def blind(sample: Sequence[Item], sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield a line for each item: its id, and the sentence with actor, recipient and predicate marked.

    A NONE pair often has no predicate, which would tell the reader what it is. It is given one: the predicate of
    another pair of its sentence, or a word that is a predicate elsewhere in the corpus.
    """
    known = {
        sentence.text[slice(*label.predicate)].lower()
        for sentence in sentences
        for label in sentence.labels
        if label.predicate is not None and label.type != NONE
    }
    for item in sample:
        label = item.label
        predicate = label.predicate or _stand_in(item, known)
        yield f"{item.id}\t{_marked(item.sentence.text, label.actor, label.recipient, predicate)}"


def _stand_in(item: Item, known: set[str]) -> Span | None:
    label, text = item.label, item.sentence.text
    taken = [span for span in (label.actor, label.recipient) if span is not None]
    of_others = [
        other.predicate
        for other in item.sentence.labels
        if other.predicate is not None and {other.actor, other.recipient} != {label.actor, label.recipient}
    ]
    words = [match.span() for match in _WORD.finditer(text) if match[0].lower() in known]
    for spans in (of_others, words):
        free = [span for span in spans if all(span[1] <= one[0] or one[1] <= span[0] for one in taken)]
        if free:
            return min(free, key=lambda span: (abs(span[0] - taken[0][1]), span))
    return None


def _marked(text: str, actor: Span | None, recipient: Span | None, predicate: Span | None) -> str:
    spans = [(span, name) for span, name in ((actor, "A"), (recipient, "R"), (predicate, "P")) if span is not None]
    for (start, end), name in sorted(spans, reverse=True):
        text = f"{text[:start]}[{name} {text[start:end]}]{text[end:]}"
    return text


def read_reading(text: str, name: str) -> dict[str, Reading]:
    """Read a reading, ``id TYPE/mode status`` a line. Raises ValueError with every line that can't be read."""
    found: dict[str, Reading] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        fault = _fault(parts) or (f"{parts[0]} stands twice; keep one" if parts[0] in found else None)
        if fault is not None:
            faults.append(f"{name}:{number}: {fault}")
            continue
        type_, _, mode = parts[1].partition("/")
        found[parts[0]] = Reading(type_, mode or None, None if type_ == NONE else parts[2])
    if faults:
        raise ValueError("\n".join(faults))
    return found


def _fault(parts: list[str]) -> str | None:
    if len(parts) < 2:
        return "write id TYPE/mode status"
    type_, _, mode = parts[1].partition("/")
    if type_ == NONE:
        return None if not mode and len(parts) == 2 else "a NONE has neither mode nor status; write id NONE"
    types = load_codebook().types
    if type_ not in types:
        return f"no type {type_!r}; there are {', '.join(types)} and {NONE}"
    if mode and mode not in load_codebook().modes(type_):
        return f"{type_} has no mode {mode!r}"
    if len(parts) != 3 or parts[2] not in STATUSES:
        return f"write a status after {parts[1]}, one of {', '.join(STATUSES)}"
    return None


def pairs(sentences: Iterable[Sentence], readings: dict[str, Reading]) -> list[Pair]:
    """Return the items that both have; those whose sentence or spans were changed since are missing."""
    return [Pair(item, readings[item.id]) for item in items(sentences) if item.id in readings]


def agreed(coded: Coded) -> float | None:
    """Return the share of equal codes, None of nothing."""
    same = [one == other for one, other in coded]
    return sum(same) / len(same) if same else None


def kappa(coded: Coded, strata: Iterable[str] | None = None) -> float | None:
    """Return Cohen's kappa; None of nothing, or where chance alone would agree throughout.

    With ``strata`` (one name a pair) chance is reckoned within each stratum: for modes within their type, else
    modes that can't be confused (of two types) would flatter the figure.
    """
    by_stratum: dict[str, list[tuple[str, str]]] = defaultdict(list)
    every = list(coded)
    for pair, stratum in zip(every, strata if strata is not None else [""] * len(every), strict=True):
        by_stratum[stratum].append(pair)
    chance = 0.0
    for found in by_stratum.values():
        one, other = Counter(pair[0] for pair in found), Counter(pair[1] for pair in found)
        chance += sum(one[code] * other[code] for code in one) / len(found)
    if chance >= len(every):
        return None
    return (sum(one == other for one, other in every) - chance) / (len(every) - chance)


def types(found: Iterable[Pair]) -> list[tuple[str, str]]:
    """Return the types, the corpus first."""
    return [(pair.item.label.type, pair.second.type) for pair in found]


def _both_coded(found: Iterable[Pair]) -> list[Pair]:
    return [pair for pair in found if NONE not in (pair.item.label.type, pair.second.type)]


def _same_type(found: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of one type in both readings, of types that have modes."""
    moded = {name for name in load_codebook().types if load_codebook().modes(name)}
    return [pair for pair in found if pair.item.label.type == pair.second.type and pair.second.type in moded]


def _modes(found: Iterable[Pair]) -> list[tuple[str, str]]:
    return [(pair.item.label.mode or "-", pair.second.mode or "-") for pair in found]


def report(found: Sequence[Pair], asked: int) -> str:
    """Return the figures as Markdown: agreement and kappa by question, by file, and what is confused most often."""
    same, both = _same_type(found), _both_coded(found)
    named = [pair for pair in found if pair.item.label.actor and pair.item.label.recipient]
    statuses = [(str(pair.item.label.status), str(pair.second.status)) for pair in both]
    lines = [
        f"- {len(found)} labels read twice; {asked - len(found)} more no longer stand as they were read",
        "",
        "| Question | Labels | Agreement | Kappa |",
        "|---|---|---|---|",
        _row("type (NONE included)", types(found)),
        _row("NONE or not", _none_or_not(found)),
        _row("NONE or not, both sides named", _none_or_not(named)),
        _row("type, both coded", types(both)),
        _row("mode, same type", _modes(same), [pair.second.type for pair in same]),
        _row("status, both coded", statuses),
        "",
        "| File | Labels | Type | Kappa | Mode | Status |",
        "|---|---|---|---|---|---|",
        *_by_file(found),
        "",
        f"- types confused: {_confused(types(found))}",
        f"- modes confused: {_confused(_mode_names(same))}",
        f"- statuses confused: {_confused(statuses)}",
    ]
    return "\n".join(lines)


def _none_or_not(found: Iterable[Pair]) -> list[tuple[str, str]]:
    return [(str(one == NONE), str(other == NONE)) for one, other in types(found)]


def _mode_names(same: Iterable[Pair]) -> list[tuple[str, str]]:
    return [
        (f"{pair.second.type}/{pair.item.label.mode or '-'}", f"{pair.second.type}/{pair.second.mode or '-'}")
        for pair in same
    ]


def _row(name: str, coded: list[tuple[str, str]], strata: list[str] | None = None) -> str:
    return f"| {name} | {len(coded)} | {_figure(agreed(coded), '.1%')} | {_figure(kappa(coded, strata), '.3f')} |"


def _by_file(found: Sequence[Pair]) -> Iterator[str]:
    by_source: dict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        by_source[pair.item.sentence.source].append(pair)
    for name, of_file in sorted(by_source.items()):
        statuses = [(str(pair.item.label.status), str(pair.second.status)) for pair in _both_coded(of_file)]
        yield (
            f"| {name} | {len(of_file)} | {_figure(agreed(types(of_file)), '.1%')} "
            f"| {_figure(kappa(types(of_file)), '.3f')} "
            f"| {_figure(agreed(_modes(_same_type(of_file))), '.1%')} | {_figure(agreed(statuses), '.1%')} |"
        )


def _figure(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def _confused(coded: Coded) -> str:
    counted = Counter((one, other) for one, other in coded if one != other)
    return ", ".join(f"{one} read as {other} {count}" for (one, other), count in counted.most_common(SHOWN)) or "none"


def disagreements(found: Iterable[Pair]) -> Iterator[str]:
    """Yield each item whose type, mode or status differs, with its place, both codes and the marked sentence."""
    for pair in found:
        label, second, sentence = pair.item.label, pair.second, pair.item.sentence
        if (label.type, label.mode, label.status) == (second.type, second.mode, second.status):
            continue
        first = f"{label.type}/{label.mode or label.kind or '-'} {label.status or ''}".strip()
        told = f"{second.type}/{second.mode or '-'} {second.status or ''}".strip()
        marked = _marked(sentence.text, label.actor, label.recipient, label.predicate)
        yield f"{sentence.source}.txt:{sentence.line}: {first} | read as {told} | {marked}"


def main(arguments: Sequence[str], sources: Sequence[Path]) -> int:
    """Run ``blind`` or ``agreement``; return 0, or 1 where the reading can't be read."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description="A second, blind reading.")
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("file", type=Path, help="the sample to write, or the reading to compare")
    parser.add_argument("sources", nargs="*", type=Path, help="source files; all of training/corpus/ if none is given")
    parser.add_argument("--count", type=int, default=1100, help="labels of the sample (default 1100)")
    parser.add_argument("--seed", type=int, default=7, help="what the draw starts from (default 7)")
    parser.add_argument("--list", action="store_true", help="print each disagreement too")
    given = parser.parse_args(arguments)
    sentences, _ = read_sources(given.sources or sources)
    if given.command == "blind":
        drawn = sample(sentences, given.count, given.seed)
        given.file.write_text("".join(f"{line}\n" for line in blind(drawn, sentences)), "utf-8")
        print(f"{given.file}: {len(drawn)} labels to read")
        return 0
    try:
        readings = read_reading(given.file.read_text("utf-8"), given.file.name)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    found = pairs(sentences, readings)
    print(report(found, len(readings)))
    if given.list:
        print(*disagreements(found), sep="\n")
    return 0
