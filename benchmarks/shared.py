"""Where the outside measures lie, and how a yardstick's own scorer is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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


def scored(yardstick: Path, *arguments: str | Path) -> str:
    """Run a yardstick's score.py and return what it prints."""
    command = [sys.executable, str(yardstick / "score.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
