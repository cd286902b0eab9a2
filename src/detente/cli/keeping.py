"""The commands that keep a store and the models in order: store check, rebuild, migrate; models check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import json_option, store_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.store.checks import Finding


@click.group()
def store() -> None:
    """Check, rebuild or migrate a store.

    \b
    Example:
        detente store check
    """


@store.command("check")
@store_option
@json_option
@click.pass_context
def check(ctx: click.Context, root: Path, as_json: bool) -> None:
    """Check that no file is missing or altered, and that every reference leads somewhere.

    The exit status is 2 if anything is wrong.

    \b
    Example:
        detente store check --store my-store
    """
    import detente
    from detente.store import to_json

    with detente.open(root, create=False) as opened:
        found = opened.check()
        counts = (
            {}
            if found or opened.empty
            else {n: opened.queries.count(n) for n in ("pages", "articles", "claims", "events", "entries")}
        )
    if as_json:
        click.echo(to_json({"sound": not found, "counts": counts, "findings": found}, indent=1))
    else:
        _findings(found)
        if not found:
            click.echo(
                f"{root} is sound: " + (", ".join(f"{n} {name}" for name, n in counts.items()) or "nothing read yet")
            )
    ctx.exit(2 if found else 0)


@store.command("rebuild")
@store_option
@click.pass_context
def rebuild(ctx: click.Context, root: Path) -> None:
    """Derive events, ledger and index anew from the record.

    What is damaged is set aside in the store's folder `damaged`, and its pages must be read again; the exit
    status is then 1.

    \b
    Example:
        detente store rebuild --store my-store
    """
    import detente

    with detente.open(root, create=False) as opened:
        aside = opened.rebuild()
    _findings(aside)
    click.echo(f"{root} was rebuilt" + ("; read the pages of what was set aside again" if aside else ""))
    ctx.exit(1 if aside else 0)


@store.command("migrate")
@store_option
def migrate(root: Path) -> None:
    """Bring a store that an older version wrote up to this one.

    \b
    Example:
        detente store migrate --store my-store
    """
    import detente
    from detente.store.migrations import migrate as bring_up

    steps = bring_up(root)
    if steps:
        with detente.open(root, create=False) as opened:
            opened.rebuild()
        click.echo(f"{root} was brought to schema {steps[-1]}")
    else:
        click.echo(f"{root} has the present schema")


@click.group()
def models() -> None:
    """Check the models that reading needs.

    \b
    Example:
        detente models check
    """


@models.command("check")
@json_option
@click.pass_context
def models_check(ctx: click.Context, as_json: bool) -> None:
    """Check that the parser and the coder that are loaded are there and are those that this version was measured with.

    The exit status is 2 if one is not.

    \b
    Example:
        detente models check
    """
    import dataclasses

    from detente.reading.codes.weights import check_coder
    from detente.reading.models import check_parser
    from detente.store import to_json

    parser, coder = check_parser(), check_coder()
    if as_json:
        click.echo(to_json(dataclasses.asdict(parser) | {"coder": dataclasses.asdict(coder)}, indent=1))
    for found in () if as_json else (parser, coder):
        click.echo(f"{found.name}: {'as pinned' if found.sound else 'NOT as pinned: ' + found.remedy}")
        click.echo(f"  sha256 {found.sha256}\n  pinned {found.pinned}\n  in     {found.path}")
    ctx.exit(0 if parser.sound and coder.sound else 2)


def _findings(found: Sequence[Finding]) -> None:
    for finding in found:
        click.echo(f"{finding.code}: {finding.where}: {finding.what}; {finding.remedy}", err=True)
