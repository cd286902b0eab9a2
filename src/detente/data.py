"""Domain knowledge as data: YAML files of the package, read against their schema."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from importlib import resources
from typing import TypeVar

import msgspec
import yaml

from detente.errors import DataError, ModelError

T = TypeVar("T")

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
"""One step of the path at which msgspec says that something is wrong: ``$.offices[2].title``."""


def load_yaml(package: str, path: str, schema: type[T]) -> T:
    """Return a YAML file of a package as its schema, a frozen dataclass or a collection of them.

    ``path`` is relative to the package's folder. Raises DataError naming file, entry and schema.
    """
    file = resources.files(package).joinpath(path)
    return parse_yaml(file.read_bytes(), schema, name=f"{package.rpartition('.')[2]}/{path}")


def pinned(package: str, path: str, sha256: str, *, by: str) -> bytes:
    """Return a file of trained numbers of a package; ModelError if it is missing or its SHA-256 is not the pinned one.

    ``by`` is the file that pins it.
    """
    place = resources.files(package).joinpath(path)
    try:
        content = place.read_bytes()
    except OSError:
        raise ModelError(f"{place}: the weights are missing; install Détente again") from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{place}: SHA-256 is {found[:12]}…, {by} pins {sha256[:12]}…; install Détente again, "
            "or after training commit both files together"
        )
    return content


def parse_yaml(content: bytes | str, schema: type[T], *, name: str) -> T:
    """Return YAML as its schema; ``name`` is what an error calls it. Raises DataError."""
    try:
        loaded = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return msgspec.convert(loaded, schema)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:  # ValueError: 2020-13-45 is read as a date
        told = f"{getattr(schema, '__module__', '')}.{getattr(schema, '__name__', schema)}"
        line = 0 if isinstance(error, yaml.YAMLError) else _line_of_fault(content, error)
        place = f"{name}, line {line}" if line else name
        raise DataError(f"{place}: {_words(error)}; mend the entry, its schema is {told}") from None


def _line_of_fault(content: bytes | str, error: Exception) -> int:
    if isinstance(error, msgspec.ValidationError):
        return _line_at(content, str(error))
    return line_of(content, _is_no_date)


def _is_no_date(value: str) -> bool:
    """Whether a value looks like a day to YAML and is none, such as 2020-13-45."""
    try:
        return bool(_DAY.match(value)) and not datetime.date(*map(int, value[:10].split("-")))
    except ValueError:
        return True


def _words(error: Exception) -> str:
    if isinstance(error, yaml.YAMLError | msgspec.ValidationError):
        return str(error).replace('"<byte string>", ', "").replace('"<unicode string>", ', "")
    return f"a date that no calendar has ({error})"


def _line_at(content: bytes | str, message: str) -> int:
    """Return the line (from 1) of the entry that msgspec names by its path, or of the nearest one above it."""
    node = yaml.compose(content, Loader=yaml.SafeLoader)
    line = 1
    for key, number in _STEP.findall(message.rpartition("at `$")[2]):
        line = node.start_mark.line + 1 if node is not None else line
        if isinstance(node, yaml.SequenceNode) and number:
            node = node.value[int(number)]
        elif isinstance(node, yaml.MappingNode) and key:
            node = next((value for name, value in node.value if name.value == key), None)
        else:
            return line
    return node.start_mark.line + 1 if node is not None else line


def line_of(content: bytes | str, wanted: Callable[[str], bool]) -> int:
    """Return the line (from 1) of the first value in a YAML text that is ``wanted``; 0 if there is none."""
    scalars = _scalars(yaml.compose(content, Loader=yaml.SafeLoader))
    return next((mark.line + 1 for value, mark in scalars if wanted(value)), 0)


def _scalars(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Mark]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.value, node.start_mark
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def yaml_names(package: str, folder: str) -> list[str]:
    """Return the paths of a folder's YAML files, sorted."""
    found = resources.files(package).joinpath(folder).iterdir()
    return sorted(f"{folder}/{file.name}" for file in found if file.name.endswith(".yaml"))
