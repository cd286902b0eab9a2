"""Articles without a date, dated by what they tell as planned and others as done."""

from __future__ import annotations

import dataclasses

from detente.events import events
from detente.events.datings import datings
from detente.model import Interval
from tests.made import article, claim, day, interval, state

HERALD = (state("ISR", id="p-herald", office="president"),)


def undated(name, earliest=None, latest=None):
    return dataclasses.replace(
        article(name, "2022-01-01"),
        published=Interval(earliest and day(earliest), latest and day(latest), why=("names",)),
    )


def dated(articles, *claims):
    found = events(claims, articles)
    return datings(found, {c.id: c for c in claims}, {a.id: a for a in articles})


def visit(when, article, **fields):
    return claim("ISR", "CONSULT", "TUR", when, mode="visit", article=article, actors=HERALD, **fields)


PLAN = visit(interval("2022-03-01", "2022-03-15"), "a1", status="planned")
DONE = visit("2022-03-09", "a2")


def test_what_tells_a_plan_was_out_before_it_was_carried_out():
    found = dated([undated("a1", "2021-07-01", "2022-12-31"), article("a2", "2022-03-10")], PLAN, DONE)
    assert set(found) == {"a1"}
    when = found["a1"].published
    assert (when.earliest, when.latest) == (day("2021-07-01"), day("2022-03-09"))
    assert when.why[0] == "names"
    assert when.why[1].startswith("it tells as planned what was done by 2022-03-09 (plan ")


def test_what_tells_it_as_news_came_after_the_plan_and_not_long_after():
    news = dataclasses.replace(DONE, when=Interval(day("2021-07-01"), None, why=("news of the day",)))
    found = dated([article("a1", "2022-02-20"), undated("a2", "2021-07-05")], PLAN, news)
    when = found["a2"].published
    assert (when.earliest, when.latest) == (day("2022-02-20"), day("2022-05-30"))


def test_a_later_look_back_has_no_last_day():
    found = dated([article("a1", "2022-02-20"), undated("a2", "2021-07-05")], PLAN, DONE)
    assert (found["a2"].published.earliest, found["a2"].published.latest) == (day("2022-02-20"), None)


def test_dated_articles_and_contradicting_bounds_are_left_alone():
    assert dated([article("a1", "2022-02-20"), article("a2", "2022-03-10")], PLAN, DONE) == {}
    assert dated([undated("a1", "2022-03-20", "2022-12-31"), article("a2", "2022-03-10")], PLAN, DONE) == {}


def test_a_loosely_dated_happening_takes_the_days_of_the_plan_that_it_carried_out():
    loose = dataclasses.replace(DONE, when=Interval(day("2021-07-01"), None, why=("news of the day",)))
    found = events([PLAN, loose], [article("a1", "2022-02-20"), undated("a2", "2021-07-05")])
    done = next(e for e in found if e.status == "occurred")
    assert done.when is not None
    assert (done.when.earliest, done.when.latest) == (day("2022-02-15"), day("2022-04-29"))
    assert done.when.why[-1] == "it carried out a plan for 2022-03-01 to 2022-03-15"
