"""How long a command takes before it does anything: `detente --help`, and `detente relation` on a store that is there.

python -m benchmarks.startup

The example pages are read first. Each command runs several times, and the fastest counts: other work on the machine
only adds. Compiled code is kept between the runs, as an installation keeps it, though the environment may say
otherwise. Targets (issue 10): .3 and .5 seconds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.shared import ROOT, Table, cost, detente, tell

ROUNDS = 5


def measure() -> tuple[Table, ...]:
    """Time both commands."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        examples = ROOT / "examples"
        detente("read", examples / "pages", "--metadata", examples / "metadata.csv", "--store", store)
        rows = (_row("--help"), _row("relation", "Israel", "Turkey", "--store", str(store)))
    return (Table("Start-up, fastest of five", ("command", "seconds", "processor seconds"), rows),)


def _row(*arguments: str) -> tuple[str, ...]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = [cost(sys.executable, "-m", "detente", *arguments, env=kept) for _ in range(ROUNDS)]
    wall, processor = min(f.wall for f in found), min(f.processor for f in found)
    return f"detente {' '.join(arguments[:3])}", f"{wall:.2f}", f"{processor:.2f}"


def main() -> None:
    tell("startup", measure)


if __name__ == "__main__":
    main()
