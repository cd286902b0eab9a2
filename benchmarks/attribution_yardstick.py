"""Who said what: sources, cues and contents, the attribution yardstick (PolNeAR on dev).

python -m benchmarks.attribution_yardstick
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, json_lines, scored_predictions, shared, tell
from detente.reading.voices import Attribution, voices

ROWS = (
    "source exact",
    "source overlap",
    "cue exact",
    "cue overlap",
    "content exact",
    "content overlap",
    "pair",
    "pair_strict",
)
KNOWN = (0.529, 0.568, 0.486, 0.525, 0.257, 0.431, 0.405, 0.398)
"""F1 of the yardstick's own baseline (verbs of saying, subject, clause) on the same articles, in the order of ROWS."""
CEILING = (0.780, 0.809, None, None, 0.679, 0.795, 0.754, 0.730)
"""F1 of one annotator against another, from the yardstick."""


def measure() -> tuple[Table, ...] | None:
    """Find the dev articles' attributions and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "attribution"
    dev = yardstick / "dev"
    found = json.loads(scored_predictions(yardstick, _predictions(dev / "input.jsonl"), dev, after=("--json",)))
    rows = tuple(
        (name.replace("_", ", "), *(figure(found[name][key]) for key in ("P", "R", "F1")), figure(known), figure(top))
        for name, known, top in zip(ROWS, KNOWN, CEILING, strict=True)
    )
    columns = ("what", "precision", "recall", "F1", "baseline F1", "between annotators")
    return (Table("Attributions (attribution yardstick, dev: PolNeAR)", columns, rows),)


def _predictions(path: Path) -> Iterator[dict[str, Any]]:
    for record in json_lines(path):
        yield {"id": record["id"], "attributions": [_plain(a) for a in voices(record["text"])]}


def _plain(found: Attribution) -> dict[str, Any]:
    return {
        "source": [found.source.start, found.source.end] if found.source else None,
        "cue": [found.cue.start, found.cue.end],
        "content": [[span.start, span.end] for span in found.content],
    }


def main() -> None:
    tell("attribution yardstick", measure)


if __name__ == "__main__":
    main()
