"""Older stores brought up to the present schema: an ordered list of steps, each transactional.

A step writes a whole new folder ``record-N`` beside the old one; the store moves over when its manifest is replaced,
in one step, and only then the old folder is removed. A step that is cut short leaves the store as it was.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from detente.errors import NewerStoreError, StoreError
from detente.model import SCHEMA_VERSION, arrow_schema
from detente.settings import Settings
from detente.store.files import locked, sha256, write_bytes
from detente.store.partitions import WINDOW, WINDOW_CHARACTERS, Days, cut, day_of_row, days_of, folder_of, key_of
from detente.store.record import PARTITIONED, read_table, schema_version, write_json, write_table

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, "pa.Table"]


@dataclass(frozen=True, slots=True)
class Part:
    """A partition of any schema: what its marker says, its files apart, and its tables."""

    marker: Mapping[str, Any]
    tables: Tables


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, from schema ``to - 1`` to ``to``: ``change`` takes all partitions and yields them new."""

    to: int
    change: Callable[[Iterable[Part]], Iterator[Part]]


def _with_new_fields(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the partitions in the present layout of tables, what they didn't hold yet unknown."""
    import pyarrow as pa

    for part in parts:
        tables = {
            name: pa.Table.from_pylist(table.to_pylist(), schema=arrow_schema(PARTITIONED[name]))
            for name, table in part.tables.items()
        }
        yield replace(part, tables=tables)


def _by_day(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the pages of partitions that know no days cut anew, as many at a time as a read sorts."""
    window: list[Tables] = []
    for part in parts:
        window.append(part.tables)
        if len(window) == WINDOW or sum(t["pages"].nbytes for t in window) >= WINDOW_CHARACTERS:
            yield from _cut_anew(window)
            window = []
    if window:
        yield from _cut_anew(window)


def _cut_anew(window: list[Tables]) -> Iterator[Part]:
    import pyarrow as pa

    tables = {name: pa.concat_tables([t[name] for t in window]).combine_chunks() for name in PARTITIONED}
    days = {row["id"]: day_of_row(row) for row in tables["pages"].select(["id", "published", "retrieved"]).to_pylist()}
    rows = {name: _rows_by_page(name, tables) for name in PARTITIONED}
    for ids in cut(days, Settings().partition_pages):
        marker = {"key": key_of(ids), "days": days_of(days[id] for id in ids), "pages": ids}
        found = {name: [row for id in ids for row in rows[name][id]] for name in PARTITIONED}
        yield Part(marker, {name: _taken(name, tables[name], found[name]) for name in PARTITIONED})


def _rows_by_page(name: str, tables: Tables) -> dict[str, list[int]]:
    """The numbers of the rows that belong to each page; a refusal names its page by its file."""
    if name == "refusals":
        ids = tables["pages"]["id"].to_pylist()
        pages = dict(zip(tables["pages"]["file"].to_pylist(), ids, strict=True))
        owners = [pages.get(file, ids[0]) for file in tables[name]["file"].to_pylist()]
    else:
        owners = tables[name]["id" if name == "pages" else "page"].to_pylist()
    found = defaultdict[str, list[int]](list)
    for number, id in enumerate(owners):
        found[id].append(number)
    return found


def _taken(name: str, table: pa.Table, rows: list[int]) -> pa.Table:
    import pyarrow as pa

    taken = table.take(
        pa.array(rows, pa.int64())
    ).to_pylist()  # by Python values: Parquet then has a fresh read's bytes
    return pa.Table.from_pylist(taken, schema=arrow_schema(PARTITIONED[name]))


MIGRATIONS: tuple[Migration, ...] = (Migration(2, _with_new_fields), Migration(3, _by_day))
"""In order of ``to``. Schema 2 only adds: what unnamed voices are; a place's division, ambiguity and reasons. Schema 3
lays files down by the days of their pages."""


def migrate(root: Path, migrations: tuple[Migration, ...] = MIGRATIONS, *, target: int = SCHEMA_VERSION) -> list[int]:
    """Bring the store at ``root`` to schema ``target`` and return the schemas it went through.

    Events, ledger and index must be derived anew afterwards. Raises NoStoreError, NewerStoreError (the store is
    untouched), BusyStoreError, or StoreError if a step is missing.
    """
    version = schema_version(root)
    if version > target:
        raise NewerStoreError(f"{root}: has schema {version}, newer than {target}; the store is untouched")
    steps = {m.to: m for m in migrations}
    wanted = list(range(version + 1, target + 1))
    if missing := [n for n in wanted if n not in steps]:
        raise StoreError(f"{root}: there is no way from schema {version} to {missing[0]}; read the pages anew")
    with locked(root / "lock"):
        for number in wanted:
            _step(root, steps[number])
    return wanted


def _step(root: Path, step: Migration) -> None:
    old, new = root / f"record-{step.to - 1}", root / f"record-{step.to}"
    shutil.rmtree(new, ignore_errors=True)
    for part in step.change(_parts(old)):
        files = {name: _write(new, name, _stem(part.marker), table) for name, table in part.tables.items()}
        write_json(new / "done" / f"{part.marker['key']}.json", {**part.marker, "files": files})
    new.mkdir(exist_ok=True)
    write_bytes(root / "manifest.json", msgspec.json.encode({"format": "detente store", "schema": step.to}))
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(root / "index", ignore_errors=True)


def _parts(folder: Path) -> Iterator[Part]:
    """The whole partitions of a folder of records, in the order of their keys."""
    for path in sorted((folder / "done").glob("*.json")):
        marker = msgspec.json.decode(path.read_bytes())
        names = marker.pop("files")
        yield Part(marker, {name: read_table(folder / name / f"{_stem(marker)}.parquet") for name in names})


def _stem(marker: Mapping[str, Any]) -> str:
    """Where a partition's files lie in the folder of a table: before schema 3 in that folder itself."""
    days = f"{folder_of(msgspec.convert(marker['days'], Days | None))}/" if "days" in marker else ""
    return f"{days}{marker['key']}"


def _write(folder: Path, name: str, stem: str, table: pa.Table) -> dict[str, object]:
    path = folder / name / f"{stem}.parquet"
    write_table(path, table)
    return {"sha256": sha256(path), "rows": table.num_rows}
