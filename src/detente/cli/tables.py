"""Rows for people: aligned to the terminal's width, plain and unbroken where the output is piped."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

SHORT = 8
"""Characters of an id that are shown: with 16 hex digits, a clash below a million records is rare, and is told."""

_UNBROKEN = 100_000
_ROOMY = 120


_STEERING = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), "�")
_BLANKS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x85\u2028\u2029"), " ")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head, its style, and whether its cells may be broken over lines."""

    head: str
    style: str = ""
    breaks: bool = False
    share: int = 1


def console() -> Console:
    """Return the console for standard output: as wide as the terminal, or unbroken in a pipe (COLUMNS overrules)."""
    from rich.console import Console

    piped = not sys.stdout.isatty()
    width = _UNBROKEN if piped and not os.environ.get("COLUMNS") else None
    return Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)


def harmless(text: str) -> str:
    """Return a page's words as they may be shown: as long, on one line, without what would steer the terminal."""
    return text.translate(_STEERING | _BLANKS)


def roomy(columns: int = _ROOMY) -> bool:
    """Whether the width holds a row of many columns; below that, what is secondary goes under what is not."""
    return console().width >= columns


def show(columns: Sequence[Column], rows: Sequence[Sequence[str | tuple[str, str]]]) -> None:
    """Print rows under the heads of their columns, fitted to the width; a pair of texts is set one under the other."""
    from rich.table import Table

    to = console()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        ratio = column.share if column.breaks and to.width < _UNBROKEN else None
        table.add_column(column.head, style=column.style, overflow="fold", no_wrap=not column.breaks, ratio=ratio)
    for row in rows:
        table.add_row(*(_cell(cell) for cell in row))
    to.print(table)


def _cell(cell: str | tuple[str, str]) -> Text:
    from rich.text import Text

    first, *under = (cell,) if isinstance(cell, str) else cell
    return Text.assemble(_line(first), *((f"\n{_line(u)}", "dim") for u in under))


def _line(text: str) -> str:
    return " ".join(harmless(text).split())


def short(id: str) -> str:
    """Return an id cut to what is usually enough to name its record."""
    return id[:SHORT]
