"""The Parquet record: partitions of pages, articles and claims, and what is derived from all of them.

    store/
      manifest.json                 the schema version
      record-3/                     one folder for each schema version
        done/KEY.json               a partition that is whole: its days, its pages, its files' hashes and rows
        pages/first=DAY/last=DAY/KEY.parquet    articles/, claims/ and refusals/ likewise
        derived.json                which derived files are in force
        copies/KEY.parquet          events/ and entries/ likewise: rebuilt from all claims and judgements
      judgements.jsonl              what people decided; append-only
      register/*.yaml               persons and groups of the user's own, given with --register
      runs/ID.json                  what each read did
      index/index-N.duckdb, CURRENT an index that can be rebuilt
      lock                          held by the one writer

No file of ``record-3`` holds a time of day or a machine's name, so the same pages give the same bytes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from detente.errors import DamagedStoreError, NewerStoreError, NoStoreError, StoreError
from detente.model import (
    SCHEMA_VERSION,
    Article,
    Claim,
    Date,
    Entry,
    Event,
    Judgement,
    Page,
    Refusal,
    Run,
    arrow_schema,
    content_id,
)
from detente.store.files import TEMPORARY, append_line, remove_temporary, sha256, write_atomically, write_bytes
from detente.store.partitions import Days, day_of, days_of, folder_of

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Copy:
    """One article retells another word for word: the later one's id and the earlier one's."""

    article: str
    copy_of: str


PARTITIONED: dict[str, type[Any]] = {"pages": Page, "articles": Article, "claims": Claim, "refusals": Refusal}
"""Tables written by partition, in the order of the flow."""

DERIVED: dict[str, type[Any]] = {"copies": Copy, "events": Event, "entries": Entry}
"""Tables that are a function of all partitions and judgements."""


ROW_GROUP = 8_192
"""Rows of a derived table that are in memory at a time as it is written."""


@dataclass(frozen=True, slots=True)
class Written:
    """One Parquet file of the record, as its done marker describes it."""

    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Done:
    """A whole partition: its key, the first and last day of its pages (``None``: unknown), their ids, its files."""

    key: str
    days: Days | None
    pages: tuple[str, ...]
    files: dict[str, Written]

    @property
    def stem(self) -> str:
        """Where its files lie in the folder of each table, without their suffix."""
        return f"{folder_of(self.days)}/{self.key}"


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived tables in force: the key of what they follow from, and their files."""

    key: str
    files: dict[str, Written]

    @property
    def stem(self) -> str:
        """The name of its files in the folder of each table, without their suffix."""
        return self.key


@dataclass(frozen=True, slots=True)
class Record:
    """The record of the store at ``root``. Picklable, so that workers can write their partitions."""

    root: Path

    @property
    def folder(self) -> Path:
        """The folder of the present schema version's files."""
        return self.root / f"record-{SCHEMA_VERSION}"

    @property
    def lock(self) -> Path:
        """The writer's lock file."""
        return self.root / "lock"

    def file(self, table: str, stem: str) -> Path:
        """Return the path of one table's file in the partition, or of the derived tables, with this stem."""
        return self.folder / table / f"{stem}.parquet"

    def write_partition(self, key: str, tables: dict[str, list[Any]]) -> Done:
        """Write a partition's tables, then its done marker; only with the marker does the partition count."""
        pages: list[Page] = tables["pages"]
        days = days_of(day_of(p.published, p.retrieved) for p in pages)
        stem = f"{folder_of(days)}/{key}"
        files = {name: self._write(name, stem, PARTITIONED[name], rows) for name, rows in tables.items()}
        done = Done(key, days, tuple(p.id for p in pages), files)
        write_json(self.folder / "done" / f"{key}.json", done)
        return done

    def partitions(self) -> list[Done]:
        """Return the whole partitions, sorted by key."""
        return [self.done(path.stem) for path in sorted((self.folder / "done").glob("*.json"))]

    def done(self, key: str) -> Done:
        """Return one whole partition; DamagedStoreError if its marker can't be read."""
        return _decode(self.folder / "done" / f"{key}.json", Done)

    def write_derived(self, key: str, tables: Mapping[str, Iterable[Any]]) -> Derived:
        """Write the derived tables under ``key`` and put them in force, then remove those they replace."""
        done = Derived(key, {name: self._write(name, key, DERIVED[name], rows) for name, rows in tables.items()})
        write_json(self.folder / "derived.json", done)
        for name in DERIVED:
            for path in (self.folder / name).glob("*.parquet"):
                if path.stem != key:
                    path.unlink()
        remove_temporary(self.folder)  # of workers that were killed; none is at work by now
        return done

    def derived(self) -> Derived | None:
        """Return the derived tables in force, ``None`` if nothing has been derived yet."""
        path = self.folder / "derived.json"
        return _decode(path, Derived) if path.exists() else None

    def key(self) -> str:
        """Return a hash over all partitions and judgements: what the derived tables and the index are built from."""
        parts = [(d.key, sorted((name, f.sha256) for name, f in d.files.items())) for d in self.partitions()]
        own = self.register_digest()
        return content_id(SCHEMA_VERSION, parts, [j.id for j in self.judgements()], *([own] if own else []))

    def register_digest(self) -> list[str]:
        """Return the hashes of the register files."""
        return [sha256(path) for path in self.register_files()]

    def register_files(self) -> tuple[Path, ...]:
        """Return the register files that were given with pages, in the order of their names."""
        return tuple(sorted((self.root / "register").glob("*.y*ml")))

    def keep_register(self, name: str, content: bytes) -> None:
        """Keep a register file, in place of an earlier one of that name."""
        write_bytes(self.root / "register" / name, content)

    def page_ids(self) -> set[str]:
        """Return the ids of all pages in whole partitions, as their markers tell them."""
        return {id for done in self.partitions() for id in done.pages}

    def read(self, name: str) -> Iterator[Any]:
        """Yield the records of one table, partition by partition; DamagedStoreError if a file is missing."""
        for stem in self.stems(name):
            yield from self.partition(name, stem)

    def partition(self, name: str, stem: str) -> list[Any]:
        """Return one table's records in one partition; DamagedStoreError if the file is missing."""
        record = PARTITIONED.get(name) or DERIVED[name]
        return from_rows(record, read_table(self.file(name, stem)).to_pylist())

    def stems(self, name: str) -> list[str]:
        """Return the stems of the files that hold a table, in the order of their keys."""
        if name in PARTITIONED:
            return [done.stem for done in self.partitions()]
        derived = self.derived()
        return [derived.stem] if derived else []

    def judgements(self) -> list[Judgement]:
        """Return what people decided, in the order they decided it."""
        path = self.root / "judgements.jsonl"
        lines = path.read_bytes().splitlines() if path.exists() else []
        try:
            return [msgspec.json.decode(line, type=Judgement) for line in lines if line.strip()]
        except msgspec.MsgspecError as error:
            raise DamagedStoreError(f"{path}: {error}; mend or remove the line") from None

    def judge(self, judgement: Judgement) -> None:
        """Append one decision."""
        append_line(self.root / "judgements.jsonl", msgspec.json.encode(judgement).decode())

    def write_run(self, run: Run) -> None:
        """Keep what a read did."""
        write_json(self.root / "runs" / f"{run.id}.json", run)

    def _write(self, name: str, stem: str, record: type[Any], rows: Iterable[Any]) -> Written:
        path = self.file(name, stem)
        count = write_rows(path, record, rows)
        return Written(sha256(path), count)


def create(root: Path) -> Record:
    """Return the record at ``root``, made if there is none; the errors are those of ``open_record``.

    Raises StoreError if ``root`` is a file or a folder of something else.
    """
    if not (root / "manifest.json").exists() and not any(root.glob("record-*")):
        if root.exists() and (not root.is_dir() or any(map(_foreign, root.iterdir()))):
            raise StoreError(
                f"{root}: is there already and is no store of Détente; give another place with --store DIR"
            )
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{root}: can't make the store here ({error.strerror}); give --store DIR") from None
        write_json(root / "manifest.json", {"format": "detente store", "schema": SCHEMA_VERSION})
    return open_record(root)


def _foreign(path: Path) -> bool:
    """Whether a file is none that a read leaves which is killed as it makes its store."""
    return path.name != "lock" and not (path.name.startswith("manifest.json.") and path.name.endswith(TEMPORARY))


def open_record(root: Path) -> Record:
    """Return the record at ``root``.

    Raises NoStoreError if there is none, NewerStoreError if a newer version wrote it (it is left untouched),
    DamagedStoreError if its manifest can't be read, StoreError if it must first be migrated.
    """
    version = schema_version(root)
    if version > SCHEMA_VERSION:
        raise NewerStoreError(
            f"{root}: written with schema {version}, and this version knows schemas to {SCHEMA_VERSION}; "
            "the store is untouched; upgrade with: pip install --upgrade detente"
        )
    if version < SCHEMA_VERSION:
        raise StoreError(f"{root}: has the older schema {version}; run: detente store migrate --store {root}")
    return Record(root)


def schema_version(root: Path) -> int:
    """Return the schema version in a store's manifest; NoStoreError or DamagedStoreError if it can't be told."""
    path = root / "manifest.json"
    if not path.exists() and (records := sorted(root.glob("record-*"))):
        raise DamagedStoreError(f"{path}: is gone; put it back with the line {_manifest(records)}")
    if not path.exists():
        raise NoStoreError(f"{root}: no store here; make one with: detente read PATH... --store {root}")
    try:
        return int(json.loads(path.read_bytes())["schema"])
    except (ValueError, KeyError, TypeError):
        line = _manifest(sorted(root.glob("record-*")))
        raise DamagedStoreError(f"{path}: not a store's manifest; it should hold the line {line}") from None


def _manifest(records: list[Path]) -> str:
    """What the manifest of a store with these folders of records should say."""
    version = records[-1].name.removeprefix("record-") if records else SCHEMA_VERSION
    return f'{{"format": "detente store", "schema": {version}}}'


def to_table(record: type[Any], rows: Iterable[Any]) -> pa.Table:
    """Return records as an Arrow table of their type's schema."""
    import pyarrow as pa

    plain = [msgspec.to_builtins(row, builtin_types=(Date,)) for row in rows]
    return pa.Table.from_pylist(plain, schema=arrow_schema(record))


def from_rows(record: type[R], rows: Iterable[dict[str, Any]]) -> list[R]:
    """Return the records that Arrow rows hold; a column that is no field is left out."""
    return msgspec.convert(list(rows), list[record])  # type: ignore[valid-type]


def write_table(path: Path, table: pa.Table) -> None:
    """Write an Arrow table as Parquet in one step."""
    import pyarrow.parquet as pq

    write_atomically(path, lambda temporary: pq.write_table(table, temporary, compression="zstd"))


def write_rows(path: Path, record: type[Any], rows: Iterable[Any]) -> int:
    """Write records as Parquet in one step, some thousands in memory at a time, and return how many there were."""
    import pyarrow.parquet as pq

    count = 0

    def write(temporary: Path) -> None:
        nonlocal count
        left = iter(rows)
        with pq.ParquetWriter(temporary, arrow_schema(record), compression="zstd") as writer:
            while (group := list(itertools.islice(left, ROW_GROUP))) or not count:
                writer.write_table(to_table(record, group))
                count += len(group)
                if len(group) < ROW_GROUP:
                    break

    write_atomically(path, write)
    return count


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Read a Parquet file; DamagedStoreError if it is missing or no Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            return file.read(columns)
    except (OSError, pa.ArrowException) as error:
        raise DamagedStoreError(f"{path}: {error}; run: detente store check") from None


def write_json(path: Path, value: Any) -> None:
    """Write a marker or manifest in one step: the same bytes for the same value."""
    write_bytes(path, msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n")


def _decode(path: Path, kind: type[R]) -> R:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError) as error:
        raise DamagedStoreError(f"{path}: {error}; run: detente store rebuild") from None
