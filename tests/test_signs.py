import pytest

from detente.model import Actor, Span, Voice
from detente.signs import signs, unnamed

MALI = Actor(Span(0, 4), "mli", "Mali", "MLI", "GOV")
CHAD = Actor(Span(9, 13), "tcd", "Chad", "TCD", "GOV")
OUTLET = Voice(None, "outlet", None, "The Daily", None, "asserts")


def voice(kind, id=None, country=None):
    return Voice(Span(20, 25), kind, id, id, country, "asserts")


@pytest.mark.parametrize(
    ("chain", "words"),
    [
        ([voice("state", "mli", "MLI")], "named; first-hand; party to it; 1 link"),
        ([voice("state", "ner", "NER")], "named; first-hand; no party to it; 1 link"),
        ([voice("anonymous")], "anonymous; first-hand; 1 link"),
        ([voice("anonymous", None, "TCD"), voice("media", "wire")], "anonymous; relayed; party to it; 2 links"),
        ([voice("media", "wire")], "named; relayed; no party to it; 1 link"),
    ],
)
def test_signs_in_words(chain, words):
    found = signs([*chain, OUTLET], [MALI, CHAD])
    assert found is not None
    assert found.words() == words


def test_the_outlet_s_own_word_has_no_signs():
    assert signs([OUTLET], [MALI]) is None


@pytest.mark.parametrize(
    ("described", "of", "words"),
    [
        ("diplomat", "tcd", "unnamed diplomat, TCD"),
        ("official", "nato", "unnamed official, nato"),
        ("familiar", None, "unnamed person in the know"),
        (None, None, "unnamed"),
    ],
)
def test_what_is_known_of_somebody_unnamed(described, of, words):
    voice = Voice(Span(20, 25), "anonymous", None, None, None, "asserts", described=described, of=of)
    assert unnamed(voice) == words


def test_somebody_named_is_not_unnamed():
    assert unnamed(voice("state", "mli", "MLI")) is None
