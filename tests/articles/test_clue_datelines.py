from datetime import date

from detente.articles.clue_datelines import dateline_clues
from detente.articles.ranges import since, solved, until


def test_a_dateline_without_year_leaves_four_days_of_every_year():
    (clue,) = dateline_clues(["OSTVIK, March 9 (Reuters) - The ministers met."])
    days, _, _ = solved([clue, since(date(2019, 6, 1), 3, "a"), until(date(2021, 1, 1), 2, "b")])
    assert days == ((date(2020, 3, 9), date(2020, 3, 12)),)
    assert clue.why == "the dateline says 'OSTVIK, March 9 (Reuters) -'"


def test_the_29th_of_february_leaves_only_leap_years():
    (clue,) = dateline_clues(["OSTVIK, Feb. 29 (Reuters) - The ministers met."])
    assert {first.year % 4 for first, _ in clue.ranges[1:]} == {0}


def test_a_dateline_without_a_day_says_nothing_of_it():
    assert list(dateline_clues(["OSTVIK (Reuters) - The ministers met.", "They left."])) == []
