"""Writes a store's events in a layout, and beside it the companion that says what the layout can't hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from detente.store.layouts import gdelt, icews, jsonld, plover, polecat
from detente.store.layouts.codes import always_empty, columns, number
from detente.store.layouts.companion import line, reason
from detente.store.layouts.told import Told, each_told
from detente.store.queries import Queries

LAYOUTS = ("polecat", "icews", "gdelt", "plover", "jsonld")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How one layout is written: a row's text, what comes before the rows, and what an event must have."""

    text: Callable[[Told], str]
    head: str = ""
    id: Callable[[str], str | int] = str
    status: bool = False
    date: bool = False
    cameo: bool = False


def export_layout(queries: Queries, layout: str, out: BinaryIO, companion: BinaryIO | None = None) -> int:
    """Write all events to ``out`` in one of LAYOUTS and return the number of rows (nodes, for jsonld).

    ``companion`` takes JSON Lines: of a table first the columns that are always empty, with the reasons, then one for
    each event: whether it has a row and why not, and what the row leaves out.
    JSON-LD holds everything; its companion stays empty.
    """
    if layout == "jsonld":
        return _linked(each_told(queries), out)
    shape = _layouts()[layout]
    out.write(shape.head.encode())
    if companion is not None and (empty := always_empty(layout)):
        companion.write(msgspec.json.encode({"layout": layout, "always_empty": empty}) + b"\n")
    count = 0
    for told in each_told(queries):
        left_out = reason(told, status=shape.status, date=shape.date, cameo=shape.cameo)
        if left_out is None:
            out.write(shape.text(told).encode())
            count += 1
        if companion is not None:
            companion.write(msgspec.json.encode(line(told, shape.id(told.event.id), left_out)) + b"\n")
    return count


def _layouts() -> dict[str, _Layout]:
    known = columns()
    return {
        "polecat": _Layout(
            text=lambda told: _quoted(_cells("polecat", polecat.row(told), polecat.cell)),
            head=_quoted(known.polecat),
        ),
        "icews": _Layout(
            text=lambda told: _quoted(_cells("icews", icews.row(told), icews.cell)),
            head=_quoted(known.icews),
            id=number,
            date=True,
            cameo=True,
        ),
        "gdelt": _Layout(
            text=lambda told: "\t".join(_cells("gdelt", gdelt.row(told), gdelt.cell)) + "\n",
            id=number,
            date=True,
            cameo=True,
        ),
        "plover": _Layout(text=lambda told: _json(plover.record(told)) + "\n", status=True, date=True),
    }


def _cells(layout: str, row: dict[str, Any], cell: Callable[[Any], str]) -> list[str]:
    empty, names = always_empty(layout), getattr(columns(), layout)
    return [cell(None if name in empty else row[name]) for name in names]


def _quoted(cells: Iterable[str]) -> str:
    """Return a line of tab-separated cells, blanks in them made single; quoted as CSV is where a cell holds a quote."""
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t", lineterminator="\n").writerow([" ".join(cell.split()) for cell in cells])
    return stream.getvalue()


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _linked(told: Iterator[Told], out: BinaryIO) -> int:
    out.write(f'{{"@context": {_json(jsonld.CONTEXT)},\n"@graph": ['.encode())
    count = 0
    for node in jsonld.graph(told):
        out.write((",\n" if count else "\n").encode() + msgspec.json.encode(node))
        count += 1
    out.write(b"\n]}\n")
    return count
