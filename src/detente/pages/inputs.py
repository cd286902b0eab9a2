"""What the user named -> the list of inputs: folders walked, globs spread, each under a name that travels."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.model import Refusal
from detente.pages.fetch_addresses import is_address

STDIN = "-"
STAGE = "pages"

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read. ``path`` opens it ('-' is standard input); ``name`` is what records call it.

    A path may be an address on the web too, which is its own name.

    The name is the path below the folder that was given, or the bare file name: the same on every machine, so that
    reading a folder again, or from another place, gives the same records.
    """

    path: str
    name: str


def list_inputs(paths: Iterable[str | Path]) -> list[Input | Refusal]:
    """Return the files behind paths, in a fixed order and each once; what can't be listed is a Refusal.

    A folder is walked recursively in sorted order, hidden files, hidden folders and stores skipped; a pattern with
    ``*``, ``?`` or ``[`` that is no file is spread; ``-`` is standard input.
    """
    found: dict[str, Input | Refusal] = {}
    for path in paths:
        for item in _spread(str(path)):
            is_file = isinstance(item, Input) and item.path != STDIN and not is_address(item.path)
            key = os.path.realpath(item.path) if isinstance(item, Input) and is_file else repr(item)
            found.setdefault(key, item)
    return list(found.values())


def _spread(path: str) -> Iterator[Input | Refusal]:
    if path == STDIN:
        yield Input(STDIN, "stdin")
    elif not path.strip():
        yield Refusal(repr(path), STAGE, "unreadable", "an empty name; give . for the present folder")
    elif is_address(path):
        yield Input(path, printable(path))
    elif _ADDRESS.match(path):
        reason = "only http and https addresses are fetched; save the page and give its file"
        yield Refusal(printable(path), STAGE, "type", reason)
    elif Path(path).is_dir():
        yield from _walk(Path(path))
    elif Path(path).exists() or not glob.has_magic(path):
        yield Input(path, printable(Path(path).name))
    else:
        yield from _glob(path)


def printable(path: str) -> str:
    """Return a path as text that can be stored and printed: bytes that are no UTF-8 are written as \\xff."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_store(folder: Path) -> bool:
    """Whether a folder is a store of ours: it may lie, by default does lie, among the pages read into it."""
    try:
        return b'"detente store"' in (folder / "manifest.json").read_bytes()[:200]
    except OSError:
        return False


def _glob(pattern: str) -> Iterator[Input | Refusal]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
    if not matches:
        yield Refusal(printable(pattern), STAGE, "unreadable", "no file matches this pattern")
    for match in matches:
        if Path(match).is_dir():
            yield from _walk(Path(match))
        else:
            yield Input(match, printable(Path(match).name))


def _walk(folder: Path) -> Iterator[Input | Refusal]:
    failures: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_store(Path(here) / name))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(here) / name
                yield Input(str(path), printable(path.relative_to(folder).as_posix()))
    for failure in failures:
        yield Refusal(
            printable(str(failure.filename)), STAGE, "unreadable", f"the folder can't be opened: {failure.strerror}"
        )
