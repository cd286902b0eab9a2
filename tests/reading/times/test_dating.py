# ruff: noqa: E501 (a sentence a line, as a table)

import datetime
from pathlib import Path

import pytest

from detente.model import Interval
from detente.reading.language import parse_text
from detente.reading.times import find_times, vocabulary, when

FRIDAY = datetime.date(2022, 3, 4)
THAT_DAY = Interval(FRIDAY, FRIDAY)


def date_of(text, word, status="occurred", anchor=THAT_DAY):
    parsed = parse_text(text)
    predicate = next(t for t in parsed.tokens if t.text == word)
    return when(parsed, predicate, find_times(parsed, anchor=anchor), anchor=anchor, status=status)


# rule, text, predicate, status, days
CASES = [
    ("expression that its when takes up", "Trade slumped in 2010, when bandits killed six drivers on a bridge, and again in 2018.", "killed", "occurred", "2010-01-01/2010-12-31"),
    ("expression of its clause", "The envoy visited Riga last month.", "visited", "occurred", "2022-02-01/2022-02-28"),
    ("expression of its clause", "Rome expelled a clerk on Friday in response to a theft of its papers last week.", "expelled", "occurred", "2022-03-04/2022-03-04"),
    ("expression of its clause", "Last week the envoy visited Riga on Tuesday.", "visited", "occurred", "2022-02-22/2022-02-22"),
    ("expression of its clause", "The ministry, in 2016, closed it.", "closed", "occurred", "2016-01-01/2016-12-31"),
    ("expression of its clause", "Last night, says the office, a team met its hosts.", "met", "occurred", "2022-03-03/2022-03-04"),
    ("expression of its noun", "The visit on Wednesday pleased both sides.", "visit", "occurred", "2022-03-02/2022-03-02"),
    ("expression of the light verb", "Last month the mayor paid a visit to Rome.", "visit", "occurred", "2022-02-01/2022-02-28"),
    ("expression of the verb of its noun", "Talks were held in January.", "Talks", "occurred", "2022-01-01/2022-01-31"),
    ("expression of the governing verb", "On Monday the troops began to withdraw.", "withdraw", "occurred", "2022-02-28/2022-02-28"),
    ("expression of the governing verb", "On Thursday he is scheduled to fly to Oslo.", "fly", "planned", "2022-03-10/2022-03-10"),
    ("expression of the main clause", "She wrote to the king on Sunday to warn him.", "warn", "occurred", "2022-02-27/2022-02-27"),
    ("expression of the coordinated verb", "On Monday he flew to Rome and met the pope.", "met", "occurred", "2022-02-28/2022-02-28"),
    ("only expression of its sentence", "They prepare a second visit to Oslo on Thursday.", "visit", "planned", "2022-03-10/2022-03-10"),
    ("side clause of dated background", "The firm closed in 2010 after thieves raided a vault.", "raided", "occurred", "2009-12-01/2010-12-31"),
    ("expression that its when takes up", "The league split in 2018, when Rome closed its ports.", "closed", "occurred", "2018-01-01/2018-12-31"),
    ("previous sentence", "Trade collapsed in 2018. Rome recalled its envoys.", "recalled", "occurred", "2018-01-01/2018-12-31"),
    ("previous sentence", "The king flew to Oslo on Monday. The visit was short.", "visit", "occurred", "2022-02-28/2022-02-28"),
    ("news of the day", "The ministry summoned the envoy.", "summoned", "occurred", "2022-03-03/2022-03-04"),
    ("news of the day", "The ministry said on Tuesday that it summoned the envoy.", "summoned", "occurred", "2022-02-28/2022-03-01"),
    ("expression of the purpose", "They swapped a spy to save her in 2011.", "swapped", "occurred", "2011-01-01/2011-12-31"),
    ("perfect or earlier, without a date: within a month", "Rome has imposed sanctions.", "imposed", "occurred", "2022-02-01/2022-03-04"),
    ("perfect or earlier, without a date: within a month", "Earlier, Rome refused the offer.", "refused", "occurred", "2022-02-01/2022-03-04"),
    ("expression of the noun of its clause", "His decision in 2018 to quit the pact was bold.", "quit", "occurred", "2018-01-01/2018-12-31"),
    ("plan without a date", "In April 2017 he told his staff to study imports.", "study", "planned", "2017-04-01/2017-05-31"),
    ("news of the day", "A truce will begin on Sunday in a deal after long talks.", "talks", "occurred", "2022-03-03/2022-03-04"),
    ("plan without a date", "The king will visit Oslo.", "visit", "planned", "2022-03-04/2022-04-04"),
    ("going on at the time of writing", "Warships are blocking the port.", "blocking", "ongoing", "2022-03-03/2022-03-04"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "word", "status", "days"), CASES)
def test_each_rule_dates_its_sentence(rule, text, word, status, days):
    found = date_of(text, word, status)
    assert found is not None
    assert (found.why[0], f"{found.earliest}/{found.latest}") == (rule, days)


def test_the_saying_does_not_date_what_is_said():
    text = "The king will visit Oslo in early May, said a clerk on Friday."
    assert date_of(text, "visit", "planned").text == "early May"
    assert date_of(text, "said").text == "Friday"


def test_a_hypothetical_act_has_no_time():
    assert date_of("Rome could impose sanctions.", "impose", "hypothetical") is None


def test_nothing_is_known_without_an_anchor():
    assert date_of("Rome imposed sanctions.", "imposed", anchor=Interval(None, None)) is None


def test_an_unknown_side_stays_unknown():
    found = date_of("Rome imposed sanctions.", "imposed", anchor=Interval(None, FRIDAY))
    assert (found.earliest, found.latest) == (None, FRIDAY)


@pytest.mark.parametrize(
    "text",
    [
        "The regatta will be held on March 18-20.",
        "The regatta will be held between March 18 and 20.",
        "The regatta will be held from March 18 to March 20.",
    ],
)
def test_a_range_is_taken_whole(text):
    found = date_of(text, "held", "planned")
    assert (found.earliest, found.latest) == (datetime.date(2022, 3, 18), datetime.date(2022, 3, 20))
    assert "range" in found.why


@pytest.mark.parametrize(
    ("text", "status", "days", "bound"),
    [
        ("Rome has imposed sanctions since November.", "ongoing", "2021-11-01/2022-03-04", "since"),
        ("The troops will withdraw by Sunday.", "planned", "2022-03-04/2022-03-06", "by"),
        ("The troops will withdraw before Sunday.", "planned", "2022-03-04/2022-03-05", "before"),
        ("The troops will withdraw after Sunday.", "planned", "2022-03-06/2022-04-06", "after"),
    ],
)
def test_prepositions_bound_an_expression(text, status, days, bound):
    found = date_of(text, "imposed" if "imposed" in text else "withdraw", status)
    assert f"{found.earliest}/{found.latest}" == days
    assert bound in found.why


def test_status_turns_a_weekday_on_the_wrong_side():
    text = "The king arrived in Oslo on Monday."
    assert date_of(text, "arrived").earliest == datetime.date(2022, 2, 28)
    turned = date_of(text, "arrived", "planned")
    assert (turned.earliest, turned.why[1]) == (datetime.date(2022, 3, 7), "turned by status")


def test_a_pointer_reaches_a_month():
    found = date_of("Rome recently imposed sanctions.", "imposed")
    assert (found.earliest, found.latest) == (datetime.date(2022, 2, 1), FRIDAY)


def test_of_two_expressions_the_narrower_dates():
    found = date_of("In January, on the 13th, the king flew to Oslo.", "flew")
    assert found.earliest == found.latest == datetime.date(2022, 1, 13)


def test_the_words_load():
    assert "say" in vocabulary.when_words().saying
    assert "after" in vocabulary.when_words().other_times


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        (
            "The king saw Oslo on 9 January. They met exactly one month after the visit to Oslo on 11 January.",
            "met",
            "2022-02-11/2022-02-11",
        ),
        (
            "The king visited Oslo on 9 January. They met exactly one month after the visit.",
            "met",
            "2022-02-09/2022-02-09",
        ),
        ("His visit began on 9 January. They met a month after the visit.", "met", "2022-02-02/2022-02-16"),
        (
            "Both sides rang each other, two weeks after the envoys met on 7 February in Bern.",
            "rang",
            "2022-02-19/2022-02-23",
        ),
        ("Talks opened in Bern two days before the summit of 10 February.", "opened", "2022-02-08/2022-02-08"),
    ],
)
def test_an_act_is_counted_from_another(text, word, days):
    found = date_of(text, word)
    assert f"{found.earliest}/{found.latest}" == days
    assert found.why[0].startswith("counted from ")


def test_nothing_is_counted_from_an_act_without_a_date():
    assert date_of("The envoy resigned three weeks after the coup.", "resigned").why == ("news of the day",)


def test_a_remembered_act_does_not_date_the_new_one():
    assert date_of("The king flew to Oslo for the first visit in 14 years.", "flew").why == ("news of the day",)


def test_what_happened_since_then_is_bounded_by_it():
    found = date_of("The king left on 1 February. Since then the two have met.", "met")
    assert f"{found.earliest}/{found.latest}" == "2022-02-01/2022-03-04"


def test_every_rule_is_in_the_reference():
    told = (Path(__file__).parents[3] / "docs" / "reference" / "rules.md").read_text("utf-8")
    assert [rule for rule, *_ in CASES if f"| {rule} |" not in told] == []
