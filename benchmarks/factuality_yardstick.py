"""Whether an act happened, on a scale from -3 to 3: the factuality yardstick.

python -m benchmarks.factuality_yardstick
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, json_lines, scored_predictions, shared, tell
from detente.reading.voices import factuality

SOURCES = {"MEANTIME": "MEANTIME (news)", "UDS_IH2": "UDS-IH2 (web: futures count as not happened)"}
COLUMNS = ("MAE", "r", "macroMAE", "accuracy", "macroF1")
KNOWN = {"MEANTIME": (0.420, 0.414, 1.749, 0.865, 0.569), "UDS_IH2": (1.812, 0.347, 2.088, 0.531, 0.366)}
"""The yardstick's own rules (negation, modals, embedding verbs) on the same sentences."""


def measure() -> tuple[Table, ...] | None:
    """Judge the dev predicates and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "factuality"
    dev = yardstick / "dev"
    found = json.loads(scored_predictions(yardstick, _predictions(dev / "input.jsonl"), dev, after=("--json",)))
    rows: list[tuple[str, ...]] = []
    for source, name in SOURCES.items():
        rows.append((name, str(found[source]["n"]), *(figure(found[source][column]) for column in COLUMNS)))
        rows.append(("&nbsp; the yardstick's rules", "", *map(figure, KNOWN[source])))
    columns = ("sentences", "predicates", "mean error", "Pearson r", "mean error, classes", "accuracy", "macro F1")
    return (Table("Factuality (factuality yardstick, dev)", columns, tuple(rows)),)


def _predictions(path: Path) -> Iterator[dict[str, Any]]:
    for record in json_lines(path):
        tokens, index = record["tokens"], record["index"]
        start = sum(len(token) + 1 for token in tokens[:index])
        found = factuality(" ".join(tokens), (start, start + len(tokens[index])))
        yield {"id": record["id"], "factuality": found}


def main() -> None:
    tell("factuality yardstick", measure)


if __name__ == "__main__":
    main()
