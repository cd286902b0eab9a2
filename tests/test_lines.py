"""Events as lines for people: whose word a claim is shown as."""

from __future__ import annotations

import dataclasses

import pytest

from detente.lines import teller
from detente.model import Voice
from tests.made import claim


def voiced(*stances):
    voices = tuple(Voice(None, "official", None, str(i), None, stance) for i, stance in enumerate(stances))
    return dataclasses.replace(claim("MLI", "COERCE", "NER", "2016-06-27"), voices=voices)


@pytest.mark.parametrize(
    ("stances", "expected"),
    [(("asserts", "denies", "asserts"), "1"), (("alleges", "asserts"), "0"), (("denies", "denies"), "0")],
)
def test_a_claim_is_the_word_of_its_nearest_voice_unless_another_denies_it(stances, expected):
    found = teller(voiced(*stances))
    assert found is not None
    assert found.name == expected


def test_a_claim_without_voices_is_nobodys_word():
    assert teller(voiced()) is None
