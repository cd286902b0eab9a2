from datetime import date

import pytest

from detente.articles.counting import counted_clues, number_in


def ranges(*sentences):
    return [clue.ranges for clue in counted_clues(sentences)]


@pytest.mark.parametrize(("text", "number"), [("six", 6), ("12", 12), ("tenth", 10), ("A", 1), ("many", None)])
def test_numbers(text, number):
    assert number_in(text) == number


def test_first_in_so_many_years_beside_the_last_time():
    found = ranges("It is the first visit by a minister in six years.", "The last minister who visited came in 2014.")
    assert found == [((date(2020, 1, 1), date(2021, 12, 31)),)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ten years after the 2011 uprising the square is calm.",
        "The square was full ten years ago, in 2011.",
        "It was in 2011, ten years ago, that the square filled.",
    ],
)
def test_years_counted_from_a_year(sentence):
    assert ranges(sentence) == [((date(2020, 1, 1), date(2022, 12, 31)),)]


def test_an_age_beside_a_year_of_birth():
    assert ranges("The 40-year-old, born in 1980, leads the talks.") == [((date(2020, 1, 1), date(2021, 12, 31)),)]


def test_years_alone_count_nothing():
    assert ranges("The talks went on for ten years.") == []
