"""A published index opened for many readers at once, with tables beside it that make browsing fast.

The index is attached read-only to an in-memory database, which holds what would otherwise be worked out for each page:
the day of each event and when it was first told, and who faced whom. Each reader gets a cursor of its own.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from detente.errors import NoStoreError
from detente.model import Date, Entry, Event, Interval, State
from detente.store.index import served_index
from detente.store.queries import Queries
from detente.store.record import DERIVED, PARTITIONED, Record, from_rows
from detente.store.words import Words

if TYPE_CHECKING:
    import duckdb

Found = TypeVar("Found")

_BESIDE = """
CREATE TABLE memory.days AS
WITH told AS (
    SELECT x.event, min(coalesce(a.published.latest, a.published.earliest)) AS told
    FROM (SELECT id AS event, unnest(claims) AS claim FROM events) x
    JOIN claims c ON c.id = x.claim JOIN articles a ON a.id = c.article GROUP BY x.event)
SELECT e.id AS event, told.told, e.type, e.intensity, e.quad, e.status, e.contested, e.belief, e."where".name AS place,
    e."where".lat IS NOT NULL AS placed,
    e."when".earliest AS earliest, e."when".latest AS latest,
    CAST(CASE WHEN e."when".earliest IS NOT NULL AND e."when".latest IS NOT NULL
        THEN e."when".earliest + CAST((e."when".latest - e."when".earliest) // 2 AS INTEGER)
        ELSE coalesce(e."when".earliest, e."when".latest) END AS DATE) AS day,
    e."when".latest - e."when".earliest AS spread
FROM events e LEFT JOIN told ON told.event = e.id
ORDER BY day, event;
CREATE TABLE memory.dyads AS
WITH facing AS (
    SELECT id AS event, unnest(actors) AS x, recipients AS others FROM events
    UNION ALL
    SELECT id, unnest(actors), actors FROM events WHERE "symmetric" AND len(recipients) = 0),
pairs AS (SELECT event, x, unnest(others) AS y FROM facing)
SELECT DISTINCT p.event, least(x, y) AS a, greatest(x, y) AS b, d.day, d.told, d.intensity, d.status, d.spread
FROM pairs p JOIN memory.days d ON d.event = p.event WHERE x <> y
ORDER BY a, b, day;
CREATE TABLE memory.members AS
SELECT id AS event, unnest(claims) AS claim FROM events ORDER BY claim;
CREATE TABLE memory.sides AS
SELECT DISTINCT party, event FROM event_parties ORDER BY party, event;
CREATE TABLE memory.parties AS
SELECT party, count(*) AS n FROM memory.sides GROUP BY party;
CREATE TABLE memory.voices AS
SELECT DISTINCT claim, v.id AS id, v.country AS country, v.kind AS kind
FROM (SELECT id AS claim, unnest(voices) AS v FROM claims) WHERE v.kind <> 'outlet'
ORDER BY country, id, claim;
"""
"""``day`` is the middle of an event's interval; ``told`` the day by which an article had told it."""

TABLES = PARTITIONED | DERIVED

AMONG = "SELECT unnest(string_split(?, chr(31)))"
"""The values of a list that is bound as one string: DuckDB looks for pandas, in vain, for each item that it binds."""

ORDERS = {
    "newest": "d.day DESC NULLS LAST, d.event",
    "oldest": "d.day NULLS LAST, d.event",
    "told": "d.told DESC NULLS LAST, d.day DESC NULLS LAST, d.event",
    "doubtful": "d.belief, d.event",
    "strongest": "abs(d.intensity) DESC, d.day DESC NULLS LAST, d.event",
}


_ENTRY = """id, parties[1], parties[2], directed, track,
array_to_string(list_transform(state, s -> s.key || chr(30) || s.value), chr(31)),
start.earliest, start.latest, start.precision, start.text,
"end".earliest, "end".latest, "end".precision, "end".text,
known_since, contested, confidence, event, note"""


_BRIEF = """id, type, mode, quad, intensity, actors, recipients, "symmetric", object,
"when".earliest, "when".latest, "when".precision, "when".text,
status, outlets, independent_sources, contested, belief, plan, outcome"""


def listing(values: Iterable[str]) -> str:
    """Return ids or codes as the one string that ``AMONG`` takes."""
    return "\x1f".join(values)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are asked for; ``None`` asks nothing. ``party`` and ``other`` are codes or ids in any case.

    ``start`` and ``end`` bound the middle of an event's interval, ``told_from`` the day on which it was first told;
    ``ids`` are those to choose from, ``claims`` those of which an event must have one.
    """

    party: str | None = None
    other: str | None = None
    type: str | None = None
    quad: str | None = None
    status: str | None = None
    outlet: str | None = None
    contested: bool | None = None
    start: Date | None = None
    end: Date | None = None
    told_from: Date | None = None
    placed: bool | None = None
    place: str | None = None
    ids: tuple[str, ...] | None = None
    claims: tuple[str, ...] | None = None

    def where(self) -> tuple[str, list[Any]]:
        """Return SQL for the table of days ``d``, which has each event once, and the values that it binds."""
        taking_part = "d.event IN (SELECT event FROM memory.sides WHERE party = upper(?))"
        members = f"d.event IN (SELECT event FROM memory.members WHERE claim IN ({AMONG}))"
        asked: list[tuple[str, Any]] = [
            (taking_part, self.party),
            (taking_part, self.other),
            ("d.type = ?", self.type),
            ("d.quad = ?", self.quad),
            ("d.status = ?", self.status),
            ("d.event IN (SELECT id FROM events WHERE list_contains(outlets, ?))", self.outlet),
            ("d.contested = ?", self.contested),
            ("d.day >= ?", self.start),
            ("d.day <= ?", self.end),
            ("d.told >= ?", self.told_from),
            ("d.placed = ?", self.placed),
            ("d.place = ?", self.place),
            (members, None if self.claims is None else listing(self.claims)),
            (f"d.event IN ({AMONG})", None if self.ids is None else listing(self.ids)),
        ]
        given = [(sql, value) for sql, value in asked if value is not None]
        return " AND ".join(sql for sql, _ in given) or "true", [value for _, value in given]


class Day(NamedTuple):  # a tuple is made in a fifth of a dataclass's time, and the busiest pairs have 10,000 events
    """One event in brief: when (the middle of its interval), what, and whether."""

    event: str
    day: Date | None
    type: str
    intensity: float
    status: str
    contested: bool


class Shelf:
    """One published index, opened once; ``reader`` gives each reader a cursor of its own."""

    def __init__(self, record: Record) -> None:
        import duckdb

        self.record = record
        self.path, self._connection = _attached(record, duckdb)
        self._once: dict[str, Any] = {}
        self._connection.execute(_BESIDE)

    def reader(self, words: Words | None = None) -> Browsing:
        """Return a reader of this index, to be used by one thread at a time; with ``words`` it can search."""
        cursor = self._connection.cursor()
        cursor.execute("USE idx")
        return Browsing(self.record, cursor, words, self._once)

    def close(self) -> None:
        """Let go of the index; its readers must be done."""
        self._connection.close()


def _attached(record: Record, duckdb: Any) -> tuple[Path, duckdb.DuckDBPyConnection]:
    for _ in range(5):  # a writer may remove the index between our two looks
        path = served_index(record)
        if path is None:
            break
        connection = duckdb.connect(":memory:")
        with contextlib.suppress(duckdb.IOException):
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS idx (READ_ONLY)")
            connection.execute("USE idx")
            connection.execute("SET threads = 1")
            return path, connection
        connection.close()
    raise NoStoreError(f"{record.root}: nothing has been read yet; run: detente read PATH... --store {record.root}")


class Browsing(Queries):
    """Questions that pages for people ask, beside those that ``Queries`` answers."""

    def __init__(
        self,
        record: Record,
        connection: duckdb.DuckDBPyConnection,
        words: Words | None = None,
        once: dict[str, Any] | None = None,
    ) -> None:
        self._once = {} if once is None else once
        self.record = record
        self.wordbook = words
        self._connection = connection
        self._texts: dict[str, dict[str, str]] = {}

    def once(self, name: str, make: Callable[[], Found]) -> Found:
        """Return what was worked out of this index under a name, for all its readers; make it if it was not."""
        if name not in self._once:
            self._once[name] = make()
        found: Found = self._once[name]
        return found

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Return the rows of a question whose values are bound, never written into it."""
        rows: list[dict[str, Any]] = self._connection.execute(sql, list(values)).to_arrow_table().to_pylist()
        return rows

    def event_ids(
        self, wanted: Wanted, *, order: str = "newest", limit: int | None = None, skip: int = 0
    ) -> tuple[list[str], int]:
        """Return the ids of the events wanted, in one of ``ORDERS``, and how many there are in all."""
        where, values = wanted.where()
        (row,) = self.rows(f"SELECT count(*) AS n FROM memory.days d WHERE {where}", values)
        size = limit if limit is not None else row["n"]
        sql = f"SELECT event FROM memory.days d WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
        found = self.rows(sql, [*values, size, skip]) if row["n"] > skip else []
        return [r["event"] for r in found], row["n"]

    def days(self, wanted: Wanted) -> list[Day]:
        """Return the events wanted, all of them, as their days and what a chart needs; the newest first."""
        where, values = wanted.where()
        sql = f"SELECT {', '.join(Day._fields)} FROM memory.days d WHERE {where} ORDER BY {ORDERS['newest']}"
        rows = self._connection.execute(sql, values).fetchall()
        return [*map(Day._make, rows)]

    def ledger(self, a: str, b: str) -> list[Entry]:
        """Return the entries that ``entries_between`` returns, without their evidence and the reasons of their dates.

        A dyad of 3,700 entries takes a third of the time.
        """
        if not self._has_dyads():
            return self.entries_between(a, b)
        key = "\x1f".join(sorted((a.upper(), b.upper())))
        sql = (
            f"SELECT {_ENTRY} FROM entries, (SELECT first_row, last_row FROM entry_dyads WHERE dyad = ?) "
            "WHERE entries.rowid BETWEEN first_row AND last_row ORDER BY parties, track, start.earliest NULLS FIRST, id"
        )
        return [_entry(row) for row in self._connection.execute(sql, [key]).fetchall()]

    def listed(self, ids: Iterable[str]) -> list[Event]:
        """Return events in the order of the given ids; those that are not in the index are left out."""
        found = {e.id: e for e in self.some("events", ids)}
        return [found[i] for i in ids if i in found]

    def in_brief(self, ids: Iterable[str]) -> dict[str, Event]:
        """Return events by id as a list shows them: without claims, accounts, scores, contexts and place.

        A relation's 160 marks take half the time.
        """
        sql = f"SELECT {_BRIEF} FROM events WHERE id IN ({AMONG})"
        return {row[0]: _event(row) for row in self._connection.execute(sql, [listing(ids)]).fetchall()}

    def some(self, table: str, ids: Iterable[str]) -> list[Any]:
        """Return a few records of a table by id, in the order of the ids."""
        order = {i: n for n, i in enumerate(dict.fromkeys(ids))}
        if not order:
            return []
        rows = self.rows(f"SELECT * FROM {table} WHERE id IN ({AMONG})", [listing(order)])
        return sorted(from_rows(TABLES[table], rows), key=lambda record: order[record.id])

    def intensities(self, events: Iterable[str]) -> dict[str, float]:
        """Return the PLOVER intensity of each of the given events."""
        sql = f"SELECT event, intensity FROM memory.days WHERE event IN ({AMONG})"
        return {row["event"]: row["intensity"] for row in self.rows(sql, [listing(set(events))])}

    def settled(self, plans: Iterable[str]) -> dict[str, Event]:
        """Return the events that fulfil or cancel the given plans, by the plan's id."""
        rows = self.rows(f"SELECT id FROM events WHERE plan IN ({AMONG})", [listing(plans)])
        return {e.plan: e for e in self.listed([row["id"] for row in rows]) if e.plan}

    def holding_any(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the event that each of the given claims belongs to."""
        sql = f"SELECT claim, event FROM memory.members WHERE claim IN ({AMONG})"
        return {row["claim"]: row["event"] for row in self.rows(sql, [listing(claims)])}

    def outlets(self, limit: int = 200) -> list[str]:
        """Return the outlets that articles come from, the most frequent first."""
        sql = (
            "SELECT outlet, count(*) AS n FROM articles WHERE outlet IS NOT NULL GROUP BY outlet "
            "ORDER BY n DESC, outlet LIMIT ?"
        )
        return [row["outlet"] for row in self.rows(sql, [limit])]


def _entry(row: Sequence[Any]) -> Entry:
    id, one, other, directed, track, state = row[:6]
    known, contested, confidence, event, note = row[14:]
    start = None if row[8] is None else Interval(*row[6:10])
    end = None if row[12] is None else Interval(*row[10:14])
    sides = (one, other)
    return Entry(id, sides, directed, track, _states(state), start, end, known, contested, confidence, (), event, note)


@functools.lru_cache(maxsize=4_096)
def _states(said: str) -> tuple[State, ...]:
    """The states of an entry from one string; a relation of thousands of entries has a few dozen different ones."""
    pairs = (pair.partition("\x1e") for pair in said.split("\x1f") if pair)
    return tuple(State(key, value) for key, _, value in pairs)


def _event(row: Sequence[Any]) -> Event:
    id, type, mode, quad, intensity, actors, recipients, symmetric, object = row[:9]
    status, outlets, sources, contested, belief, plan, outcome = row[13:]
    return Event(
        id=id,
        type=type,
        mode=mode,
        contexts=(),
        quad=quad,
        intensity=intensity,
        actors=tuple(actors),
        recipients=tuple(recipients),
        symmetric=symmetric,
        object=object,
        when=None if row[11] is None else Interval(*row[9:13]),
        where=None,
        status=status,
        claims=(),
        outlets=tuple(outlets),
        independent_sources=sources,
        contested=contested,
        accounts=(),
        belief=belief,
        plan=plan,
        outcome=outcome,
    )
