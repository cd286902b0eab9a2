"""Who vouches for an event, each once."""

from __future__ import annotations

import dataclasses

from detente.events import events
from detente.events.sources import source
from detente.model import Voice
from tests.made import article, claim

ARTICLES = {
    a.id: a
    for a in (
        article("a1", "2016-06-28"),
        article("a2", "2016-06-29", "Harbour Post"),
        article("a3", "2016-06-29", "Daily Ledger", copy_of="a1"),
        article("a4", "2016-06-29", "Reuters"),
        dataclasses.replace(article("a5", "2016-06-29", "Northern Star"), byline="By Jane Doe, Reuters"),
        article("a6", "2016-06-29", None),
    )
}


def told(article, **fields):
    return claim("ISR", "CONSULT", "TUR", "2016-06-27", article=article, mode="visit", **fields)


def heard(article, kind, name):
    voices = (Voice(None, kind, None, name, None, "asserts"), Voice(None, "outlet", None, None, None, "asserts"))
    return dataclasses.replace(told(article), id=f"{article}-{name}", voices=voices)


def test_a_copy_stands_on_its_originals_word():
    assert source(told("a3"), ARTICLES) == source(told("a1"), ARTICLES) == "The Courier"


def test_an_agencys_text_is_the_agencys_wherever_it_is_printed():
    assert source(told("a4"), ARTICLES) == source(told("a5"), ARTICLES) == "Reuters"


def test_an_echo_is_the_word_of_whom_it_repeats():
    assert source(heard("a2", "media", "Reuters"), ARTICLES) == "Reuters"
    assert source(heard("a2", "official", "Kalin"), ARTICLES) == source(heard("a1", "official", "Kalin"), ARTICLES)


def test_an_unnamed_voice_is_the_outlets_and_without_outlet_the_article_counts():
    assert source(heard("a2", "anonymous", None), ARTICLES) == "Harbour Post"
    assert source(told("a6"), ARTICLES) == "a6"


def test_echoes_and_copies_of_one_report_are_one_source():
    (found,) = events([told("a4"), told("a5"), heard("a2", "media", "Reuters")], ARTICLES.values())
    assert (found.independent_sources, len(found.outlets)) == (1, 3)


def test_who_denies_does_not_vouch():
    both = [told("a1"), told("a2"), told("a6", voice="ministry", stance="denies")]
    (found,) = events(both, ARTICLES.values())
    assert found.independent_sources == 2
    (denied,) = events(both[2:], ARTICLES.values())
    assert denied.independent_sources == 1


def test_the_event_says_why_its_claims_were_joined():
    (found,) = events([told("a1"), told("a2")], ARTICLES.values())
    (score,) = (s for s in found.scores if s.name == "one happening")
    assert "the same mode" in score.reason
    assert 0.5 < score.value < 1
    (alone,) = events([told("a1")], ARTICLES.values())
    assert [s.name for s in alone.scores] == ["belief"]


def test_an_agencys_text_that_two_outlets_print_under_its_dateline_is_one_source():
    credits = {"a1": "Associated Press", "a2": "Associated Press"}
    (found,) = events([told("a1"), told("a2")], ARTICLES.values(), credits=credits)
    assert (found.independent_sources, len(found.outlets)) == (1, 2)
    (found,) = events([told("a1"), told("a2")], ARTICLES.values())
    assert found.independent_sources == 2
