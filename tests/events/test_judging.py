"""What people decided, applied to a merge."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest

from detente.events import events
from detente.events.judging import settle, words
from detente.model import Event, Judgement, Verdict
from tests.made import article, claim

ARTICLES = [article("a1", "2016-06-28"), article("a2", "2016-06-29", "Harbour Post"), article("a3", "2016-06-29", None)]
JUNE = [claim("ISR", "CONSULT", "TUR", "2016-06-27", article=a) for a in ("a1", "a2", "a3")]
MARCH = [claim("ISR", "CONSULT", "TUR", "2016-03-01", article=a) for a in ("a1", "a2")]
CLAIMS = JUNE + MARCH
times = itertools.count(1)


def said(verdict: Verdict, target: str, other: str | None = None, field: str | None = None, value: str | None = None):
    n = next(times)
    return Judgement(f"j{n:03}", target, verdict, other, field, value, "Ada", f"2026-01-01T00:00:{n:02}+00:00", None)


def merged(*judgements: Judgement) -> set[frozenset[str]]:
    return {frozenset(e.claims) for e in events(CLAIMS, ARTICLES, judgements)}


def one(found: list[Event], claim_id: str) -> Event:
    return next(e for e in found if claim_id in e.claims)


def ids(claims):
    return frozenset(c.id for c in claims)


def test_same_brings_two_events_together_whole_and_undo_parts_them_again():
    same = said("same", JUNE[1].id, MARCH[0].id)
    assert merged() == {ids(JUNE), ids(MARCH)}
    assert merged(same) == {ids(CLAIMS)}
    before = events(CLAIMS, ARTICLES)
    assert events(CLAIMS, ARTICLES, [same, said("undo", same.id)]) == before


def test_different_parts_one_claim_and_the_others_stay():
    pairs = [said("different", JUNE[0].id, other.id) for other in JUNE[1:]]
    assert merged(*pairs) == {ids(JUNE[:1]), ids(JUNE[1:]), ids(MARCH)}


def test_the_later_of_two_judgements_on_a_pair_holds_and_an_undone_undo_restores():
    same, different = said("same", JUNE[0].id, MARCH[0].id), said("different", MARCH[0].id, JUNE[0].id)
    assert merged(same, different) == {ids(JUNE), ids(MARCH)}
    assert settle([same, different]).overruled == {same.id: different}
    undo = said("undo", different.id)
    assert merged(same, different, undo) == {ids(CLAIMS)}
    assert merged(same, different, undo, said("undo", undo.id)) == {ids(JUNE), ids(MARCH)}


def test_what_is_the_same_over_a_third_contradicts_different_and_the_later_holds():
    different = said("different", "a", "c")
    chain = [said("same", "a", "b"), said("same", "b", "c")]
    assert settle([different, *chain]).overruled.keys() == {different.id}
    later = said("different", "a", "c")
    found = settle([*chain, later])
    assert found.different == (("a", "c"),)
    assert found.overruled == {chain[0].id: later}
    assert found.same == (("b", "c"),)


def test_the_order_in_the_file_makes_no_difference():
    judgements = [
        said("same", JUNE[0].id, MARCH[0].id),
        said("different", JUNE[1].id, JUNE[2].id),
        said("wrong", MARCH[1].id),
        said("right", MARCH[1].id),
        said("set", JUNE[0].id, field="status", value="planned"),
    ]
    expected = events(CLAIMS, ARTICLES, judgements)
    for seed in range(10):
        shuffled = judgements[:]
        random.Random(seed).shuffle(shuffled)
        assert events(CLAIMS, ARTICLES, shuffled) == expected


def test_wrong_leaves_a_claim_out_and_right_takes_it_back_in():
    wrong = said("wrong", JUNE[0].id)
    assert merged(wrong) == {ids(JUNE[1:]), ids(MARCH)}
    assert merged(wrong, said("right", JUNE[0].id)) == {ids(JUNE), ids(MARCH)}


def test_a_field_that_is_set_goes_into_the_merge_and_back():
    moved = said("set", JUNE[0].id, field="when", value="2016-03-01")
    assert merged(moved) == {ids(JUNE[1:]), ids([*MARCH, JUNE[0]])}
    assert merged(moved, said("set", JUNE[0].id, field="when")) == {ids(JUNE), ids(MARCH)}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("type", "agree", ("AGREE", "verbal cooperation")),
        ("status", "negated", "negated"),
        ("where", "Ankara", "Ankara"),
        ("actors", "Egypt, Hamas", ("EGY", "hamas")),
        ("recipients", "unknown", ()),
    ],
)
def test_what_can_be_set(field, value, told):
    (event,) = events(MARCH[:1], ARTICLES, [said("set", MARCH[0].id, field=field, value=value)])
    seen = {
        "type": (event.type, event.quad),
        "status": event.status,
        "where": event.where and event.where.name,
        "actors": event.actors,
        "recipients": event.recipients,
    }
    assert seen[field] == told


def test_judgements_on_claims_that_are_not_here_wait():
    elsewhere = [
        said("same", "0" * 16, JUNE[0].id),
        said("wrong", "1" * 16),
        said("set", "2" * 16, field="x", value="y"),
    ]
    assert merged(*elsewhere) == {ids(JUNE), ids(MARCH)}


def test_an_event_says_who_judged_what_and_why():
    judgement = dataclasses.replace(said("same", JUNE[0].id, MARCH[0].id), reason="one tour")
    (event,) = events(CLAIMS, ARTICLES, [judgement])
    (score,) = (s for s in event.scores if s.name == "judged")
    assert score.reason == words(judgement)
    assert score.reason.endswith("the same, by Ada on 2026-01-01: one tour")


def test_a_new_claim_joins_where_it_is_likest_of_what_people_parted():
    apart = [said("different", JUNE[0].id, JUNE[1].id)]
    texts = {JUNE[0].id: "a dinner at the palace", JUNE[1].id: "a call at the harbour", JUNE[2].id: "the harbour call"}
    found = events(JUNE, ARTICLES, apart, words=texts)
    assert one(found, JUNE[2].id).id == one(found, JUNE[1].id).id
    assert len(found) == 2
