"""Each claim says in words why it has its status."""

from __future__ import annotations

import pytest

from detente.model import Claim
from tests.claims.test_extract import told


def why(claim: Claim) -> str:
    (reason,) = (s.reason for s in claim.scores if s.name == "status")
    return reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru recalled its ambassador from Chile.", "told as a fact"),
        ("Peru will recall its ambassador from Chile.", "'will' before it"),
        ("Peru refused to recall its ambassador from Chile.", "'refuse' above it"),
    ],
)
def test_a_claim_tells_by_which_words_it_has_its_status(text: str, words: str) -> None:
    found = [c for c in told(text) if words in why(c)]
    assert found
    assert all(why(c).startswith(f"{c.status}: ") for c in found)


def test_an_echo_has_a_status_and_reason_of_its_own() -> None:
    found = told("Peru recalled its ambassador from Chile. Chile will do the same a day later.")
    echo = next(c for c in found if [a.party for a in c.actors] == ["CHL"])
    assert (echo.status, "'will' before it" in why(echo)) == ("planned", True)


def test_an_accusation_was_made() -> None:
    found = told("Chadian officials said that soldiers from Niger had burned two villages near the border.")
    accusation = next(c for c in found if c.type == "ACCUSE")
    assert why(accusation).startswith("occurred: the accusation was made")


def test_a_summons_is_on_the_soil_of_who_summons() -> None:
    found = next(c for c in told("Chad summoned Sudan's ambassador.") if c.type == "ACCUSE")
    assert found.where is not None
    assert (found.where.country, found.where.why) == ("TCD", ("soil of who summons",))
