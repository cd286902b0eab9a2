"""YAML against its schema: what is wrong is named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from detente.data import load_yaml, parse_yaml, yaml_names
from detente.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    many: tuple[int, ...] = ()


def test_yaml_becomes_its_schema() -> None:
    assert parse_yaml("- {name: a, many: [1, 2]}", tuple[Row, ...], name="x.yaml") == (Row("a", (1, 2)),)


@pytest.mark.parametrize("text", ["- {nam: a}", "- {name: a, many: [b]}", "- {name: [", "- name: a: b"])
def test_error_names_file_and_place(text: str) -> None:
    with pytest.raises(DataError, match=r"x\.yaml: "):
        parse_yaml(text, tuple[Row, ...], name="x.yaml")


def test_files_of_a_package_are_found_and_read() -> None:
    names = yaml_names("detente.relations", "machines")
    assert "machines/ties.yaml" in names
    assert names == sorted(names)
    assert load_yaml("detente.relations", "machines/ties.yaml", dict[str, object])["name"] == "ties"
