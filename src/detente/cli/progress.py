"""Progress of a read on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from detente.pipeline import Progress, Told

_WORDS = {"claims": "reading pages", "events": "finding events"}
_SECONDS = 10.0
"""Between two lines where there is no terminal: enough for a log to show life, few enough to read."""


@contextlib.contextmanager
def shown(stream: TextIO) -> Iterator[Told]:
    """Show how far a read is while the block runs; the block hands what it is given to ``Store.read``."""
    if not stream.isatty():
        yield _Lines(stream)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("loading the models", total=None)

        def told(now: Progress) -> None:
            bar.update(task, description=_WORDS[now.stage], completed=now.done, total=now.of)

        yield told


class _Lines:
    def __init__(self, stream: TextIO) -> None:
        self.stream, self.last = stream, time.monotonic()

    def __call__(self, now: Progress) -> None:
        """Write a line if the last one is long enough ago."""
        if time.monotonic() - self.last >= _SECONDS:
            self.last = time.monotonic()
            self.stream.write(f"{_WORDS[now.stage]}: {now.done} of {now.of}\n")
            self.stream.flush()
