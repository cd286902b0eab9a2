"""Dated levels of representation: country histories read by the main job, asked for by `relation USA NAME --history`.

python -m benchmarks.ledger_yardstick [--store DIR]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.shared import ABSENT, detente, scored, shared

LEVELS = {
    "embassy": "Embassy",
    "ambassador-nonresident": "Ambassador Nonresident",
    "legation": "Legation",
    "envoy-nonresident": "Envoy Nonresident",
    "consulate": "Consulate",
    "consul-nonresident": "Consul Nonresident",
    "liaison": "Liaison",
    "interests": "Interests",
    "none": "None",
}
"""The ledger's words for what the yardstick calls a status."""


def changes(history: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each change of the level that the United States keep, with its date as exact as it is known.

    ``history`` is what ``relation USA NAME --history --json`` prints.
    """
    last: str | None = None
    for entry in history:
        level = entry["state"].get("level")
        if entry["track"] != "representation" or entry["parties"][0] != "USA" or level in (None, last):
            continue
        if level == "none" and last is None:
            continue  # that there was no mission before the first is no change
        last = level
        yield LEVELS[level], iso(entry["from"])


def iso(when: Mapping[str, Any]) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD, as exact as a JSON interval is."""
    first, last = when["earliest"], when["latest"] or when["earliest"]
    if first == last:
        return str(first)
    return str(first[:7] if first[:7] == last[:7] else first[:4])


def name_of(title: str) -> str:
    """Return the state that a history is about: what follows the last colon of its title."""
    return title.rpartition(":")[2].strip()


def predictions(texts: Path, store: Path) -> Iterator[dict[str, str]]:
    """Yield the yardstick's rows for each history in a folder, answered from a store that holds what they tell."""
    for path in sorted(texts.glob("*.txt")):
        name = name_of(path.read_text(encoding="utf-8").partition("\n")[0])
        history = json.loads(detente("relation", "USA", name, "--history", "--json", "--store", store) or "[]")
        for status, date in changes(history):
            yield {"article": path.stem, "status": status, "date": date}


def measure(*, store: Path | None = None) -> dict[str, str] | None:
    """Read the dev histories (or take a store that has them) and score; by gold, None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "ledger"
    dev = yardstick / "dev"
    with tempfile.TemporaryDirectory() as scratch:
        if store is None:
            store = Path(scratch) / "store"
            detente("read", dev / "text", "--store", store)
        rows = Path(scratch) / "rows.jsonl"
        rows.write_text("".join(json.dumps(row) + "\n" for row in predictions(dev / "text", store)), encoding="utf-8")
        return {gold: scored(yardstick, dev, rows, "--gold", gold) for gold in ("gold.jsonl", "gold_revised.jsonl")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store that has read the histories, instead of reading them anew")
    found = measure(store=parser.parse_args().store)
    if found is None:
        print(f"ledger yardstick: {ABSENT}")
        return
    for gold, figures in found.items():
        print(gold, figures, sep="\n")


if __name__ == "__main__":
    main()
