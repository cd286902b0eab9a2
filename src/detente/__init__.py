"""Détente: who did what to whom among states, as the news tells it, with the words behind every line.

The public names are those of ``__all__``; each is loaded when first used, so that ``import detente`` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.api import Store, code, extract, factuality, open, resolve, times, voices

__version__ = "0.1.0"

__all__ = ["Store", "__version__", "code", "extract", "factuality", "open", "resolve", "times", "voices"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    return getattr(importlib.import_module("detente.api"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
