"""Acts that a noun only supposes."""

from __future__ import annotations

import pytest

from detente.claims.supposed import is_supposed
from tests.claims.test_extract import told
from tests.claims.test_triples import reading


def supposed(text: str, word: str) -> bool:
    parsed = reading(text).parsed
    return is_supposed(parsed, next(t for t in parsed.tokens if t.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("An attack by Chad on Niger could lead to worse.", "attack"),
        ("One scenario is an invasion of Moldova by Norway.", "invasion"),
        ("A blockade of Malta would risk clashes between Norway and Malta.", "clashes"),
        ("A pact or a truce might follow.", "truce"),
    ],
)
def test_what_might_come_is_supposed(text: str, word: str) -> None:
    assert supposed(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attack by Chad on Niger could lead to worse.", "attack"),
        ("Chad's attack on Niger would have consequences.", "attack"),
        ("The answer was an invasion of Moldova by Norway.", "invasion"),
        ("A blockade of Malta began on Monday.", "blockade"),
        ("The raid caused clashes between Norway and Malta.", "clashes"),
        ("Chad could attack Niger.", "attack"),
    ],
)
def test_what_is_known_or_told_plainly_is_not(text: str, word: str) -> None:
    assert not supposed(text, word)


def test_a_supposed_attack_is_no_claim_and_a_supposed_visit_is_hypothetical() -> None:
    assert [c.type for c in told("Another possibility is a Norwegian strike on Malta.")] == []
    visits = [c for c in told("A visit by Peru's president to Chile could follow.") if c.type == "CONSULT"]
    assert {c.status for c in visits} <= {"hypothetical"}
