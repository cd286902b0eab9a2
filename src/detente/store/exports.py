"""Tables written out for others: JSON Lines, CSV, Parquet and Arrow, in the contract's shapes."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from detente.store import shapes

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store.queries import Queries

TABLES = ("articles", "claims", "events", "entries")
FORMATS = ("jsonl", "csv", "parquet", "arrow")

_ROWS = 10_000


Kept = Callable[[shapes.Shape], bool]


def export(queries: Queries, name: str, *, to: str, out: BinaryIO, kept: Kept | None = None) -> int:
    """Write one table to ``out`` in the format ``to`` and return the number of rows.

    ``name`` is one of TABLES, ``to`` one of FORMATS; ``kept`` picks rows. A CSV cell that is a list or an object holds
    JSON.
    """
    rows = filter(kept, shapes.each(queries, name)) if kept else shapes.each(queries, name)
    if to in _TYPED:
        return _typed(rows, name, _TYPED[to](out, shapes.schema(name)))
    lines = _jsonl(rows) if to == "jsonl" else _csv(rows, shapes.schema(name).names)
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count if to == "jsonl" else count - 1


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return a shape as JSON text, dates as ISO 8601."""
    plain = msgspec.to_builtins(value)
    return json.dumps(plain, ensure_ascii=False, indent=indent)


def _jsonl(rows: Iterable[shapes.Shape]) -> Iterator[bytes]:
    for row in rows:
        yield msgspec.json.encode(row) + b"\n"


def _csv(rows: Iterable[shapes.Shape], columns: list[str]) -> Iterator[bytes]:
    yield _line(columns)
    for row in rows:
        yield _line([_cell(row[name]) for name in columns])


def _line(cells: list[Any]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return to_json(value) if isinstance(value, dict | list) else value


def _parquet(out: BinaryIO, schema: pa.Schema) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetWriter(out, schema, compression="zstd")


def _arrow(out: BinaryIO, schema: pa.Schema) -> Any:
    import pyarrow as pa

    return pa.ipc.new_file(out, schema)


_TYPED = {"parquet": _parquet, "arrow": _arrow}
"""Formats that keep types, and what opens a writer of each; Arrow's is the IPC file, also called Feather 2."""


def _typed(rows: Iterator[shapes.Shape], name: str, opened: Any) -> int:
    import pyarrow as pa

    schema, count = shapes.schema(name), 0
    with opened as writer:
        while batch := list(itertools.islice(rows, _ROWS)):
            plain = [{k: _plain(k, v) for k, v in row.items()} for row in batch]
            writer.write_table(pa.Table.from_pylist(plain, schema=schema))
            count += len(batch)
    return count


def _plain(column: str, value: Any) -> Any:
    return list(value.items()) if column == "state" else value
