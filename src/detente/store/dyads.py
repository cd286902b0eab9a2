"""Who dealt with whom: the pairs of parties that events bring face to face, by activity, change and tone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.model import Date
from detente.store.browsing import AMONG, Browsing, listing

Order = Literal["activity", "change", "total", "hostile", "friendly", "name"]

_ORDERS: dict[str, str] = {
    "activity": "recent DESC, n DESC, a, b",
    "change": "abs(recent - before) DESC, n DESC, a, b",
    "total": "n DESC, a, b",
    "hostile": "tone ASC NULLS LAST, recent DESC, n DESC, a, b",
    "friendly": "tone DESC NULLS LAST, recent DESC, n DESC, a, b",
    "name": "a, b",
}


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties, how much is told of them, and in what tone.

    ``recent`` and ``before`` count the events of the last stretch of days and of the one before it; ``tone`` and
    ``tone_before`` are the mean PLOVER intensities of what happened in them, -10 to 10.
    """

    a: str
    b: str
    n: int
    recent: int
    before: int
    tone: float | None
    tone_before: float | None
    last: Date | None
    last_event: str | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """What one stretch of time holds: events, and their mean intensity."""

    at: int
    n: int
    tone: float


def dyads(reader: Browsing, horizon: Date, *, days: int, order: Order, limit: int, skip: int = 0) -> list[Dyad]:
    """Return pairs of parties in an order; counts are of the last ``days`` up to the horizon and of those before."""
    recent, before = horizon - datetime.timedelta(days), horizon - datetime.timedelta(2 * days)
    return _dyads(
        reader, "true", [], (recent, before, horizon), f"{_ORDERS[order]} LIMIT {int(limit)} OFFSET {int(skip)}"
    )


def dyads_of(reader: Browsing, code: str, horizon: Date, *, days: int, limit: int) -> list[Dyad]:
    """Return the pairs that a party is one of, those told of most first."""
    recent, before = horizon - datetime.timedelta(days), horizon - datetime.timedelta(2 * days)
    where = "(a = ? OR b = ?)"
    return _dyads(reader, where, [code, code], (recent, before, horizon), f"{_ORDERS['total']} LIMIT {int(limit)}")


def links(reader: Browsing, start: Date | None, end: Date | None, *, limit: int) -> list[Dyad]:
    """Return the pairs that events of a period bring together, those with most events first."""
    where = "(?::DATE IS NULL OR day >= ?) AND (?::DATE IS NULL OR day <= ?)"
    last = end or Date(9999, 12, 31)
    first = start or Date(1, 1, 1)
    return _dyads(
        reader, where, [start, start, end, end], (first, first, last), f"{_ORDERS['total']} LIMIT {int(limit)}"
    )


def _dyads(reader: Browsing, where: str, values: list[Any], days: tuple[Date, Date, Date], tail: str) -> list[Dyad]:
    recent, before, horizon = days
    happened = "status IN ('occurred', 'ongoing')"
    sql = f"""
        SELECT a, b, count(*) AS n,
            count(*) FILTER (day > $recent AND day <= $horizon) AS recent,
            count(*) FILTER (day > $before AND day <= $recent) AS before,
            round(avg(intensity) FILTER (day > $recent AND day <= $horizon AND {happened}), 2) AS tone,
            round(avg(intensity) FILTER (day > $before AND day <= $recent AND {happened}), 2) AS tone_before,
            max(day) FILTER (day <= $horizon AND {happened}) AS last,
            max_by(event, day) FILTER (day <= $horizon AND {happened}) AS last_event
        FROM memory.dyads WHERE {where} GROUP BY a, b ORDER BY {tail}"""
    for name, value in (("$recent", recent), ("$before", before), ("$horizon", horizon)):
        sql = sql.replace(name, f"DATE '{value:%Y-%m-%d}'")
    return [Dyad(**row) for row in reader.rows(sql, values)]


def count_dyads(reader: Browsing) -> int:
    """Return how many pairs there are."""
    return int(reader.rows("SELECT count(*) AS n FROM (SELECT DISTINCT a, b FROM memory.dyads)")[0]["n"])


def buckets(
    reader: Browsing, pairs: Sequence[tuple[str, str]], starts: Sequence[Date], months: int
) -> dict[tuple[str, str], list[Bucket]]:
    """Return what each stretch of so many months holds for each pair; the last of ``starts`` ends the last stretch.

    Events whose day is not known to within half a year are left out.
    """
    first = starts[0].year * 12 + starts[0].month - 1
    sql = f"""
        SELECT a, b, (year(day) * 12 + month(day) - 1 - {first}) // {months} AS slot,
            count(*) AS n, avg(intensity) AS tone
        FROM memory.dyads
        WHERE a IN ({AMONG}) AND b IN ({AMONG}) AND day >= ? AND day < ? AND coalesce(spread, 0) <= 183
            AND status IN ('occurred', 'ongoing')
        GROUP BY a, b, slot ORDER BY a, b, slot"""
    found: dict[tuple[str, str], list[Bucket]] = {pair: [] for pair in pairs}
    firsts, seconds = listing({a for a, _ in found}), listing({b for _, b in found})
    for row in reader.rows(sql, [firsts, seconds, starts[0], starts[-1]]):
        if (row["a"], row["b"]) in found:
            found[(row["a"], row["b"])].append(Bucket(row["slot"], row["n"], round(row["tone"], 2)))
    return found


def share_since(reader: Browsing, day: Date, horizon: Date) -> float:
    """Return the share of the dated events up to the horizon that lie after a day."""
    sql = "SELECT count(*) FILTER (day >= ?) / greatest(count(*), 1) AS share FROM memory.days WHERE day <= ?"
    return float(reader.rows(sql, [day, horizon])[0]["share"])
