"""Who faces whom in a story."""

from __future__ import annotations

from detente.claims.named import named
from detente.claims.sides import Side
from detente.claims.story import Story
from tests.claims.test_triples import reading


def story(*paragraphs: str) -> Story:
    told = reading(*paragraphs)
    return Story([named(told, sentence) for sentence in told.parsed.sentences])


def parties(sides: list[Side]) -> list[str]:
    return [side.parties[0] for side in sides]


def test_the_most_named_lead_and_those_named_together_come_first() -> None:
    found = story("Peru warned Chile.", "Chile rebuked Peru.", "Bolivia sighed.", "Bolivia slept.", "Bolivia woke.")
    assert found.leading() == ["BOL", "CHL", "PER"]
    assert {side.parties[0] for side in found.pairs()[0]} == {"PER", "CHL"}
    peru = found.pairs()[0][1]
    assert parties(found.facing(peru)) == ["CHL", "BOL"]


def test_later_sentences_count_before_they_are_read() -> None:
    told = reading("Fighting went on.", "Ghana shelled Togo.")
    found = Story([named(told, sentence) for sentence in told.parsed.sentences])
    assert {side.parties[0] for side in found.pairs()[0]} == {"GHA", "TGO"}


def test_mere_places_and_newspapers_lead_no_story() -> None:
    assert story("The Guardian wrote it in Norway.", "Reuters wrote it in Norway.").leading() == []


def test_the_mention_read_last_stands_for_its_party() -> None:
    told = reading("Peru warned Chile.", "Peru met Chile.")
    sentences = [named(told, sentence) for sentence in told.parsed.sentences]
    found = Story(sentences)
    first = found.pairs()[0][1].actors[0].span
    for parties_ in sentences:
        found.tell(parties_)
    assert found.pairs()[0][1].actors[0].span.start > first.start
