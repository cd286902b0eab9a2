"""How much of the time since 1990 the register knows each country's heads and its foreign minister.

Usage: ``python -m benchmarks.register_coverage [--country ISO] [--gaps]``. It needs nothing from outside.

Every state of the register counts that lives or lived after 1990-01-01: the members and observers of the United
Nations, Kosovo, Taiwan, and those that ended since (the Soviet Union, Yugoslavia, Czechoslovakia, East Germany ...).
Days count from 1990-01-01, or from the state's start, to today, or to its end. A day is covered if some tenure of the
role holds on it, whatever the office's title; a tenure of month or year precision covers its whole first and last
month or year. Days that the country's file lists under ``absent`` (a president without a prime minister, a vacant
seat) are not asked for.

Being covered is not being right: ``benchmarks.heads_of_state`` compares the heads with an outside list.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from benchmarks.shared import Table
from detente.reading.actors.register import Register, load_register
from detente.reading.actors.register_check import HANDOVER
from detente.reading.actors.register_files import read_absences
from detente.reading.actors.register_types import Entity, Tenure

FIRST = date(1990, 1, 1)
LEFT_OUT = frozenset(["ESH"])
"""Western Sahara: those who claim to govern it are in the register as an organisation."""
ROLES = ("head-of-state", "head-of-government", "foreign-minister")
SHORT = 3
"""Gaps of fewer days count as uncovered but are not listed: a day or two between an oath and the next."""

Days = tuple[int, int]
"""First day and the day after the last, as ordinals."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One country's one role: days asked for, days covered, stretches that nobody covers, double-held stretches."""

    country: str
    role: str
    days: int
    covered: int
    gaps: tuple[Days, ...]
    overlaps: tuple[str, ...]
    current: bool
    living: bool


def measure() -> tuple[Table, ...]:
    """Return the totals by role as a table."""
    found = cover(load_register())
    columns = (
        "role",
        "countries",
        "days",
        "covered",
        "countries covered throughout",
        "holder today unknown",
        "overlaps",
    )
    rows = tuple(_total(role, [c for c in found if c.role == role]) for role in ROLES)
    caption = f"Days since {FIRST} (or the state's start) on which the register knows the office-holder"
    return (Table(caption, columns, (*rows, _total("all three", found))),)


def main() -> int:
    """Print each country's share and, with --gaps, what is missing; then the totals."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--country", help="only these ISO 3166 alpha-3 codes, comma between")
    options.add_argument("--gaps", action="store_true", help="list the stretches that nobody covers, and the overlaps")
    chosen = options.parse_args()
    wanted = set(chosen.country.upper().split(",")) if chosen.country else None
    found = [c for c in cover(load_register()) if wanted is None or c.country in wanted]
    for line in _lines(found, gaps=chosen.gaps or wanted is not None):
        print(line)
    for role in ROLES:
        print("total  " + "  ".join(_total(role, [c for c in found if c.role == role])))
    return 0


def cover(register: Register, *, today: date | None = None) -> list[Coverage]:
    """Return the coverage of every country and role that is asked for, by country's code."""
    until = (today or date.today()) + timedelta(days=1)
    tenures: dict[tuple[str | None, str], list[Tenure]] = defaultdict(list)
    for t in register.tenures():
        tenures[t.country, t.role].append(t)
    absent = _absences()
    states = (e for e in register.entities() if e.kind == "state" and (e.end is None or e.end >= FIRST))
    return [
        found
        for e in sorted(states, key=lambda e: e.code or "")
        if e.code not in LEFT_OUT
        for role in ROLES
        if (found := _cover(e, role, tenures[e.code, role], absent.get((e.code or "", role), []), until)).days
    ]


@functools.cache
def _absences() -> dict[tuple[str, str], list[Days]]:
    found: dict[tuple[str, str], list[Days]] = defaultdict(list)
    for country, role, first, last in read_absences():
        found[country, role].append(_days(first, last))
    return dict(found)


def _cover(e: Entity, role: str, tenures: list[Tenure], absent: list[Days], until: date) -> Coverage:
    first = max(FIRST, e.start or FIRST).toordinal()
    end = min(until, e.end or until).toordinal()
    asked = _without([(first, end)], absent)
    gaps = _without(asked, [_days(t.start, t.end) for t in tenures])
    days, missed = _length(asked), _length(gaps)
    living = e.end is None or e.end >= until
    current = not living or not any(b == end for _, b in gaps)
    return Coverage(e.code or e.id, role, days, days - missed, tuple(gaps), tuple(_overlaps(tenures)), current, living)


def _days(first: date | None, last: date | None) -> Days:
    return (first or date.min).toordinal(), (last or date.max).toordinal() + 1


def _without(spans: list[Days], taken: Iterable[Days]) -> list[Days]:
    for first, end in sorted(taken):
        pieces = [piece for a, b in spans for piece in ((a, min(b, first)), (max(a, end), b))]
        spans = sorted({(a, b) for a, b in pieces if a < b})
    return spans


def _length(spans: Iterable[Days]) -> int:
    return sum(b - a for a, b in spans)


def _overlaps(tenures: list[Tenure]) -> Iterator[str]:
    """Yield the tenures of one office, not a shared one, that overlap by more than a handover."""
    offices: dict[str, list[Tenure]] = defaultdict(list)
    for t in tenures:
        if not t.shared and t.start is not None:
            offices[t.title].append(t)
    for title, held in offices.items():
        for one, other in pairwise(sorted(held, key=lambda t: (t.start or date.min, t.end or date.max))):
            slack = max(HANDOVER[one.precision], HANDOVER[other.precision])
            end = one.end or date.max
            if other.start is not None and end > other.start and end - other.start > slack:
                yield f"{title}: {one.person} to {one.end or 'today'}, {other.person} from {other.start}"


def _lines(found: list[Coverage], *, gaps: bool) -> Iterator[str]:
    for c in found:
        if c.covered == c.days and not c.overlaps:
            continue
        unknown = "" if c.current else "; nobody today"
        yield f"{c.country} {c.role:18} {c.covered / c.days:7.2%}{unknown}"
        if gaps:
            yield from (f"    {_day(a)} to {_day(b - 1)} ({b - a} days)" for a, b in c.gaps if b - a >= SHORT)
            yield from (f"    overlap: {overlap}" for overlap in c.overlaps)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _total(role: str, found: list[Coverage]) -> tuple[str, ...]:
    days, covered = sum(c.days for c in found), sum(c.covered for c in found)
    whole = sum(not any(b - a >= SHORT for a, b in c.gaps) for c in found)
    unknown, overlaps = sum(not c.current for c in found), sum(len(c.overlaps) for c in found)
    share = f"{covered / max(days, 1):.2%}"
    return (role, str(len(found)), f"{days:,}", share, str(whole), str(unknown), str(overlaps))


if __name__ == "__main__":
    sys.exit(main())
