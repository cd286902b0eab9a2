"""Finding copies: right and wrong on pairs made by program from the example pages, and cost by the number of articles.

python -m benchmarks.copies            # the tables
python -m benchmarks.copies 10000      # one collection of that size: link it, say how many copies it found
"""

from __future__ import annotations

import datetime
import sys
import time
from collections import Counter

from benchmarks.copies_made import DAY, collection, labelled, story
from benchmarks.shared import Table, cost, figure, tell
from detente.articles import link_copies

SIZES = (1_000, 10_000, 100_000)


def measure() -> tuple[Table, ...]:
    """Link each labelled pair by itself, then collections of growing size, each in a process of its own."""
    return (_pairs(), _curve())


def _pairs() -> Table:
    told: Counter[str] = Counter()
    many: Counter[str] = Counter()
    copies: dict[str, bool] = {}
    for pair in labelled():
        many[pair.kind] += 1
        copies[pair.kind] = pair.is_copy
        later = DAY + datetime.timedelta(days=1)
        told[pair.kind] += bool(link_copies([(story(0, DAY), pair.first), (story(1, later), pair.second)]))
    right = sum(told[kind] for kind, is_copy in copies.items() if is_copy)
    wrong = sum(told[kind] for kind, is_copy in copies.items() if not is_copy)
    there = sum(many[kind] for kind, is_copy in copies.items() if is_copy)
    rows = [(kind, "yes" if copies[kind] else "no", str(many[kind]), str(told[kind])) for kind in many]
    rows.append(("all: precision, recall", "", figure(right / (right + wrong)), figure(right / there)))
    caption = "Copies: pairs made from the example pages' stories, and how many are linked"
    return Table(caption, ("what the second text is", "a copy", "pairs", "linked"), tuple(rows))


def _curve() -> Table:
    rows = []
    empty = cost(sys.executable, "-m", "benchmarks.copies", "2")
    for size in SIZES:
        took = cost(sys.executable, "-m", "benchmarks.copies", str(size))
        seconds = linking(size) if size <= SIZES[1] else None
        each = f"{1000 * seconds / size:.2f}" if seconds is not None else ""
        rows.append((f"{size:,}", f"{took.processor:.1f}", each, f"{took.megabytes - empty.megabytes:.0f}"))
    caption = (
        "Copies: a made collection in one process; seconds include making the texts, memory is beyond the program's"
    )
    columns = ("articles", "processor seconds", "linking, ms an article", "peak memory, MB")
    return Table(caption, columns, tuple(rows))


def linking(size: int) -> float:
    """Return the processor seconds that linking a collection takes, its making left out."""
    made = list(collection(size))
    start = time.process_time()
    link_copies(made)
    return time.process_time() - start


def main() -> None:
    if len(sys.argv) > 1:
        start = time.process_time()
        found = link_copies(collection(int(sys.argv[1])))
        print(f"{len(found)} copies, {len(set(found.values()))} originals, {time.process_time() - start:.1f} s")
    else:
        tell("copies", measure)


if __name__ == "__main__":
    main()
