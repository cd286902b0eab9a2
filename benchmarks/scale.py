"""Whether a read of more articles takes as much time and memory for each: 1,000 and 10,000, or the numbers given.

python -m benchmarks.scale [ARTICLES...]        `make bench-scale` runs 1,000, 10,000 and 100,000 (some ten hours)

The articles are made by program (``made_articles.py``). Each read is a process of its own, one worker. What a read of
ten articles takes (loading the models) is subtracted before time is shared out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.made_articles import write_articles
from benchmarks.shared import Cost, Table, cost, tell
from detente.store import Queries, open_record

SIZES = (1_000, 10_000)
FEW = 10


def measure(sizes: Sequence[int] = SIZES) -> tuple[Table, ...]:
    """Read each number of articles into a store of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        loading, _ = _read(Path(scratch), FEW)
        found = [_figures(size, loading, *_read(Path(scratch), size)) for size in sizes]
    rows = [tuple(f"{value:,.0f}" for value in figures) for figures in found]
    ratios = [last / first for first, last in zip(found[0], found[-1], strict=True)]
    rows.append(("the last beside the first", "", f"{ratios[2]:.2f}", "", f"{ratios[4]:.2f}", f"{ratios[5]:.2f}"))
    columns = ("articles", "claims", "processor ms an article", "seconds", "peak MB", "store bytes a claim")
    return (Table("Scale: made articles, one process", columns, tuple(rows)),)


def _read(scratch: Path, size: int) -> tuple[Cost, Path]:
    store = scratch / f"store-{size}"
    articles = write_articles(scratch / f"{size}.jsonl", size)
    return cost(sys.executable, "-m", "detente", "read", articles, "--store", store, "--workers", "1"), store


def _figures(size: int, loading: Cost, taken: Cost, store: Path) -> tuple[float, ...]:
    record = open_record(store)
    with Queries(record) as queries:
        claims = queries.count("claims")
    held = sum(path.stat().st_size for path in record.folder.rglob("*.parquet"))
    each = 1000 * (taken.processor - loading.processor) / (size - FEW)
    return size, claims, each, taken.wall, taken.megabytes, held / max(claims, 1)


def main() -> None:
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    tell("scale", lambda: measure(sizes))


if __name__ == "__main__":
    main()
