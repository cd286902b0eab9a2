"""Zip archives -> the pages of their members, which are read as files are; nothing is ever unpacked to a path."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from detente.errors import RefusedInput
from detente.model import Page, Refusal
from detente.pages.inputs import STAGE
from detente.pages.limits import Metered
from detente.pages.sources import Budget, Source, kind_by_name
from detente.pages.tally import Tally
from detente.settings import Settings

ReadAs = Callable[[Source, str, bool, Settings], Iterator[Page | Refusal]]
"""How a source is read whose kind is known: (source, kind, whether gzip is around it, settings)."""

_ENCRYPTED = 0x1
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _END64 = b"PK\x06\x07", b"PK\x06\x06"
_LONGEST_COMMENT = 1 << 16
_DIRECTORY_ENTRY = 200
_BUFFER = 1 << 16
_IN_MEMORY = 20_000_000
_HARMLESS = 100_000_000
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError),
)


def read_zip(source: Source, settings: Settings, read_as: ReadAs) -> Iterator[Page | Refusal]:
    """Yield the pages of an archive's members, each called NAME/MEMBER, in the archive's order.

    Encrypted members, names that lead out of the archive, links, archives too deep inside one another, and members
    that swell beyond the limits are refused; of each reason the first few and a line that counts the others. Hidden
    members are passed over as hidden files are.
    """
    tally, label = Tally(source.label, "member"), source.label
    if source.depth >= settings.max_archive_depth:
        reason = f"an archive inside {source.depth} others; unpack it and read that"
        raise RefusedInput(label, "nested", reason)
    _check_members(source, settings)
    try:
        archive = zipfile.ZipFile(source.stream)
    except _FAULTS as error:
        raise RefusedInput(label, "damaged", f"the zip archive can't be opened: {error}; pack it anew") from None
    with archive:
        budget = source.budget or Budget(_HARMLESS + settings.max_expansion * _size(source.stream))
        members = archive.infolist()
        if not members:
            raise RefusedInput(label, "empty", "there is no file in it")
        for member in members:
            if member.filename.endswith("/") or _is_hidden(member.filename):
                continue
            for found in _member(archive, member, source, settings, budget, read_as):
                yield from [found] if isinstance(found, Page) else tally.take(found)
    yield from tally.rest()


def _member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    source: Source,
    settings: Settings,
    budget: Budget,
    read_as: ReadAs,
) -> Iterator[Page | Refusal]:
    label = f"{source.label}/{member.filename}"
    try:
        _check(member, label)
        kind, packed = kind_by_name(member.filename, label)
        with archive.open(member) as opened:
            stream = io.BufferedReader(_Spent(opened, label, budget), _BUFFER)
            inner = Source(f"{source.name}/{member.filename}", label, stream, source.depth + 1, budget)
            if kind == "zip":
                with spooled(inner.stream, label, settings) as file:
                    yield from read_as(replace(inner, stream=file), kind, packed, settings)
            else:
                yield from read_as(inner, kind, packed, settings)
    except RefusedInput as refused:
        yield Refusal(refused.file, STAGE, refused.code, refused.reason)
    except _FAULTS as error:
        yield Refusal(label, STAGE, "damaged", f"the member can't be unpacked: {str(error)[:200]}")


def _check(member: zipfile.ZipInfo, label: str) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if member.flag_bits & _ENCRYPTED:
        raise RefusedInput(label, "encrypted", "the member is encrypted; unpack it and read that")
    if not name.parts or name.is_absolute() or ".." in name.parts or ":" in name.parts[0]:
        raise RefusedInput(label, "name", "the member's name is none, or leads out of the archive; pack it anew")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RefusedInput(label, "type", "the member is a link, not a file")


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)


class _Spent(Metered):
    """A member's bytes, taken off what the whole archive may give; beyond it RefusedInput 'bomb'."""

    def __init__(self, stream: IO[bytes], label: str, budget: Budget) -> None:
        super().__init__(stream, label, budget.left)
        self._budget = budget

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer and return how many bytes that took."""
        if self._budget.left <= 0:
            reason = "the archive's members swell beyond all that text does; this one and the rest were left"
            raise RefusedInput(self._label, "bomb", reason)
        data = self._stream.read(min(len(buffer), self._budget.left))
        self._budget.left -= len(data)
        buffer[: len(data)] = data
        return len(data)


def spooled(stream: IO[bytes], label: str, settings: Settings) -> IO[bytes]:
    """Return a temporary file with a stream's bytes, for what must be read from its end; RefusedInput 'too-large'."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    size = 0
    while data := stream.read(1 << 20):
        size += len(data)
        if size > settings.max_spooled_bytes:
            file.close()
            reason = f"an archive of more than {settings.max_spooled_bytes / 1e9:g} GB; save it and give the file"
            raise RefusedInput(label, "too-large", reason)
        file.write(data)
    file.seek(0)
    return file


def _size(stream: IO[bytes]) -> int:
    here = stream.tell()
    size = stream.seek(0, 2)
    stream.seek(here)
    return size


def _check_members(source: Source, settings: Settings) -> None:
    """Refuse an archive by the members it declares, before zipfile makes a record of each in memory."""
    count, directory = _declared(source.stream)
    most = settings.max_archive_members
    if count > most or directory > most * _DIRECTORY_ENTRY:
        told = f"{count:,} members" if count > most else f"a directory of {directory / 1e6:,.0f} MB"
        raise RefusedInput(source.label, "too-many", f"{told}: more than the {most:,} members that are read; split it")


def _declared(stream: IO[bytes]) -> tuple[int, int]:
    """Return the number of members that the end record declares, and the bytes of its directory."""
    size = _size(stream)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    count, directory = struct.unpack("<HI", tail[at + 10 : at + 16]) if at >= 0 and len(tail) >= at + 16 else (0, 0)
    if tail[max(0, at - 20) : max(0, at)].startswith(_LOCATOR):
        stream.seek(min(struct.unpack("<Q", tail[at - 12 : at - 4])[0], size))
        end = stream.read(56)
        if end.startswith(_END64) and len(end) == 56:
            count, directory = struct.unpack("<QQ", end[32:48])
    stream.seek(0)
    return int(count), min(int(directory), size)
