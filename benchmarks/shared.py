"""Where the outside measures lie, how a yardstick's own scorer is run, and the table that its figures come back in."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
Wrong = Callable[[], None]
ABSENT = "../shared is absent (set DETENTE_SHARED); skipped"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures as they are printed and written into BENCHMARKS.md: a caption, column names, and rows of cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Return the table in Markdown, the caption above it."""
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        return "\n".join([self.caption, "", *(f"| {' | '.join(cells)} |" for cells in lines)])


def shared() -> Path | None:
    """Return the folder of outside material: DETENTE_SHARED, else ../shared beside the project; None if absent."""
    folder = Path(os.environ.get("DETENTE_SHARED") or ROOT.parent / "shared")
    return folder if folder.is_dir() else None


def detente(*arguments: str | Path) -> str:
    """Run the command line and return its standard output; exit status 1 (some inputs refused) is let pass."""
    done = subprocess.run(
        [sys.executable, "-m", "detente", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"detente {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock, processor seconds of it and what it started, megabytes at its peak."""

    wall: float
    processor: float
    megabytes: float

    def cells(self) -> tuple[str, str, str]:
        """Return the three as a table has them."""
        return f"{self.wall:.1f}", f"{self.processor:.1f}", f"{self.megabytes:.0f}"


COST_COLUMNS = ("seconds", "processor seconds", "peak memory of a process, MB")


def cost(*command: str | Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, its output dropped; RuntimeError if its exit status is neither 0 nor 1.

    A small process in between starts it and measures: the peak that the system tells of a process begins at what its
    parent holds, and this one may have loaded models.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        meter = (sys.executable, "-c", _METER, *map(str, command))
        done = subprocess.run(meter, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=env, check=True)
        status, wall, processor, peak = json.loads(done.stdout)
        if status not in (0, 1):
            errors.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {status}:\n{errors.read()}")
    return Cost(wall, processor, peak / (2**20 if sys.platform == "darwin" else 2**10))


_METER = """
import json, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
wall, used = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, wall, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


def scored(yardstick: Path, *arguments: str | Path) -> str:
    """Run a yardstick's score.py and return what it prints."""
    command = [sys.executable, str(yardstick / "score.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def scored_predictions(
    yardstick: Path, predictions: Iterable[Any], *before: str | Path, after: Iterable[str] = ()
) -> str:
    """Write predictions as JSON Lines, run score.py on ``before``, their path, ``after``; return what it prints."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "predicted.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in predictions), encoding="utf-8")
        return scored(yardstick, *before, path, *after)


def json_lines(path: Path) -> Iterator[Any]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def figure(value: float | None) -> str:
    """Return a share as it is written in tables: three digits without the zero before the point."""
    return "n/a" if value is None else f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def told_or_wrong(about: str | None, name: str, measure: Callable[[], tuple[Table, ...] | None], wrong: Wrong) -> None:
    """Be the command line of a measure on text of our own: its tables; with --wrong what is wrong in its dev part."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is wrong in the development part")
    if parser.parse_args().wrong:
        wrong()
    else:
        tell(name, measure)


def tell(name: str, measure: Callable[[], tuple[Table, ...] | None]) -> None:
    """Print a measure's tables, or that it was skipped."""
    tables = measure()
    print("\n\n".join(table.markdown() for table in tables) if tables is not None else f"{name}: {ABSENT}")
