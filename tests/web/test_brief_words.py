"""Dates and states as a reader says them."""

import datetime

import pytest

from detente.model import Entry, Interval, State
from detente.relations import load_tracks
from detente.web.brief_words import exact, load_wording, spoken, state_words


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2018-05-15", "2018-05-15", "15 May 2018"),
        ("2018-05-01", "2018-05-31", "May 2018"),
        ("2022-03-01", "2022-03-10", "early Mar 2022"),
        ("2022-03-11", "2022-03-20", "mid-Mar 2022"),
        ("2022-02-21", "2022-02-28", "late Feb 2022"),
        ("2018-05-03", "2018-05-07", "3–7 May 2018"),
        ("2018-05-03", "2018-06-07", "3 May – 7 Jun 2018"),
        ("2018-05-01", "2018-06-30", "May–Jun 2018"),
        ("2018-12-01", "2019-01-31", "Dec 2018–Jan 2019"),
        ("2018-12-30", "2019-01-02", "30 Dec 2018 – 2 Jan 2019"),
        ("2010-01-01", "2010-12-31", "2010"),
        ("2010-01-01", "2012-12-31", "between 2010 and 2012"),
        ("2021-07-05", "2022-07-15", "between Jul 2021 and Jul 2022"),
        ("2021-07-05", None, "5 Jul 2021 or later"),
        (None, "2021-07-05", "5 Jul 2021 or earlier"),
        (None, None, "undated"),
    ],
)
def test_an_interval_is_said_as_exactly_as_it_is_known(first, last, words):
    assert spoken(Interval(day(first), day(last))) == words


def test_no_interval_is_undated():
    assert spoken(None) == "undated"
    assert exact(None) == "no date is known"


def test_the_tooltip_gives_days_and_the_words_they_come_from():
    assert exact(Interval(day("2022-03-01"), day("2022-03-10"), text="early March")) == (
        "2022-03-01 to 2022-03-10, read from “early March”"
    )
    assert exact(Interval(None, day("2022-03-10"))) == "… to 2022-03-10"


@pytest.mark.parametrize(
    ("track", "state", "words"),
    [
        ("representation", {"head": "recalled", "level": "embassy"}, "embassy, ambassador recalled"),
        ("representation", {"head": "vacant", "level": "none"}, "no mission"),
        ("measures", {"trade": "in force"}, "trade halted"),
        ("ties", {"ties": "severed"}, "severed"),
        ("measures", {"blockade": "in force"}, "blockade in force"),
        ("measures", {"measure": "lifted"}, "lifted"),
        ("contact", {"contact": "visit"}, "last visit"),
        ("agreements", {"agreement": "made"}, "agreement made"),
    ],
)
def test_states_in_words(track, state, words):
    values = tuple(State(k, v) for k, v in sorted(state.items()))
    entry = Entry("e", ("FRA", "DEU"), True, track, values, None, None, None, False, 1.0, ())
    assert state_words(entry) == words


def test_the_wording_speaks_of_tracks_and_keys_that_there_are():
    known = {t.name: {k for r in t.rules for k in (*r.set, *r.objects)} for t in load_tracks()}
    for track, keys in load_wording().states.items():
        assert set(keys) <= known[track]


def test_every_state_of_every_track_can_be_said():
    for track in load_tracks():
        for rule in track.rules:
            values = tuple(State(k, v) for k, v in sorted(rule.set.items()))
            entry = Entry("e", ("FRA", "DEU"), True, track.name, values, None, None, None, False, 1.0, ())
            assert state_words(entry).strip(" ,")
