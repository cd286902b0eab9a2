"""Streams that keep to limits: bytes in all, and how far compressed bytes may swell. Nothing is held but a buffer."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from typing import IO

from detente.errors import RefusedInput
from detente.settings import Settings

GZIP = b"\x1f\x8b\x08"
_GZIP_FORMAT = 31
_CHUNK = 1 << 16
# Below this a bomb costs nothing, and a small file of one repeated line swells a thousandfold by right.
_HARMLESS = 100_000_000

_FAULTS = {
    "damaged": "a compressed part of it is damaged; what lies before and after was read",
    "cut": "the compressed file is cut off; what is there was read",
    "bomb": "a compressed part of it swells beyond {expansion} times its size, as no text does, and was left",
}


class Metered(io.RawIOBase):
    """A stream that raises RefusedInput 'too-large' after ``most`` bytes, as one that never ends does in time."""

    def __init__(self, stream: IO[bytes], label: str, most: int) -> None:
        super().__init__()
        self._stream, self._label, self._most, self._count = stream, label, most, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer and return how many bytes that took."""
        data = self._stream.read(len(buffer))
        self._count += len(data)
        if self._count > self._most:
            reason = f"it goes on after {self._most / 1e9:g} GB; what came before was read; hand it over in parts"
            raise RefusedInput(self._label, "too-large", reason)
        buffer[: len(data)] = data
        return len(data)


class Gunzip(io.RawIOBase):
    """The text of gzip members one after another; from a damaged or bursting one it goes on with the next.

    ``faults`` counts what was left: 'damaged', 'cut' or 'bomb'; a line end stands where a member was left, so that
    no line runs on into the next. Python's own GzipFile ends at the first fault, and a flipped bit at the head of a
    crawl's archive would cost all that follows.
    """

    def __init__(self, stream: IO[bytes], expansion: int) -> None:
        super().__init__()
        self.faults: Counter[str] = Counter()
        self._stream, self._expansion = stream, expansion
        self._rest, self._ended = b"", False
        self._member = zlib.decompressobj(_GZIP_FORMAT)
        self._taken = self._given = 0
        self._left = self._open = False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer as far as it goes and return how many bytes that took, 0 at the end."""
        while True:
            data = self._next(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
            if self._ended and not self._rest and not self._left:
                return 0

    def _next(self, size: int) -> bytes:
        begun = self._open or self._begin()
        if self._left:
            self._left = False
            return b"\n"
        if not begun:
            return b""
        if not self._rest:
            self._fill()
        try:
            data = self._member.decompress(self._rest, size)
        except zlib.error:
            self._leave("damaged")
            return b""
        self._rest = self._member.unconsumed_tail
        self._given += len(data)
        if self._member.eof:
            self._rest, self._open = self._member.unused_data, False
        elif self._given > _HARMLESS and self._given > self._expansion * self._taken:
            self._leave("bomb")
        elif not data and self._ended and not self._rest:
            self._leave("cut")
        return data

    def _fill(self) -> None:
        data = self._stream.read(_CHUNK)
        self._ended = not data
        self._taken += len(data)
        self._rest += data

    def _begin(self) -> bool:
        """Start on the next member and say whether there is one; zeros may fill the room up to it."""
        self._rest = self._rest.lstrip(b"\0")
        while len(self._rest) < len(GZIP) and not self._ended:
            self._fill()
            self._rest = self._rest.lstrip(b"\0")
        if self._rest and not self._rest.startswith(GZIP):
            self._leave("damaged")
        self._member = zlib.decompressobj(_GZIP_FORMAT)
        self._open = bool(self._rest)
        return self._open

    def _leave(self, fault: str) -> None:
        """Go to what looks like the head of the next member."""
        self.faults[fault] += 1
        self._left, self._open = self._given > 0, False
        at = self._rest.find(GZIP, 1)
        while at < 0 and not self._ended:
            self._rest = self._rest[-(len(GZIP) - 1) :]
            self._fill()
            at = self._rest.find(GZIP)
        self._rest = self._rest[at:] if at >= 0 else b""


def gunzipped(stream: IO[bytes], settings: Settings) -> tuple[io.BufferedReader, Gunzip]:
    """Return a stream of what is compressed in ``stream``, and the reader below it that knows of faults."""
    raw = Gunzip(stream, settings.max_expansion)
    return io.BufferedReader(raw, _CHUNK), raw


def faults_of(raw: Gunzip, label: str, settings: Settings) -> list[RefusedInput]:
    """Return what a compressed stream had to leave, once it is read to its end."""
    told = {fault: _FAULTS[fault].format(expansion=settings.max_expansion) for fault in sorted(raw.faults)}
    codes = {"damaged": "damaged", "cut": "damaged", "bomb": "bomb"}
    return [RefusedInput(label, codes[f], _times(raw.faults[f], reason)) for f, reason in told.items()]


def _times(count: int, reason: str) -> str:
    return reason if count == 1 else f"{reason} ({count:,} times)"


def whole(stream: IO[bytes], label: str, settings: Settings) -> bytes:
    """Return all bytes of a stream that holds one page; RefusedInput 'too-large' or 'empty'."""
    data = stream.read(settings.max_page_bytes + 1)
    if len(data) > settings.max_page_bytes:
        megabytes = settings.max_page_bytes / 1_000_000
        raise RefusedInput(label, "too-large", f"more than {megabytes:g} MB, which no news page is; split it")
    if not data.strip():
        raise RefusedInput(label, "empty", "there is no text in it")
    return data
