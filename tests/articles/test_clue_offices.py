from datetime import date

import pytest

from detente.articles.clue_offices import office_clues
from detente.reading.actors.register import load_register


@pytest.fixture(scope="module")
def register():
    return load_register()


@pytest.mark.parametrize("words", ["since she took office", "since assuming office", "since becoming foreign minister"])
def test_a_first_trip_lies_within_the_term(register, words):
    (clue,) = office_clues([f"It was the first trip of Annalena Baerbock to Ostvik {words}."], register)
    ((first, last),) = clue.ranges
    assert first == date(2021, 12, 8)
    assert date(2025, 5, 6) < last < date(2027, 1, 1)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was the first trip to Ostvik since she took office.",
        "Annalena Baerbock met Antony Blinken for the first time since she took office.",
        "Annalena Baerbock came to Ostvik in spring.",
    ],
)
def test_nobody_or_two_or_no_such_words_say_nothing(register, sentence):
    assert not list(office_clues([sentence], register))
