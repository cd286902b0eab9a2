"""The state of all relations of a store, and what a relation's table leaves out."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import Day, json_option, store_option

if TYPE_CHECKING:
    from detente.api import Store
    from detente.model import Entry

Date = datetime.date


@click.command()
@store_option
@click.option("--on", type=Day(), help="The day asked about; default: the last known state.")
@click.option("--known", type=Day(), help="Leave out what was told after this day.")
@json_option
def relations(root: Path, on: Date | None, known: Date | None, as_json: bool) -> None:
    """Show where all relations of the store stood on a day, a line for each two parties.

    \b
    Example:
        detente relations --on 2019-01-01
    """
    import detente
    from detente.model import Entry
    from detente.store import to_json
    from detente.store.record import from_rows
    from detente.store.shapes import entry

    with detente.open(root, create=False) as store:
        found = from_rows(Entry, store.relations(on=on, known=known).to_pylist())
    if as_json:
        click.echo(to_json([entry(e) for e in found], indent=1))
    elif found:
        _show(found)
    else:
        click.echo(f"the ledger holds nothing{f' on {on}' if on else ''} in {root}", err=True)


def show_aside(store: Store, a: str, b: str, known: Date | None, *, all_of_it: bool) -> None:
    """Print the conflicts of a ledger, and with ``all_of_it`` what a finer report superseded."""
    from detente.cli.tables import console
    from detente.lines import date_words
    from detente.relations import CONFLICT
    from detente.web.brief_words import state_words

    for entry in store.aside(a, b, known=known):
        if all_of_it or (entry.note or "").startswith(CONFLICT):
            sides = (" → " if entry.directed else " – ").join(entry.parties)
            said = f"{sides} {entry.track}: {state_words(entry)}, {date_words(entry.start)}"
            console().print(f"{entry.note}: {said}", style="dim")


def show_beside(store: Store, a: str, b: str, on: Date | None, known: Date | None) -> None:
    """Print what a ledger's table leaves out: tracks unknown on a day, and what was told and moves nothing."""
    from detente.cli.tables import console
    from detente.lines import date_words
    from detente.phrases import sentence

    to = console()
    begun = {e.track for e in store.relation(a, b, on=on, known=known)}
    later = {e.track: e for e in reversed(store.history(a, b, known=known)) if e.track not in begun}
    for track, first in sorted(later.items()):
        to.print(f"{track}: unknown on {on}, first told of {date_words(first.start)}", style="dim")
    for event, reason in store.unmoved(a, b) if known is None else ():
        to.print(f"{date_words(event.when)} {sentence(event)}: {reason}", style="dim")


def _show(found: Iterable[Entry]) -> None:
    from detente.cli.tables import Column, show
    from detente.web.brief_words import state_words

    rows = []
    for pair, held in itertools.groupby(found, key=lambda e: tuple(sorted(e.parties))):
        told = [f"{_sides(e)}{e.track}: {state_words(e)}" for e in held]
        rows.append((" – ".join(pair), "; ".join(told)))
    show([Column("parties"), Column("state", breaks=True)], rows)


def _sides(entry: Entry) -> str:
    return f"{' → '.join(entry.parties)} " if entry.directed else ""
