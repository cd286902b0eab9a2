from datetime import date

import pytest

from detente.articles.clues import sentences_of
from detente.articles.ranges import solved
from detente.articles.terms import term_clues
from detente.articles.titles import tenure_index, titled
from detente.reading.actors.register import load_register


def term_bounds(text):
    days, used, _ = solved(term_clues(sentences_of([text]), load_register()))
    return days[0][0], days[-1][1], [clue.why for clue in used]


def titles(sentence):
    return [(hit.title, hit.tenures[0].person) for hit in titled(sentence, tenure_index(load_register()))]


def test_terms_of_office_bound_a_story():
    first, last, why = term_bounds("Prime Minister Naftali Bennett spoke with the ambassador.")
    assert first <= date(2021, 6, 13) <= date(2022, 6, 30) <= last
    assert first.year == 2021
    assert last.year == 2023  # a year of grace, which weighs little
    assert why[0].startswith("the text calls Naftali Bennett prime minister, an office held from 2021-06-13")


@pytest.mark.parametrize("word", ["Former", "Ousted", "Late", "Outgoing"])
def test_former_holders_bound_nothing(word):
    assert term_bounds(f"{word} Prime Minister Naftali Bennett spoke with the ambassador.")[2] == []


def test_the_elect_bound_nothing():
    assert term_bounds("President-elect Joe Biden spoke with the ambassador.")[2] == []


def test_an_earlier_holder_beside_a_later_one_does_not_close_the_interval():
    _, last, _ = term_bounds("President Joe Biden kept a rule of President Barack Obama.")
    assert last >= date(2025, 1, 20)


def test_a_deputy_is_not_the_holder():
    assert titles("Vice President Joe Biden spoke with the ambassador.") == [("vice president", "joe-biden")]


def test_two_titles_bound_it_together():
    first, last, _ = term_bounds("Secretary of State Mike Pompeo saw Defense Secretary Jim Mattis.")
    assert date(2018, 4, 1) < first < date(2018, 5, 1)
    assert last < date(2020, 2, 1)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Pentagon spokesman Rear Adm. John Kirby declined to comment.", "pentagon spokesman"),
        ("John Kerry, the American secretary of state, declined to comment.", "secretary of state"),
        ("Secretary of State John Kerry’s plane left.", "secretary of state"),
        ("John Kerry declined to comment.", ""),
    ],
)
def test_where_a_title_may_stand(sentence, title):
    assert [found for found, _ in titles(sentence)] == [title]


def test_a_title_behind_a_former_one_is_none():
    assert [title for title, _ in titles("John Kerry, the former secretary of state, declined.")] == [""]


def test_a_bare_name_only_leans():
    clues = list(term_clues(["John Kerry declined to comment."], load_register()))
    assert [(clue.kind, clue.support) for clue in clues] == [("name", 0)]


def test_a_spokesman_may_have_been_a_deputy_before():
    first, _, (why, *_) = term_bounds("White House spokesman Josh Earnest said no.")
    assert first < date(2013, 12, 1)
    assert "up to 500 days before" in why
