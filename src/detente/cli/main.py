"""The group of commands, and how each way of ending becomes an exit status."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from detente import __version__
from detente.cli.asking import brief, disputes, explain, export, plans, relation, timeline
from detente.cli.judging import judge
from detente.cli.keeping import models, store
from detente.cli.reading import read
from detente.cli.relating import intensity, relations
from detente.cli.serving import serve
from detente.cli.watching import watch
from detente.cli.who import who
from detente.errors import DetenteError

REFUSED, UNUSABLE, INTERRUPTED = 1, 2, 130

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="detente")
def cli() -> None:
    """Turn saved news pages into a record of what states do to one another.

    Acts with their dates, places and sources, plans and disputes, and the standing of any two countries on any day;
    each line can be followed to the words it was read from.

    \b
    Example:
        detente read pages/
        detente timeline Turkey Israel
        detente relation Turkey Israel --on 2018-06-01
    """


for command in (
    read,
    watch,
    export,
    timeline,
    relation,
    relations,
    intensity,
    disputes,
    plans,
    explain,
    judge,
    who,
    brief,
    serve,
    store,
    models,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 for success, 1 if inputs were refused, 2 for a wrong call, 130 on Ctrl-C."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:  # noqa: PLR0911 (one for each way of ending)
    try:
        status = cli.main(args=arguments, prog_name="detente", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was finished is kept, and the same command goes on from there", err=True)
        return INTERRUPTED
    except DetenteError as error:
        click.echo(f"Error: {error}", err=True)
        return UNUSABLE
    except BrokenPipeError:  # `detente export claims | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"Error: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        return UNUSABLE
    except Exception:  # a fault of ours; Python's own status would be 1, which says that inputs were refused
        traceback.print_exc()
        click.echo("Error: this is a fault in Détente; please report it with the lines above", err=True)
        return UNUSABLE
    return status if isinstance(status, int) else 0
