"""The main job on the example pages, as `make run` shows it: read them, then ask the record.

python examples/run.py [--store DIR] [--brief FILE]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DYAD = ("ISR", "TUR")
EARLIER = "2012-06-30"


def main() -> int:
    """Read the example pages into a fresh store and print what the record says of one dyad."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, default=Path("out/store"), help="where the store goes (made anew)")
    parser.add_argument("--brief", type=Path, default=Path("out/brief.html"), help="where the brief goes")
    args = parser.parse_args()
    begun = time.monotonic()
    shutil.rmtree(args.store, ignore_errors=True)
    args.brief.parent.mkdir(parents=True, exist_ok=True)
    store = ("--store", str(args.store))
    pages = str((HERE / "pages").relative_to(Path.cwd()) if HERE.is_relative_to(Path.cwd()) else HERE / "pages")
    metadata = str(Path(pages).parent / "metadata.csv")
    for why, command in (
        (
            "Read a folder of saved pages; one is French, and is refused by name",
            ("read", pages, "--metadata", metadata),
        ),
        ("Who did what to whom, and on whose word (the last column is the id to explain)", ("timeline", *DYAD)),
        ("Where the relation stands, as far as these pages tell", ("relation", *DYAD)),
        (f"Where it stood on {EARLIER}", ("relation", *DYAD, "--on", EARLIER)),
        ("What is told in contradictory ways, in all pages", ("disputes",)),
        ("What was planned, and what became of it", ("plans", *DYAD)),
        ("All of this on one page, each article with its evidence marked", ("brief", *DYAD, "-o", str(args.brief))),
    ):
        code = _run(why, (*command, *store))
        if code not in (0, 1):
            return code
    print(f"\nDone in {time.monotonic() - begun:.0f} s. The brief lies at {args.brief.resolve()}")
    print(f"Next: detente explain ID --store {args.store} with an id from above shows the words that it rests on.")
    return 0


def _run(why: str, command: tuple[str, ...]) -> int:
    print(f"\n# {why}\n$ detente {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, "-m", "detente", *command], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
