"""Which models read: their names, versions and hashes, as a run's manifest keeps them."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from detente.model import Score
from detente.reading.codes.weights import check_coder
from detente.reading.language import model_version
from detente.reading.language.parser import OFFICIAL
from detente.reading.language.pins import PINNED, ModelCheck, check_model, fingerprint

_REMEDY = f"run: pip uninstall {OFFICIAL}; the parser that this version was measured with is then loaded"


@functools.cache
def models_in_use() -> tuple[Score, ...]:
    """Return the parser and the coder, each with the SHA-256 of its files; a model that isn't there has no hash.

    The value is 1.0 for the model that this version was measured with, 0.0 for another. Hashing takes some tenths of a
    second, once in a process.
    """
    parser, coder = check_parser(), check_coder()
    return (
        Score("parser", float(parser.sound), f"{model_version()}, sha256 {parser.sha256}"),
        Score("coder", float(coder.sound), f"{coder.name}, sha256 {coder.sha256}"),
    )


def check_parser() -> ModelCheck:
    """Return whether the parser's model that is loaded has the pinned bytes.

    spaCy's own package goes before the wheel, which ``check_model`` knows; spaCy loads the folder of its version in it.
    """
    official = importlib.util.find_spec(OFFICIAL)
    if official is None:
        return check_model()
    if official.origin is None:
        return ModelCheck(OFFICIAL, None, None, PINNED, False, _REMEDY)
    package = Path(official.origin).parent
    inner = sorted(p for p in package.glob(f"{OFFICIAL}-*") if p.is_dir())
    path = inner[0] if len(inner) == 1 else package
    found = fingerprint(path)
    return ModelCheck(OFFICIAL, str(path), found, PINNED, found == PINNED, "" if found == PINNED else _REMEDY)
