"""`export events --layout`: the file, and beside it the companion."""

from __future__ import annotations

from pathlib import Path

import click

from detente.cli.options import written
from detente.errors import UsageError

COMPANION = ".companion.jsonl"


def write_layout(table: str, root: Path, layout: str, out: Path | None) -> None:
    """Write a store's events in a layout; UsageError for another table than events."""
    import detente

    if table != "events":
        raise UsageError(f"--layout {layout} is a shape of events: detente export events --layout {layout}")
    beside = out.with_name(out.name + COMPANION) if out and (out.is_file() or not out.exists()) else None
    if layout == "jsonld" or beside is None:
        if layout != "jsonld":
            click.echo(f"what {layout} can't hold is written beside a file: give one with -o", err=True)
        with detente.open(root, create=False) as store, written(out) as stream:
            store.export_layout(layout, stream)
        return
    with detente.open(root, create=False) as store, written(out) as stream, written(beside) as more:
        store.export_layout(layout, stream, more)
