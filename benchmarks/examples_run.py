"""What the main job on the example pages costs, as `make run` does it once the environment stands.

python -m benchmarks.examples_run
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.shared import COST_COLUMNS, ROOT, Table, cost, tell


def measure() -> tuple[Table, ...]:
    """Run examples/run.py into a fresh store: reading, five questions, the brief."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        script = ROOT / "examples" / "run.py"
        took = cost(sys.executable, script, "--store", folder / "store", "--brief", folder / "brief.html")
    caption = "`examples/run.py`: seven commands, from a fresh store to the brief; `make run` without the installation"
    return (Table(caption, COST_COLUMNS, (took.cells(),)),)


def main() -> None:
    tell("examples", measure)


if __name__ == "__main__":
    main()
