"""The register of actors: states, organisations, armed groups, state bodies, and who held which office when.

    register = load_register()
    register.country("Turkey").id                                   # "tur"
    register.holders(country="ISR", role="foreign-minister", on=date(2022, 3, 1))

The register is YAML under ``register/``; CONTRIBUTING says how to add a line.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import re
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date

from detente.errors import UnknownActorError
from detente.model import Interval
from detente.reading.actors.register_cache import cached_contents
from detente.reading.actors.register_files import Contents, fold, read_contents
from detente.reading.actors.register_forms import all_forms
from detente.reading.actors.register_types import Entity, Form, Person, Role, Tenure

_BRACKETS = re.compile(r"\s*[()]\s*")


@dataclass(frozen=True, slots=True)
class Register:
    """All actors known by name. Build it with ``load_register``; it can be pickled."""

    _entities: dict[str, Entity]
    _persons: dict[str, Person]
    _tenures: tuple[Tenure, ...]
    _forms: tuple[Form, ...]
    _countries: dict[str, Entity]
    _named: dict[str, Entity]
    _by_place: dict[str, tuple[Tenure, ...]]
    _by_person: dict[str, tuple[Tenure, ...]]
    _titles: dict[str, frozenset[Role]]
    _oddities: tuple[str, ...] = ()
    _not_actors: tuple[str, ...] = ()

    def entity(self, id: str) -> Entity:
        """Return the entity of a register id. Raises UnknownActorError."""
        found = self._entities.get(id)
        if found is None:
            raise UnknownActorError(_unknown(id, self._entities, "register id"))
        return found

    def person(self, id: str) -> Person:
        """Return the person of a register id. Raises UnknownActorError."""
        found = self._persons.get(id)
        if found is None:
            raise UnknownActorError(_unknown(id, self._persons, "person's id"))
        return found

    def has_entity(self, id: str) -> bool:
        """Return whether a register id is an entity's."""
        return id in self._entities

    def is_person(self, id: str) -> bool:
        """Return whether a register id is a person's."""
        return id in self._persons

    def entities(self) -> Iterable[Entity]:
        """Return all entities."""
        return self._entities.values()

    def persons(self) -> Iterable[Person]:
        """Return all persons."""
        return self._persons.values()

    def tenures(self) -> tuple[Tenure, ...]:
        """Return all tenures, as the files list them."""
        return self._tenures

    def oddities(self) -> tuple[str, ...]:
        """Return what was odd in the files as they were read; ``register_check.validate`` finds more."""
        return self._oddities

    def country(self, name: str) -> Entity:
        """Return the state or territory of a name or ISO 3166 alpha-3 code: ``Turkey``, ``Türkiye``, ``TUR``.

        Case, accents and apostrophes don't count; capitals and seats are no names here. Raises UnknownActorError,
        with the nearest names.
        """
        found = self._countries.get(fold(name))
        if found is None:
            raise UnknownActorError(_unknown(name, self._display_names(countries=True), "country"))
        return found

    def named(self, name: str) -> Entity:
        """Return the entity of any name, code or id: ``Turkey``, ``Hamas``, ``the United Nations``, ``NATO``.

        A country goes before another entity of that name. Of a name with another in brackets either will do: ``Burma
        (Myanmar)``. Raises UnknownActorError, with the nearest names.
        """
        for spelling in (name, *_BRACKETS.split(name)):
            key = fold(spelling)
            found = self._countries.get(key) or self._named.get(key) or self._entities.get(spelling)
            if found is not None:
                return found
        raise UnknownActorError(_unknown(name, self._display_names(countries=False), "actor"))

    def forms(self) -> tuple[Form, ...]:
        """Return every way that an actor is written. Of several actors that share a surface, the likelier is first."""
        return self._forms

    def not_actors(self) -> tuple[str, ...]:
        """Return names that hold an actor's name but are no actor: "Latin American", "the Paris Agreement".

        A finder that takes the longest name drops what one of these covers.
        """
        return self._not_actors

    def titles(self) -> dict[str, frozenset[Role]]:
        """Return each office title (and alias) in lower case with the roles it stands for anywhere."""
        return self._titles

    def holders(
        self,
        *,
        country: str | None = None,
        organisation: str | None = None,
        role: Role | None = None,
        title: str | None = None,
        on: date | Interval | None = None,
    ) -> tuple[Tenure, ...]:
        """Return who held an office: of a country (alpha-3) or organisation (id), by role or title or both.

        ``on`` a day, or an interval of which some day counts; ``None`` is any time. The latest start comes first.
        """
        place = organisation or country
        pool = self._tenures if place is None else self._by_place.get(place, ())
        wanted = fold(title) if title else None
        first, last = _bounds(on)
        found = (
            t
            for t in pool
            if (role is None or t.role == role)
            and (wanted is None or wanted in _titles_of(t))
            and (country is None or t.country == country)
            and t.holds(first, last)
        )
        return tuple(sorted(found, key=lambda t: t.start or date.min, reverse=True))

    def tenures_of(self, person_id: str, *, on: date | Interval | None = None) -> tuple[Tenure, ...]:
        """Return a person's tenures, earliest first; with ``on``, those that hold then."""
        first, last = _bounds(on)
        return tuple(t for t in self._by_person.get(person_id, ()) if t.holds(first, last))

    def _display_names(self, *, countries: bool) -> list[str]:
        kinds = ("state", "territory")
        chosen = (e for e in self._entities.values() if not countries or e.kind in kinds)
        return [name for e in chosen for name in (e.name, *e.names, *((e.code,) if e.code else ()))]


_IN_FORCE: ContextVar[Register | None] = ContextVar("register", default=None)


def load_register() -> Register:
    """Return the register in force (``in_force``), by default the one that comes with Détente.

    Raises DataError naming file and entry that break the schema.
    """
    return _IN_FORCE.get() or shipped_register()


@functools.cache
def shipped_register() -> Register:
    """Return the register that comes with Détente. Raises DataError naming file and entry that break the schema."""
    return build_register(shipped_contents())


def shipped_contents() -> Contents:
    """Return what the register's files hold, from the user's cache folder if they have not changed since."""
    return cached_contents(lambda: with_forms(read_contents()))


@contextlib.contextmanager
def in_force(register: Register | None) -> Iterator[None]:
    """Let ``load_register`` return a register of one's own inside the block; ``None``: the one of Détente."""
    token = _IN_FORCE.set(register)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def with_forms(contents: Contents) -> Contents:
    """Return what the files hold with every way that its actors are written: half of the work of a start."""
    first = {e.id: e for e in reversed(contents.entities)}
    entities = [e for e in contents.entities if first[e.id] is e]
    return replace(contents, forms=tuple(all_forms(entities, contents.persons)))


def build_register(contents: Contents) -> Register:
    """Return the register of what the files hold (or of what a test gives); of equal ids the first stays."""
    entities: dict[str, Entity] = {}
    for e in contents.entities:
        entities.setdefault(e.id, e)
    countries, named = _name_tables(entities.values())
    return Register(
        entities,
        {p.id: p for p in contents.persons},
        contents.tenures,
        contents.forms or with_forms(contents).forms,
        countries,
        named,
        _grouped((key, t) for t in contents.tenures for key in (t.country, t.organisation) if key),
        _grouped((t.person, t) for t in sorted(contents.tenures, key=lambda t: t.start or date.min)),
        _title_table(contents.tenures),
        (*contents.problems, *_doubles(contents.entities)),
        contents.not_actors,
    )


def _doubles(entities: tuple[Entity, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for e in entities:
        if e.id in seen:
            yield f"{e.id}: the id stands twice ({e.name})"
        seen.add(e.id)


def _name_tables(entities: Iterable[Entity]) -> tuple[dict[str, Entity], dict[str, Entity]]:
    countries: dict[str, Entity] = {}
    named: dict[str, Entity] = {}
    later: list[tuple[dict[str, Entity], str, Entity]] = []
    for e in entities:
        table = countries if e.kind in ("state", "territory") else named
        for name in (e.name, *e.names, *e.asked, e.id, *((e.code,) if e.code else ())):
            if name in e.seldom or name in e.asked:
                later.append((table, name, e))
            else:
                table.setdefault(fold(name), e)
    for table, name, e in later:
        table.setdefault(fold(name), e)
    return countries, named


def _grouped(pairs: Iterable[tuple[str, Tenure]]) -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for key, tenure in pairs:
        found.setdefault(key, []).append(tenure)
    return {key: tuple(tenures) for key, tenures in found.items()}


def _title_table(tenures: Iterable[Tenure]) -> dict[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}
    for t in tenures:
        for title in (t.title, *t.aliases):
            found.setdefault(title.lower(), set()).add(t.role)
    return {title: frozenset(roles) for title, roles in found.items()}


@functools.cache
def _folded_titles(title: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(t) for t in (title, *aliases))


def _titles_of(tenure: Tenure) -> frozenset[str]:
    return _folded_titles(tenure.title, tenure.aliases)


def _bounds(on: date | Interval | None) -> tuple[date | None, date | None]:
    if on is None or isinstance(on, date):
        return on, on
    return on.earliest, on.latest


def _unknown(name: str, known: Iterable[str], what: str) -> str:
    by_fold = {fold(k): k for k in reversed(list(known))}
    near = [by_fold[f] for f in difflib.get_close_matches(fold(name), by_fold, n=3, cutoff=0.6)]
    hint = f"did you mean {', '.join(near)}?" if near else "no known name is near it."
    return f"{name!r} is no {what} of the register; {hint} A country can also be given as its ISO 3166 alpha-3 code."
