"""The record types of the register of actors, and the schema of its YAML files.

What a user of the register sees: ``Entity``, ``Person``, ``Tenure``, ``Form``. What the files hold, row by row:
``EntityRow`` (states, organisations, groups, bodies) and ``OfficeFile`` (offices and their holders).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import msgspec

EntityKind = Literal["state", "territory", "organisation", "group", "body"]
FormKind = Literal["name", "acronym", "adjective", "demonym", "capital", "seat", "surname", "fullname"]
Role = str
ROLES: frozenset[str] = frozenset(
    [
        "head-of-state",
        "head-of-government",
        "foreign-minister",
        "defence-minister",
        "interior-minister",
        "minister",
        "spokesperson",
        "ambassador",
        "security-adviser",
        "intelligence-chief",
        "military-chief",
        "leader",
        "deputy",
        "deputy-head",
        "envoy",
        "speaker",
        "other",
    ]
)
"""What an office is, whatever its title; ``register_check.validate`` reports any other."""
Grain = Literal["day", "month", "year"]
Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "IMG", "ISM", "MNC",
]  # fmt: skip
"""PLOVER 2.0's sectors (table 5.2) and its names for international actors that are no state (table 5.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor that is no person.

    ``id`` is the ISO 3166 alpha-3 code in lower case for a state and a readable slug for all else. ``country`` is the
    code of the state that it is or belongs to, ``None`` for what belongs to no state. A *territory* is a dependency,
    or a place that governs itself without wide recognition; its ``code`` is its own ISO code if it has one.
    ``names`` hold short and long names, other spellings and acronyms; ``demonyms`` both singular and plural.
    ``capitals`` are cities whose name stands for the government, ``seats`` buildings, streets and palaces that do.
    ``members`` (of organisations; today's, or the last ones) and ``operates_in`` (of groups; by default the state they
    belong to) are country codes. ``start`` and ``end`` bound the
    life of what is no more. ``seldom`` holds surfaces that usually mean another actor, ``capitalised`` names that are
    common words when written in lower case, ``asked`` names that a user may ask for it by and texts use of others.
    """

    id: str
    kind: EntityKind
    name: str
    country: str | None = None
    code: str | None = None
    sector: Sector = "GOV"
    other_sectors: tuple[Sector, ...] = ()
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    operates_in: tuple[str, ...] = ()
    parent: str | None = None
    start: date | None = None
    end: date | None = None
    seldom: tuple[str, ...] = ()
    capitalised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held an office. ``surnames`` are what news calls them at second mention."""

    id: str
    name: str
    aka: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office; first and last day, ``end`` is ``None`` while it lasts.

    ``precision`` is the coarser grain of the two dates: with "month", ``start`` is the first day of its month and
    ``end`` the last. ``organisation`` is the register id of the body where the office is not a state's.
    """

    person: str
    title: str
    role: Role
    country: str | None
    organisation: str | None
    sector: Sector
    start: date | None
    end: date | None
    precision: Grain = "day"
    aliases: tuple[str, ...] = ()
    source: str | None = None
    shared: bool = False

    def holds(self, first: date | None, last: date | None) -> bool:
        """Return whether the office was held on some day from ``first`` to ``last`` (``None``: unbounded)."""
        begun = self.start is None or last is None or self.start <= last
        return begun and (self.end is None or first is None or self.end >= first)


@dataclass(frozen=True, slots=True)
class Form:
    """One way that an actor is written. ``id`` is an entity's or, for surname and fullname, a person's.

    ``needs_case``: in running text only this capitalisation counts (US, WHO, Turkey); else any does.
    """

    surface: str
    id: str
    kind: FormKind
    needs_case: bool


class EntityRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of states/*.yaml, organisations*.yaml, groups*.yaml or bodies*.yaml; fields as in ``Entity``.

    States give ``code`` and need no ``id``. ``kind`` is told by the file, save for territories, which say so.
    """

    name: str
    id: str | None = None
    code: str | None = None
    country: str | None = None
    kind: EntityKind | None = None
    sector: Sector | None = None
    other_sectors: tuple[Sector, ...] = ()
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    operates_in: tuple[str, ...] = ()
    parent: str | None = None
    start: Any = None
    end: Any = None
    seldom: tuple[str, ...] = ()
    capitalised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class ThingRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of register/things: names of one sort of thing that hold an actor's name and are no actor."""

    what: str
    names: tuple[str, ...]


class HolderRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One holder of an office. ``from`` and ``to`` are YYYY-MM-DD, YYYY-MM or YYYY; ``to: null`` while it lasts.

    Holders of the same name are one person, in all files; where they are not, ``id`` tells them apart. ``surname`` is
    given where it is not what the name's shape says.
    """

    name: str
    aka: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None
    from_: Any = msgspec.field(name="from", default=None)
    to: Any = None
    source: str | None = None
    id: str | None = None
    surname: str | None = None
    note: str | None = None


class OfficeRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office, titled as news writes it, and who held it. ``shared``: several hold it at once (a presidency)."""

    title: str
    role: Role
    sector: Sector = "GOV"
    aliases: tuple[str, ...] = ()
    organisation: str | None = None
    source: str | None = None
    shared: bool = False
    holders: tuple[HolderRow, ...] = ()


class AbsenceRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time (``from`` and ``to`` as in ``HolderRow``; none: always) in which a country has nobody in a ``role``.

    ``note`` says why: the president heads the government, the seat was vacant. Only the measure of coverage reads it.
    """

    role: Role
    note: str
    from_: Any = msgspec.field(name="from", default=None)
    to: Any = None


class OfficeFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of register/offices: the offices of one ``country`` (alpha-3) or one ``organisation`` (register id).

    ``source`` is where the dates come from, for all holders that give none of their own. ``absent`` says which of
    the roles that most countries have this one has not, or had not for a time.
    """

    offices: tuple[OfficeRow, ...]
    country: str | None = None
    organisation: str | None = None
    source: str | None = None
    absent: tuple[AbsenceRow, ...] = ()
