"""Whether claims of the right act name the right countries on each side (claims yardstick, dev).

python -m benchmarks.claims_sides [--wrong]

A claim counts if its evidence meets that of a gold record of a type that the gold accepts; a side is right if the
yardstick's own scorer says so, and both are if one record answers for both.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.shared import ABSENT, Table, detente, shared

Row = dict[str, Any]


def measure() -> tuple[Table, ...] | None:
    """Read the dev articles and judge each claim's sides; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    return (_table(list(judged(folder / "yardsticks" / "claims"))),)


def _table(found: list[tuple[Row, bool, bool, bool]]) -> Table:
    shares = [f"{sum(part) / max(1, len(found)):.3f}" for part in zip(*(f[1:] for f in found), strict=True)]
    columns = ("claims of the right act", "actor side right", "recipient side right", "both right")
    caption = "Sides of the claims whose evidence and type are right (claims yardstick, dev)"
    return Table(caption, columns, ((str(len(found)), *shares),))


def judged(yardstick: Path) -> Iterator[tuple[Row, bool, bool, bool]]:
    """Yield each claim of the right act with whether its actor side, its recipient side and both are right."""
    score = scorer(yardstick / "score.py")
    gold = score.read(yardstick / "dev" / "gold.jsonl")
    for row in gold:
        row["file"] = row.get("file") or row["doc"] + ".txt"
        text = (yardstick / "dev" / "articles" / row["file"]).read_text(encoding="utf-8")
        row["start"] = row["start"] if row.get("start") is not None else text.index(row["quote"])
        row["end"] = row["start"] + len(row["quote"])
    for claim in _claims(yardstick):
        same = [row for row in gold if _same_act(row, claim)]
        if same:
            sides = [_sides(score, row, claim) for row in same]
            yield (claim, any(a for a, _, _ in sides), any(r for _, r, _ in sides), any(b for _, _, b in sides))


def _claims(yardstick: Path) -> list[Row]:
    dev = yardstick / "dev"
    with tempfile.TemporaryDirectory() as scratch:
        detente("read", dev / "articles", "--metadata", dev / "metadata.jsonl", "--store", Path(scratch) / "store")
        printed = detente("export", "claims", "--store", Path(scratch) / "store", "--format", "jsonl")
    return [json.loads(line) for line in printed.splitlines()]


def scorer(path: Path) -> ModuleType:
    """Return the yardstick's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("claims_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _same_act(row: Row, claim: Row) -> bool:
    if Path(claim["file"]).name != row["file"] or claim["type"] not in row["types"]:
        return False
    return any(min(row["end"], e["end"]) > max(row["start"], e["start"]) for e in claim["evidence"])


def _sides(score: ModuleType, row: Row, claim: Row) -> tuple[bool, bool, bool]:
    actors, recipients = score.sides(claim["actors"]), score.sides(claim["recipients"])
    whole = score.dyad_right(row, claim)
    return (
        whole or score.side_right(row["actors"], actors),
        whole or score.side_right(row["recipients"], recipients),
        whole,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list the claims with a wrong side")
    folder = shared()
    if folder is None:
        sys.exit(ABSENT)
    wrong = parser.parse_args().wrong
    found = list(judged(folder / "yardsticks" / "claims"))
    print(_table(found).markdown())
    for claim, actor, recipient, both in found if wrong else ():
        if not both:
            named = [[a["country"] or a["id"] for a in claim[side]] for side in ("actors", "recipients")]
            words = " ".join(claim["evidence"][0]["text"].split())
            print(
                "actor" * (not actor), "recipient" * (not recipient), claim["file"], claim["type"], *named, "|", words
            )


if __name__ == "__main__":
    main()
