"""Towns that stand for their people: the two that an agreement joins."""

from __future__ import annotations

import pytest

from tests.claims.told import claims_of


@pytest.mark.parametrize(
    ("towns", "recipients"),
    [
        ('Bergen and "Beer Sheva"', {"ISR"}),
        ("Bergen and Cusco", {"PER"}),
        ('Bergen and "Qorvandel"', set()),
        ('Bergen and "Oslo"', set()),
    ],
)
def test_the_other_town_of_an_agreement_is_its_country(towns: str, recipients: set[str]) -> None:
    found = claims_of(f"Norway's council announced the termination of the sister city protocol between {towns}.")
    told = {a.party for c in found if c.object == "agreement" for a in c.recipients}
    assert told == recipients
