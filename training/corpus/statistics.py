"""The corpus in figures: how much, of what, and how varied. Printed by ``python -m training.corpus``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.codes.codebook import load_codebook
from training.corpus.checks import runs, shares, words
from training.corpus.format import NONE, STATUSES, Label, Sentence

PREDICATE_SHARE = 0.02
OPENING_SHARE = 0.01
MODE_FLOOR = 40
AUTHOR_FLOOR = 5
FEW = 4
"""A count up to which a share tells nothing."""
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")
_FUNCTION = frozenset(
    words(
        "a an the of to in on at by for with from and or but that which who as after over against between into under "
        "about its his her their was were is are be been has had have will would could may might not no it he she "
        "they said"
    )
)


@dataclass(frozen=True, slots=True)
class Share:
    """How often something stands: its name, the count, and the share of all."""

    name: str
    count: int
    share: float


def counts(sentences: Sequence[Sentence]) -> dict[str, Counter[str]]:
    """Return the labels counted by type, by type and mode, by status, by kind of NONE and by form."""
    found: dict[str, Counter[str]] = {key: Counter() for key in ("type", "mode", "status", "none", "form", "contexts")}
    for sentence in sentences:
        found["form"][f"{min(len(sentence.labels), 4)} labels"] += 1
        for label in sentence.labels:
            found["type"][label.type] += 1
            found["form"].update(_forms(label))
            if label.type == NONE:
                found["none"][str(label.kind)] += 1
            else:
                found["mode"][f"{label.type}/{label.mode or '-'}"] += 1
                found["status"][str(label.status)] += 1
                found["contexts"].update(label.contexts)
    return found


def _forms(label: Label) -> Iterator[str]:
    if label.symmetric:
        yield "on a par"
    if label.actor is None:
        yield "no actor"
    if label.recipient is None:
        yield "no recipient"
    elif label.actor is not None and label.recipient < label.actor:
        yield "recipient before actor"


def short_modes(sentences: Sequence[Sentence], floor: int = MODE_FLOOR) -> list[tuple[str, int]]:
    """Return the modes (and types without modes) that stand fewer than ``floor`` times, with their counts."""
    modes = counts(sentences)["mode"]
    wanted = [
        f"{entry.name}/{mode}"
        for entry in load_codebook().types.values()
        for mode in ([m.name for m in entry.modes] or ["-"])
    ]
    return [(name, modes[name]) for name in wanted if modes[name] < floor]


def openings(sentences: Sequence[Sentence], length: int = 3) -> list[Share]:
    """Return how often sentences open with the same ``length`` words, the most common first."""
    return _shares(Counter(" ".join(words(s.text)[:length]) for s in sentences), len(sentences))


def predicates(sentences: Sequence[Sentence]) -> list[Share]:
    """Return how often coded acts are told by the same word (its ending cut off), the most common first."""
    found = [_stem(s.text[slice(*x.predicate)]) for s in sentences for x in s.labels if x.predicate and x.type != NONE]
    return _shares(Counter(found), len(found))


def patterns(sentences: Sequence[Sentence]) -> list[Share]:
    """Return how often labels share a pattern: type, order of actor (A), recipient (R), predicate (P), words between.

    Content words between the spans are written as one star, so a frame filled over and over shows up.
    """
    found = [_pattern(s.text, label) for s in sentences for label in s.labels]
    return _shares(Counter(found), len(found))


def distinct(sentences: Sequence[Sentence], length: int) -> float:
    """Return the share of different ones among all runs of ``length`` words, 1 where none is repeated."""
    found = [run for sentence in sentences for run in runs(sentence.text, length)]
    return len(set(found)) / (len(found) or 1)


def overlap(sentences: Sequence[Sentence], length: int = 4) -> list[tuple[str, str, float]]:
    """Return for each two sources the share of runs of words that both have, the highest first."""
    found = shares(sentences, length)
    return sorted(((one, other, share) for (one, other), share in found.items()), key=lambda row: -row[2])


def _shares(counted: Counter[str], total: int) -> list[Share]:
    return [Share(name, count, count / (total or 1)) for name, count in counted.most_common()]


def _stem(predicate: str) -> str:
    first = words(predicate)[:1] or [predicate]
    return _ENDING.sub("", first[0])


def _pattern(text: str, label: Label) -> str:
    spans = [
        (span, letter)
        for span, letter in ((label.actor, "A"), (label.recipient, "R"), (label.predicate, "P"))
        if span is not None
    ]
    told = [label.type]
    at: int | None = None
    for (start, end), letter in sorted(spans):
        between = words(text[at:start]) if at is not None else []
        for word in between:
            written = word if word in _FUNCTION else "*"
            if not (written == "*" and told[-1] == "*"):
                told.append(written)
        told.append(letter)
        at = end
    return " ".join(told)


def report(sentences: Sequence[Sentence], floor: int = MODE_FLOOR) -> str:
    """Return the figures as text, in Markdown lists; modes that stand fewer than ``floor`` times are named."""
    counted = counts(sentences)
    pairs = sum(counted["type"].values())
    nones = counted["type"][NONE]
    lengths = sorted(len(words(s.text)) for s in sentences) or [0]
    lines = [
        f"- sentences {len(sentences)}, labels {pairs}, NONE {nones} ({nones / (pairs or 1):.1%})",
        f"- words a sentence: median {lengths[len(lengths) // 2]}, shortest {lengths[0]}, longest {lengths[-1]}",
        *(f"- {key}: {_listed(counted[key])}" for key in ("type", "mode", "none", "form", "contexts")),
        "- status: " + ", ".join(f"{name} {counted['status'][name]}" for name in STATUSES),
        "- distinct runs of words: " + ", ".join(f"{n}: {distinct(sentences, n):.1%}" for n in (1, 2, 3, 4)),
        f"- openings (three words): {_top(openings(sentences), OPENING_SHARE)}",
        f"- predicates: {_top(predicates(sentences), PREDICATE_SHARE)}",
        f"- patterns: {_top(patterns(sentences), PREDICATE_SHARE)}",
        "- short of the floor: " + (", ".join(f"{n} {c}" for n, c in short_modes(sentences, floor)) or "none"),
    ]
    lines += [
        f"- shared by {one} and {other}: {share:.2%} of runs of 4 words"
        for one, other, share in overlap(sentences)[:10]
    ]
    return "\n".join(lines)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())


def _top(found: list[Share], limit: float) -> str:
    told = ", ".join(
        f"{s.name!r} {s.count} ({s.share:.1%}{' TOO MANY' if s.share > limit and s.count > FEW else ''})"
        for s in found[:8]
    )
    return f"{len(found)} different; {told}"
