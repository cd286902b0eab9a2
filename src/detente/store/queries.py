"""Questions to the index: records by id, by dyad and date; a page's text comes from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from detente.errors import UsageError
from detente.model import Article, Claim, Date, Entry, Event, Page, Span
from detente.store.index import connect
from detente.store.literals import with_values
from detente.store.record import DERIVED, PARTITIONED, Record, from_rows, read_table

if TYPE_CHECKING:
    import pyarrow as pa

IDENTIFIED = ("claims", "events", "entries", "articles", "pages")
"""Tables whose records have ids that a reader may give."""

_TEXTS = 16
"""Partitions whose texts are kept: pages are asked for in the order of their ids, which runs through the partitions of
each window of a read at once."""

_ORDER = {
    "pages": "file, id",
    "articles": "page, position, id",
    "claims": "page, predicate.start, id",
    "events": '"when".earliest NULLS LAST, "when".latest, id',
    "entries": "parties, track, start.earliest NULLS FIRST, id",
    "refusals": "file, stage, code, reason",
    "copies": "article",
}


_HOLDING = "SELECT * FROM entries WHERE note IS NULL AND {}"
"""In the order of the two parties, as they lie; to sort 140,000 rows anew would double the time."""


class Queries:
    """A reader's view of one published index; it stays the same while newer ones are published.

    Use it in a ``with`` block, or close it.
    """

    _dyads: bool | None = None

    def __init__(self, record: Record) -> None:
        self.record = record
        self._connection = connect(record)
        self._texts: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index."""
        self._connection.close()

    def table(self, name: str) -> pa.Table:
        """Return one table as Arrow, sorted; pages come without their text."""
        return self._connection.execute(f"SELECT * FROM {name} ORDER BY {_ORDER[name]}").to_arrow_table()

    def count(self, name: str) -> int:
        """Return the number of records in one table."""
        return int(self._rows(f"SELECT count(*) AS n FROM {name}")[0]["n"])

    def each(self, name: str, *, rows: int = 2_000) -> Iterator[Any]:
        """Yield one table's records, sorted, without holding them all."""
        cursor = self._connection.cursor().execute(f"SELECT * FROM {name} ORDER BY {_ORDER[name]}")
        for batch in cursor.to_arrow_reader(rows):
            yield from from_rows(_record(name), batch.to_pylist())

    def claims(self, ids: Iterable[str] | None = None) -> list[Claim]:
        """Return claims, all or those of the given ids, in the order of pages and predicates."""
        return self._records("claims", ids)

    def articles(self, ids: Iterable[str] | None = None) -> list[Article]:
        """Return articles, all or those of the given ids."""
        return self._records("articles", ids)

    def events(self, ids: Iterable[str] | None = None) -> list[Event]:
        """Return events, all or those of the given ids, by date."""
        return self._records("events", ids)

    def entries(self, ids: Iterable[str] | None = None) -> list[Entry]:
        """Return entries of the ledger, all or those of the given ids."""
        return self._records("entries", ids)

    def pages(self, ids: Iterable[str] | None = None) -> list[Page]:
        """Return pages with their texts, all or those of the given ids."""
        where, values = _among(ids)
        rows = self._rows(f"SELECT * FROM pages{where} ORDER BY {_ORDER['pages']}", values)
        return from_rows(Page, [row | {"text": self.text(row["id"])} for row in rows])

    def text(self, page: str) -> str:
        """Return a page's text, in which all spans count; UsageError if there is no such page."""
        for texts in self._texts.values():
            if page in texts:
                return texts[page]
        rows = self._rows("SELECT partition FROM pages WHERE id = ?", [page])
        if not rows:
            raise UsageError(f"no page {page} in {self.record.root}")
        stem = rows[0]["partition"]
        if len(self._texts) >= _TEXTS:
            del self._texts[next(iter(self._texts))]
        table = read_table(self.record.file("pages", stem), ["id", "text"])
        self._texts[stem] = dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))
        return self._texts[stem][page]

    def words(self, page: str, span: Span | None) -> str | None:
        """Return the words that a span of a page covers."""
        return self.text(page)[span.start : span.end] if span else None

    def files(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """Return the name that each page was read by, by page id."""
        where, values = _among(ids)
        return {row["id"]: row["file"] for row in self._rows(f"SELECT id, file FROM pages{where}", values)}

    def files_with_articles(self, files: Iterable[str]) -> set[str]:
        """Return those of the given page names whose pages gave at least one article."""
        sql = "SELECT DISTINCT p.file FROM pages p JOIN articles a ON a.page = p.id"
        return {
            row["file"] for row in self._rows(f"{sql} WHERE p.file IN (SELECT unnest(?::VARCHAR[]))", [list(files)])
        }

    def events_between(
        self, a: str, b: str | None = None, *, start: Date | None = None, end: Date | None = None
    ) -> list[Event]:
        """Return the events that bring two parties together (or that one takes part in), by date.

        A party is an alpha-3 code or a register id, in any case. Events of unknown date come last, and only if no
        ``start`` and ``end`` are given; an event is inside if it may have been on a day of that stretch.
        """
        ids = self._between("event", a, b)
        found = self.events(ids) if ids else []
        return [e for e in found if _inside(e, start, end)]

    def claims_of(self, *, article: str | None = None, page: str | None = None) -> list[str]:
        """Return the ids of the claims of an article or of a page, in reading order."""
        column, value = ("article", article) if article is not None else ("page", page)
        rows = self._rows(f"SELECT id FROM claims WHERE {column} = ? ORDER BY {_ORDER['claims']}", [value])
        return [row["id"] for row in rows]

    def entries_between(self, a: str, b: str) -> list[Entry]:
        """Return the ledger's entries whose two parties are the given ones, in either direction."""
        key = "\x1f".join(sorted((a.upper(), b.upper())))
        if not self._has_dyads():
            return [e for e in self.entries() if key == "\x1f".join(sorted(p.upper() for p in e.parties))]  # of 0.1
        rows = self._rows("SELECT first_row, last_row FROM entry_dyads WHERE dyad = ?", [key])
        if not rows:
            return []
        sql = f"SELECT * FROM entries WHERE rowid BETWEEN ? AND ? ORDER BY {_ORDER['entries']}"
        return from_rows(Entry, self._rows(sql, [rows[0]["first_row"], rows[0]["last_row"]]))

    def entries_on(self, on: Date | None) -> pa.Table:
        """Return, as Arrow, the entries of all dyads that hold on a day (``None``: to this day), none set aside."""
        began = "coalesce(start.earliest, start.latest)"
        ended = 'coalesce("end".earliest, "end".latest)'
        if on is None:
            return self._connection.execute(_HOLDING.format('"end" IS NULL')).to_arrow_table()
        held = f'({began} IS NULL OR {began} <= ?) AND ("end" IS NULL OR {ended} > ?)'
        return self._connection.execute(_HOLDING.format(held), [on, on]).to_arrow_table()

    def _has_dyads(self) -> bool:
        """Whether the index is of a version that knows where each dyad's entries lie."""
        if self._dyads is None:
            self._dyads = bool(self._rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'entry_dyads'"))
        return self._dyads

    def find(self, prefix: str) -> tuple[str, str]:
        """Return the table and the id of the one record whose id begins so.

        Raises UsageError if there is none or more than one.
        """
        found = [
            (name, row["id"])
            for name in IDENTIFIED
            for row in self._rows(f"SELECT id FROM {name} WHERE starts_with(id, ?) ORDER BY id LIMIT 5", [prefix])
        ]
        if not prefix or not found:
            raise UsageError(f"no record whose id begins with {prefix!r}; ids are those that timeline and export print")
        if len(found) > 1:
            listed = ", ".join(f"{i} ({name})" for name, i in found[:5])
            raise UsageError(f"{prefix!r} begins more than one id: {listed}; give more characters")
        return found[0]

    def holding(self, claim: str) -> list[Event]:
        """Return the events that a claim belongs to."""
        rows = self._rows("SELECT id FROM events WHERE list_contains(claims, ?)", [claim])
        return self.events([row["id"] for row in rows]) if rows else []

    def first_told(self) -> dict[str, Date]:
        """Return the first day on which an article may have told of each event, by the event's id."""
        rows = self._rows(
            "SELECT e.id AS id, min(a.published.earliest) AS day FROM (SELECT id, unnest(claims) AS claim FROM events)"
            " e JOIN claims c ON c.id = e.claim JOIN articles a ON a.id = c.article GROUP BY e.id"
        )
        return {row["id"]: row["day"] for row in rows if row["day"] is not None}

    def newest(self) -> Date | None:
        """Return the last day that an article may be of."""
        rows = self._rows("SELECT max(coalesce(published.latest, published.earliest)) AS day FROM articles")
        day: Date | None = rows[0]["day"]
        return day

    def fulfilling(self, plan: str) -> list[Event]:
        """Return the events that name the given event as the plan they fulfil or cancel."""
        rows = self._rows("SELECT id FROM events WHERE plan = ?", [plan])
        return self.events([row["id"] for row in rows]) if rows else []

    def _between(self, kind: str, a: str, b: str | None) -> list[str]:
        table = f"{kind}_parties"
        if b is None:
            rows = self._rows(f"SELECT DISTINCT {kind} AS id FROM {table} WHERE party = ?", [a.upper()])
        else:
            rows = self._rows(
                f"SELECT DISTINCT x.{kind} AS id FROM {table} x JOIN {table} y ON x.{kind} = y.{kind} "
                "WHERE x.party = ? AND y.party = ?",
                [a.upper(), b.upper()],
            )
        return [row["id"] for row in rows]

    def _records(self, name: str, ids: Iterable[str] | None) -> list[Any]:
        where, values = _among(ids)
        return from_rows(_record(name), self._rows(f"SELECT * FROM {name}{where} ORDER BY {_ORDER[name]}", values))

    def _rows(self, sql: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        found = self._connection.execute(with_values(sql, values or []))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _record(name: str) -> type[Any]:
    return PARTITIONED.get(name) or DERIVED[name]


def _among(ids: Iterable[str] | None) -> tuple[str, list[Any]]:
    return ("", []) if ids is None else (" WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])


def _inside(event: Event, start: Date | None, end: Date | None) -> bool:
    if start is None and end is None:
        return True
    when = event.when
    if when is None or (when.earliest is None and when.latest is None):
        return False
    first, last = when.earliest or Date.min, when.latest or Date.max
    return (start is None or last >= start) and (end is None or first <= end)
