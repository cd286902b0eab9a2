"""Senses: which hold, which is preferred, and what a verb takes in."""

from __future__ import annotations

from detente.reading.codes.lexicon import Lexicon, Sense
from detente.reading.codes.matching import Candidate, candidates
from detente.reading.language import parse_text

SMALL = Lexicon(
    verbs={
        "recall": (Sense(type="SANCTION", mode="withdraw", object=("@envoy",)),),
        "call": (Sense(type="REJECT", particle="off"), Sense(type="CONSULT", mode="phone", object=("*",))),
        "impose": (Sense(type="SANCTION", object=("sanction",)),),
        "break": (Sense(type="SANCTION", particle="off", object=("tie",)),),
    },
    nouns={
        "sanction": (Sense(type="SANCTION"),),
        "talk": (Sense(type="CONSULT"), Sense(type="CONSULT", mode="third-party", modifier=("indirect",))),
        "strike": (Sense(type="ASSAULT"),),
    },
    light_verbs=frozenset({"launch", "hold"}),
    classes={"envoy": frozenset({"ambassador", "envoy"}), "object-control": frozenset()},
)


def find(text: str) -> list[Candidate]:
    parsed = parse_text(text)
    return [c for s in parsed.sentences for c in candidates(parsed, s, SMALL)]


def test_object_condition_holds_or_not() -> None:
    assert [c.sense.mode for c in find("Peru recalled its ambassador.")] == ["withdraw"]
    assert find("The maker recalled its cars.") == []


def test_passive_subject_counts_as_object() -> None:
    assert [c.sense.type for c in find("The ambassador was recalled by Peru.")] == ["SANCTION"]


def test_particle_is_preferred_over_the_bare_verb() -> None:
    assert [c.sense.type for c in find("Peru called off the visit.")] == ["REJECT"]
    assert [c.sense.type for c in find("The minister called his colleague.")] == ["CONSULT"]


def test_verb_takes_its_object_noun_in() -> None:
    found = find("Peru imposed sanctions on Chile.")
    assert [c.predicate.text for c in found] == ["imposed"]
    assert found[0].thing is not None and found[0].thing.text == "sanctions"


def test_noun_with_light_verb_and_modifier() -> None:
    found = find("Peru held indirect talks with Chile.")
    assert [(c.sense.mode, c.light.text if c.light else None) for c in found] == [("third-party", "held")]


def test_sides_of_thing_are_reached() -> None:
    parsed = parse_text("Peru imposed sanctions on Chile.")
    candidate = candidates(parsed, parsed.sentences[0], SMALL)[0]
    assert [t.text for t in candidate.heads(parsed, "prep:on")] == ["Chile"]
