"""The command ``who``: what the register knows of a name on a day, and who was met that it does not know."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.options import Day, json_option, register_option, store_option

if TYPE_CHECKING:
    from detente.candidates import Candidate
    from detente.reading.actors.who import Held, Match


@click.command()
@click.argument("name", nargs=-1)
@click.option("--on", type=Day(), help="The day asked about; default: today's offices first.")
@click.option("--candidates", is_flag=True, help="Persons of the store whom the register does not know.")
@click.option("--yaml", "as_yaml", is_flag=True, help="With --candidates: as a register file, to correct and confirm.")
@store_option
@register_option
@json_option
def who(  # noqa: PLR0913, PLR0917 (one for each option)
    name: tuple[str, ...],
    on: datetime.date | None,
    candidates: bool,
    as_yaml: bool,
    root: Path,
    register: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show whom a name means on a day: the person, state, organisation or group, with its offices.

    NAME is a full name, a surname, a country, a capital, an organisation, or a part of several ("the Kremlin"). The
    register of the store is asked where there is one, else the one that comes with Détente.

    \b
    Example:
        detente who Herzog --on 2022-03-09
        detente who --candidates --yaml > mine.yaml
    """
    if bool(name) == candidates:
        raise click.UsageError("give a NAME, or --candidates")
    if as_yaml and not candidates:
        raise click.UsageError("--yaml goes with --candidates")
    with _registered(root, register):
        if candidates:
            _candidates(root, as_yaml=as_yaml, as_json=as_json)
        else:
            _matches(" ".join(name), on, as_json=as_json)


@contextlib.contextmanager
def _registered(root: Path, register: Sequence[Path]) -> Iterator[None]:
    """Put the store's register in force, if there is a store, and the files given beside it."""
    from detente.errors import NoStoreError
    from detente.reading.actors.own import in_force, own_sources, with_own
    from detente.store import open_record

    try:
        kept = open_record(root).register_files()
    except NoStoreError:
        kept = ()
    sources = own_sources([*kept, *register])
    with in_force(with_own(sources) if sources else None):
        yield


def _matches(name: str, on: datetime.date | None, *, as_json: bool) -> None:
    from detente.reading.actors import load_register
    from detente.reading.actors.who import who as find

    found = find(load_register(), name, on=on)
    if as_json:
        from detente.store import to_json

        click.echo(to_json([_shape(m) for m in found], indent=1))
        return
    for number, match in enumerate(found):
        if number:
            click.echo()
        _show(match)


def _show(match: Match) -> None:
    from detente.cli.tables import console

    to = console()
    to.print(match.entry.name, style="bold", end="")
    to.print(f"  {_about(match)}", style="dim")
    for held in match.offices:
        to.print(f"  {_term(held)}  {_office(match, held)}", style="" if held.now else "dim")


def _about(match: Match) -> str:
    from detente.reading.actors.register_types import Entity

    entry = match.entry
    if not isinstance(entry, Entity):
        return ", ".join(entry.aka)
    code = entry.code or entry.country
    life = f"{entry.start.year if entry.start else ''}–{entry.end.year if entry.end else ''}" if entry.end else None
    parts = (match.kind, entry.sector, code, life, ", ".join(entry.names))
    return ", ".join(part for part in parts if part)


def _term(held: Held) -> str:
    from detente.reading.actors.who import day_text

    tenure = held.tenure
    return f"{day_text(tenure.start, tenure):>10} – {day_text(tenure.end, tenure):<10}"


def _office(match: Match, held: Held) -> str:
    if match.kind == "person":
        return f"{held.tenure.title}, {held.of}"
    return f"{held.tenure.title}: {held.person}"


def _shape(match: Match) -> dict[str, Any]:
    from detente.reading.actors.register_types import Entity

    entry = match.entry
    same: dict[str, Any] = {"id": entry.id, "kind": match.kind, "name": entry.name}
    if isinstance(entry, Entity):
        same |= {"country": entry.country, "sector": entry.sector, "names": entry.names}
    else:
        same |= {"country": next((h.tenure.country for h in match.offices), None), "names": entry.aka}
    return same | {"offices": [_held_shape(h) for h in match.offices]}


def _held_shape(held: Held) -> dict[str, Any]:
    tenure = held.tenure
    return {
        "person": tenure.person,
        "title": tenure.title,
        "role": tenure.role,
        "of": tenure.organisation or tenure.country,
        "sector": tenure.sector,
        "from": tenure.start,
        "to": tenure.end,
        "precision": tenure.precision,
        "held": held.now,
        "source": tenure.source,
    }


def _candidates(root: Path, *, as_yaml: bool, as_json: bool) -> None:
    import detente
    from detente.candidates import as_register
    from detente.reading.actors import load_register

    known = load_register()
    with detente.open(root, create=False) as store:
        found = store.candidates(known)
    if as_yaml:
        click.echo(as_register(found), nl=False)
    elif as_json:
        from detente.store import to_json

        click.echo(to_json(found, indent=1))
    elif found:
        _show_candidates(found)
    else:
        click.echo(f"everybody in {root} is in the register", err=True)


def _show_candidates(found: Sequence[Candidate]) -> None:
    from detente.cli.tables import Column, show

    columns = [Column("name"), Column("country"), Column("office", breaks=True), Column("told"), Column("claims")]
    show(
        columns,
        [(c.name, c.country or "", c.office or "", f"{c.first or ''} – {c.last or ''}", str(c.claims)) for c in found],
    )
