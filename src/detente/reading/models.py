"""Which models read: their names, versions and hashes, as a run's manifest keeps them."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from detente.model import Score
from detente.reading.codes.weights import check_coder
from detente.reading.language import model_version
from detente.reading.language.parser import OFFICIAL
from detente.reading.language.pins import PINNED, check_model, fingerprint


@functools.cache
def models_in_use() -> tuple[Score, ...]:
    """Return the parser and the coder, each with the SHA-256 of its files; a model that isn't there has no hash.

    The value is 1.0 for the model that this version was measured with, 0.0 for another. Hashing takes some tenths of a
    second, once in a process.
    """
    parser, coder = _parser_hash(), check_coder()
    return (
        Score("parser", float(parser == PINNED), f"{model_version()}, sha256 {parser}"),
        Score("coder", float(coder.sound), f"{coder.name}, sha256 {coder.sha256}"),
    )


def _parser_hash() -> str | None:
    """The hash of the model that is loaded: spaCy's own package goes before the wheel, which ``check_model`` knows."""
    official = importlib.util.find_spec(OFFICIAL)
    if official is not None and official.origin is not None:
        return fingerprint(Path(official.origin).parent)
    return check_model().sha256
