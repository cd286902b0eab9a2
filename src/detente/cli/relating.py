"""The state of all relations of a store, and what a relation's table leaves out."""

from __future__ import annotations

import csv
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
    from detente.relations import Series, Step

Date = datetime.date
BAR = 20
"""Characters of the longest bar."""


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


@click.command()
@click.argument("a")
@click.argument("b")
@store_option
@click.option("--by", "step", type=click.Choice(["day", "week", "month"]), default="month", show_default=True)
@click.option("--half-life", type=click.IntRange(1), default=90, show_default=True, help="Of the level, in days.")
@click.option("-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write it as CSV.")
@json_option
def intensity(a: str, b: str, root: Path, step: Step, half_life: int, out: Path | None, as_json: bool) -> None:  # noqa: PLR0913, PLR0917
    """Show how A and B get on over time: the sum, mean and count of their events' scores, from -10 to 10.

    The level adds the scores up, each halved after a while; marked is where the mean shifts.

    \b
    Example:
        detente intensity Turkey Israel --by month
    """
    import detente
    from detente.store import to_json

    with detente.open(root, create=False) as store:
        found = store.intensity(a, b, step=step, half_life=half_life)
    if out is not None:
        _write_csv(found, out)
    if as_json:
        click.echo(to_json(found, indent=1))
    elif out is None and found.points:
        _draw(found)
    elif out is None:
        click.echo(f"nothing happened between {a} and {b} in {root}", err=True)


def _write_csv(found: Series, out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("start", "count", "sum", "mean", "level", "events"))
        writer.writerows((p.start, p.count, p.sum, p.mean, p.level, " ".join(p.events)) for p in found.points)


def _draw(found: Series) -> None:
    """Print a line for each step with events or a change: its figures, and a bar to the left or right of nought."""
    from detente.cli.tables import Column, short, show

    changes = {c.start: c for c in found.changes}
    most = max((abs(p.sum) for p in found.points), default=0.0) or 1.0
    rows = []
    for point in found.points:
        change = changes.get(point.start)
        if point.count or change:
            bar = "█" * round(abs(point.sum) / most * BAR)
            drawn = f"{bar:>{BAR}}│" if point.sum < 0 else f"{'':>{BAR}}│{bar}"
            mean = "" if point.mean is None else f"{point.mean:+.1f}"
            told = f"mean from {change.before:+.1f} to {change.after:+.1f}: " if change else ""
            told += " ".join(short(i) for i in change.events) if change else ""
            figures = (str(point.count), f"{point.sum:+.1f}", mean, f"{point.level:+.1f}")
            rows.append((str(point.start), *figures, drawn, told))
    heads = ("from", "events", "sum", "mean", "level", "")
    show([*(Column(head) for head in heads), Column("shift", breaks=True)], rows)
    if found.undated:
        click.echo(f"{found.undated} events are dated too vaguely for a {found.step}", err=True)


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
