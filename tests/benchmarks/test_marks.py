"""Texts marked in place, and what the two measures on them count."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks import news_times, places_named
from benchmarks.marks import marked_texts


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.txt"

    def write(body: str):
        path.write_text(f"# a comment\n\n== one 2022-03-04 dev\n{body}\n", encoding="utf-8")
        return marked_texts(path)[0]

    return write


def test_marks_become_offsets_and_questions_stay_apart(gold):
    told = gold("They met on {Friday|2022-03-04}.\n@ met: Bern")
    assert (told.text, told.day, told.questions) == ("They met on Friday.", date(2022, 3, 4), ("met: Bern",))
    assert [(told.text[m.start : m.end], m.label) for m in told.marks] == [("Friday", "2022-03-04")]


@pytest.mark.parametrize("body", ["on {Friday|2022", "on Friday|x}", "on {Friday}"])
def test_a_broken_mark_is_told(gold, body):
    with pytest.raises(ValueError, match="one"):
        gold(body)


def test_a_broken_header_is_told(tmp_path):
    path = tmp_path / "gold.txt"
    path.write_text("== one 2022 dev\nText.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="== one 2022 dev"):
        marked_texts(path)


def test_the_type_follows_from_the_value(gold):
    body = "{a|2022} {b|P3D} {c|2022-03-04TMO} {d|SET P1D} {e|PRESENT_REF}"
    assert [e.kind for e in news_times.expressions(gold(body))] == ["DATE", "DURATION", "TIME", "SET", "DATE"]


def test_pairs_are_one_to_one_and_the_rest_is_counted(gold):
    told = gold("{Day|2022-03-04} by {day|2022-03-07}")
    found = news_times.times("They met on Friday and left today.", anchor=told.day)
    rows = list(news_times.pairs(news_times.expressions(told), found))
    assert [(p.gold is None, p.found is None) for p in rows] == [
        (False, True),
        (False, True),
        (True, False),
        (True, False),
    ]
    assert news_times.f1(rows, "relaxed") == 0.0
    assert news_times.f1([], "value") == 0.0


def test_the_same_words_are_strict_and_may_have_another_value(gold):
    told = gold("They met on {Friday|2022-03-04} and left {today|2022-03-05}.")
    found = news_times.times(told.text, anchor=told.day)
    rows = list(news_times.pairs(news_times.expressions(told), found))
    assert [(p.strict, p.type, p.value) for p in rows] == [(True, True, True), (True, True, False)]
    assert (news_times.f1(rows, "strict"), news_times.f1(rows, "value")) == (1.0, 0.5)


def test_all_of_our_news_compiles_and_a_third_is_held_out():
    texts = marked_texts(news_times.GOLD)
    counts = {part: sum(len(t.marks) for t in texts if t.part == part) for part in ("dev", "held")}
    assert sum(counts.values()) > 400 and counts["held"] > sum(counts.values()) / 3


def test_all_of_our_places_compile():
    texts = marked_texts(places_named.GOLD)
    places = [m for t in texts for m in t.marks if m.label != "-"]
    assert len(texts) >= 40 and len(places) >= 150
    assert all(len(m.label.split()) in (1, 3) for m in places)
    for text in texts:
        for question in text.questions:
            word, _, place = question.partition(": ")
            assert word in text.text and place.casefold() in f"{text.text} -".casefold()


def test_a_sea_has_no_country_and_a_country_no_distance(gold):
    told = gold("{Hormuz|* 26.6 56.3} {Chad|TCD} {Ankara|-}")
    rows = [places_named.Judged(told, m, None, None, None) for m in told.marks]
    near = places_named.Answer(None, 26.57, 56.25)
    assert rows[0].country_right(near) and rows[0].near(near)
    assert rows[1].near(near) is None and not rows[1].country_right(near)
    assert rows[2].kept_out and not rows[2].is_place


def test_kilometres_of_known_towns():
    assert round(places_named.kilometres((52.5, 13.4), (48.9, 2.4)), -1) == 870


def test_the_biggest_of_a_name():
    assert places_named.biggest("Paris").country == "FRA"
    assert places_named.biggest("Xyzzyville") is None
