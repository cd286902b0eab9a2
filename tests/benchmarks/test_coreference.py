"""The paragraphs marked for coreference: brackets compile to offsets, and the scorer tells right from wrong."""

from __future__ import annotations

import pytest

from benchmarks.coreference import Judged, b_cubed, judge, paragraphs
from detente.reading.actors import load_register


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.txt"

    def write(body: str):
        path.write_text(f"== one 2022-03-05 dev\n{body}\n", encoding="utf-8")
        return paragraphs(path)[0]

    return write


def test_brackets_become_offsets(gold):
    told = gold("{{Turkey|TUR}'s envoy|^TUR} met {two men|?}.")
    assert told.text == "Turkey's envoy met two men."
    assert [(told.text[m.start : m.end], m.labels, m.anaphor) for m in told.marked] == [
        ("Turkey's envoy", ("TUR",), True),
        ("Turkey", ("TUR",), False),
        ("two men", ("?",), False),
    ]


@pytest.mark.parametrize("body", ["{Turkey|TUR spoke.", "Turkey|TUR} spoke."])
def test_a_bracket_that_stays_open_is_told(gold, body: str):
    with pytest.raises(ValueError, match="one"):
        gold(body)


def _judged(told) -> list[Judged]:
    return list(judge(told, load_register()))


def test_right_and_wrong_sides_are_told_apart(gold):
    assert all(j.right for j in _judged(gold("{Turkey|TUR} said {it|^TUR} would wait.")))
    assert [j.right for j in _judged(gold("{Turkey|TUR} said {it|^ISR} would wait."))] == [True, False]


def test_an_unmarked_country_counts_against(gold):
    assert [j.gold for j in _judged(gold("Turkey spoke."))] == [None]


def test_one_chain_scores_full(gold):
    assert b_cubed(_judged(gold("{Turkey|TUR} said {it|^TUR} would wait."))) == (1.0, 1.0)


def test_all_of_our_paragraphs_compile():
    assert len(paragraphs()) == 60
    assert all(m.text.strip() and m.marked for m in paragraphs())
