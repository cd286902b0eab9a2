"""The DuckDB index: built beside the one being served, then put in its place by flipping a pointer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from detente.errors import DamagedStoreError, NoStoreError
from detente.model import arrow_schema
from detente.store.files import write_atomically, write_bytes
from detente.store.literals import with_values
from detente.store.record import DERIVED, PARTITIONED, Record

if TYPE_CHECKING:
    import duckdb

POINTER = "CURRENT"
_TABLES = PARTITIONED | DERIVED

# Who is on which side of a claim, by country and by register id in capitals; of an event, by its own lists and by those
# of its claims, since an event may name a minister where the reader asks for the country.
_PARTIES = """
CREATE TABLE claim_parties AS
WITH mentions AS (
    SELECT id AS claim, 'actor' AS side, unnest(actors) AS actor FROM claims
    UNION ALL SELECT id, 'recipient', unnest(recipients) FROM claims)
SELECT DISTINCT claim, side, upper(party) AS party
FROM (SELECT claim, side, unnest([actor.country, actor.id]) AS party FROM mentions) WHERE party IS NOT NULL
ORDER BY ALL;
CREATE TABLE event_parties AS
SELECT DISTINCT * FROM (
    SELECT id AS event, 'actor' AS side, upper(unnest(actors)) AS party FROM events
    UNION ALL SELECT id, 'recipient', upper(unnest(recipients)) FROM events
    UNION ALL SELECT e.event, p.side, p.party
        FROM (SELECT id AS event, unnest(claims) AS claim FROM events) AS e JOIN claim_parties AS p USING (claim)
        WHERE e.claim NOT IN (SELECT claim FROM corrected))
ORDER BY ALL;
"""

# Entries lie in the order of their two parties, so that a dyad's are the rows from one to another: of a million entries
# they are found in 20 ms, by a look at each row's list of parties in two seconds.
_DYAD = "least(upper(parties[1]), upper(parties[2])) || chr(31) || greatest(upper(parties[1]), upper(parties[2]))"
_DYADS = f"""
CREATE TABLE entry_dyads AS
SELECT {_DYAD} AS dyad, min(rowid) AS first_row, max(rowid) AS last_row FROM entries GROUP BY 1 ORDER BY 1;
"""

_LOOKED_UP = ("events", "claims", "articles")
"""Tables of which pages and answers need a few records by their ids: 20 of 100,000 come in 7 ms, without it in 37."""

MOST_INDEXED = 5_000_000
"""A larger table goes without: the lookup must fit into memory as it is made, at some 100 bytes a row."""


MEMORY = ("256MB", "1GB", "80%")
"""What DuckDB may take for an index, the more if it ends with the less: for 200,000 claims the process then takes 400
MB and 8 s on one thread; with DuckDB left to itself 715 MB and 7.5 s on two, and more where there is more memory."""


@dataclass(frozen=True, slots=True)
class _Served:
    """What the pointer says: the served index's file name, and the record's key when it was built."""

    index: str
    key: str


def publish(record: Record, key: str) -> Path:
    """Build an index over the whole record, flip the pointer to it, remove the old ones, and return its path.

    ``key`` is kept in the pointer, to tell later whether the index still answers to the record. A reader that holds
    an old index open goes on reading it: its file lives until it is closed.
    """
    folder = record.root / "index"
    path = folder / f"index-{_last(folder) + 1}.duckdb"
    write_atomically(path, lambda temporary: _build(record, temporary))
    write_bytes(folder / POINTER, msgspec.json.encode(_Served(path.name, key)) + b"\n")
    for old in folder.glob("index-*"):
        if old.name != path.name:
            old.unlink(missing_ok=True)
    return path


def publish_at(root: str) -> None:
    """Publish an index over the record at ``root``; the whole task of a process."""
    record = Record(Path(root))
    publish(record, record.key())


def current_key(record: Record) -> str | None:
    """Return the key that the served index was built from, ``None`` if there is no index."""
    found = _pointer(record)
    return found.key if found and (record.root / "index" / found.index).exists() else None


def served_index(record: Record) -> Path | None:
    """Return the path of the served index, ``None`` if there is none; a writer may remove it at any time."""
    found = _pointer(record)
    return record.root / "index" / found.index if found else None


def connect(record: Record) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to the served index; NoStoreError or DamagedStoreError if there is none."""
    import duckdb

    for _ in range(5):  # a writer may flip the pointer between our two looks
        found = _pointer(record)
        if found is None and record.partitions():
            raise DamagedStoreError(
                f"{record.root}: the index is missing: a read is under way or was cut short; "
                f"read the same pages again, or run: detente store rebuild --store {record.root}"
            )
        if found is None:
            raise NoStoreError(
                f"{record.root}: nothing has been read yet; run: detente read PATH... --store {record.root}"
            )
        try:
            return duckdb.connect(str(record.root / "index" / found.index), read_only=True)
        except duckdb.IOException as error:
            reason = error
    raise DamagedStoreError(
        f"{record.root}: the index can't be opened ({reason}); run: detente store rebuild --store {record.root}"
    )


def _build(record: Record, path: Path) -> None:
    """Build the index at a path, in as little memory as suffices: an index on ids must fit into it."""
    import duckdb

    for limit in MEMORY[:-1]:
        try:
            _fill(record, path, limit)
        except duckdb.OutOfMemoryException:
            path.unlink(missing_ok=True)
        else:
            return
    _fill(record, path, MEMORY[-1])


def _fill(record: Record, path: Path, limit: str) -> None:
    import duckdb

    with duckdb.connect(str(path), config={"threads": 1, "memory_limit": limit}) as connection:
        connection.execute("BEGIN")
        for name in _TABLES:
            _load(record, name, connection)
        connection.execute("UPDATE articles SET copy_of = c.copy_of FROM copies c WHERE articles.id = c.article")
        corrected = "CREATE TEMP TABLE corrected AS SELECT unnest(?::VARCHAR[]) AS claim"
        connection.execute(with_values(corrected, [_corrected(record)]))
        connection.execute(_PARTIES)
        connection.execute("COMMIT")
        connection.execute(_DYADS)  # rows have their numbers from here on
        for name in _LOOKED_UP:
            _index_ids(name, connection)
        connection.execute("CHECKPOINT")


def _index_ids(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    (rows,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
    if rows <= MOST_INDEXED:
        connection.execute(f"CREATE INDEX {name}_by_id ON {name}(id)")


def _corrected(record: Record) -> list[str]:
    """The claims of which a person set a side, so that the page's no longer counts for their events."""
    told = sorted(record.judgements(), key=lambda j: (j.at, j.id))
    undone = {j.target for j in told if j.verdict == "undo"}
    sides = (j for j in told if j.field in ("actors", "recipients") and j.id not in undone)
    last = {(j.target, j.field): j.value for j in sides}
    return sorted({claim for (claim, _), value in last.items() if value is not None})


def _load(record: Record, name: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Copy one table; pages leave their text in the record and keep the stem of the file that holds it."""
    files = [str(record.file(name, stem)) for stem in record.stems(name)]
    page = name == "pages"
    if files:
        around = len(str(record.folder / name)) + 1, len(".parquet")
        stem = f"filename[{around[0] + 1}:-{around[1] + 1}]"
        columns = f"* EXCLUDE (filename, text), {stem} AS partition" if page else "*"
        order = f" ORDER BY {_DYAD}, track, id" if name == "entries" else ""
        sql = f"FROM read_parquet(?, filename={page}, hive_partitioning=false){order}"
        source = with_values(sql, [files])
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} {source}")
    else:
        columns = "* EXCLUDE (text), '' AS partition" if page else "*"
        connection.register("nothing", arrow_schema(_TABLES[name]).empty_table())
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM nothing")
        connection.unregister("nothing")


def pointer(record: Record) -> Path:
    """Return the path of the file that names the served index."""
    return record.root / "index" / POINTER


def _pointer(record: Record) -> _Served | None:
    path = pointer(record)
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Served) if path.exists() else None
    except msgspec.MsgspecError:
        raise DamagedStoreError(f"{path}: can't be read; run: detente store rebuild --store {record.root}") from None


def _last(folder: Path) -> int:
    return max((int(p.stem.split("-")[1]) for p in folder.glob("index-*.duckdb")), default=0)
