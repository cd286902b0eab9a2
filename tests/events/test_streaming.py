"""A merge by way of files has the bytes of one in memory."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks.events_derived import laid_out
from benchmarks.events_gold import labelled
from benchmarks.events_speed import stream
from detente.events import Stream, events, spool
from detente.model import Judgement


def streamed(laid, judgements=()):
    merged = Stream(judgements, {a.id: a.copy_of for _, a, _ in laid if a.copy_of})
    for page, article, claims in laid:
        merged.take(page, [dataclasses.replace(article, copy_of=None)], claims)
    merged.merge()
    return merged


def whole(laid, judgements=()):
    words = {c.id: " ".join(p.text[s.start : s.end] for s in c.evidence) for p, _, claims in laid for c in claims}
    claims = [c for _, _, told in laid for c in told]
    return events(claims, [a for _, a, _ in laid], judgements, words=words)


@pytest.mark.parametrize("part", ["dev", "held"])
def test_our_labelled_claims_with_copies_and_headlines(part):
    gold = labelled(part)
    laid = list(laid_out(gold.claims, gold.articles, gold.words))
    found = streamed(laid)
    expected = whole(laid)
    assert any(e.plan for e in expected) and any(a.copy_of for _, a, _ in laid)
    assert repr([event for event, _ in found.told()]) == repr(expected)
    assert repr(list(found)) == repr(sorted(expected, key=lambda e: e.id))


def test_a_dense_stream_with_few_facts_at_hand(monkeypatch):
    monkeypatch.setattr(spool.Spool.__init__, "__defaults__", (None, 20))
    laid = list(laid_out(*stream(1500)))
    assert repr([event for event, _ in streamed(laid).told()]) == repr(whole(laid))


def test_judgements_are_applied():
    gold = labelled("held")
    laid = list(laid_out(gold.claims, gold.articles, gold.words))
    one, other, third, wrong = (gold.claims[at].id for at in (0, 40, 9, 11))
    together = next(e for e in whole(laid) if len(e.claims) > 2).claims
    said = [
        Judgement("j1", one, "same", other, None, None, "Ada", "2026-01-01T00:00:00+00:00", None),
        Judgement("j2", third, "set", None, "status", "planned", "Ada", "2026-01-02T00:00:00+00:00", None),
        Judgement("j3", wrong, "wrong", None, None, None, "Ada", "2026-01-03T00:00:00+00:00", None),
        Judgement("j4", together[0], "different", together[1], None, None, "Ada", "2026-01-04T00:00:00+00:00", None),
    ]
    found = streamed(laid, said)
    assert repr([event for event, _ in found.told()]) == repr(whole(laid, said))
    assert found.claim(third).status == "planned"


def test_each_event_comes_with_the_days_by_which_its_claims_were_out_and_claims_as_they_were_read():
    gold = labelled("dev")
    laid = list(laid_out(gold.claims, gold.articles, gold.words))
    found = streamed(laid)
    read = {c.id: c for _, _, claims in laid for c in claims}
    assert all(found.claim(id) == claim for id, claim in read.items())
    outs = {a.id: a.published.latest for _, a, _ in laid}
    for event, known in found.told():
        assert known == {c: day for c in event.claims if (day := outs[read[c].article]) is not None}
