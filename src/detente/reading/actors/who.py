"""Who goes by a name: the persons, states, organisations and groups of a register, with their offices on a day."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.errors import UnknownActorError
from detente.reading.actors.register import Register
from detente.reading.actors.register_files import fold
from detente.reading.actors.register_types import Entity, Person, Tenure

LEADERS = ("head-of-state", "head-of-government", "foreign-minister", "defence-minister", "leader")
"""Roles shown of a state or organisation, in this order; of a person every office is."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office of a person, or a leader of a state or organisation: the tenure, who held it, and of what."""

    tenure: Tenure
    person: str
    of: str
    now: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One actor that a name may mean. ``offices`` are those held on the day asked about first, the latest first."""

    entry: Entity | Person
    offices: tuple[Held, ...]

    @property
    def kind(self) -> str:
        """What it is: person, state, territory, organisation, group or body."""
        return self.entry.kind if isinstance(self.entry, Entity) else "person"


def who(register: Register, name: str, *, on: date | None = None) -> tuple[Match, ...]:
    """Return everyone whom a name may mean, likelier first: who held an office on the day ``on`` goes before others.

    A name is a full or short name, a surname, an adjective ("Turkish"), a capital, a seat of power, an id or a code;
    case and accents don't count. ``on`` of ``None`` is any day. Raises UnknownActorError, with the nearest names.
    """
    ids = dict.fromkeys(_ids(register, name))
    if not ids:
        register.named(name)  # raises, with the nearest names
    found = [_person(register, i, on) if register.is_person(i) else _entity(register, i, on) for i in ids]
    return tuple(sorted(found, key=lambda m: isinstance(m.entry, Person) and not any(h.now for h in m.offices)))


def _ids(register: Register, name: str) -> Iterator[str]:
    with contextlib.suppress(UnknownActorError):
        yield register.named(name).id
    if register.is_person(name):
        yield name
    wanted = fold(name)
    yield from (form.id for form in register.forms() if fold(form.surface) == wanted)
    yield from (p.id for p in register.persons() if any(fold(n) == wanted for n in (p.name, *p.aka)))


def _person(register: Register, id: str, on: date | None) -> Match:
    held = [_held(register, t, on) for t in register.tenures_of(id)]
    return Match(register.person(id), _ordered(held))


def _entity(register: Register, id: str, on: date | None) -> Match:
    entity = register.entity(id)
    place = {"country": entity.code} if entity.code else {"organisation": entity.id}
    day = on or (None if entity.end else date.max)
    tenures = [t for t in register.holders(**place, on=day) if not (entity.code and t.organisation)]
    leading = [t for t in tenures if t.role in LEADERS]
    held = sorted((_held(register, t, day) for t in leading), key=lambda h: LEADERS.index(h.tenure.role))
    return Match(entity, tuple(held))


def _held(register: Register, tenure: Tenure, on: date | None) -> Held:
    place = tenure.organisation or (tenure.country or "").lower()
    of = register.entity(place).name if register.has_entity(place) else place
    now = tenure.end is None if on is None else tenure.holds(on, on)
    return Held(tenure, register.person(tenure.person).name, of, now)


def _ordered(held: list[Held]) -> tuple[Held, ...]:
    latest = sorted(held, key=lambda h: h.tenure.start or date.min, reverse=True)
    return tuple(sorted(latest, key=lambda h: not h.now))


def day_text(day: date | None, tenure: Tenure) -> str:
    """Return the first or last day of a tenure as precisely as it is known: 2021-07-07, 2021-07 or 2021."""
    if day is None:
        return ""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[tenure.precision]]
