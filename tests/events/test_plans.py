"""Plans and what became of them."""

from __future__ import annotations

import dataclasses

import pytest

from detente.events import events, outcome_on, settled_by, timing
from detente.model import Event
from detente.reading.times import UNDATED_PLAN
from tests.made import article, claim, day, interval, state

ARTICLES = [article("a1", "2022-02-18"), article("a2", "2022-03-10")]
PLAN = claim("ISR", "CONSULT", "TUR", interval("2022-03-01", "2022-03-15"), mode="visit", status="planned")


def plan_of(found: list[Event]) -> Event:
    return next(e for e in found if e.status == "planned")


def test_plan_is_fulfilled_by_the_visit() -> None:
    done = claim("ISR", "CONSULT", "TUR", "2022-03-09", mode="visit", article="a2")
    found = events([PLAN, done], ARTICLES)
    assert plan_of(found).outcome == "fulfilled"
    assert next(e for e in found if e.status == "occurred").plan == plan_of(found).id


def test_plan_is_cancelled() -> None:
    off = claim("ISR", "CONSULT", "TUR", "2022-03-05", mode="visit", status="negated", article="a2")
    assert plan_of(events([PLAN, off], ARTICLES)).outcome == "cancelled"


def test_plan_without_news_is_overdue_once_its_days_have_passed() -> None:
    assert plan_of(events([PLAN], ARTICLES)).outcome == "open"
    late = [*ARTICLES, article("a3", "2022-06-01")]
    assert plan_of(events([PLAN], late)).outcome == "overdue"


def test_happening_before_the_plan_does_not_fulfil_it() -> None:
    before = claim("ISR", "CONSULT", "TUR", "2022-02-10", mode="visit")
    assert plan_of(events([PLAN, before], ARTICLES)).outcome == "open"


def test_other_dyad_does_not_fulfil_it() -> None:
    other = claim("ISR", "CONSULT", "GRC", "2022-03-09", mode="visit")
    assert plan_of(events([PLAN, other], ARTICLES)).outcome == "open"


def test_outcome_on_a_day() -> None:
    plan = plan_of(events([PLAN], ARTICLES))
    assert outcome_on(plan, day("2022-03-10")) == "open"
    assert outcome_on(plan, day("2022-03-20")) == "overdue"
    assert outcome_on(plan, None) == "open"


def test_plan_without_a_date_of_its_own_stays_open_for_a_year() -> None:
    when = dataclasses.replace(interval("2022-02-18", "2022-03-20"), why=(UNDATED_PLAN,))
    vague = claim("ISR", "CONSULT", "TUR", when, mode="visit", status="planned")
    plan = plan_of(events([vague], ARTICLES))
    assert outcome_on(plan, day("2022-06-01")) == "open"
    assert outcome_on(plan, day("2023-06-01")) == "overdue"


def test_visit_called_off_beforehand_is_cancelled() -> None:
    off = claim("ISR", "REJECT", "TUR", "2022-02-25", mode="meet", object="visit", article="a2")
    found = events([PLAN, off], ARTICLES)
    assert plan_of(found).outcome == "cancelled"
    assert next(e for e in found if e.type == "REJECT").plan == plan_of(found).id


def test_loosely_dated_absence_cancels_nothing() -> None:
    never = claim("ISR", "CONSULT", "TUR", interval("2021-12-01", "2022-04-15"), mode="visit", status="negated")
    assert plan_of(events([PLAN, never], ARTICLES)).outcome == "open"


def test_another_persons_visit_does_not_fulfil_it() -> None:
    one = dataclasses.replace(PLAN, actors=(state("ISR", id="p-one", office="president"),))
    one_minister, president = (state("ISR", id="p-two", office="minister"),), one.actors
    other = claim("ISR", "CONSULT", "TUR", "2022-03-09", mode="visit", article="a2", actors=one_minister)
    same = claim("ISR", "CONSULT", "TUR", "2022-03-12", mode="visit", article="a2", actors=president)
    assert plan_of(events([one, other], ARTICLES)).outcome == "open"
    assert plan_of(events([one, other, same], ARTICLES)).outcome == "fulfilled"


def test_one_visit_fulfils_a_plan_told_twice_but_not_a_plan_of_other_days() -> None:
    vaguer = dataclasses.replace(PLAN, id="vaguer", when=interval("2022-03-01", "2022-06-30"), type="AGREE", mode=None)
    later = dataclasses.replace(PLAN, id="later", when=interval("2022-03-20", "2022-03-31"))
    done = claim("ISR", "CONSULT", "TUR", "2022-03-09", mode="visit", article="a2")
    found = {e.claims[0]: e.outcome for e in events([PLAN, vaguer, later, done], ARTICLES) if e.status == "planned"}
    assert found == {PLAN.id: "fulfilled", "vaguer": "fulfilled", "later": "open"}


def kept(when: str) -> tuple[str | None, str | None]:
    done = claim("ISR", "CONSULT", "TUR", when, mode="visit", article="a2")
    found = events([PLAN, done], ARTICLES)
    plan = plan_of(found)
    settling = next((e for e in found if e.id == settled_by(plan)), None)
    return plan.outcome, timing(plan, settling) if settling else None


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2022-02-25", ("fulfilled", "early")),
        ("2022-03-09", ("fulfilled", None)),
        ("2022-04-02", ("fulfilled", "late")),
        ("2022-02-10", ("open", None)),
        ("2022-05-30", ("open", None)),
    ],
)
def test_a_plan_is_kept_early_in_time_or_late(when, expected) -> None:
    assert kept(when) == expected


def test_a_visit_put_off_is_postponed() -> None:
    off = claim("ISR", "REJECT", "TUR", "2022-02-25", mode="meet", object="visit", article="a2")
    found = events([PLAN, off], ARTICLES, words={off.id: "Israel postponed the visit to a later date"})
    assert plan_of(found).outcome == "postponed"


def test_what_the_plans_own_article_tells_as_done_is_another_visit() -> None:
    beside = claim("ISR", "CONSULT", "TUR", "2022-03-09", mode="visit")
    assert plan_of(events([PLAN, beside], ARTICLES)).outcome == "open"


def test_a_return_visit_fulfils_no_visit() -> None:
    back = claim("TUR", "CONSULT", "ISR", "2022-03-09", mode="visit", article="a2")
    assert plan_of(events([PLAN, back], ARTICLES)).outcome == "open"


def test_a_loosely_dated_visit_settles_a_plan_only_by_the_same_person() -> None:
    loose = interval("2021-06-01", "2022-12-31")
    who = (state("ISR", id="p-one", office="president"),)
    plan = dataclasses.replace(PLAN, actors=who)
    for actors, expected in ((who, "fulfilled"), ((state("ISR"),), "open")):
        done = claim("ISR", "CONSULT", "TUR", loose, mode="visit", article="a2", actors=actors)
        assert plan_of(events([plan, done], ARTICLES)).outcome == expected
