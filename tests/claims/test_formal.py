"""Diplomatic acts told formally: both states, the act, the day."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from detente.claims.formal import formal_claims
from detente.claims.formal_and_general import with_formal
from detente.claims.read import read
from detente.model import Article, Block, Claim, Interval, Page, Span
from detente.settings import Settings

HEADLINE = "Norway and Peru: a history of relations"
UNDATED = Interval(None, None, "interval")


def told(*paragraphs: str, headline: str = HEADLINE) -> list[Claim]:
    text = "\n\n".join((headline, *paragraphs))
    blocks, start = [], 0
    for n, paragraph in enumerate((headline, *paragraphs)):
        blocks.append(Block("body" if n else "headline", Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    article = Article("a", "p", 0, headline, None, None, UNDATED, "en", tuple(blocks))
    return formal_claims(read(page, article, Settings()))


def lines(found: list[Claim]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (
            "+".join(a.party for a in c.actors),
            "+".join(r.party for r in c.recipients),
            c.object,
            c.when.earliest.isoformat() if c.when and c.when.earliest else None,
        )
        for c in found
        if c.status == "occurred"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Norwegian Legation in Lima was opened on May 3, 1910.", ("NOR", "PER", "legation", "1910-05-03")),
        ("Norway closed its embassy in Lima on May 3, 1990.", ("NOR", "PER", "embassy", "1990-05-03")),
        (
            "The Legation of Norway in Peru was raised to Embassy status on May 3, 1950, when Ola Dahl came.",
            ("NOR", "PER", "embassy", "1950-05-03"),
        ),
        (
            "Ola Dahl presented his credentials as Norwegian Minister to Peru on May 3, 1910.",
            ("NOR", "PER", "minister", "1910-05-03"),
        ),
        (
            "Peruvian Ambassador Juan Rojas presented his credentials in Oslo on May 3, 1950.",
            ("PER", "NOR", "ambassador", "1950-05-03"),
        ),
        ("Diplomatic relations were severed on May 3, 1950.", ("NOR", "PER", "ties", "1950-05-03")),
        ("Peru severed diplomatic relations with Norway on May 3, 1950.", ("PER", "NOR", "ties", "1950-05-03")),
        (
            "Ola Dahl, resident at Santiago, Chile, presented his credentials as Norwegian Ambassador on May 3, 1950.",
            ("NOR", "PER", "nonresident-ambassador", "1950-05-03"),
        ),
        (
            "Ola Dahl was appointed as the Norwegian Minister to Peru on May 3, 1910.",
            ("NOR", "PER", "minister-designate", "1910-05-03"),
        ),
    ],
)
def test_an_act_has_both_states_its_object_and_its_day(text, expected):
    assert expected in lines(told(text))


def test_what_the_sentence_leaves_unsaid_the_heading_tells():
    found = told(
        "## Opening of the Peruvian Legation in Oslo, 1912",
        "Minister Juan Rojas presented his credentials on June 4, 1912.",
        "## Norwegian Legation in Lima, 1913",
        "Minister Ola Dahl presented his credentials on July 5, 1913.",
    )
    assert lines(found) == [("PER", "NOR", "minister", "1912-06-04"), ("NOR", "PER", "minister", "1913-07-05")]


def test_a_day_without_a_year_is_of_the_year_told_last():
    found = told(
        "Ola Dahl was appointed Norwegian Minister to Peru on May 3, 1910. He presented his credentials on June 4."
    )
    assert lines(found)[-1] == ("NOR", "PER", "minister", "1910-06-04")


def test_the_day_of_a_when_clause_is_the_day_of_what_it_dates():
    found = told("Relations were established when Norwegian Minister Dahl presented his credentials on May 3, 1910.")
    assert ("NOR", "PER", "ties", "1910-05-03") in lines(found)


def test_what_never_happened_is_no_change():
    assert lines(told("The two states never established diplomatic relations.")) == []


def test_legations_of_both_are_raised_each_way():
    found = told("The legations in both countries were raised to embassies on May 3, 1950.")
    assert [(c.object, c.symmetric) for c in found] == [("embassy", True)]


def test_a_change_that_took_effect_later_is_told_once():
    found = told(
        "The Norwegian Legation in Lima was raised to an Embassy by an announcement of May 3, 1950. "
        "The change became effective on June 4, 1950."
    )
    assert lines(found) == [("NOR", "PER", "embassy", "1950-06-04")]


def test_a_war_ends_relations_with_whom_it_is_declared_on():
    assert ("PER", "NOR", "war", "1940-05-03") in lines(told("Peru declared war on Norway on May 3, 1940."))


def test_a_story_without_two_states_tells_nothing():
    assert told("The embassy was closed on May 3, 1990.", headline="A closed door") == []


def test_a_formal_claim_takes_the_place_of_what_was_read_off_its_words():
    text = "Norway closed its embassy in Lima on May 3, 1990."
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    article = Article("a", "p", 0, None, None, None, UNDATED, "en", (Block("body", Span(0, len(text))),))
    reading = read(page, article, Settings())
    (formal,) = formal_claims(reading)
    assert [c.id for c in with_formal(reading, [])] == [formal.id]
    assert [c.id for c in with_formal(reading, [formal])] == [formal.id]


def test_in_dated_news_the_general_reading_stands_and_is_told_what_it_is_about():
    text = "Norway closed its embassy in Lima on May 3."
    day = Interval(datetime.date(2021, 5, 4), datetime.date(2021, 5, 4))
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    article = Article("a", "p", 0, None, None, None, day, "en", (Block("body", Span(0, len(text))),))
    reading = read(page, article, Settings())
    (formal,) = formal_claims(reading)
    general = dataclasses.replace(formal, id="general", object=None, status="planned")
    (found,) = with_formal(reading, [general])
    assert (found.id, found.object, found.status) == ("general", "embassy", "planned")


def test_an_act_told_formally_says_why_it_has_its_status() -> None:
    found = told(
        "Diplomatic relations were established on May 3, 1942, when Minister Ola Dahl presented his credentials."
    )
    assert found
    assert {next(s.reason for s in c.scores if s.name == "status") for c in found} == {"occurred: told as a fact"}
