"""One tree of errors. Each message names the file or record concerned and the remedy.

DetenteError
├── UsageError              unusable arguments: an unknown country, a date that is none
│   └── UnknownActorError   a name that the register does not know, with the nearest ones it does
├── RefusedInput            one input can't be read; its reason is kept, the rest goes on
│   └── FetchError          an address can't be fetched; says whether to try again, and when
├── DataError               a data file of ours, or one given by the user, breaks its schema
│   └── ModelError          weights missing, or not the ones that are pinned
└── StoreError              the store can't be used
    ├── NoStoreError        nothing there
    ├── NewerStoreError     written by a newer version; left untouched
    ├── BusyStoreError      another process is writing
    └── DamagedStoreError   a file is missing or its hash differs
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of every error that Détente raises on purpose."""


class UsageError(DetenteError):
    """Arguments that can't be used; the message says which and how to mend them."""


class UnknownActorError(UsageError):
    """A name that the register does not know."""


class RefusedInput(DetenteError):  # noqa: N818 (an outcome with a reason, not a fault)
    """One input that can't be read. ``code`` is a short stable word, ``str(error)`` the reason for people."""

    def __init__(self, file: str, code: str, reason: str) -> None:
        super().__init__(reason)
        self.file = file
        self.code = code
        self.reason = reason


class FetchError(RefusedInput):
    """An address that can't be fetched. ``again`` says that a later try may help, ``wait`` after how many seconds."""

    def __init__(self, file: str, code: str, reason: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(file, code, reason)
        self.again = again
        self.wait = wait


class DataError(DetenteError):
    """A data file breaks its schema; the message names file, entry and remedy."""


class ModelError(DataError):
    """Model weights are missing or are not the pinned ones."""


class StoreError(DetenteError):
    """The store can't be used."""


class NoStoreError(StoreError):
    """There is no store at the given place."""


class NewerStoreError(StoreError):
    """The store was written by a newer version of Détente and is left untouched."""


class BusyStoreError(StoreError):
    """Another process is writing to the store."""


class DamagedStoreError(StoreError):
    """A file of the store is missing or altered."""
