"""Domain knowledge as data: YAML files of the package, read against their schema."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

import msgspec
import yaml

from detente.errors import DataError

T = TypeVar("T")


def load_yaml(package: str, path: str, schema: type[T]) -> T:
    """Return a YAML file of a package as its schema, a frozen dataclass or a collection of them.

    ``path`` is relative to the package's folder. Raises DataError naming file, entry and schema.
    """
    file = resources.files(package).joinpath(path)
    return parse_yaml(file.read_bytes(), schema, name=f"{package.rpartition('.')[2]}/{path}")


def parse_yaml(content: bytes | str, schema: type[T], *, name: str) -> T:
    """Return YAML as its schema; ``name`` is what an error calls it. Raises DataError."""
    try:
        loaded = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return msgspec.convert(loaded, schema)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        told = f"{getattr(schema, '__module__', '')}.{getattr(schema, '__name__', schema)}"
        raise DataError(f"{name}: {error}; mend the entry, its schema is {told}") from None


def yaml_names(package: str, folder: str) -> list[str]:
    """Return the paths of a folder's YAML files, sorted."""
    found = resources.files(package).joinpath(folder).iterdir()
    return sorted(f"{folder}/{file.name}" for file in found if file.name.endswith(".yaml"))
