from datetime import date

from benchmarks.heads_of_state import FIRST, LAST, _month_after
from benchmarks.register_coverage import ROLES, cover, measure
from detente.reading.actors.register import build_register, load_register
from detente.reading.actors.register_files import Contents
from detente.reading.actors.register_types import Entity, Tenure

LAND = Entity(id="xaa", kind="state", name="Aland", country="XAA", code="XAA", start=date(2000, 1, 1))


def held(person, start, end, **other):
    fields = {"title": "king", "role": "head-of-state", "country": "XAA", "organisation": None, "sector": "GOV"}
    return Tenure(person=person, start=start, end=end, **(fields | other))


def covered(*tenures, land=LAND, today=date(2000, 12, 31)):
    found = cover(build_register(Contents((land,), (), tenures, ())), today=today)
    return {c.role: c for c in found}


def test_days_count_from_the_states_start_and_a_gap_is_told_by_its_first_day_and_the_day_after_its_last():
    found = covered(
        held("a", date(1990, 1, 1), date(2000, 1, 31)), held("b", date(2000, 2, 11), None, title="acting king")
    )
    head = found["head-of-state"]
    assert (head.days, head.covered, head.current) == (366, 356, True)
    assert [tuple(map(date.fromordinal, gap)) for gap in head.gaps] == [(date(2000, 2, 1), date(2000, 2, 11))]
    assert found["foreign-minister"].covered == 0
    assert not found["foreign-minister"].current


def test_a_state_that_ended_is_asked_for_to_its_end_and_has_nobody_today():
    ended = Entity(id="xaa", kind="state", name="Aland", country="XAA", code="XAA", end=date(1990, 1, 31))
    head = covered(held("a", date(1980, 1, 1), date(1990, 1, 31)), land=ended)["head-of-state"]
    assert (head.covered, head.days, head.living, head.current) == (30, 30, False, True)


def test_successors_may_share_a_day_but_not_a_month_unless_the_office_is_shared():
    first = held("a", date(2000, 1, 1), date(2000, 6, 1))
    assert covered(first, held("b", date(2000, 6, 1), None))["head-of-state"].overlaps == ()
    assert len(covered(first, held("b", date(2000, 5, 1), None))["head-of-state"].overlaps) == 1
    shared = [held(name, date(2000, 1, 1), None, shared=True) for name in "ab"]
    assert covered(*shared)["head-of-state"].overlaps == ()


def test_a_country_whose_file_says_that_it_lacks_a_role_is_not_asked_for_it():
    land = Entity(id="usa", kind="state", name="Aland", country="USA", code="USA")
    assert set(covered(land=land)) == set(ROLES) - {"head-of-government"}


def test_the_register_covers_the_great_powers_heads_throughout():
    assert len(measure()[0].rows) == len(ROLES) + 1
    known = {(c.country, c.role): c for c in cover(load_register(), today=date(2026, 6, 1))}
    for country in ("USA", "GBR", "FRA", "RUS", "DEU"):
        head = known[country, "head-of-state"]
        assert head.days - head.covered < 5, country


def test_a_tenure_of_reign_ends_with_its_month_and_an_open_one_with_the_period():
    assert _month_after("1992", "12") == date(1993, 1, 1)
    assert _month_after("", "") > LAST > FIRST
