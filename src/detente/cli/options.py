"""Options that several commands share, and the dates they take."""

from __future__ import annotations

import calendar
import contextlib
import datetime
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import click

from detente.errors import UsageError
from detente.settings import DEFAULT_STORE, STORE_VARIABLE

F = TypeVar("F", bound=Callable[..., Any])

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\Z")


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """A day, written 2018-05-31 or ``today``; ``edge`` says which day a month or a year alone stands for."""

    name = "date"

    def __init__(self, edge: str | None = None) -> None:
        self.edge = edge

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Return the day that the user wrote; fails with how to write it."""
        if isinstance(value, datetime.date):
            return value
        if value == "today":
            return datetime.date.today()
        found = _DATE.match(value)
        year, month, day = (int(n) if n else None for n in found.groups()) if found else (None, None, None)
        try:
            if year and month and day:
                return datetime.date(year, month, day)
            if year and self.edge == "start":
                return datetime.date(year, month or 1, 1)
            if year and self.edge == "end":
                month = month or 12
                return datetime.date(year, month, calendar.monthrange(year, month)[1])
        except ValueError:
            pass
        raise click.BadParameter(f"{value!r} is no date; write it as 2018-05-31", ctx, param)


def store_option(command: F) -> F:
    """Give a command the option --store."""
    return click.option(
        "--store",
        "root",
        type=click.Path(path_type=Path),
        default=DEFAULT_STORE,
        envvar=STORE_VARIABLE,
        show_default=True,
        show_envvar=True,
        help="The store's folder.",
    )(command)


def register_option(command: F) -> F:
    """Give a command the option --register, which may be given several times."""
    return click.option(
        "--register",
        "register",
        type=click.Path(exists=True, path_type=Path),
        multiple=True,
        help="A YAML file (or a folder of them) with persons, groups and organisations of your own.",
    )(command)


def json_option(command: F) -> F:
    """Give a command the flag --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, and nothing else, on standard output.")(
        command
    )


@contextlib.contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file to write that takes its place once it is whole; a device, a pipe or standard output as it is.

    Raises UsageError if there is no folder to hold the file, or none that may be written.
    """
    if path is None or str(path) == "-":
        yield sys.stdout.buffer
    elif path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
    elif not path.absolute().parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}; make it, or give another file with -o")
    elif not os.access(path.absolute().parent, os.W_OK):
        raise UsageError(f"{path}: its folder can't be written; give another file with -o")
    else:
        with click.open_file(str(path), "wb", atomic=True) as file:
            yield cast("BinaryIO", file)
