"""What is new is merged into what was merged, with the bytes of a whole merge."""

from __future__ import annotations

import pickle
import random

import pytest

from benchmarks.events_gold import labelled
from benchmarks.events_speed import stream
from detente.events import Growing, events
from detente.model import Judgement


def same_bytes(found, expected):
    assert repr(found).encode() == repr(expected).encode()


@pytest.mark.parametrize("seed", range(2))
def test_our_labelled_claims_added_in_any_parts_end_alike(seed):
    gold = labelled("dev")
    order = gold.claims[:]
    random.Random(seed).shuffle(order)
    cuts = sorted(random.Random(seed + 9).sample(range(200, len(order)), 5))
    grown = Growing()
    for cut in (*cuts, len(order)):
        told = order[:cut]
        articles = {c.article: gold.articles[c.article] for c in told}
        found = grown(told, articles.values(), words=gold.words)
    same_bytes(found, events(gold.claims, gold.articles.values(), words=gold.words))


@pytest.mark.parametrize("seed", range(2))
def test_a_dense_stream_grows_and_shrinks(seed):
    claims, articles, words = stream(2000, seed)
    draw = random.Random(seed)
    grown = Growing()
    for _ in range(3):
        told = draw.sample(claims, 1960)
        same_bytes(grown(told, articles.values(), words=words), events(told, articles.values(), words=words))


def test_few_decide_anew():
    claims, articles, words = stream(2000)
    grown = Growing()
    grown(claims[:1990], articles.values(), words=words)
    before = dict(grown._built)
    grown(claims, articles.values(), words=words)
    assert sum(one is not before.get(id) for id, one in grown._built.items()) < 40


def test_an_article_that_turns_out_a_copy_and_a_judgement_are_taken_in():
    gold = labelled("held")
    copied = next(a for a in gold.articles.values() if a.copy_of)
    import dataclasses

    unknown = gold.articles | {copied.id: dataclasses.replace(copied, copy_of=None)}
    grown = Growing()
    grown(gold.claims, unknown.values(), words=gold.words)
    one, other = gold.claims[0], gold.claims[40]
    said = [
        Judgement("j1", one.id, "same", other.id, None, None, "Ada", "2026-01-01T00:00:00+00:00", None),
        Judgement("j2", gold.claims[9].id, "set", None, "status", "planned", "Ada", "2026-01-02T00:00:00+00:00", None),
    ]
    for judgements in (said, said[:1], []):
        found = grown(gold.claims, gold.articles.values(), judgements, words=gold.words)
        same_bytes(found, events(gold.claims, gold.articles.values(), judgements, words=gold.words))


def test_it_travels_empty():
    grown = Growing()
    gold = labelled("dev")
    grown(gold.claims[:20], gold.articles.values(), words=gold.words)
    assert len(pickle.dumps(grown)) < 200
