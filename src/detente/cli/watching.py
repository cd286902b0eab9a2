"""The command ``watch``: feeds followed until interrupted, a line for each poll."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import json_option, store_option

if TYPE_CHECKING:
    from detente.pipeline import Reading
    from detente.watching import Poll, Watch


@click.command()
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@store_option
@click.option("--every", type=click.IntRange(min=1), default=30, show_default=True, help="Minutes between two polls.")
@click.option("--once", is_flag=True, help="Ask each feed once and end, for use from cron and the like.")
@click.option("--workers", type=click.IntRange(min=0), default=0, help="Processes; 0 (default) is one for each core.")
@click.option("--allow-private", is_flag=True, hidden=True, help="Fetch from this machine and its network, for tests.")
@json_option
@click.pass_context
def watch(  # noqa: PLR0913, PLR0917 (one for each option)
    ctx: click.Context,
    feeds: tuple[str, ...],
    root: Path,
    every: int,
    once: bool,
    workers: int,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Follow RSS and Atom feeds by their addresses, and read what is new into the store, until interrupted (Ctrl-C).

    The articles that a feed names are fetched with regard to robots.txt, one at a time. A feed that fails is tried
    again later, the others go on. A feed is asked less often than --every where it wants that. Each poll is a line on
    standard error. The exit status with --once is 1 if anything could not be read.

    \b
    Example:
        detente watch https://example.org/world/rss.xml --every 60 --store my-store
    """
    import detente
    from detente.pipeline import Options
    from detente.settings import Settings
    from detente.watching import Watch, visitor_of

    options = Options(workers=workers, settings=Settings(allow_private_addresses=allow_private))
    with detente.open(root) as store:
        visitor = visitor_of(store.record, options, feeds_only=True)
        follow = Watch(store.record, feeds, options, datetime.timedelta(minutes=every), visitor)
        refused = _polled(follow, root, as_json)
        while not once:
            follow.pause()
            _polled(follow, root, as_json)
    ctx.exit(1 if refused else 0)


def _polled(follow: Watch, root: Path, as_json: bool) -> bool:
    """Poll what is due, tell of it, and say whether anything was refused."""
    refused = False
    for poll in follow.poll():
        refused = refused or bool(poll.refused)
        _tell(poll, as_json)
    for done in follow.readings:
        refused = refused or bool(done.refused)
        if done.changed:
            _tell_read(done, root)
    follow.readings.clear()
    return refused


def _tell(poll: Poll, as_json: bool) -> None:
    from detente.store import to_json

    click.echo(_line(poll), err=True)
    if as_json:
        click.echo(to_json(poll))


def _line(poll: Poll) -> str:
    at, later = f"{poll.at.astimezone():%H:%M}", f"{poll.next.astimezone():%Y-%m-%d %H:%M}"
    if poll.status == "failed":
        return f"{at} {poll.feed}: failed: {poll.refused[0].reason}; tried again at {later}"
    told = "nothing new" if poll.status == "unchanged" or not poll.new else f"{poll.new} new, {poll.known} unchanged"
    count = len(poll.refused)
    if count:
        first = poll.refused[0]
        more = f" (and {count - 1} more)" if count > 1 else ""
        told += f"; {first.file}: {first.reason}{more}"
    return f"{at} {poll.feed}: {told}; next at {later}"


def _tell_read(done: Reading, root: Path) -> None:
    run = done.run
    click.echo(f"      {root}: {run.pages} more pages, {run.articles} stories, {run.claims} claims", err=True)
