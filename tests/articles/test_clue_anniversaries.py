from datetime import date

import pytest

from detente.articles.clue_anniversaries import anniversary_clues, compiled, load_anniversaries


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("the 75th anniversary of D-Day", date(2019, 6, 6)),
        ("the seventieth anniversary of NATO", date(2019, 4, 4)),
        ("the 40th anniversary of the Islamic Revolution", date(2019, 2, 11)),
        ("the 100th anniversary of the end of World War I", date(2018, 11, 11)),
    ],
)
def test_a_numbered_anniversary(words, day):
    (clue,) = anniversary_clues(f"The leaders came to the port to mark {words}, an official said.")
    ((first, last),) = clue.ranges
    assert first < day < last
    assert (last - first).days < 366


@pytest.mark.parametrize("words", ["an anniversary of D-Day", "the 20th anniversary of the ferry line"])
def test_no_number_or_nothing_known(words):
    assert not list(anniversary_clues(f"The leaders marked {words}."))


@pytest.mark.parametrize("row", load_anniversaries(), ids=lambda row: row.name)
def test_every_pattern_compiles_and_matches_no_empty_text(row):
    assert not compiled(row).match("")
