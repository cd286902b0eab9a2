"""The PLOVER type of what one marked party does to another: the plover yardstick (PLV on dev).

python -m benchmarks.plover_yardstick

Every pair of the yardstick has an act, so that NONE is always wrong there: the rows that say "of the sixteen" leave it
out, as the published systems do, which never answer it. Some of its labels follow CAMEO, where the intent to give way
or to meet is one to cooperate (AGREE) and a verdict an accusation; PLOVER's manual has changed both, and we follow the
manual. A row of its own reads our answers as CAMEO would, to tell that difference from errors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, json_lines, scored_predictions, shared, tell
from detente.reading.codes import Coding, Question, code, code_by_lexicon, load_network
from detente.reading.codes.weights import NONE

_FIGURES = re.compile(r"n (\d+)\s+accuracy (\S+)\s+quad macro F1 (\S+)\s+type macro F1 (\S+)")
_TYPES = re.compile(r"([A-Z]+) ([\d.]+)")
ZSP = ("ZSP (roberta-large-mnli), from its paper", "", "", ".867", ".743")
OURS = "Détente"
JOINED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Types that the yardstick's labels don't tell apart."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the yardstick with its two sides marked and the type that is right."""

    id: Any
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]
    type: str


Scores = Mapping[str, float]


def measure() -> tuple[Table, ...] | None:
    """Code the dev pairs by all parts of the coder and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "plover"
    pairs = read(yardstick / "dev.jsonl")
    rows, by_type = [], {}
    for name, types in _told(pairs).items():
        figures, by_type[name] = _scored(yardstick, pairs, types)
        rows.append((name, *figures))
        if name == OURS:
            ours = types
    columns = ("coder", "pairs", "accuracy", "quad macro F1", "type macro F1")
    names = list(by_type[OURS])
    return (
        Table("PLOVER types of marked pairs (plover yardstick, dev)", columns, (*rows, ZSP)),
        Table("F1 of each type", ("coder", *names), tuple((c, *(f[n] for n in names)) for c, f in by_type.items())),
        confusion([pair.type for pair in pairs], ours),
    )


def read(path: Path) -> list[Pair]:
    """Return the pairs of a part."""
    return [Pair(r["id"], r["text"], tuple(r["actor"]), tuple(r["recipient"]), r["type"]) for r in json_lines(path)]


def confusion(right: Sequence[str], told: Sequence[str]) -> Table:
    """Return how often each type (a line) was told as which (a column)."""
    joined = [JOINED.get(name, name) for name in told]
    counts = Counter(zip(right, joined, strict=True))
    lines, columns = sorted(set(right)), sorted({*right, *joined}, key=lambda name: (name == NONE, name))
    rows = tuple((line, *(str(counts[line, column] or "") for column in columns)) for line in lines)
    return Table(f"What {OURS} tells (columns) where the line is right", ("right", *columns), rows)


def _told(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    """Return the types that each way of coding tells."""
    ours = [code(pair.text, pair.actor, pair.recipient) for pair in pairs]
    lexicon = [code_by_lexicon(pair.text, pair.actor, pair.recipient) for pair in pairs]
    network = load_network().ask([Question(pair.text, pair.actor, pair.recipient) for pair in pairs])
    return {
        OURS: [coding.type for coding in ours],
        f"{OURS}, intents and verdicts as CAMEO": [_as_cameo(coding) for coding in ours],
        f"{OURS}, of the sixteen": [_of_sixteen(coding.scores) for coding in ours],
        "the network alone": [answer.type for answer in network],
        "the network alone, of the sixteen": [answer.coded_type for answer in network],
        "the lexicon alone": [coding.type for coding in lexicon],
    }


def _as_cameo(coding: Coding) -> str:
    """Return the type by the table that converts CAMEO to PLOVER: 035 and 036 are AGREE, 116 is ACCUSE."""
    if coding.type in ("CONCEDE", "CONSULT") and coding.status in ("planned", "hypothetical"):
        return "AGREE"
    return "ACCUSE" if (coding.type, coding.mode) == ("SANCTION", "convict") else coding.type


def _of_sixteen(scores: Scores) -> str:
    return max((name for name in scores if name != NONE), key=lambda name: scores[name])


def _scored(yardstick: Path, pairs: Sequence[Pair], types: Sequence[str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the figures of the yardstick's own scorer, and F1 by type."""
    predictions = ({"id": pair.id, "type": type_} for pair, type_ in zip(pairs, types, strict=True))
    printed = scored_predictions(yardstick, predictions, yardstick / "dev.jsonl")
    found = _FIGURES.search(printed)
    if found is None:
        raise RuntimeError(f"the plover scorer printed no figures:\n{printed}")
    each = {name: value.removeprefix("0") for name, value in _TYPES.findall(printed.split("\n", 1)[0])}
    return (found.group(1), *(text.removeprefix("0") for text in found.groups()[1:])), each


def main() -> None:
    tell("plover yardstick", measure)


if __name__ == "__main__":
    main()
