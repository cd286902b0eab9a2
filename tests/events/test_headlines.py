"""Headlines' plans that are the news of their articles' bodies."""

from __future__ import annotations

import dataclasses

import pytest

from detente.events import events
from detente.model import Block, Span
from tests.made import article, claim, interval

PRINTED = dataclasses.replace(article("a1", "2022-03-10"), blocks=(Block("headline", Span(0, 50)),))
TO_COME = dataclasses.replace(interval("2022-03-10", "2022-04-09"), why=("plan without a date",))
HEADLINE = claim("ISR", "CONSULT", "TUR", TO_COME, mode="visit", status="planned", id="headline")


def body(kind="CONSULT", when="2022-03-09", **fields):
    told = claim("ISR", kind, "TUR", when, mode="visit" if kind == "CONSULT" else None, id="body", **fields)
    return dataclasses.replace(told, predicate=Span(100, 104))


def test_it_goes_with_what_the_body_tells_as_done():
    (found,) = events([HEADLINE, body()], [PRINTED])
    assert (found.status, found.when.earliest.isoformat()) == ("occurred", "2022-03-09")


@pytest.mark.parametrize(
    "other",
    [
        [body(when="2012-03-09")],
        [body(kind="ACCUSE")],
        [body(), dataclasses.replace(HEADLINE, id="plan", predicate=Span(200, 204))],
        [dataclasses.replace(body(), article="a2")],
    ],
)
def test_it_stays_a_plan_beside_old_or_other_acts_and_where_the_body_tells_the_plan_too(other):
    found = events([HEADLINE, *other], [PRINTED, article("a2", "2022-03-10")])
    assert any("headline" in e.claims and e.status == "planned" for e in found)
