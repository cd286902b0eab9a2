"""Reads the register's YAML files into entities, persons and tenures."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from detente.data import parse_yaml
from detente.errors import DataError
from detente.reading.actors.register_types import (
    Entity,
    EntityKind,
    EntityRow,
    Form,
    Grain,
    HolderRow,
    OfficeFile,
    OfficeRow,
    Person,
    Role,
    Sector,
    Tenure,
    ThingRow,
)

T = TypeVar("T")

SCHEMA = "see the schema in detente.reading.actors.register_types"
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e"})
_SILENT = str.maketrans("", "", "'’‘ʼʻʿʾ`´.")
_EUROPEAN = ("de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ten")
_PARTICLES = frozenset([*_EUROPEAN, "bin", "ben", "ibn", "al", "el", "abu"])
_SUFFIXES = frozenset(["jr", "sr"])
_REGNAL = re.compile("[IVX]+")
_OWN_ORDER = {
    **dict.fromkeys(["CHN", "TWN", "HKG", "PRK", "KOR", "KHM"], "family first"),
    **dict.fromkeys(["ETH", "ERI", "THA"], "given"),
    "MMR": "whole",
}
_GRAINS: tuple[Grain, ...] = ("day", "month", "year")
_KINDS: dict[str, tuple[EntityKind, Sector]] = {
    "states": ("state", "GOV"),
    "organisations": ("organisation", "IGO"),
    "groups": ("group", "REB"),
    "bodies": ("body", "GOV"),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the files hold, and what is odd about it (``register.validate`` adds more).

    ``forms`` are every way that the actors are written, where they were worked out already; else empty.
    """

    entities: tuple[Entity, ...]
    persons: tuple[Person, ...]
    tenures: tuple[Tenure, ...]
    problems: tuple[str, ...]
    not_actors: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()


def fold(text: str) -> str:
    """Return a name without case, accents, apostrophes, dots and a leading "the"; hyphens become blanks."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.translate(_SILENT).replace("-", " ").replace("–", " ")
    return " ".join(plain.split()).removeprefix("the ")


def slug(name: str) -> str:
    """Return the id made from a name: "Isaac Herzog" is isaac-herzog."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def read_contents() -> Contents:
    """Read every file of the register. Raises DataError naming file and entry where one breaks its schema."""
    folder = resources.files("detente.reading.actors") / "register"
    entities = [e for file in _entity_files(folder) for e in _entities(file)]
    people = read_people((f"register/offices/{f.name}", _read(f, OfficeFile)) for f in _yaml_files(folder / "offices"))
    things = [row for file in _yaml_files(folder / "things") for row in _read(file, tuple[ThingRow, ...])]
    not_actors = _unique(name for row in things for name in row.names)
    return replace(people, entities=tuple(entities), not_actors=not_actors)


def read_people(files: Iterable[tuple[str, OfficeFile]]) -> Contents:
    """Return the persons and tenures of office files, each given with the name that errors call it by."""
    people = _People()
    for name, file in files:
        people.add_file(name, file)
    people.join()
    return Contents((), people.persons(), tuple(people.tenures), tuple(people.problems))


def register_files() -> list[Traversable]:
    """Return every file of the register, in the order that they are read."""
    folder = resources.files("detente.reading.actors") / "register"
    return [*_entity_files(folder), *_yaml_files(folder / "offices"), *_yaml_files(folder / "things")]


def _entity_files(folder: Traversable) -> list[Traversable]:
    return [*_yaml_files(folder / "states"), *_yaml_files(folder)]


def read_absences() -> Iterator[tuple[str, Role, date | None, date | None]]:
    """Yield who has nobody in a role and when: a country's code, the role, first and last day (``None``: always)."""
    folder = resources.files("detente.reading.actors") / "register" / "offices"
    for content in (_read(file, OfficeFile) for file in _yaml_files(folder)):
        for row in content.absent:
            if content.country is not None:
                yield content.country, row.role, _day(row.from_, last=False), _day(row.to, last=True)


def _yaml_files(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def _read(file: Traversable, schema: type[T]) -> T:
    return parse_yaml(file.read_bytes(), schema, name=f"register/{file.name}")


def _entities(file: Traversable) -> Iterator[Entity]:
    stem = re.split(r"[_.\-]", file.name)[0]
    return entities_of(
        _read(file, tuple[EntityRow, ...]), stem if stem in _KINDS else "states", f"register/{file.name}"
    )


def entities_of(rows: Iterable[EntityRow], sort: str, file: str) -> Iterator[Entity]:
    """Yield the entities of rows of one sort: states, organisations, groups or bodies. DataError names file and row."""
    kind, sector = _KINDS[sort]
    for row in rows:
        try:
            yield _entity(row, row.kind or kind, row.sector or sector)
        except ValueError as error:
            raise DataError(f"{file}, {row.name}: {error}; {SCHEMA}") from None


def _entity(row: EntityRow, kind: EntityKind, sector: Sector) -> Entity:
    same = {f.name: getattr(row, f.name) for f in fields(Entity)}
    same |= {"kind": kind, "sector": sector, "start": _day(row.start, last=False), "end": _day(row.end, last=True)}
    same["id"] = row.id or (row.code.lower() if kind == "state" and row.code else slug(row.name))
    same["country"] = row.country or (row.code if kind == "state" else None)
    if kind == "group" and not row.operates_in and row.country:
        same["operates_in"] = (row.country,)
    return Entity(**same)


def _day(value: Any, *, last: bool) -> date | None:
    return _dated(value, last=last)[0]


def _dated(value: Any, *, last: bool) -> tuple[date | None, Grain]:
    """Return the first (or last) day that YYYY-MM-DD, YYYY-MM or YYYY may mean, and its grain."""
    if value is None or isinstance(value, date):
        return value, "day"
    parts = [int(part) for part in str(value).split("-") if part.isascii() and part.isdigit()]
    parts = parts if len(parts) == str(value).count("-") + 1 else []
    if len(parts) == 3:
        return date(*parts), "day"
    if len(parts) == 2:
        year, month = parts
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1), "month"
    if len(parts) == 1:
        return (date(parts[0], 12, 31) if last else date(parts[0], 1, 1)), "year"
    raise ValueError(f"{value!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")


class _People:
    """Gathers persons and tenures over the office files; one name (or id) is one person."""

    def __init__(self) -> None:
        self.tenures: list[Tenure] = []
        self.problems: list[str] = []
        self._rows: dict[str, list[tuple[HolderRow, str | None]]] = {}

    def add_file(self, file: str, content: OfficeFile) -> None:
        if (content.country is None) == (content.organisation is None):
            self.problems.append(f"{file}: give either country or organisation")
        for office in content.offices:
            for holder in office.holders:
                try:
                    self.tenures.append(self._tenure(content, office, holder))
                except ValueError as error:
                    raise DataError(f"{file}, {office.title}, {holder.name}: {error}; {SCHEMA}") from None

    def _tenure(self, content: OfficeFile, office: OfficeRow, holder: HolderRow) -> Tenure:
        person = holder.id or slug(holder.name)
        self._rows.setdefault(person, []).append((holder, content.country))
        start, start_grain = _dated(holder.from_, last=False)
        end, end_grain = _dated(holder.to, last=True)
        return Tenure(
            person,
            office.title,
            office.role,
            content.country,
            office.organisation or content.organisation,
            office.sector,
            start,
            end,
            max(start_grain, end_grain, key=_GRAINS.index),
            office.aliases,
            holder.source or office.source or content.source,
            office.shared,
        )

    def join(self) -> None:
        """Make one person of two whose files spell the name otherwise: the one's name is among the other's ``aka``.

        Who was given an ``id`` stays apart.
        """
        named = {fold(rows[0][0].name): id for id, rows in self._rows.items() if not rows[0][0].id}
        for id in list(self._rows):
            rows = self._rows.get(id, [])
            if any(row.id for row, _ in rows):
                continue
            others = {named.get(fold(aka), id) for row, _ in rows for aka in row.aka if " " in aka}
            for other in sorted(others - {id}):
                rows.extend(self._rows.pop(other, []))
                self.tenures = [replace(t, person=id) if t.person == other else t for t in self.tenures]

    def persons(self) -> tuple[Person, ...]:
        return tuple(_person(id, rows) for id, rows in self._rows.items())


def _person(id: str, rows: list[tuple[HolderRow, str | None]]) -> Person:
    name = rows[0][0].name
    names = _unique(other for row, _ in rows for other in (row.name, *row.aka))
    given = [row.surname for row, _ in rows if row.surname]
    short = [n for n in names if " " not in n or _ends(n, names)]
    country = next((country for _, country in rows if country in _OWN_ORDER), None)
    derived = [] if given else [s for n in names if n not in short for s in surnames(n, country=country)]
    gender = next((row.gender for row, _ in rows if row.gender), None)
    return Person(id, name, tuple(n for n in names if n != name), _unique([*given, *derived, *short]), gender)


def _ends(name: str, names: tuple[str, ...]) -> bool:
    """Return whether a name is the end of another of the person's names: "Van der Bellen"."""
    return any(fold(other).endswith(" " + fold(name)) for other in names)


def surnames(name: str, *, country: str | None = None) -> tuple[str, ...]:
    """Return the parts of a full name that news uses alone: "Ursula von der Leyen" gives "von der Leyen".

    ``country`` tells the order of names: Chinese, Korean and Khmer names start with the family's ("Xi Jinping": Xi),
    Ethiopian, Eritrean and Thai people go by the given name, and of Burmese names no part stands alone. Where that
    misleads, ``surname`` in the YAML says better.
    """
    words = [w for w in name.split() if slug(w) not in _SUFFIXES and not _REGNAL.fullmatch(w)]
    order = _OWN_ORDER.get(country or "")
    if order == "whole":
        return ()
    if order == "given" or (order == "family first" and 2 <= len(words) <= 3):
        return (words[0],)
    cut = len(words) - 1
    while cut > 1 and fold(words[cut - 1]) in _PARTICLES:
        cut -= 1
    return (" ".join(words[cut:]),)


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
