"""On which facts the accounts of one event differ."""

from __future__ import annotations

import dataclasses

import pytest

from detente.events import events
from detente.events.wording import toll
from detente.model import Event, Place
from tests.made import article, claim, interval, state

ARTICLES = [
    article("a1", "2016-06-28"),
    article("a2", "2016-06-28", "Harbour Post"),
    article("a3", "2016-06-30", "Daily Ledger"),
    article("a4", "2016-06-28", "Northern Star", copy_of="a1"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("killing at least 60 soldiers", 60),
        ("12 killed and 30 wounded", 12),
        ("wounded five; two died", 2),
        ("The death toll rose to 111", 111),
        ("no one died", None),
        ("he studied 12 maps", None),
        ("30 wounded", None),
    ],
)
def test_toll(text, expected):
    assert toll(text) == expected


def strike(first: str, second: str, article: str = "a2") -> Event:
    one = claim("YEM", "ASSAULT", "SAU", "2016-06-27", mode="drone", article="a1")
    other = claim("YEM", "ASSAULT", "SAU", "2016-06-27", mode="drone", article=article)
    (found,) = events([one, other], ARTICLES, words={one.id: first, other.id: second})
    return found


def differing(found: Event) -> list[tuple[str, str]]:
    return [(s.name, s.reason) for s in found.scores if s.name.startswith("accounts differ")]


def test_tolls_of_one_day_that_are_far_apart_differ():
    found = strike("A drone killed 10 guards at the port", "A drone killed 30 guards at the port")
    assert differing(found) == [("accounts differ: how many died", "10 (The Courier); 30 (Harbour Post)")]


@pytest.mark.parametrize(
    ("second", "article"),
    [
        ("A drone killed 11 guards at the port", "a2"),
        ("A drone hit the port", "a2"),
        ("A drone killed 30 guards at the port", "a3"),
        ("A drone killed 30 guards at the port", "a4"),
    ],
)
def test_a_near_count_no_count_a_later_count_and_a_copys_count_do_not(second, article):
    assert differing(strike("A drone killed 10 guards at the port", second, article)) == []


def test_two_towns_for_one_meeting_differ():
    rabat, fez = Place(None, "Rabat", "MAR", 34.0, -6.8, 1), Place(None, "Fez", "MAR", 34.0, -5.0, 2)
    told = [
        dataclasses.replace(claim("FRA", "AGREE", "MAR", "2016-06-27", object="agreement", article=a), where=where)
        for a, where in (("a1", rabat), ("a2", fez))
    ]
    (found,) = events(told, ARTICLES)
    assert differing(found) == [("accounts differ: where", "Fez (Harbour Post); Rabat (The Courier)")]


def told_twice(first, second, said=("", ""), **fields):
    articles = [article("a1", "2016-06-28"), article("a2", "2016-06-28", "Harbour Post")]
    words = {first.id: said[0], second.id: said[1]}
    return events([first, second], articles, words=words)


def test_exact_days_that_do_not_meet_differ():
    one, other = (
        dataclasses.replace(
            claim("FRA", "AGREE", "MAR", day, object="agreement", article=a),
            when=dataclasses.replace(claim("FRA", "AGREE", "MAR", day).when, text="on the day"),
        )
        for day, a in (("2016-06-27", "a1"), ("2016-06-28", "a2"))
    )
    (found,) = told_twice(one, other, ("signed the fishing pact", "signed the fishing pact"))
    assert differing(found) == [("accounts differ: when", "2016-06-27 (The Courier); 2016-06-28 (Harbour Post)")]


@pytest.mark.parametrize(("mode", "differ"), [(None, False), ("visit", True)])
def test_a_meeting_on_another_day_of_a_visit_does_not_differ(mode, differ):
    president = (state("FRA", id="paul-favre", name="Paul Favre", office="president"),)
    one, other = (
        dataclasses.replace(
            claim("FRA", "CONSULT", "MAR", day, mode=mode, article=a, actors=president, symmetric=mode is None),
            when=dataclasses.replace(interval(day), text=day),
        )
        for day, mode, a in (("2016-06-27", "visit", "a1"), ("2016-06-28", mode, "a2"))
    )
    said = "the president comes for talks on fishing with the king"
    (found,) = told_twice(one, other, (said, said))
    assert bool(differing(found)) is differ


def test_an_accident_and_a_deliberate_deed_differ_but_not_two_accidents():
    one, other = (claim("YEM", "ASSAULT", "SAU", "2016-06-27", mode="aerial", article=a) for a in ("a1", "a2"))
    attack, accident = "hit the ferry deliberately off the port", "hit the ferry by mistake off the port"
    (found,) = told_twice(one, other, (attack, accident))
    assert differing(found) == [
        ("accounts differ: attack or accident", "accident (Harbour Post); attack (The Courier)")
    ]
    (found,) = told_twice(one, other, (accident, accident))
    assert differing(found) == []


def test_two_who_are_said_to_have_done_one_deed_are_rivals():
    port = Place(None, "Aden", "YEM", 12.8, 45.0, 3)
    one, other, elsewhere = (
        dataclasses.replace(claim(who, "ASSAULT", "YEM", "2016-06-27", mode="aerial", article=a), where=where)
        for who, a, where in (
            ("SAU", "a1", port),
            ("ARE", "a2", port),
            ("ARE", "a1", Place(None, "Sanaa", "YEM", 15.4, 44.2, 4)),
        )
    )
    said = "a jet bombed the grain silo beside the harbour"
    found = told_twice(one, other, (said, said))
    assert [differing(e) for e in found] == [
        [("accounts differ: who did it", "ARE (Harbour Post); SAU (The Courier)")] for _ in range(2)
    ]
    assert [differing(e) for e in told_twice(one, elsewhere, (said, said))] == [[], []]
