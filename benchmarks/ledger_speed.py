"""How long the ledger takes to answer when it holds a million entries: one relation, and all of them, on a day.

python -m benchmarks.ledger_speed

The entries are made: 190 states, each two of them with some 56 states of eight kinds of lines from 1900 to 2009, each
ended by the next of its line, as the ledger's own are.
"""

from __future__ import annotations

import datetime
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import detente
from benchmarks.shared import Table, tell
from detente.model import Entry, arrow_schema
from detente.store.files import write_bytes
from detente.store.index import publish
from detente.store.record import Record, create, write_table

ENTRIES = 1_000_000
STATES, LINES, DAYS = 190, 8, 40_000
RUNS = 7
ON = datetime.date(1975, 6, 1)

_STREAM = f"""
WITH drawn AS (
    SELECT i, i % {STATES} AS x, (i // {STATES}) % ({STATES} - 1) AS y0, i % {LINES} AS line,
        DATE '1900-01-01' + CAST(hash(i) % {DAYS} AS INTEGER) AS day FROM range({{rows}}) t(i)),
moves AS (
    SELECT *, y0 + CAST(y0 >= x AS INTEGER) AS y,
        lead(day) OVER (PARTITION BY x, y0, line ORDER BY day, i) AS next FROM drawn)
SELECT printf('%016x', i) AS id, ['S' || (100 + x), 'S' || (100 + y)] AS parties, true AS directed,
    'representation' AS track, [{{{{'key': 'level', 'value': 'embassy'}}}}] AS state,
    {{{{'earliest': day, 'latest': day, 'precision': 'day', 'text': 'that day', 'why': ['made']}}}} AS start,
    CASE WHEN next IS NOT NULL THEN
        {{{{'earliest': next, 'latest': next, 'precision': 'day', 'text': 'that day', 'why': ['made']}}}} END AS "end",
    day AS known_since, false AS contested, 0.9 AS confidence, [printf('%016x', i)] AS evidence,
    printf('%016x', i) AS event, NULL AS note
FROM moves
"""


def store(root: Path, rows: int = ENTRIES) -> Record:
    """Make a store whose ledger holds so many entries, and nothing else."""
    import duckdb

    record = create(root)
    derived = record.write_derived("made", {"copies": [], "events": [], "entries": []})
    table = duckdb.sql(_STREAM.format(rows=rows)).to_arrow_table().cast(arrow_schema(Entry))
    write_table(record.file("entries", derived.key), table)
    publish(record, "made")
    write_bytes(root / "made", b"")
    return record


def timed(ask: Callable[[], object]) -> float:
    """Return the median milliseconds of a question asked again and again."""
    ask()
    spans = []
    for _ in range(RUNS):
        start = time.perf_counter()
        ask()
        spans.append(time.perf_counter() - start)
    return statistics.median(spans) * 1000


def measure() -> tuple[Table, ...]:
    """Make the store and time both questions, warm."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "store"
        store(root)
        with detente.open(root, create=False) as opened:
            queries = opened.queries
            one = timed(lambda: _relation(queries))
            every = timed(lambda: queries.entries_on(ON))
            held = queries.entries_on(ON).num_rows
    rows = (
        ("relation A B --on DAY", f"{one:.0f}", "50"),
        (f"relations --on DAY ({held:,} entries hold)", f"{every:.0f}", "1000"),
    )
    return (Table(f"{ENTRIES:,} entries, warm, median of {RUNS}.", ("question", "milliseconds", "wanted below"), rows),)


def _relation(queries: detente.store.Queries) -> object:
    from detente.relations import on_date

    return on_date(queries.entries_between("S100", "S101"), on=ON)


def main() -> None:
    tell("ledger speed", measure)


if __name__ == "__main__":
    main()
