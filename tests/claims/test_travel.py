"""Warnings to one's own travellers."""

from __future__ import annotations

import pytest

from tests.claims.test_extract import acts, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway warned travellers to avoid parts of Mali.", ("NOR", "SANCTION", "MLI")),
        ("Norway issued a travel warning for Mali.", ("NOR", "SANCTION", "MLI")),
        ("Norway warned Norwegians in Mali to leave at once.", ("NOR", "SANCTION", "MLI")),
    ],
)
def test_keeping_travellers_out_is_a_measure(text: str, expected: tuple[str, str, str]) -> None:
    assert acts(told(text)) == [expected]


@pytest.mark.parametrize(
    "text", ["Norway warned Mali to leave the camps at once.", "Norway warned Mali against testing missiles."]
)
def test_a_warning_to_another_state_stays_a_threat(text: str) -> None:
    assert {kind for _, kind, _ in acts(told(text))} <= {"THREATEN", "REQUEST"}
    assert acts(told(text))
