"""YAML against its schema: what is wrong is named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from detente.data import line_of, load_yaml, parse_yaml, yaml_names
from detente.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    many: tuple[int, ...] = ()


def test_yaml_becomes_its_schema() -> None:
    assert parse_yaml("- {name: a, many: [1, 2]}", tuple[Row, ...], name="x.yaml") == (Row("a", (1, 2)),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- {nam: a}", r"x\.yaml, line 1: "),
        ("- name: b\n  many: [1]\n\n- name: a\n  many:\n    - 1\n    - b", r"x\.yaml, line 7: "),
        ("- {name: a}\n- {many: [1]}", r"x\.yaml, line 2: .*name"),
        ("- {name: [", r"x\.yaml: (.|\n)*line [12]"),
        ("- {name: a}\n- name: a: b", r"x\.yaml: (.|\n)*line 2"),
        ("- {name: 2020-02-28}\n- {name: 2020-13-45}", r"x\.yaml, line 2: a date that no calendar has"),
    ],
)
def test_error_names_file_and_line(text: str, place: str) -> None:
    with pytest.raises(DataError, match=place):
        parse_yaml(text, tuple[Row, ...], name="x.yaml")


def test_an_entry_is_found_by_its_value() -> None:
    text = "- name: Ada\n  many: [1]\n- name: Ben\n"
    assert line_of(text, lambda value: value == "Ben") == 3
    assert line_of(text, lambda value: value == "Cleo") == 0


def test_files_of_a_package_are_found_and_read() -> None:
    names = yaml_names("detente.relations", "machines")
    assert "machines/ties.yaml" in names
    assert names == sorted(names)
    assert load_yaml("detente.relations", "machines/ties.yaml", dict[str, object])["name"] == "ties"
