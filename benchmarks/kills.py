"""Reads killed (SIGKILL) at a hundred random moments, then done again: what is lost.

python -m benchmarks.kills [TIMES]

Stand-in stages read two dozen pages of many days in partitions of at most three, so that most of the time goes into
writing; a kill strikes anywhere between the lock and the published index. Nothing is lost where the second read gives
the bytes of an undisturbed one, `store check` finds nothing, and all claims are there.
"""

from __future__ import annotations

import sys
import tempfile

from benchmarks.shared import Table, tell
from tests.store.killing import killed_reads

TIMES, SEED = 100, 1


def measure(times: int = TIMES) -> tuple[Table, ...]:
    """Kill and read again."""
    with tempfile.TemporaryDirectory() as scratch:
        found = list(killed_reads(scratch, times, SEED))
    before = sum(done == 0 for done, _ in found)
    amid = sum(0 < done < 1 for done, _ in found)
    wrong = [what for _, what in found if what]
    row = (str(times), str(before), str(amid), str(times - before - amid), str(len(wrong)))
    columns = ("kills", "before the first partition was whole", "amid the partitions", "after the last", "with a loss")
    return (Table("Reads killed at random moments and done again", columns, (row,)),)


def main() -> None:
    times = int(sys.argv[1]) if sys.argv[1:] else TIMES
    tell("kills", lambda: measure(times))


if __name__ == "__main__":
    main()
