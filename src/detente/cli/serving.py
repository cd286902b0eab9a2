"""The command that opens the reading room: serve."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click

from detente.cli.options import store_option

PORT = 8600


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; by default only here.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65_535), help="0 takes any free port.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file with the token that lets its holder judge; one that is not there is made, with a new token.",
)
def serve(root: Path, host: str, port: int, token_file: Path | None) -> None:
    """Open the reading room: the store's pages for people, in a browser.

    Overview, relations, events, articles, actors, map, network and search; each page has a JSON twin. Whoever
    reaches it may read. Nobody can write without --token-file. New reads are taken up as they are published.

    \b
    Example:
        detente serve --store desk
        detente serve --store desk --token-file desk.token
    """
    import detente
    from detente.web.room.guards import LOOPBACK, Token, read_token
    from detente.web.room.serving import run

    with detente.open(root, create=False) as opened:
        record = opened.record
    token = read_token(token_file) if token_file else Token()
    away = not _is_loopback(host)
    hosts = frozenset({host, f"[{host}]", *LOOPBACK}) if not _is_any(host) else frozenset[str]()
    if away:
        click.echo(f"{host}: whoever reaches this address can read the whole store", err=True)
    if token_file:
        click.echo(f"the token stands in {token_file}", err=True)
    run(record, token=token, hosts=hosts, host=host, port=port, told=lambda url: click.echo(f"reading room: {url}"))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_any(host: str) -> bool:
    return host in ("0.0.0.0", "::")
