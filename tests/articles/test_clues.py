from datetime import date

import pytest

from detente.articles.clues import caption_clues, text_clues
from detente.articles.ranges import ALWAYS, DAWN, DUSK, solved


def bounds(*sentences):
    days, _, _ = solved(text_clues(sentences))
    return (None if days[0][0] == DAWN else days[0][0], None if days[-1][1] == DUSK else days[-1][1])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The treaty was signed on 4 May 2018.", (date(2018, 5, 3), None)),
        ("The summit will be held on 4 May 2018.", (None, date(2018, 5, 4))),
        ("Lune recalled its envoy in 2015.", (date(2015, 1, 1), None)),
        ("Lune will recall its envoy in 2035.", (None, None)),
        ("He would not go at first, in the end accepting to leave in late 2017.", (None, None)),
        ("Their troops withdraw in 2014 by this plan.", (None, None)),
        ("Four fishermen were killed by a mine in 2016.", (date(2016, 1, 1), None)),
        ("The rails were to reach the port by the end of 2031.", (None, None)),
        ("Economists have penciled in a poor outlook in 2019.", (None, None)),
        ("Trade has grown since the full-scale invasion of Ukraine.", (date(2022, 2, 24), None)),
        ("The two sides spoke by telephone.", (None, None)),
        ("Prices were low five years after the 2011 harvest of Norland.", (date(2015, 1, 1), date(2017, 12, 31))),
    ],
)
def test_clues_of_a_sentence(sentence, expected):
    assert bounds(sentence) == expected


def test_a_weekday_beside_a_day_leaves_the_years_that_fit():
    days, _, _ = solved(text_clues(["The envoys met on Tuesday, March 12, an official said."]))
    assert any(first <= date(2019, 3, 13) <= last for first, last in days)
    assert any(first <= date(2024, 3, 13) <= last for first, last in days)
    assert not any(first <= date(2022, 3, 13) <= last for first, last in days)


def test_a_weekday_without_a_past_verb_may_lie_ahead():
    days, _, _ = solved(text_clues(["Fireworks for the new year on Sunday, Dec. 31."]))
    assert any(first <= date(2023, 12, 20) <= last for first, last in days)


def test_a_month_without_year_leans_and_excludes_nothing():
    (clue,) = text_clues(["In November the two states recalled their envoys."])
    assert (clue.kind, clue.support) == ("month", 0)
    assert any(first <= date(2019, 12, 20) <= last for first, last in clue.ranges)
    assert not any(first <= date(2019, 10, 20) <= last for first, last in clue.ranges)
    assert solved([clue])[0] == ALWAYS


def test_candidates_of_a_year_lean_to_the_time_before_that_election():
    (clue,) = (c for c in text_clues(["A 2016 Republican hopeful spoke in Ostvik."]) if c.kind == "race")
    assert clue.ranges == ((date(2014, 9, 1), date(2016, 11, 10)),)
    assert not [c for c in text_clues(["A failed 2016 Republican hopeful spoke in Ostvik."]) if c.kind == "race"]


def test_a_caption_is_a_lower_bound():
    (clue,) = caption_clues(["Envoys in Ostvik, May 4, 2021 (Wire)"])
    assert clue.ranges[0][0] == date(2021, 5, 3)


def test_a_weekday_beside_a_day_bounds_neither_side_by_itself():
    assert bounds("The envoys met on Tuesday, March 12, an official said.") == (None, None)


def test_a_month_and_year_told_as_past_bound_to_the_month():
    assert bounds("It was her first trip since she took office in October 2021.") == (date(2021, 10, 1), None)
