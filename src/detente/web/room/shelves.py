"""The index in use: opened once for all readers, and exchanged for a newer one without a reader noticing."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.api import Store
from detente.errors import DetenteError
from detente.store.browsing import Browsing, Shelf
from detente.store.index import pointer
from detente.store.words import Words
from detente.web.room.answers import Answers

if TYPE_CHECKING:
    from detente.store import Record

READERS = 8
"""Cursors kept for one index: more readers at a time than two cores can serve wait for one to be free."""


class Generation:
    """One index with its readers, and the words of its articles."""

    def __init__(self, record: Record, stamp: int, words: Words) -> None:
        self.stamp = stamp
        self.shelf = Shelf(record)
        self.key = self.shelf.path.name.removesuffix(".duckdb")
        self.answers: Answers[Generation] = Answers()
        self._free: queue.SimpleQueue[Browsing] = queue.SimpleQueue()
        for _ in range(READERS):
            self._free.put(self.shelf.reader(words))

    @contextlib.contextmanager
    def reader(self) -> Iterator[Browsing]:
        """Lend a reader for the time of a block."""
        reader = self._free.get()
        try:
            yield reader
        finally:
            self._free.put(reader)


class Shelves:
    """What the room reads from. ``reader`` lends the newest index that is ready; a newer one is made ready aside."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = Words(record)
        self._lock = threading.Lock()
        self._refreshing = threading.Lock()
        self._generation: Generation | None = None

    def generation(self) -> Generation:
        """Return the index in use; NoStoreError while nothing has been read into the store."""
        stamp = self._stamp()
        now = self._generation
        if now is None:
            with self._refreshing:
                if self._generation is None:
                    self._generation = self._opened(stamp)
                return self._generation
        if now.stamp != stamp and self._refreshing.acquire(blocking=False):
            threading.Thread(target=self._exchange, args=(stamp,), daemon=True).start()
        return now

    def refresh(self) -> None:
        """Take up the newest index now."""
        with self._refreshing:
            self._generation = self._opened(self._stamp())

    @contextlib.contextmanager
    def reader(self, generation: Generation) -> Iterator[Browsing]:
        """Lend a reader of an index, with the store's own register in force."""
        from detente.reading.actors.own import in_force

        with generation.reader() as reader, in_force(Store(self.record).register):
            yield reader

    def _opened(self, stamp: int) -> Generation:
        self.words.update()
        return Generation(self.record, stamp, self.words)

    def _exchange(self, stamp: int) -> None:
        """Open a newer index, work out anew what was asked for last, and put it in the place of the one in use."""
        try:
            with contextlib.suppress(DetenteError):  # the writer is not done: the next request tries again
                newer = self._opened(stamp)
                if self._generation is not None:
                    newer.answers.take_over(self._generation.answers, newer)
                self._generation = newer
        finally:
            self._refreshing.release()

    def _stamp(self) -> int:
        try:
            return pointer(self.record).stat().st_mtime_ns
        except OSError:
            return 0
