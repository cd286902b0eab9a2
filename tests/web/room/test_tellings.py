"""On whose word a claim stands, in words."""

from types import SimpleNamespace

import pytest

from detente.model import Span, Voice
from detente.web.room.tellings import chain


def words_of(said, kind="person", id=None, name=None, country=None):
    voice = Voice(Span(0, len(said)), kind, id, name, country, "asserts")
    outlet = SimpleNamespace(outlet="The Tern")
    told = SimpleNamespace(claim=SimpleNamespace(voices=(voice,)), article=outlet, words=lambda span: said)
    return chain(told)[0].words


@pytest.mark.parametrize("said", ["It", "he", "They", "who"])
def test_nobody_is_called_by_a_pronoun(said):
    assert words_of(said) == "an unnamed speaker"
    assert words_of(said, country="FRA") == "an unnamed speaker"


def test_what_a_pronoun_stands_for_is_named():
    assert words_of("It", kind="state", country="FRA") == "France"
    assert words_of("She", name="Angela Merkel") == "Angela Merkel"


def test_who_is_described_stays_so():
    assert words_of("an official in Ankara", kind="anonymous") == "an official in Ankara"
