"""How much faster two workers are than one, on processes of this machine and on a Dask cluster made here.

python -m benchmarks.engines_speed [ARTICLES]

By the clock, models loaded anew by each worker as in any run; other work on the machine shows in the figures.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path

from benchmarks.made_articles import write_articles
from benchmarks.shared import Cost, Table, cost, tell

ARTICLES = 768
ENGINES = {"local": None, "dask": "distributed", "ray": "ray"}
"""Each engine and the package that it needs."""


def measure(number: int = ARTICLES) -> tuple[Table, ...]:
    """Read the same articles with one and with two workers on each engine that is installed."""
    with tempfile.TemporaryDirectory() as scratch:
        articles = write_articles(Path(scratch) / "articles.jsonl", number)
        rows = tuple(
            _row(name, Path(scratch), articles)
            for name, needs in ENGINES.items()
            if needs is None or importlib.util.find_spec(needs)
        )
    columns = ("engine", "one worker, s", "two workers, s", "times as fast")
    return (Table(f"Engines: {number} made articles, two cores", columns, rows),)


def _row(engine: str, scratch: Path, articles: Path) -> tuple[str, ...]:
    one, two = (_read(engine, workers, scratch, articles) for workers in (1, 2))
    return engine, f"{one.wall:.0f}", f"{two.wall:.0f}", f"{one.wall / two.wall:.2f}"


def _read(engine: str, workers: int, scratch: Path, articles: Path) -> Cost:
    store = scratch / f"{engine}-{workers}"
    command = (sys.executable, "-m", "detente", "read", articles, "--store", store)
    return cost(*command, "--engine", engine, "--workers", str(workers))


def main() -> None:
    number = int(sys.argv[1]) if sys.argv[1:] else ARTICLES
    tell("engines", lambda: measure(number))


if __name__ == "__main__":
    main()
