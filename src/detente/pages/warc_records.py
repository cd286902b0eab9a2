"""A WARC stream -> its records (ISO 28500), one in memory at a time, finding its feet again after damage.

A record's length is believed only if what follows is what ends a record. Where it is not, the head of the
next record bounds it: so a length that lies costs at most the record that bears it. Of the libraries that read the
format, warcio 1.8 and FastWARC 2.0 both end at the first record that is out of step, and neither says when the last
one is cut off (measured on archives with one fault each; docs/reference/dependencies.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

_HEAD = rb"WARC/\d\.\d+\r?\n(?:WARC-|Content-)[\w-]+:"
_AT_ONCE = re.compile(_HEAD, re.I)
_START = re.compile(rb"\n(?=" + _HEAD + rb")", re.I)
_VERSION = re.compile(rb"WARC/\d\.\d+\s*\Z", re.I)
_TWO_LINE_ENDS = b"\r\n\r\n"
_LONGEST_LINE = 1 << 16
_MOST_FIELDS = 200
_CHUNK = 1 << 16
# After so many lengths that lie no more are tried: each costs a look at all the bytes that it claims.
_MOST_LIES = 50
# Enough to hold what _START looks at, so that it is found across two chunks.
_OVERLAP = 200


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its number from 1, its fields by lower-case name, and its block as far as that may be held.

    ``fault`` says what is wrong with it: 'length' (not as long as it says), 'cut' (the file ends inside it), or 'large'
    (longer than a page may be; the block is empty).
    """

    number: int
    fields: Mapping[str, str]
    block: bytes
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something between records that is none; ``number`` is that of the record before it, 0 at the head of a file."""

    number: int


def warc_records(stream: IO[bytes], most: int) -> Iterator[WarcRecord | Gap]:
    """Yield the records of a WARC stream in order; blocks of more than ``most`` bytes are passed over."""
    ahead, number, lies = _Ahead(stream), 0, 0
    while True:
        begins, skipped = _next_start(ahead)
        if skipped and (begins or number):
            yield Gap(number)
        if not begins:
            return
        fields = parse_fields(_head(ahead))
        number += 1
        length = record_length(fields)
        block, fault = _block(ahead, length, most) if lies < _MOST_LIES else _bounded(ahead, length, most)
        lies += fault == "length"
        yield WarcRecord(number, fields, block, fault)


def parse_fields(lines: list[bytes]) -> dict[str, str]:
    """Return header lines as a mapping by lower-case name; of fields that repeat the first counts."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t") and name:
            fields[name] += " " + text.strip()
        elif ":" in text:
            name, _, value = text.partition(":")
            name = name.strip().lower()
            fields.setdefault(name, value.strip())
    return fields


class _Ahead:
    """A stream into which bytes that were read can be put back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._held, self._at = stream, b"", 0

    def read(self, size: int) -> bytes:
        data = self._held[self._at : self._at + size]
        self._at += len(data)
        return data + self._stream.read(size - len(data)) if len(data) < size else data

    def readline(self) -> bytes:
        at = self._held.find(b"\n", self._at, self._at + _LONGEST_LINE)
        if at >= 0:
            return self.read(at + 1 - self._at)
        held = self.read(min(_LONGEST_LINE, len(self._held) - self._at))
        return held if len(held) == _LONGEST_LINE else held + self._stream.readline(_LONGEST_LINE - len(held))

    def put_back(self, data: bytes) -> None:
        begin = self._at - len(data)
        if begin >= 0 and self._held.startswith(data, begin):
            self._at = begin
        else:
            self._held, self._at = data + self._held[self._at :], 0


def _next_start(ahead: _Ahead) -> tuple[bool, bool]:
    """Go past the next version line; say whether there is one and whether anything else was passed over."""
    skipped = False
    while line := ahead.readline():
        if _VERSION.match(line):
            return True, skipped
        skipped = skipped or bool(line.strip())
    return False, skipped


def _head(ahead: _Ahead) -> list[bytes]:
    lines: list[bytes] = []
    while (line := ahead.readline()).strip() and len(lines) < _MOST_FIELDS:
        if _VERSION.match(line):
            ahead.put_back(line)
            break
        lines.append(line)
    return lines


def record_length(fields: Mapping[str, str]) -> int | None:
    """Return the bytes that a record says its block has, ``None`` where that is no number."""
    told = fields.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


def _bounded(ahead: _Ahead, length: int | None, most: int) -> tuple[bytes, str | None]:
    """Return a block that the next record's head bounds, whatever its length says."""
    block, _ = _up_to_next(ahead, b"", most)
    return block, None if length is not None and len(block) <= length <= len(block) + 8 else "length"


def _block(ahead: _Ahead, length: int | None, most: int) -> tuple[bytes, str | None]:
    if length is None:
        return _up_to_next(ahead, b"", most)[0], "length"
    if length > most:
        return b"", _pass_over(ahead, length)
    block = ahead.read(length)
    if len(block) == length and _is_end(ahead):
        return block, None
    cut = len(block) < length
    block, found = _up_to_next(ahead, block, most)
    return block, "cut" if cut and not found else "length"


def _is_end(ahead: _Ahead) -> bool:
    """Whether what ends a record is ahead, two line ends, or else the next record or the end of the file."""
    peeked = ahead.read(32)
    ahead.put_back(peeked)
    rest = peeked.lstrip(b"\r\n")
    return not rest or peeked.startswith(_TWO_LINE_ENDS) or rest[:5].upper() == b"WARC/"[: len(rest[:5])]


def _up_to_next(ahead: _Ahead, block: bytes, most: int) -> tuple[bytes, bool]:
    """Return the bytes up to the next record's head, ``block`` the first of them, and whether there is a next one."""
    parts, size, searched, first = [block], len(block), block, True
    while True:
        if match := (_AT_ONCE.match(block) if first else None) or _START.search(searched):
            whole = b"".join(parts)
            at = len(whole) - len(searched) + (0 if match.re is _AT_ONCE else match.end())
            ahead.put_back(whole[at:])
            return whole[:at].rstrip(b"\r\n"), True
        data = ahead.read(_CHUNK)
        if not data:
            return b"".join(parts), False
        first = False
        if size <= most:
            parts.append(data)
        else:
            parts = [b"".join(parts)[: most + 1], searched[-_OVERLAP:] + data]
        size += len(data)
        searched = searched[-_OVERLAP:] + data


def _pass_over(ahead: _Ahead, length: int) -> str:
    """Go past a block that is too large; a record's head inside it tells that it is not as long as it says."""
    searched = b""
    while length > 0:
        data = ahead.read(min(_CHUNK, length))
        if not data:
            return "cut"
        length -= len(data)
        searched = searched[-_OVERLAP:] + data
        if match := _START.search(searched):
            ahead.put_back(searched[match.end() :])
            return "length"
    return "large"
