"""Answers kept for as long as their index is in use, each worked out once however many ask for it at a time."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.errors import DetenteError

G = TypeVar("G")
"""What answers are worked out from: one generation of the index."""

MOST_KEPT = 64_000_000
"""Bytes of answers kept: some thousand pages."""

TAKEN_OVER = 100
"""Answers that are worked out anew before a newer index is put to use: those that were asked for last."""

BREATH = 0.1
"""Seconds at most, and no more than the work took, that are left to readers after each of these."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: its kind, further headers, and its body, plain and compressed."""

    media_type: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    packed: bytes


class Answers(Generic[G]):
    """The answers that one index gave last: at most ``MOST_KEPT`` bytes of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[Kept, Callable[[G], Kept]]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: defaultdict[Key, threading.Lock] = defaultdict(threading.Lock)

    def get(self, key: Key, make: Callable[[G], Kept], source: G) -> Kept:
        """Return the answer kept under a key, or make it; who asks for it meanwhile waits for it."""
        found = self._found(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making[key]
        try:
            with making:
                return self._found(key) or self._put(key, make(source), make)
        finally:
            with self._lock:
                self._making.pop(key, None)

    def take_over(self, older: Answers[G], source: G) -> None:
        """Make anew what an older index was asked for last; what can't be made is left to who asks for it."""
        with older._lock:
            recent = list(older._kept.items())[-TAKEN_OVER:]
        for key, (_, make) in recent:
            started = time.monotonic()
            with contextlib.suppress(DetenteError):
                self._put(key, make(source), make)
            time.sleep(min(time.monotonic() - started, BREATH))

    def _found(self, key: Key) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def _put(self, key: Key, answer: Kept, make: Callable[[G], Kept]) -> Kept:
        with self._lock:
            if key in self._kept:
                return answer
            self._kept[key] = (answer, make)
            self._bytes += len(answer.body) + len(answer.packed)
            while self._bytes > MOST_KEPT:
                _, (old, _) = self._kept.popitem(last=False)
                self._bytes -= len(old.body) + len(old.packed)
        return answer
