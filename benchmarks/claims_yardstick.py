"""What the main job finds in whole articles, beside what human readers marked there.

python -m benchmarks.claims_yardstick [--misses] [--extras]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.shared import detente, scored, shared


def measure(*flags: str) -> str | None:
    """Read the dev articles into a fresh store, export, score; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "claims"
    dev = yardstick / "dev"
    with tempfile.TemporaryDirectory() as scratch:
        store, claims, events = (Path(scratch) / name for name in ("store", "claims.jsonl", "events.jsonl"))
        detente("read", dev / "articles", "--metadata", dev / "metadata.jsonl", "--store", store)
        claims.write_text(detente("export", "claims", "--store", store, "--format", "jsonl"), encoding="utf-8")
        events.write_text(detente("export", "events", "--store", store, "--format", "jsonl"), encoding="utf-8")
        return scored(yardstick, dev / "gold.jsonl", dev / "articles", claims, "--events", events, *flags)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--extras", action="store_true")
    flags = [f"--{name}" for name, on in vars(parser.parse_args()).items() if on]
    print(measure(*flags) or "claims yardstick: ../shared is absent (set DETENTE_SHARED); skipped")


if __name__ == "__main__":
    main()
