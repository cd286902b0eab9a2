"""A user's own register: people, organisations and groups from YAML files, added to the ones that come with Détente.

    groups:
      - {name: Harbour Guard, country: LBY, names: [Guardians of the Harbour], operates_in: [LBY]}
    offices:
      - country: TUR
        source: city website, read in May 2024
        offices:
          - title: mayor of Antalya
            role: other
            holders:
              - {name: Ada Example, gender: f, from: 2024-04, to: null}

A file has any of ``organisations``, ``groups``, ``bodies`` and ``offices``; the rows are those of the register's own
files (``register_types``). What comes with Détente can't be redefined, but its offices can be given more holders.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from detente.data import line_of, parse_yaml
from detente.errors import DataError, UsageError
from detente.reading.actors.register import Register, build_register, in_force, shipped_contents
from detente.reading.actors.register_check import validate
from detente.reading.actors.register_files import Contents, entities_of, read_people, slug
from detente.reading.actors.register_types import EntityRow, OfficeFile, Tenure

__all__ = ["OwnFile", "Source", "in_force", "own_sources", "register_of", "sound_sources", "with_own"]

SUFFIXES = (".yaml", ".yml")
_REMEDY = "mend the entry, or read without this file"


class OwnFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of one's own: rows as in the register's files."""

    organisations: tuple[EntityRow, ...] = ()
    groups: tuple[EntityRow, ...] = ()
    bodies: tuple[EntityRow, ...] = ()
    offices: tuple[OfficeFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A register file of the user's: the name that errors call it by, and what it holds."""

    name: str
    content: bytes


def own_sources(paths: Iterable[Path]) -> list[Source]:
    """Return the YAML files behind paths, folders walked one level deep in sorted order.

    Raises UsageError for a path that is neither a YAML file nor a folder with one.
    """
    found: list[Source] = []
    for path in paths:
        files = sorted(f for f in path.iterdir() if f.suffix in SUFFIXES) if path.is_dir() else [path]
        if not files or not all(f.is_file() and f.suffix in SUFFIXES for f in files):
            raise UsageError(f"{path}: no register; give a .yaml file or a folder that holds some")
        found += [Source(str(f), f.read_bytes()) for f in files]
    return found


def register_of(files: Sequence[Path]) -> Register | None:
    """Return the register with a store's own files, built once a process for the same files; ``None`` without any."""
    return _built(tuple((f, f.stat().st_mtime_ns) for f in files)) if files else None


@functools.lru_cache(maxsize=4)
def _built(files: tuple[tuple[Path, int], ...]) -> Register:
    return with_own([Source(str(f), f.read_bytes()) for f, _ in files])


def sound_sources(kept: Sequence[Source], sources: Sequence[Source]) -> tuple[list[Source], list[tuple[str, str]]]:
    """Return the sources that can be used beside ``kept`` and those before them, and the others' names and faults."""
    sound: list[Source] = []
    faults: list[tuple[str, str]] = []
    for source in sources:
        try:
            with_own([*kept, *sound, source])
            sound.append(source)
        except DataError as error:
            faults.append((source.name, str(error)))
    return sound, faults


def with_own(sources: Sequence[Source]) -> Register:
    """Return the register that comes with Détente with the user's entries added.

    Who takes over an office in a file of the user's ends the tenure of whom the shipped register has in it still.
    Raises DataError that names every fault with its file, line and remedy: a broken row, an id that the register has
    already, an unknown country, a parent that leads back to itself, tenures of one office that overlap.
    """
    shipped = shipped_contents()
    added = [_contents(source) for source in sources]
    both = build_register(_joined(shipped, added))
    faults = [*_taken(shipped, added), *validate(both)]
    if faults:
        raise DataError("\n".join(_placed(fault, sources) for fault in dict.fromkeys(faults)))
    return both


def _contents(source: Source) -> Contents:
    file = parse_yaml(source.content or b"{}", OwnFile, name=source.name)
    try:
        entities = [
            *entities_of(file.organisations, "organisations", source.name),
            *entities_of(file.groups, "groups", source.name),
            *entities_of(file.bodies, "bodies", source.name),
        ]
        people = read_people((source.name, office) for office in file.offices)
    except DataError as error:
        raise DataError(_placed(str(error).removeprefix(f"{source.name}, "), [source])) from None
    return replace(people, entities=tuple(entities))


def _joined(shipped: Contents, added: Sequence[Contents]) -> Contents:
    """Return all contents as one; a person whom the register knows keeps its entry and gains the tenures."""
    known = {p.id for p in shipped.persons}
    own = tuple(t for contents in added for t in contents.tenures)
    return replace(
        shipped,
        entities=(*shipped.entities, *(e for contents in added for e in contents.entities)),
        persons=(*shipped.persons, *(p for contents in added for p in contents.persons if p.id not in known)),
        tenures=(*(_succeeded(t, own) for t in shipped.tenures), *own),
        problems=(*shipped.problems, *(p for contents in added for p in contents.problems)),
        forms=(),
    )


def _succeeded(tenure: Tenure, own: Sequence[Tenure]) -> Tenure:
    """Return a tenure that still lasts as ended by the first of the user's that follows it in the same office."""
    if tenure.end is not None or tenure.shared or tenure.start is None:
        return tenure
    office = (tenure.country, tenure.organisation, tenure.title)
    after = [t for t in own if (t.country, t.organisation, t.title) == office and t.start and t.start > tenure.start]
    next_one = min(after, key=lambda t: t.start or date.max, default=None)
    return replace(tenure, end=next_one.start, precision=next_one.precision) if next_one else tenure


def _taken(shipped: Contents, added: Sequence[Contents]) -> Iterator[str]:
    known = {e.id for e in shipped.entities}
    for e in (e for contents in added for e in contents.entities):
        if e.id in known:
            yield f"{e.id}: {e.name} is in the register already; leave it out, or give your own another id"


def _placed(fault: str, sources: Sequence[Source]) -> str:
    """Return a fault with the file and line of the entry that it begins with, which is named by id, title or name."""
    for part in reversed(fault.partition(":")[0].split(", ")):
        for source in sources:
            if line := line_of(source.content, lambda value, part=part: part in (value, slug(value))):  # type: ignore[misc]
                return f"{source.name}, line {line}: {fault}; {_REMEDY}"
    return f"{', '.join(s.name for s in sources)}: {fault}; {_REMEDY}"
