"""Older stores brought up to the present schema: an ordered list of steps, each transactional.

A step writes a whole new folder ``record-N`` beside the old one; the store moves over when its manifest is replaced,
in one step, and only then the old folder is removed. A step that is cut short leaves the store as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from detente.errors import NewerStoreError, StoreError
from detente.model import SCHEMA_VERSION, arrow_schema
from detente.store.files import locked, sha256, write_bytes
from detente.store.record import PARTITIONED, read_table, schema_version, write_table

if TYPE_CHECKING:
    import pyarrow as pa

Tables = Mapping[str, "pa.Table"]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, from schema ``to - 1`` to ``to``: ``change`` takes the tables of one partition and returns them new."""

    to: int
    change: Callable[[Tables], Tables]


def _with_new_fields(tables: Tables) -> Tables:
    """Return the tables in the present layout, what they didn't hold yet unknown."""
    import pyarrow as pa

    return {
        name: pa.Table.from_pylist(table.to_pylist(), schema=arrow_schema(PARTITIONED[name]))
        for name, table in tables.items()
    }


MIGRATIONS: tuple[Migration, ...] = (Migration(2, _with_new_fields),)
"""In order of ``to``. Schema 2 only adds: what unnamed voices are; a place's division, ambiguity and reasons."""


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
    for marker in sorted((old / "done").glob("*.json")):
        done = msgspec.json.decode(marker.read_bytes())
        tables = {name: read_table(old / name / f"{done['key']}.parquet") for name in done["files"]}
        done["files"] = {name: _write(new, name, done["key"], t) for name, t in step.change(tables).items()}
        write_bytes(new / "done" / marker.name, msgspec.json.encode(done))
    new.mkdir(exist_ok=True)
    write_bytes(root / "manifest.json", msgspec.json.encode({"format": "detente store", "schema": step.to}))
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(root / "index", ignore_errors=True)


def _write(folder: Path, name: str, key: str, table: pa.Table) -> dict[str, object]:
    path = folder / name / f"{key}.parquet"
    write_table(path, table)
    return {"sha256": sha256(path), "rows": table.num_rows}
