"""Finds what is wrong with a register: ids that stand twice, unknown codes, tenures of one office that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from detente.reading.actors.register import Register
from detente.reading.actors.register_types import ROLES, Entity, Tenure

MANY_HOLDERS = frozenset(
    ["ambassador", "deputy", "deputy-head", "envoy", "leader", "minister", "other", "spokesperson"]
)
"""Roles that several people may hold at once under one title."""

HANDOVER = {"day": timedelta(days=1), "month": timedelta(days=31), "year": timedelta(days=366)}
"""How far the tenures of two successors may overlap, by the coarser grain of their dates."""


def validate(register: Register) -> list[str]:
    """Return every problem of a register as a sentence that names the entry; none means it is sound."""
    codes = {e.code for e in register.entities() if e.code} | {e.country for e in _states(register) if e.country}
    return [
        *register.oddities(),
        *(p for e in register.entities() for p in _entity_problems(e, codes, register)),
        *_circles(register),
        *_shared_names(register),
        *(p for t in register.tenures() for p in _tenure_problems(t, codes, register)),
        *_overlaps(register),
    ]


def _states(register: Register) -> Iterator[Entity]:
    return (e for e in register.entities() if e.kind == "state")


def _entity_problems(e: Entity, codes: set[str], register: Register) -> Iterator[str]:
    ids = {other.id for other in register.entities()} if e.parent else set()
    if e.kind in ("state", "territory", "body") and e.country is None and not (e.kind == "state" and e.end):
        yield f"{e.id}: a {e.kind} needs a country"
    for code in (*((e.country,) if e.country else ()), *e.members, *e.operates_in):
        if code not in codes:
            yield f"{e.id}: {code} is no code of a state in the register"
    if e.parent and e.parent not in ids:
        yield f"{e.id}: its parent {e.parent} is not in the register"
    if e.start and e.end and e.end < e.start:
        yield f"{e.id}: ends before it starts"
    for attribute in ("names", "adjectives", "demonyms", "capitals", "seats", "members"):
        values: tuple[str, ...] = getattr(e, attribute)
        yield from (f"{e.id}: {attribute} holds {v!r} twice" for v in sorted(set(values)) if values.count(v) > 1)
        yield from (f"{e.id}: {attribute} holds {v!r}, blank at an end" for v in values if v != v.strip() or not v)
    every = {e.name, *e.names, *e.adjectives, *e.demonyms, *e.capitals, *e.seats}
    yield from (
        f"{e.id}: {v!r} is marked but is none of its forms" for v in (*e.seldom, *e.capitalised) if v not in every
    )


def _circles(register: Register) -> Iterator[str]:
    parents = {e.id: e.parent for e in register.entities() if e.parent}
    for id in parents:
        above, seen = parents.get(id), {id}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == id:
            yield f"{id}: its parents lead back to itself ({', '.join(sorted(seen))})"


def _shared_names(register: Register) -> Iterator[str]:
    owners: dict[str, Entity] = {}
    for e in register.entities():
        for name in {e.name, *e.names, *e.seats} - set(e.seldom):
            other = owners.setdefault(name, e)
            if other is not e:
                yield f"{e.id}: {name!r} also names {other.id}; list it under seldom in one of them"


def _tenure_problems(t: Tenure, codes: set[str], register: Register) -> Iterator[str]:
    label = _label(t)
    if t.country and t.country not in codes:
        yield f"{label}: {t.country} is no code of a state in the register"
    if t.organisation and not register.has_entity(t.organisation):
        yield f"{label}: {t.organisation} is not in the register"
    if t.role not in ROLES:
        yield f"{label}: {t.role} is none of register_types.ROLES"
    if t.start is None:
        yield f"{label}: has no start"
    elif t.end is not None and t.end < t.start:
        yield f"{label}: ends before it starts"
    if t.title != t.title.strip() or not t.title:
        yield f"{label}: a title needs words"


def _overlaps(register: Register) -> Iterator[str]:
    offices: dict[tuple[str | None, str | None, str], list[Tenure]] = {}
    for t in register.tenures():
        if t.start is not None and not t.shared and t.role not in MANY_HOLDERS:
            offices.setdefault((t.country, t.organisation, t.title), []).append(t)
    for tenures in offices.values():
        for one, next_one in pairwise(sorted(tenures, key=lambda t: (str(t.start), str(t.end or "9")))):
            slack = max(HANDOVER[one.precision], HANDOVER[next_one.precision])
            if next_one.start is not None and (one.end is None or one.end - next_one.start > slack):
                held = f"{one.person} holds it to {one.end or 'today'}"
                yield f"{_label(next_one)}: starts {next_one.start}, while {held}"


def _label(t: Tenure) -> str:
    return f"{t.country or t.organisation}, {t.title}, {t.person}"
