"""Time expressions, found and normalised: the times yardstick (WikiWars on dev).

python -m benchmarks.times_yardstick
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, json_lines, scored_predictions, shared, tell
from detente.reading.times import times

KNOWN = {"strict": 0.854, "relaxed": 0.919, "type": 0.897, "value": 0.829}
"""F1 of HeidelTime (narratives) on the same texts, from the yardstick."""


def measure() -> tuple[Table, ...] | None:
    """Read the dev texts' time expressions and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "times"
    dev = yardstick / "dev"
    predicted = _predictions(dev / "wikiwars.input.jsonl")
    found = json.loads(scored_predictions(yardstick, predicted, dev / "wikiwars.jsonl", after=("--json",)))
    rows = tuple(
        (name, *(figure(found[name][key]) for key in ("P", "R", "F1")), figure(known)) for name, known in KNOWN.items()
    )
    columns = ("match", "precision", "recall", "F1", "HeidelTime F1")
    return (Table("Time expressions (times yardstick, dev: WikiWars)", columns, rows),)


def _predictions(path: Path) -> Iterator[dict[str, Any]]:
    for record in json_lines(path):
        anchor = datetime.date.fromisoformat(record["dct"][:10])
        found = [
            {"start": t.span.start, "end": t.span.end, "type": t.kind, "value": t.value}
            for t in times(record["text"], anchor=anchor)
        ]
        yield {"id": record["id"], "timexes": found}


def main() -> None:
    tell("times yardstick", measure)


if __name__ == "__main__":
    main()
