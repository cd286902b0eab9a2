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


def test_first_in_so_many_years_since_the_last_time():
    assert ranges("It is the first visit in six years, since 2016.") == [((date(2022, 1, 1), date(2023, 12, 31)),)]


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("A decade after the 1999 bombing, the square is calm.", date(2007, 1, 1), date(2012, 12, 31)),
        ("Nearly two decades after the 1999 war the bridge is shut.", date(2016, 1, 1), date(2019, 12, 31)),
        ("More than a decade after the 1999 war the bridge is shut.", date(2009, 1, 1), date(2018, 12, 31)),
        ("The bridge opened a decade after the 1999 war.", date(2007, 1, 1), date.max),
        ("She is in her third year in office since October 2019.", date(2021, 10, 1), date(2022, 10, 31)),
        ("It is his 2nd year as mayor of Ostvik, since 2019.", date(2020, 1, 1), date(2021, 12, 31)),
        ("They marked the 30th anniversary of the 1989 uprising.", date(2018, 1, 1), date(2020, 12, 31)),
        ("A year after the 2019 storm the port is shut.", date(2019, 1, 1), date(2021, 12, 31)),
    ],
)
def test_decades_years_in_office_and_anniversaries(sentence, first, last):
    assert ranges(sentence) == [((first, last),)]


def test_the_year_of_an_anniversary_is_not_what_it_counts_from():
    assert ranges("They marked the 70th anniversary of the landing in 2014.") == []
