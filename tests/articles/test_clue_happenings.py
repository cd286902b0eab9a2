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
