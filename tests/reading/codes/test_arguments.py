"""Where the sides of a predicate stand, construction by construction."""

from __future__ import annotations

import pytest

from detente.reading.codes import arguments
from detente.reading.language import Parsed, Token, parse_text


def find(parsed: Parsed, word: str) -> Token:
    return next(t for t in parsed.tokens if t.text == word)


def texts(tokens: list[Token]) -> list[str]:
    return [t.text for t in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Peru accused Chile of spying.", "accused", ["Peru"]),
        ("Chile was accused by Peru.", "accused", ["Peru"]),
        ("Peru and Bolivia condemned the raid.", "condemned", ["Peru", "Bolivia"]),
        ("Peru summoned the envoy and expelled two attaches.", "expelled", ["Peru"]),
        ("Peru agreed to release the sailors.", "release", ["Peru"]),
        ("Peru urged Chile to release the sailors.", "release", ["Chile"]),
        ("The general, who commanded the garrison, attacked the town.", "commanded", ["general"]),
        ("Peru protested, accusing Chile of spying.", "accusing", ["Peru"]),
        ("Peru accused Chile of jamming its radars.", "jamming", ["Chile"]),
        ("Peru angered Chile by seizing a trawler.", "seizing", ["Peru"]),
    ],
)
def test_subject_is_found(text: str, verb: str, expected: list[str]) -> None:
    parsed = parse_text(text)
    assert texts(arguments.subjects(parsed, find(parsed, verb))) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Peru accused Chile of spying.", "accused", ["Chile"]),
        ("Chile was accused by Peru.", "accused", ["Chile"]),
        ("The sailors captured by Peru went home.", "captured", ["sailors"]),
        ("Peru condemned and rejected the plan.", "condemned", ["plan"]),
        ("Peru expelled diplomats and attaches.", "expelled", ["diplomats", "attaches"]),
    ],
)
def test_object_is_found(text: str, verb: str, expected: list[str]) -> None:
    parsed = parse_text(text)
    assert texts(arguments.objects(parsed, find(parsed, verb))) == expected


def test_slots_of_an_event_noun() -> None:
    parsed = parse_text("Talks between Peru and Chile followed the minister's visit to Quito.")
    assert texts(arguments.slot(parsed, find(parsed, "Talks"), None, "between")) == ["Peru", "Chile"]
    visit = find(parsed, "visit")
    assert texts(arguments.slot(parsed, visit, None, "possessive")) == ["minister"]
    assert texts(arguments.slot(parsed, visit, None, "prep:to")) == ["Quito"]


def test_light_verb_lends_its_subject_and_prepositions() -> None:
    parsed = parse_text("Peru launched strikes against Chile.")
    strikes, launched = find(parsed, "strikes"), find(parsed, "launched")
    assert texts(arguments.slot(parsed, strikes, launched, "subject")) == ["Peru"]
    assert texts(arguments.slot(parsed, strikes, launched, "prep:against")) == ["Chile"]


def test_slots_reach_through_objects_and_clauses() -> None:
    parsed = parse_text("Peru recalled its ambassador to Chile. Lima urged Quito to free the crew.")
    assert texts(arguments.slot(parsed, find(parsed, "recalled"), None, "object.prep:to")) == ["Chile"]
    assert texts(arguments.slot(parsed, find(parsed, "urged"), None, "complement.object")) == ["crew"]


def test_unknown_slot_is_an_error() -> None:
    parsed = parse_text("Peru left.")
    with pytest.raises(KeyError):
        arguments.slot(parsed, parsed.tokens[1], None, "nowhere")
