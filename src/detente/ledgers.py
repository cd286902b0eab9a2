"""What a store's ledger answers: the state of a relation on a day, as known on a day, and what was told beside it."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from detente.model import Entry, Event

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.relations import Series, Step
    from detente.store import Queries

Date = datetime.date


class Ledger(ABC):
    """The questions to the ledger, for a store that can be asked at all."""

    @property
    @abstractmethod
    def queries(self) -> Queries:
        """The questions to the served index."""

    @abstractmethod
    def _two(self, a: str, b: str) -> tuple[str, str]: ...

    def relation(self, a: str, b: str, *, on: Date | None = None, known: Date | None = None) -> list[Entry]:
        """Return the state of a relation on a day (by default the last known one), as far as was known on a day."""
        from detente.relations import on_date

        return on_date(self.queries.entries_between(*self._two(a, b)), on=on, known=known)

    def history(self, a: str, b: str, *, known: Date | None = None) -> list[Entry]:
        """Return all states of a relation that the ledger holds, as far as was known on a day."""
        from detente.relations import history

        return history(self.queries.entries_between(*self._two(a, b)), known=known)

    def aside(self, a: str, b: str, *, known: Date | None = None) -> list[Entry]:
        """Return what the ledger was told and set aside, each with a note: conflicts, and what a day superseded."""
        from detente.relations import aside

        return aside(self.queries.entries_between(*self._two(a, b)), known=known)

    def unmoved(self, a: str, b: str) -> list[tuple[Event, str]]:
        """Return the events between two actors that would move their ledger and do not, each with the reason."""
        from detente.relations import unmoved

        return unmoved(self.queries.events_between(*self._two(a, b)))

    def intensity(self, a: str, b: str, *, step: Step = "month", half_life: int = 90) -> Series:
        """Return how two actors get on over time: sums, means, counts and a decayed level of PLOVER's scores.

        From events that happened between them, by ``step``; ``half_life`` of the level is in days.
        """
        from detente.relations import series

        return series(self.queries.events_between(*self._two(a, b)), step=step, half_life=half_life)

    def relations(self, *, on: Date | None = None, known: Date | None = None) -> pa.Table:
        """Return the entries that hold between any two actors on a day (by default to this day), as Arrow.

        With ``known`` the whole ledger is drawn anew as it stood on that day, which takes far longer.
        """
        from detente.relations import on_date
        from detente.store.record import to_table

        if known is None:
            return self.queries.entries_on(on)
        return to_table(Entry, on_date(self.queries.entries(), on=on, known=known))
