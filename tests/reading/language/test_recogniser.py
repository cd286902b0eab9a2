"""Our decoder finds the names that spaCy's own finds."""

import pytest

from detente.reading.language import parse_text
from detente.reading.language.parser import load_model, parse

TEXTS = (
    "Foreign Minister Mevlüt Çavuşoğlu of Turkey flew to the United Arab Emirates on 5 March 2022, the Gulf News said.",
    "It rained.",
    "Two   blanks  stand here, and Ankara  ends in",
    "The Organization for Security and Co-operation in Europe met. Bern, Oslo and the Holy See sent 12 envoys for $3m.",
    "U.S.",
    "He came with Angela\nMerkel",
)


@pytest.fixture(scope="module")
def whole():
    return load_model()


@pytest.mark.parametrize("text", TEXTS)
def test_names_are_those_of_spacy(whole, text):
    expected = [(e.start, e.end, e.label_, e.text) for line in text.split("\n") for e in whole(line).ents]
    parsed = parse_text(text)
    found = [(n.first, n.last, n.label, text[n.start : n.end]) for n in parsed.names]
    assert [name[2:] for name in found] == [name[2:] for name in expected]
    if "\n" not in text:
        assert found == expected


def test_tokens_of_a_name_have_its_label():
    parsed = parse_text(TEXTS[0])
    inside = {i: name.label for name in parsed.names for i in range(name.first, name.last)}
    assert [t.ent for t in parsed.tokens] == [inside.get(t.i, "") for t in parsed.tokens]
    assert inside


def test_many_texts_at_once_keep_their_own_names():
    text = "\n".join(TEXTS[3] for _ in range(20))
    names = parse_text(text).names
    assert len(names) % 20 == 0
    assert len({(n.label, text[n.start : n.end]) for n in names}) * 20 == len(names)


def test_no_text_has_no_names():
    assert parse("", []).names == ()
