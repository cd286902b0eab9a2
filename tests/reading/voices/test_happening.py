import hashlib
from pathlib import Path

import pytest

from detente.errors import ModelError, UsageError
from detente.reading.language import parse_text
from detente.reading.voices import happened, happening
from detente.reading.voices.happening import CLASSES, Weights, chances, digest, load_weights, signs

UNSURE = dict.fromkeys(("occurred", "ongoing", "planned", "negated", "hypothetical"), 0.2)


def told(sentence, word):
    start = sentence.index(word)
    return happened(sentence, (start, start + len(word)))


@pytest.mark.parametrize(
    ("sentence", "yes", "no"),
    [
        ("The ferry sank after it had struck a rock.", "struck", None),
        ("Open the lid and stir the soup.", None, "stir"),
        ("We met the owner, who will repair the roof.", "met", "repair"),
        ("She wants to sell the boat that she inherited.", "inherited", "sell"),
        ("If it snows, I will fetch you.", None, "fetch"),
    ],
)
def test_what_has_happened_is_told_from_what_has_not(sentence, yes, no):
    if yes is not None:
        assert told(sentence, yes) > 1
    if no is not None:
        assert told(sentence, no) < -1


def test_a_span_outside_the_text_is_refused():
    with pytest.raises(UsageError, match="outside the text"):
        happened("Too short.", (4, 40))


def test_the_chances_sum_to_one_and_name_signs():
    parsed = parse_text("The crew will paint the hall.")
    verb = next(t for t in parsed.tokens if t.text == "paint")
    found = chances(parsed, verb, UNSURE)
    assert found.yes + found.no + found.open == pytest.approx(1)
    assert found.no > found.yes
    assert set(found.why) <= set(signs(parsed, verb, UNSURE))


def test_the_coder_moves_the_chances():
    parsed = parse_text("They expelled the envoy.")
    verb = next(t for t in parsed.tokens if t.text == "expelled")
    sure, unsure = (chances(parsed, verb, UNSURE | {name: 0.98}) for name in ("occurred", "planned"))
    assert sure.yes > unsure.yes


def test_altered_numbers_are_refused(monkeypatch):
    real = load_weights()
    altered = Weights(real.sentences, real.sha256, (0.5, 0.0, 0.0), real.signs)
    monkeypatch.setattr(happening, "load_yaml", lambda *_: altered)
    load_weights.cache_clear()
    with pytest.raises(ModelError, match="SHA-256"):
        load_weights()
    load_weights.cache_clear()


def test_the_numbers_are_those_fitted_on_the_sentences_at_hand():
    path = Path(__file__).parents[3] / "training" / "happened" / "sentences.txt"
    weights = load_weights()
    assert weights.sentences == hashlib.sha256(path.read_bytes()).hexdigest(), "run python -m training.happened"
    assert digest(weights.start, weights.signs) == weights.sha256
    assert all(len(numbers) == len(CLASSES) for numbers in weights.signs.values())
