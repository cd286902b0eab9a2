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

import detente
from benchmarks.shared import ABSENT, Table, figure, scored, shared
from benchmarks.shared import detente as run
from detente.store import to_json
from detente.store.shapes import entry

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

KNOWN = {"gold.jsonl": (0.771, 0.837), "gold_revised.jsonl": (0.814, 0.870)}
"""F1 by full date and by year of a large language model on the same texts, from the yardstick."""
GOLDS = {"gold.jsonl": "coded by hand", "gold_revised.jsonl": "revised"}


def changes(history: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each change of the level that the United States keep, with its date as exact as it is known.

    ``history`` is what ``relation USA NAME --history --json`` prints.
    """
    last: str | None = None
    for told in history:
        level = told["state"].get("level")
        if told["track"] != "representation" or told["parties"][0] != "USA" or level in (None, last):
            continue
        if level == "none" and last is None:
            continue  # that there was no mission before the first is no change
        last = level
        yield LEVELS[level], iso(told["from"])


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
    """Yield the yardstick's rows for each history in a folder, answered from a store that has read them."""
    with detente.open(store, create=False) as opened:
        for path in sorted(texts.glob("*.txt")):
            name = name_of(path.read_text(encoding="utf-8").partition("\n")[0])
            history = json.loads(to_json([entry(e) for e in opened.history("USA", name)]))
            for status, date in changes(history):
                yield {"article": path.stem, "status": status, "date": date}


def measure(store: Path | None = None) -> tuple[Table, ...] | None:
    """Read the dev histories (or take a store that has) and score against both golds; None where they are absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "ledger"
    dev = yardstick / "dev"
    with tempfile.TemporaryDirectory() as scratch:
        if store is None:
            store = Path(scratch) / "store"
            run("read", dev / "text", "--store", store)
        rows = Path(scratch) / "rows.jsonl"
        rows.write_text("".join(json.dumps(row) + "\n" for row in predictions(dev / "text", store)), encoding="utf-8")
        found = {gold: json.loads(scored(yardstick, dev, rows, "--gold", gold, "--json")) for gold in GOLDS}
    return (_by_gold(found), _by_status(found["gold.jsonl"]))


def _by_gold(found: Mapping[str, Mapping[str, Any]]) -> Table:
    rows = []
    for gold, words in GOLDS.items():
        for match, known in zip(("status+date", "status+year"), KNOWN[gold], strict=True):
            of = found[gold][match]
            rows.append((words, match, *(figure(of[key]) for key in ("P", "R", "F1")), figure(known)))
    columns = ("gold", "match", "precision", "recall", "F1", "a large language model's F1")
    return Table("Changes of the highest level of US representation, 92 country histories (dev).", columns, tuple(rows))


def _by_status(found: Mapping[str, Any]) -> Table:
    rows = tuple(
        (status, *(figure(of[key]) for key in ("P", "R", "F1")), str(of["gold"]))
        for status, of in found["per status (status+date)"].items()
    )
    return Table("By status and full date, gold coded by hand.", ("status", "precision", "recall", "F1", "gold"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="a store that has read the histories, instead of reading them anew")
    tables = measure(parser.parse_args().store)
    told = "\n\n".join(t.markdown() for t in tables) if tables is not None else f"ledger yardstick: {ABSENT}"
    print(told)


if __name__ == "__main__":
    main()
