"""What is seen of a triple, and the gate that weighs it before the coder is asked."""

from __future__ import annotations

import pytest

from detente.claims import asking
from detente.claims.asking import worth_asking
from detente.claims.weights import Logit, load_weights
from tests.claims.test_triples import asked


def seen(text: str, lemma: str) -> dict[str, float]:
    return dict(next(t for t in asked(text) if t.predicate.token.lemma == lemma).signs)


def test_sides_in_the_slots_of_a_known_sense_are_seen() -> None:
    signs = seen("Japan accused China of jamming its satellites.", "accuse")
    assert {"sense ACCUSE", "in its slots", "actor in a slot", "recipient in a slot"} <= set(signs)


@pytest.mark.parametrize(
    ("text", "lemma", "sign"),
    [
        ("Kenya squeezed Somalia over the border wall.", "squeeze", "unknown word"),
        ("Kenya will squeeze Somalia over the border wall.", "squeeze", "status planned"),
        ("Mali informed Niger that it was raining.", "inform", "says"),
        ("Mali's irritation at Niger was plain.", "irritation", "noun"),
        ("Ghana and Togo squared up in the lagoon.", "square", "together"),
    ],
)
def test_signs_of_the_word(text: str, lemma: str, sign: str) -> None:
    assert seen(text, lemma).get(sign) == 1.0


def test_the_story_tells_how_often_a_party_and_a_pair_are_named() -> None:
    found = asked("Peru warned Chile.", "Peru met Chile.", "Peru rang Bolivia.")
    warned, rang = (next(t.signs for t in found if t.predicate.token.lemma == word) for word in ("warn", "ring"))
    assert warned["pair often named"] == 1.0
    assert rang["pair often named"] == 0.5
    assert rang["recipient often named"] == pytest.approx(1 / 3)


def test_a_party_of_the_story_is_seen_as_such() -> None:
    found = asked("Eritrea quarrelled with Djibouti.", "Eritrea later shelled two targets.")
    assert any(t.signs.get("recipient in the story") for t in found)


def test_every_weight_is_that_of_a_sign_which_can_be_seen() -> None:
    names = {name.split()[0] for name in load_weights().weights}
    assert names <= {
        *("any", "headline", "caption", "opening", "late", "parties", "long", "same", "pair", "both", "depth"),
        *("actor", "recipient", "sense", "thing", "aimed", "says", "other", "unknown", "noun", "status", "in"),
        *("mutual", "together"),
    }


def test_only_what_the_gate_finds_likely_enough_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked("Japan accused China of jamming its satellites, and Chile squeezed Peru.")
    kept = worth_asking(found)
    assert any(t.predicate.token.lemma == "accuse" for t in kept)
    strict = Logit(0.999, 0.999, load_weights().weights)
    monkeypatch.setattr(asking, "load_weights", lambda: strict)
    assert worth_asking(found) == []


def test_a_word_without_a_sense_must_be_likelier(monkeypatch: pytest.MonkeyPatch) -> None:
    found = asked("Japan accused China of jamming its satellites, and Chile squeezed Peru.")
    gate = Logit(0.0, 0.999, load_weights().weights)
    monkeypatch.setattr(asking, "load_weights", lambda: gate)
    kept = worth_asking(found)
    assert kept == [t for t in found if t.candidate is not None]
    assert len(kept) < len(found)


def test_chance_is_the_logistic_of_the_weights_and_an_unknown_sign_weighs_nothing() -> None:
    gate = Logit(0.5, 0.5, {"any": 1.0, "late": -2.0})
    assert gate.chance({"any": 1.0, "late": 0.5, "new": 9.0}) == 0.5
