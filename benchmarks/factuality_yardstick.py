"""Whether an act happened, on a scale from -3 to 3: the factuality yardstick.

python -m benchmarks.factuality_yardstick
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, json_lines, scored_predictions, shared, tell
from detente.model import Status
from detente.reading.voices import factuality, happened
from detente.reading.voices.status import located, reading

COLUMNS = ("MAE", "r", "macroMAE", "accuracy", "macroF1")
KNOWN = {"MEANTIME": (0.420, 0.414, 1.749, 0.865, 0.569), "UDS_IH2": (1.812, 0.347, 2.088, 0.531, 0.366)}
"""The yardstick's own rules (negation, modals, embedding verbs) on the same sentences."""
DONE = ("occurred", "ongoing")
SURE = 1.0
"""Above it the yardstick's classes count a predicate as positive."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicate with what was said of it: factuality, whether it has happened, and its status by the parse alone."""

    id: str
    source: str
    factuality: float
    happened: float
    status: Status


def measure() -> tuple[Table, ...] | None:
    """Judge the dev predicates and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "factuality"
    dev = yardstick / "dev"
    judged = list(_judged(dev / "input.jsonl"))
    gold = {record["id"]: record["factuality"] for record in json_lines(dev / "gold.jsonl")}
    return _classes(yardstick, judged), _two_ways([j for j in judged if j.source.startswith("UDS")], gold)


def _classes(yardstick: Path, judged: list[Judged]) -> Table:
    """Return what the yardstick's scorer tells of both readings, the sources apart."""
    by_author = _scored(yardstick, {j.id: j.factuality for j in judged})
    by_world = _scored(yardstick, {j.id: j.happened for j in judged})
    rows = [
        _row("MEANTIME (news), `detente.factuality`", by_author["MEANTIME"]),
        _known("MEANTIME"),
        _row("UDS-IH2 (web), `happened`: parse, coder's status head, own sentences", by_world["UDS_IH2"]),
        _row("UDS-IH2 (web), `detente.factuality`", by_author["UDS_IH2"]),
        _known("UDS_IH2"),
    ]
    columns = ("sentences", "predicates", "mean error", "Pearson r", "mean error, classes", "accuracy", "macro F1")
    return Table("Factuality (factuality yardstick, dev), three classes", columns, tuple(rows))


def _two_ways(judged: list[Judged], gold: dict[str, float]) -> Table:
    """Return how well two readings tell what occurred or goes on from the rest: macro F1 of these two classes."""
    wanted = [gold[j.id] > SURE for j in judged]
    ways = {
        "status, by the parse alone": [j.status in DONE for j in judged],
        "`happened`": [j.happened > 0 for j in judged],
        "all occurred": [True] * len(judged),
    }
    rows = []
    for name, told in ways.items():
        both = [_f1(wanted, told), _f1([not one for one in wanted], [not one for one in told])]
        rows.append((name, *map(figure, both), figure(sum(both) / 2)))
    columns = ("UDS-IH2 by", "F1 occurred or ongoing", "F1 the rest", "macro F1")
    return Table("Occurred and ongoing against the rest (factuality yardstick, dev)", columns, tuple(rows))


def _f1(wanted: list[bool], told: list[bool]) -> float:
    right = sum(a and b for a, b in zip(wanted, told, strict=True))
    return 2 * right / max(1, sum(wanted) + sum(told))


def _row(name: str, found: dict[str, Any]) -> tuple[str, ...]:
    return (name, str(found["n"]), *(figure(found[column]) for column in COLUMNS))


def _known(source: str) -> tuple[str, ...]:
    return ("&nbsp; the yardstick's rules", "", *map(figure, KNOWN[source]))


def _scored(yardstick: Path, values: dict[str, float]) -> dict[str, Any]:
    predicted = ({"id": name, "factuality": value} for name, value in values.items())
    found: dict[str, Any] = json.loads(scored_predictions(yardstick, predicted, yardstick / "dev", after=("--json",)))
    return found


def _judged(path: Path) -> Iterator[Judged]:
    for record in json_lines(path):
        tokens, index = record["tokens"], record["index"]
        start = sum(len(token) + 1 for token in tokens[:index])
        text, span = " ".join(tokens), (start, start + len(tokens[index]))
        status = reading(*located(text, span)).status
        yield Judged(record["id"], record["source"], factuality(text, span), happened(text, span), status)


def main() -> None:
    tell("factuality yardstick", measure)


if __name__ == "__main__":
    main()
