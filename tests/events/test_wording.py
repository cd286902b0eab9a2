"""Words and numbers of the evidence."""

from __future__ import annotations

import pytest

from detente.events.wording import evidence_words, numbers, postpones, stems, tells_series
from detente.model import Article, Block, Interval, Page, Span
from tests.made import claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killing at least 60 soldiers", {60}),
        ("Twenty-three Koreans and twelve others", {23, 12}),
        ("a hundred and five rockets", {5}),
        ("two hundred thousand marched", {200_000}),
        ("$34 billion of goods", {34_000_000_000}),
        ("1,600 dead since 18 July 2014, after 26 days", {1600}),
        ("in 2016", set()),
        ("no one", set()),
    ],
)
def test_numbers(text, expected):
    assert numbers(text) == expected


def test_stems_leave_out_common_words_days_and_names():
    assert stems("On Friday the Rebels shelled Marib", without=["Marib"]) == {"rebels", "shelle"}
    assert stems("") == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RIYADH (Reuters) - The ministers met.\nThey shook hands.", {"story": "Reuters"}),
        ("The ministers met.\n(AFP)", {"story": "Agence France-Presse"}),
        ("The ministers met, Reuters reported.\nThey shook hands.", {}),
    ],
)
def test_an_agency_is_credited_in_the_dateline_or_at_the_end(text, expected):
    lines = [Span(0, text.index("\n")), Span(text.index("\n") + 1, len(text))]
    blocks = tuple(Block("body", span) for span in lines)
    story = Article("story", "page-a1", 0, None, None, "The Courier", Interval(None, None), "en", blocks)
    page = Page("page-a1", None, "a.txt", None, None, "text/plain", text)
    told = claim("ISR", "CONSULT", "TUR", "2016-06-27")
    words, credits = evidence_words([told], [story], [page])
    assert words == {told.id: text[:10]}
    assert credits == expected


def test_putting_off():
    assert postpones("Paris put the visit off to May")
    assert not postpones("Paris called the visit off")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("have killed 280 soldiers since January", True),
        ("the worst attack since January", False),
        ("have spoken several times", True),
        ("over the past two years", True),
        ("almost daily raids, so far", True),
        ("told the New York Times", False),
        ("fired dozens of rockets on Friday", False),
    ],
)
def test_a_series_is_told_together(text, expected):
    assert tells_series(text) is expected
