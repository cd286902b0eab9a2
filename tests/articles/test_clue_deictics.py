from datetime import date

import pytest

from detente.articles.clue_deictics import deictic_clues
from detente.articles.clues import text_clues
from detente.articles.ranges import DAWN, DUSK, solved


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("Norland restored ties last month, in a ceremony on 12 May 2019.", date(2019, 6, 1), date(2019, 6, 30)),
        ("The envoys met last month, on December 3, 2018.", date(2019, 1, 1), date(2019, 1, 31)),
        ("The pact was signed earlier this month, on 12 May 2019.", date(2019, 5, 12), date(2019, 5, 31)),
        ("Lune held a vote this month (12 May 2019).", date(2019, 5, 1), date(2019, 5, 31)),
        ("The envoys will meet next month, on 12 June 2019.", date(2019, 5, 1), date(2019, 5, 31)),
        ("The envoys met last week, on 3 May 2019.", date(2019, 5, 4), date(2019, 5, 16)),
        ("The envoys met on 3 May 2019, two weeks ago.", date(2019, 5, 12), date(2019, 5, 22)),
        ("The envoys met yesterday, 4 May 2019.", date(2019, 5, 4), date(2019, 5, 6)),
        ("The ministers spoke on Tuesday, March 12, 2019.", date(2019, 3, 5), date(2019, 3, 19)),
        ("Last year, in 2014, parliament rejected the pact.", date(2015, 1, 1), date(2015, 12, 31)),
        ("Exports fell this year, in 2014, by a tenth.", date(2014, 1, 1), date(2014, 12, 31)),
        ("The port reopened earlier this year, in May 2019.", date(2019, 5, 1), date(2019, 12, 31)),
        ("Lune will host next year's 2020 games.", date(2019, 1, 1), date(2019, 12, 31)),
        ("The port was shut last summer, in 2018.", date(2018, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_word_beside_a_date(sentence, first, last):
    (clue,) = deictic_clues(sentence)
    assert clue.ranges == ((first, last),)


def test_a_day_without_year_leaves_that_month_of_every_year():
    sentences = ["The two met earlier this month in Ostvik on August 3.", "Trade fell after the fall of Kabul."]
    days, _, _ = solved(text_clues(sentences))
    assert days[0] == (date(2021, 8, 15), date(2021, 8, 31))
    assert days[1] == (date(2022, 8, 3), date(2022, 8, 31))
    assert days[-1][1] == DUSK


def test_a_day_without_year_bounds_nothing_by_itself():
    (clue,) = deictic_clues("The ministers spoke yesterday, 4 May, in Ostvik.")
    assert (clue.ranges[0][0], clue.ranges[-1][1]) == (DAWN, DUSK)


@pytest.mark.parametrize(
    "sentence",
    [
        "It rose in the last week of May 2019.",
        "The last month of 2017 was calm.",
        "Sales were lower than last year and the lowest since 2014.",
        "Last month Lune said that the pact of 12 May 2019 was void.",
        "Ministers met last week to end a quarrel that began on 3 May 2019.",
        "At the time, last month, on 12 May 2019, ties were cold.",
        "The envoys met on 3 May 2019.",
        "Sales were poor last week, in 2014 terms.",
    ],
)
def test_a_word_of_another_act_says_nothing(sentence):
    assert not list(deictic_clues(sentence))
