from datetime import date, timedelta

import pytest

from detente.articles.clue_happenings import compiled, happening_clues, load_happenings
from detente.articles.ranges import DUSK


def clues(*sentences):
    return list(happening_clues(sentences))


def test_the_file_is_sound():
    rows = load_happenings()
    assert len(rows) > 400
    assert len({row.name for row in rows}) == len(rows)
    for row in rows:
        assert compiled(row)
        assert row.keys
        assert row.keys == row.keys.lower()
        assert date(1985, 1, 1) <= row.day <= date(2026, 12, 31)
        assert row.until is None or row.until >= row.day
        assert compiled(row).search("") is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Little has changed since the fall of Bashar al-Assad.", date(2024, 12, 8)),
        ("It was the worst attack since the Bataclan.", date(2015, 11, 13)),
        ("Inspectors returned after the Helsinki summit.", date(2018, 6, 28)),
        ("The islanders recall Katrina, Hurricane Katrina above all.", date(2005, 8, 29)),
        ("Nothing was heard of Ghouta’s doctors.", date(2013, 8, 21)),
    ],
)
def test_a_happening_named_is_a_lower_bound(sentence, day):
    (clue,) = clues(sentence)
    assert clue.ranges == ((day, DUSK),)
    assert str(day) in clue.why


def test_words_that_merely_look_alike_name_nothing():
    assert clues("The committee has ever given its best, and the ferry left Nice weather behind.") == []


def test_what_a_story_is_about_is_told_from_what_it_mentions():
    filler = ["The ferries sail."] * 5
    assert clues("Mourners filled Parkland.", *filler)[0].kind == "topic"
    assert clues(*filler, "Mourners filled Parkland.")[0].kind == "happening"
    assert clues("Fighters hold the Tigray hills.")[0].kind == "spell"


def test_years_are_counted_from_a_happening():
    found = clues("The port is rebuilt two years after the Beirut port explosion.")
    (first, last) = next(clue.ranges[0] for clue in found if clue.why.startswith("'two years after"))
    assert first < date(2022, 8, 4) < last
    assert last - first < timedelta(days=600)


def test_an_anniversary_is_counted_too():
    found = clues("They marked the tenth anniversary of the Bataclan attack.")
    assert any(c.ranges[0][0] < date(2025, 11, 13) < c.ranges[0][1] for c in found if "anniversary" in c.why)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("Trade is poor since the fall of Kabul last year.", date(2022, 1, 1), date(2023, 1, 2)),
        ("The killing of Jamal Khashoggi last month shook Lune.", date(2018, 11, 1), date(2018, 12, 2)),
        ("Lune protested after last month's killing of Jamal Khashoggi.", date(2018, 11, 1), date(2018, 12, 2)),
        ("Lune protested after the annexation of Crimea in March.", date(2014, 3, 18), date(2015, 2, 11)),
    ],
)
def test_a_happening_beside_last_year_or_a_month(sentence, first, last):
    pointed = [clue.ranges for clue in happening_clues([sentence]) if clue.support < 2]
    assert pointed == [((first, last),)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lune protested after the annexation of Crimea in May.",
        "Lune protested after the annexation of Crimea in March 2014.",
        "Lune spoke of last year's Brexit vote.",
        "Lune closed its port last year after the killing of Jamal Khashoggi.",
    ],
)
def test_another_month_what_was_announced_and_another_act_point_nowhere(sentence):
    assert not [clue for clue in happening_clues([sentence]) if clue.support < 2]
