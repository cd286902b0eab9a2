"""Files that are either whole or absent: atomic writes, hashes, and the writer's lock."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.errors import BusyStoreError, StoreError

TEMPORARY = ".tmp"


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a temporary file, then put it in the place of ``path`` in one step.

    After a crash at any moment ``path`` holds its old bytes or its new ones, never a part of them. The temporary file
    lies beside it, of a file in a folder of days (``first=2022-03-09``) above all those.
    """
    _make(path.parent)
    folder = next(above for above in path.parents if not _is_of_days(above.name))
    temporary = folder / f"{path.name}.{os.getpid()}{TEMPORARY}"
    try:
        write(temporary)
        _flush(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _flush(path.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of ``path`` in one step."""
    write_atomically(path, lambda temporary: temporary.write_bytes(content))


def append_line(path: Path, line: str) -> None:
    """Append one line and force it to the disk."""
    with path.open("ab") as stream:
        stream.write(line.encode("utf-8") + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def remove_temporary(folder: Path) -> None:
    """Remove what writers left half done under ``folder`` when they were killed.

    Folders of days hold nothing half done, and 20,000 partitions have up to 160,000 of them: to look would take 2 s.
    """
    for at, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if not _is_of_days(name)]
        for name in names:
            if name.endswith(TEMPORARY):
                Path(at, name).unlink(missing_ok=True)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the writer's lock while the block runs; BusyStoreError if another process holds it.

    The operating system frees the lock when its holder ends, however it ends. StoreError if the store can't be written.
    """
    try:
        opened = path.open("ab")
    except OSError as error:
        reason = f"{path.parent}: this store can't be written ({error.strerror}); copy it, or give another --store DIR"
        raise StoreError(reason) from None
    with opened as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyStoreError(
                f"{path.parent}: another process is writing to this store; wait for it to end, or give --store DIR"
            ) from None
        yield


def _is_of_days(name: str) -> bool:
    return name.startswith(("first=", "last="))


def _make(folder: Path) -> None:
    """Make a folder that outlasts a power cut: one whose name isn't on the disk takes the files in it along."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush(folder.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
