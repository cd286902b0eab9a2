"""The PLOVER type of what one marked party does to another: the plover yardstick (PLV on dev).

python -m benchmarks.plover_yardstick
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, json_lines, scored_predictions, shared, tell
from detente.reading.codes import code

_FIGURES = re.compile(r"n (\d+)\s+accuracy (\S+)\s+quad macro F1 (\S+)\s+type macro F1 (\S+)")
_TYPES = re.compile(r"([A-Z]+) ([\d.]+)")
KNOWN = ("ZSP (roberta-large-mnli), from its paper", "", "", ".867", ".743")


def measure() -> tuple[Table, ...] | None:
    """Code the dev pairs and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "plover"
    dev = yardstick / "dev.jsonl"
    printed = scored_predictions(yardstick, _predictions(dev), dev)
    found = _FIGURES.search(printed)
    if found is None:
        raise RuntimeError(f"the plover scorer printed no figures:\n{printed}")
    ours = ("Détente", found.group(1), *(text.removeprefix("0") for text in found.groups()[1:]))
    columns = ("coder", "pairs", "accuracy", "quad macro F1", "type macro F1")
    types = tuple((name, value.removeprefix("0")) for name, value in _TYPES.findall(printed.split("\n", 1)[0]))
    return (
        Table("PLOVER types of marked pairs (plover yardstick, dev)", columns, (ours, KNOWN)),
        Table("F1 of each type", ("type", "F1"), types),
    )


def _predictions(path: Path) -> Iterator[dict[str, Any]]:
    for record in json_lines(path):
        coding = code(record["text"], tuple(record["actor"]), tuple(record["recipient"]))
        yield {"id": record["id"], "type": coding.type}


def main() -> None:
    tell("plover yardstick", measure)


if __name__ == "__main__":
    main()
