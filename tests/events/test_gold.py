"""Merging on the happenings that we wrote and labelled (benchmarks/events_gold.txt): order, and a floor of quality."""

from __future__ import annotations

import random

import pytest

from benchmarks.events_gold import labelled
from benchmarks.events_merging import merge, score
from detente.events import events

STORIES = ("copies/", "vienna/", "long-strip/", "strike-marib/", "rabat/")


def test_there_are_enough_of_them():
    parts = [labelled(part) for part in ("dev", "held")]
    assert sum(len(gold.claims) for gold in parts) >= 400
    assert all(len(set(gold.labels.values())) >= 120 for gold in parts)


@pytest.mark.parametrize(("part", "least"), [("dev", 0.96), ("held", 0.955)])
def test_b_cubed_stays_above_what_was_reached(part, least):
    gold = labelled(part)
    assert score(gold.labels, merge(gold)).f1 >= least


def test_fifty_orders_of_arrival_give_the_same_bytes():
    gold = labelled("dev")
    told = [c for c in gold.claims if gold.labels[c.id].startswith(STORIES)]
    articles = list(gold.articles.values())
    expected = repr(events(told, articles, words=gold.words)).encode()
    for seed in range(50):
        shuffle = random.Random(seed).shuffle
        shuffle(told)
        shuffle(articles)
        assert repr(events(told, articles, words=gold.words)).encode() == expected


def test_undated_copies_take_part_in_their_originals_events():
    gold = labelled("held")
    merged = merge(gold)
    of_story = [c for c in gold.claims if gold.labels[c.id] == "odd-copies/pact"]
    copies = [c for c in of_story if gold.articles[c.article].copy_of]
    assert len(copies) == 3
    original = next(c for c in of_story if c.article == gold.articles[copies[0].article].copy_of)
    assert {merged[c.id] for c in copies} == {merged[original.id]}
