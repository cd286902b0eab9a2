"""The conflict-cooperation series: sums, means, the decayed level, and where the mean shifts."""

from __future__ import annotations

import dataclasses

from detente.events import events
from detente.model import Event, Interval
from detente.relations.intensity import series, shifts
from tests.made import article, claim, day


def event(when: str | Interval, score: float, **fields: str) -> Event:
    (made,) = events([claim("NOR", "ACCUSE", "PER", when, **fields)], [article("a1", "2001-01-01")])
    return dataclasses.replace(made, id=f"{when}{score}", intensity=score)


def test_steps_have_sum_mean_and_count_and_quiet_ones_are_there() -> None:
    found = series([event("1999-01-03", -4), event("1999-01-20", 2), event("1999-03-05", 6)])
    assert [(str(p.start), p.count, p.sum, p.mean) for p in found.points] == [
        ("1999-01-01", 2, -2.0, -1.0),
        ("1999-02-01", 0, 0.0, None),
        ("1999-03-01", 1, 6.0, 6.0),
    ]
    assert found.points[0].events == ("1999-01-03-4", "1999-01-202")


def test_the_level_halves_in_its_half_life() -> None:
    found = series([event("1999-01-01", 8), event("1999-01-11", 0.0)], step="day", half_life=10)
    assert [found.points[0].level, found.points[10].level] == [8, 4]


def test_weeks_begin_on_monday() -> None:
    assert [str(p.start) for p in series([event("1999-01-03", 1)], step="week").points] == ["1998-12-28"]


def test_plans_do_not_count_and_vague_events_are_told() -> None:
    vague = event(Interval(day("1999-01-01"), day("1999-12-31")), -5)
    found = series([event("1999-01-03", 3), event("1999-01-04", 9, status="planned"), vague])
    assert ([p.sum for p in found.points], found.undated) == ([3.0], 1)


def test_a_shift_is_found_where_it_is_with_the_events_that_made_it() -> None:
    calm = [event(f"{1990 + n // 12}-{n % 12 + 1:02d}-05", 1 + n % 2) for n in range(24)]
    storm = [event(f"{1992 + n // 12}-{n % 12 + 1:02d}-05", -8 - n % 2) for n in range(24)]
    (change,) = series([*calm, *storm]).changes
    assert (str(change.start), change.before, change.after) == ("1992-01-01", 1.5, -8.5)
    assert change.events == ("1992-01-05-8",)


def test_noise_has_no_shift() -> None:
    assert shifts([1.0, -1.0] * 30) == []
    assert shifts([2.0] * 30) == shifts([]) == shifts([1.0]) == []


def test_no_events_make_no_series() -> None:
    assert series([]).points == ()
