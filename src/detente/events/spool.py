"""Records in a file for as long as they are worked on, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableSequence, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

import msgspec
import numpy as np

from detente.events.facts import Facts
from detente.scratch import Scratch

T = TypeVar("T")

NEAR = 6_000
"""Records kept at hand of those used last, up to twice as many: some 40 MB of claims. Three times as many took 9 % less
time at 200,000 claims."""

_LENGTH = 26
"""Bits of a place that tell its record's length in bytes: a claim of 64 MB would be longer than any page."""


class Spool(Mapping[str, T], Generic[T]):
    """Records of one type by key, in a file that has no name and is closed with the spool."""

    def __init__(self, kind: type[T], folder: Path | None = None, near: int = NEAR) -> None:
        self._scratch = Scratch(folder)
        self._encode = msgspec.msgpack.Encoder(enc_hook=_bytes).encode
        self._decode = msgspec.msgpack.Decoder(kind, dec_hook=_array).decode
        self._places: dict[str, int] = {}
        self._near = near
        self._young: dict[str, T] = {}
        self._old: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key) or self._read(key)
            self._keep(key, found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def put(self, key: str, record: T) -> None:
        """Write a record at the end of the file."""
        content = self._encode(record)
        self._places[key] = self._scratch.append(content) << _LENGTH | len(content)

    def _read(self, key: str) -> T:
        place = self._places[key]
        return self._decode(self._scratch.read(place >> _LENGTH, place & (1 << _LENGTH) - 1))

    def _keep(self, key: str, record: T) -> None:
        """Keep a record at hand; of two generations the older one goes when the younger is full."""
        if len(self._young) >= self._near:
            self._old, self._young = self._young, {}
        self._young[key] = record


class Spooled(MutableSequence[Facts]):
    """A list of claims whose facts lie in a spool: it holds their ids."""

    __slots__ = ("_spool", "ids")

    def __init__(self, spool: Mapping[str, Facts], ids: Sequence[str] = ()) -> None:
        self._spool = spool
        self.ids = list(ids)

    @overload
    def __getitem__(self, at: int) -> Facts: ...
    @overload
    def __getitem__(self, at: slice) -> list[Facts]: ...
    def __getitem__(self, at: int | slice) -> Facts | list[Facts]:
        if isinstance(at, slice):
            return [self._spool[id] for id in self.ids[at]]
        return self._spool[self.ids[at]]

    def __len__(self) -> int:
        return len(self.ids)

    def insert(self, index: int, value: Facts) -> None:
        """Put a claim before another."""
        self.ids.insert(index, value.order[-1])

    def __setitem__(self, at: Any, value: Any) -> None:
        raise TypeError("the members of a cluster are not replaced")

    def __delitem__(self, at: int | slice) -> None:
        del self.ids[at]


def _bytes(value: Any) -> bytes:
    if isinstance(value, np.ndarray):
        return value.tobytes()
    raise NotImplementedError(f"{type(value).__name__} can't be spooled")


def _array(_: type[Any], content: Any) -> Any:
    return np.frombuffer(content, dtype=np.int32)
