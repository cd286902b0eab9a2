"""A file without a name, for what need not stay in memory while it is worked on; it goes with the process."""

from __future__ import annotations

import os
import tempfile
import weakref
from pathlib import Path


class Scratch:
    """Bytes that are written one after the other and read at their places; ``folder`` is where the file lies."""

    def __init__(self, folder: Path | None = None) -> None:
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (open as long as this is)
        self._file = file
        self._end = self._flushed = 0
        weakref.finalize(self, file.close)

    def append(self, content: bytes) -> int:
        """Write some bytes at the end and return their place."""
        place = self._end
        self._end += self._file.write(content)
        return place

    def read(self, place: int, length: int) -> bytes:
        """Return the bytes at a place."""
        if self._flushed < self._end:
            self._file.flush()
            self._flushed = self._end
        return os.pread(self._file.fileno(), length, place)
