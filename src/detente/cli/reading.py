"""The command ``read``: inputs into the store, with progress, counts and what was refused."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import Day, json_option, register_option, store_option

if TYPE_CHECKING:
    from detente.model import Refusal
    from detente.pipeline import Reading

_SHOWN = 50


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@store_option
@click.option(
    "--metadata",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV or JSON Lines table with file (or uri) and any of outlet, published, title and language.",
)
@click.option("--engine", type=click.Choice(["local", "dask", "ray"]), default="local", show_default=True)
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Processes; 0 (default) is one for each core.")
@click.option("--as-of", type=Day(), help="The day the pages were saved: no story on them is younger.")
@register_option
@click.option("--skip-faulty-registers", is_flag=True, help="Leave out a --register file with a fault, with a warning.")
@json_option
@click.pass_context
def read(  # noqa: PLR0913, PLR0917 (one for each option)
    ctx: click.Context,
    paths: tuple[str, ...],
    root: Path,
    metadata: Path | None,
    engine: str,
    workers: int,
    as_of: datetime.date | None,
    register: tuple[Path, ...],
    skip_faulty_registers: bool,
    as_json: bool,
) -> None:
    """Read pages into the store: files, folders, patterns, feeds by their addresses, or - for standard input.

    Texts (.txt), HTML (.html, .htm), JSON Lines (.jsonl) and JSON, crawls' archives (.warc), all of them also with
    .gz, zip archives of them, and feeds. Pages already in the store are passed over. The exit status is 1 if an input
    was refused; the others are read all the same.

    \b
    Example:
        detente read pages/ --metadata pages.csv --store my-store
    """
    import detente
    from detente.cli.progress import shown
    from detente.pipeline import Options

    options = Options(
        metadata=metadata,
        engine=engine,
        workers=workers,
        as_of=as_of,
        register=register,
        skip_faulty_registers=skip_faulty_registers,
    )
    with detente.open(root) as store:
        with shown(sys.stderr) as told:
            done = store.read(paths, options, told=told)
        if as_json:
            click.echo(_json(done))
        else:
            _report(done, root, paths)
    ctx.exit(1 if done.refused else 0)


def _report(done: Reading, root: Path, paths: Sequence[str]) -> None:
    run = done.run
    _refusals(done)
    known = f"{_n(done.known, 'page')} already in the store"
    if not done.changed:
        none = "no page could be read" if done.refused else _nothing(paths)
        click.echo(f"nothing new: {known if done.known else none}")
        return
    click.echo(f"read {_n(run.pages, 'page')}: {_n(run.articles, 'story', 'stories')}, {_n(run.claims, 'claim')}")
    if done.known:
        click.echo(f"unchanged: {known}")
    click.echo(
        f"the store {root} now holds {_n(run.events, 'event')} and {_n(run.entries, 'ledger entry', 'ledger entries')}"
    )


def _nothing(paths: Sequence[str]) -> str:
    """Return why nothing was read and nothing refused: feeds without news, or folders that hold nothing."""
    if any(path.startswith(("http://", "https://")) for path in paths):
        return "the feeds name nothing that was not read before"
    return "there is no file in what you named (hidden files are skipped)"


def _refusals(done: Reading) -> None:
    warned = [r for r in done.refused if r.code.startswith("warning")]
    refused = [r for r in done.refused if r not in warned]
    _listed(refused, _n(len(refused), "input") + " refused")
    _listed(warned, _n(len(warned), "warning"))
    if done.dropped:
        reasons = Counter(r.code for r in done.dropped).most_common()
        listed = ", ".join(f"{code} {count}" for code, count in reasons)
        click.echo(f"{_n(len(done.dropped), 'part')} of pages left out: {listed}", err=True)


def _listed(refusals: list[Refusal], head: str) -> None:
    if not refusals:
        return
    click.echo(f"{head}:", err=True)
    for refusal in refusals[:_SHOWN]:
        click.echo(f"  {_escaped(refusal.file)}: {_escaped(refusal.reason)}", err=True)
    if len(refusals) > _SHOWN:
        click.echo(f"  ... and {len(refusals) - _SHOWN} more; --json lists all", err=True)


def _escaped(text: str) -> str:
    """The text with what can't be printed, such as a line end in a file's name, written out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _json(done: Reading) -> str:
    from detente.store import to_json

    return to_json(
        {
            "run": done.run,
            "known": done.known,
            "changed": done.changed,
            "refused": done.refused,
            "dropped": done.dropped,
        },
        indent=1,
    )


def _n(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
