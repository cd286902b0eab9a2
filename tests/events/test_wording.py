"""Words and numbers of the evidence."""

from __future__ import annotations

import pytest

from detente.events.wording import numbers, stems


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
