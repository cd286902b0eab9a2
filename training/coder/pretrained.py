"""The pretrained encoders: where they lie on this machine, and that they are what they should be.

Nothing is fetched here: the packages come from PyPI (training/requirements.txt), and the libraries are told to stay
offline.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

os.environ.update(
    HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TOKENIZERS_PARALLELISM="false"
)

from detente.data import parse_yaml

_PINS = Path(__file__).with_name("pretrained.yaml")
_SLICE = ".zip."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An encoder's entry: its packages and the SHA-256 of its files, or of the zip that they are slices of."""

    name: str
    parameters: str
    packages: tuple[str, ...]
    version: str
    folder: str | None = None
    archive: str | None = None
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder at hand: its pin, and the folder with config.json, model.safetensors and tokenizer.json."""

    pin: Pin
    folder: Path

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's file."""
        return self.folder / "tokenizer.json"


def pins() -> dict[str, Pin]:
    """Return the encoders by the name that ``--encoder`` takes."""
    return parse_yaml(_PINS.read_bytes(), dict[str, Pin], name=_PINS.name)


def find(name: str, unpacked: Path) -> Pretrained:
    """Return an encoder, checked. One that comes in slices is put together below ``unpacked``, once.

    Raises ValueError with the remedy if a package is absent, of another version, or holds other bytes.
    """
    pin = pins()[name]
    for package in pin.packages:
        _installed(package, pin.version)
    folder = _within(pin) if pin.folder else _joined(pin, unpacked / name)
    for file, wanted in pin.files.items():
        found = sha256(folder / file)
        if found != wanted:
            raise ValueError(
                f"{folder / file}: SHA-256 is {found}, {_PINS.name} pins {wanted}; install {pin.packages[0]} again"
            )
    return Pretrained(pin, folder)


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _installed(package: str, version: str) -> None:
    try:
        found = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        raise ValueError(f"{package} is not installed; pip install --no-deps {package}=={version}") from None
    if found != version:
        raise ValueError(f"{package} is {found}; pip install --no-deps {package}=={version}")


def _within(pin: Pin) -> Path:
    place = importlib.metadata.distribution(pin.packages[0]).locate_file(str(pin.folder))
    return Path(str(place))


def _joined(pin: Pin, into: Path) -> Path:
    done = into / ".whole"
    if not done.exists():
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        archive = into / "whole.zip"
        with archive.open("wb") as whole:
            for package in pin.packages:
                for file in importlib.metadata.files(package) or ():
                    if _SLICE in file.name:
                        whole.write(Path(str(file.locate())).read_bytes())
        found = sha256(archive)
        if pin.archive is None or found != pin.archive:
            raise ValueError(
                f"{archive}: SHA-256 is {found}, {_PINS.name} pins {pin.archive}; install the packages again"
            )
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(into)
        archive.unlink()
        done.touch()
    found_config = next((path for path in sorted(into.rglob("tokenizer.json"))), None)
    if found_config is None:
        raise ValueError(f"{into} holds no tokenizer.json; remove the folder and run again")
    return found_config.parent
