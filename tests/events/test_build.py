"""Merging claims into events: what joins, what stays apart, and that order does not matter."""

from __future__ import annotations

import dataclasses
import random

from detente.events import events, horizon
from detente.model import Judgement
from tests.made import article, claim, day, interval, state

ARTICLES = [article("a1", "2016-06-28"), article("a2", "2016-06-29", "Harbour Post"), article("a3", "2016-08-01", None)]


def test_same_dyad_type_and_dates_become_one_event() -> None:
    told = [
        claim("ISR", "CONSULT", "TUR", "2016-06-27", article="a1"),
        claim("ISR", "CONSULT", "TUR", interval("2016-06-20", "2016-06-28"), article="a2"),
    ]
    (found,) = events(told, ARTICLES)
    assert sorted(found.claims) == sorted(c.id for c in told)
    assert found.when is not None
    assert (found.when.earliest, found.when.latest) == (day("2016-06-27"), day("2016-06-27"))
    assert found.outlets == ("Harbour Post", "The Courier")
    assert found.independent_sources == 2


def test_a_week_apart_stays_apart() -> None:
    told = [claim("ISR", "CONSULT", "TUR", "2016-06-20"), claim("ISR", "CONSULT", "TUR", "2016-06-27")]
    assert len(events(told, ARTICLES)) == 2


def test_three_claims_do_not_chain_over_disjoint_days() -> None:
    told = [
        claim("ISR", "CONSULT", "TUR", "2016-06-01"),
        claim("ISR", "CONSULT", "TUR", interval("2016-06-01", "2016-06-20")),
        claim("ISR", "CONSULT", "TUR", "2016-06-20"),
    ]
    assert len(events(told, ARTICLES)) == 2


def test_year_alone_joins_the_one_happening_of_that_year_but_not_one_of_two() -> None:
    year = claim("ISR", "CONSULT", "TUR", interval("2016-01-01", "2016-12-31"), article="a2")
    june, march = claim("ISR", "CONSULT", "TUR", "2016-06-27"), claim("ISR", "CONSULT", "TUR", "2016-03-01")
    words = {c.id: "the ministers spoke of gas and fishing" for c in (year, june, march)}
    assert len(events([year, june], ARTICLES, words=words)) == 1
    assert len(events([year, june, march], ARTICLES, words=words)) == 3


def test_mutual_act_told_the_other_way_round_is_the_same() -> None:
    told = [
        claim("ISR", "CONSULT", "TUR", "2016-06-27", symmetric=True),
        claim("TUR", "CONSULT", "ISR", "2016-06-27", symmetric=True),
    ]
    assert len(events(told, ARTICLES)) == 1


def test_directed_act_the_other_way_round_is_another() -> None:
    told = [claim("ISR", "ACCUSE", "TUR", "2016-06-27"), claim("TUR", "ACCUSE", "ISR", "2016-06-27")]
    assert len(events(told, ARTICLES)) == 2


def test_different_named_persons_are_different_visits() -> None:
    told = [
        claim("ISR", "CONSULT", "TUR", "2016-06-27", actors=(state("ISR", id="p-one", office="president"),)),
        claim("ISR", "CONSULT", "TUR", "2016-06-27", actors=(state("ISR", id="p-two", office="foreign minister"),)),
    ]
    assert len(events(told, ARTICLES)) == 2


def test_denial_beside_assertion_is_contested_with_both_accounts() -> None:
    told = [
        claim("TUR", "AGREE", "ISR", "2016-06-27", voice="radio"),
        claim("TUR", "AGREE", "ISR", "2016-06-27", voice="ministry", stance="denies"),
    ]
    (found,) = events(told, ARTICLES)
    assert found.contested
    assert {a.stance for a in found.accounts} == {"asserts", "denies"}
    (lone,) = events(told[:1], ARTICLES)
    assert lone.belief > found.belief


def test_order_of_arrival_does_not_matter() -> None:
    told = [
        claim(
            "ISR",
            "CONSULT",
            "TUR",
            interval(f"2016-06-{d:02}", f"2016-06-{min(30, d + w):02}"),
            article=f"a{1 + d % 3}",
        )
        for d in range(1, 28, 3)
        for w in (0, 2, 9)
    ]
    expected = events(told, ARTICLES)
    for seed in range(20):
        shuffled = told[:]
        random.Random(seed).shuffle(shuffled)
        assert events(shuffled, ARTICLES) == expected


def test_copy_adds_no_source() -> None:
    articles = [article("a1", "2016-06-28"), article("a2", "2016-06-29", "Harbour Post", copy_of="a1")]
    told = [claim("ISR", "CONSULT", "TUR", "2016-06-27", article=a) for a in ("a1", "a2")]
    (found,) = events(told, articles)
    assert found.independent_sources == 1
    assert len(found.outlets) == 2


def test_claim_judged_wrong_is_left_out() -> None:
    told = [claim("ISR", "CONSULT", "TUR", "2016-06-27")]
    wrong = Judgement("j", told[0].id, "wrong", None, None, None, "Ada", "2026-01-01T00:00:00Z", None)
    assert events(told, ARTICLES, [wrong]) == []


def test_horizon_is_the_newest_article() -> None:
    assert horizon(ARTICLES) == day("2016-08-01")
    assert horizon([]) is None


def test_a_measure_that_was_threatened_and_is_planned_has_not_happened() -> None:
    told = [
        claim("CHN", "THREATEN", "USA", "2016-06-27", mode="restrict"),
        claim("CHN", "SANCTION", "USA", interval("2016-06-27", "2016-07-27"), status="planned", confidence=0.9),
    ]
    (found,) = events(told, ARTICLES, words={c.id: "duties on cars and wine" for c in told})
    assert (found.type, found.status) == ("SANCTION", "planned")
    (found,) = events(
        [dataclasses.replace(told[0], confidence=0.95), told[1]],
        ARTICLES,
        words={c.id: "duties on cars and wine" for c in told},
    )
    assert (found.type, found.status) == ("THREATEN", "occurred")


def test_what_is_only_denied_has_not_happened() -> None:
    denied = claim("SAU", "ASSAULT", "IRN", "2016-06-27", voice="the coalition", stance="denies")
    (found,) = events([denied], ARTICLES)
    assert (found.status, found.contested) == ("negated", True)
    (found,) = events([denied, claim("SAU", "ASSAULT", "IRN", "2016-06-27")], ARTICLES)
    assert (found.status, found.contested) == ("occurred", True)
