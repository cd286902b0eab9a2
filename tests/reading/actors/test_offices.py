"""The office-holders' files: all parse, dates hold, no two people sit on one chair, and known days are right."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from detente.reading.actors.register import Register, load_register
from detente.reading.actors.register_types import Tenure

SHARED_ROLES = frozenset(["spokesperson"])
_G20 = "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN MEX RUS SAU ZAF KOR TUR GBR USA"
G20 = _G20.split()
OLDEST = date(1946, 1, 1)


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def _offices(register: Register) -> dict[tuple[str | None, str | None, str], list[Tenure]]:
    offices: dict[tuple[str | None, str | None, str], list[Tenure]] = {}
    for tenure in register.tenures():
        offices.setdefault((tenure.country, tenure.organisation, tenure.title), []).append(tenure)
    return offices


def test_every_tenure_has_a_known_place_person_and_source(register: Register) -> None:
    for tenure in register.tenures():
        place = tenure.country.lower() if tenure.country else tenure.organisation
        assert place is not None
        assert tenure.country is None or register.country(tenure.country).code == tenure.country
        assert tenure.country is not None or register.has_entity(place), f"{place}: no such organisation"
        assert register.person(tenure.person).gender in ("m", "f")
        assert tenure.source


def test_dates_are_in_order(register: Register) -> None:
    for tenure in register.tenures():
        assert tenure.start is not None, tenure
        assert tenure.start >= OLDEST, tenure
        assert tenure.end is None or tenure.start <= tenure.end, tenure


def test_nobody_sits_on_a_taken_chair(register: Register) -> None:
    """Files may name one office twice (rival governments), but one list of holders never overlaps by over a month."""
    for place, tenures in _offices(register).items():
        if tenures[0].role in SHARED_ROLES or any(t.shared for t in tenures):
            continue
        for earlier, later in pairwise(tenures):
            assert later.start is not None
            if earlier.precision == later.precision == "day":
                assert earlier.end is not None, f"{place}: {earlier.person} still holds what {later.person} got"
                assert earlier.end <= later.start, f"{place}: {earlier.person} overlaps {later.person}"


@pytest.mark.parametrize("country", G20)
def test_large_countries_have_a_head_and_a_foreign_minister_on_any_new_years_day(
    register: Register, country: str
) -> None:
    for year in range(2001, 2026):
        day = date(year, 1, 1)
        heads = register.holders(country=country, role="head-of-state", on=day)
        heads += register.holders(country=country, role="head-of-government", on=day)
        assert heads, f"{country}: no head on {day}"
        assert register.holders(country=country, role="foreign-minister", on=day), f"{country}: no minister on {day}"


@pytest.mark.parametrize(
    ("place", "role", "day", "person"),
    [
        ("TUR", "head-of-government", date(2010, 5, 31), "recep-tayyip-erdogan"),
        ("TUR", "head-of-state", date(2010, 5, 31), "abdullah-gul"),
        ("DEU", "head-of-government", date(2021, 12, 7), "angela-merkel"),
        ("DEU", "head-of-government", date(2021, 12, 9), "olaf-scholz"),
        ("USA", "foreign-minister", date(2013, 1, 31), "hillary-clinton"),
        ("GBR", "head-of-government", date(2022, 10, 1), "liz-truss"),
        ("IRN", "foreign-minister", date(2015, 7, 14), "mohammad-javad-zarif"),
        ("KOR", "head-of-state", date(2018, 4, 27), "moon-jae-in"),
        ("COL", "head-of-state", date(2016, 9, 26), "juan-manuel-santos"),
        ("ETH", "head-of-government", date(2018, 7, 9), "abiy-ahmed"),
    ],
)
def test_who_held_it_that_day(register: Register, place: str, role: str, day: date, person: str) -> None:
    assert [t.person for t in register.holders(country=place, role=role, on=day)] == [person]  # type: ignore[arg-type]


def test_namesakes_stay_apart(register: Register) -> None:
    prime_minister = register.holders(country="LVA", role="head-of-government", on=date(2001, 1, 1))[0].person
    president = register.holders(country="LVA", role="head-of-state", on=date(2012, 1, 1))[0].person
    assert prime_minister != president
    assert register.person(prime_minister).name == register.person(president).name


def test_ministers_of_two_bodies_are_one_person(register: Register) -> None:
    guterres = {t.country or t.organisation for t in register.tenures_of("antonio-guterres")}
    assert guterres == {"PRT", "unhcr", "united-nations"}
