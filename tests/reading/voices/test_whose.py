"""Quotations that no verb of saying takes go to the likeliest speaker near them, or to nobody."""

import dataclasses

import pytest

from detente.data import parse_yaml
from detente.reading.language import parse_text
from detente.reading.voices import find_attributions, whose


def speakers(text):
    found = find_attributions(parse_text(text))
    quote = text.index('"') + 1
    return [text[a.source.start : a.source.end] for a in found if a.source and a.covers(quote, quote + 1)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Ferry master Hans Okello shook his head. "Nobody asked us about the bridge."', "Ferry master Hans Okello"),
        ('Mayor Rosa Lind was blunt: "We have no money and no bridge."', "Mayor Rosa Lind"),
        ('Rosa Lind laughed. "They paint the boat and never mend it."', "Rosa Lind"),
    ],
)
def test_a_speaker_without_a_verb_of_saying(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        'The mayor drove to the opening of the "Museum of Salt and Iron and Rope".',
        'Okello sold "A Short History of the Lower Ferry and its Masters" in May.',
        '"Nobody asked us about the bridge."',
    ],
)
def test_names_titles_and_lone_words_are_nobody_s(text):
    assert speakers(text) == []


def test_both_halves_of_a_broken_quotation_are_one_attribution():
    text = 'Rosa Lind shook her head. "We have no money." She sighed. "We have no bridge either."'
    found = [a for a in find_attributions(parse_text(text)) if a.source is not None]
    assert {text[a.source.start : a.source.end] for a in found} <= {"Rosa Lind", "She"}
    assert found


def test_the_numbers_are_those_that_were_written():
    weights = whose.load_weights()
    changed = dataclasses.replace(weights, intercept=weights.intercept + 1)
    assert whose.fingerprint(weights.threshold, weights.intercept, weights.weights) == weights.sha256
    assert whose.fingerprint(changed.threshold, changed.intercept, changed.weights) != weights.sha256


def test_changed_numbers_are_refused(monkeypatch):
    told = "sha256: '0'\nthreshold: 0.5\nintercept: 0.0\nweights: {}\n"
    monkeypatch.setattr(whose, "load_yaml", lambda package, path, schema: parse_yaml(told, schema, name=path))
    with pytest.raises(whose.DataError, match="train-voices"):
        whose.load_weights.__wrapped__()
