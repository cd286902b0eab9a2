"""How like two claims are, and what keeps them apart for good."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from detente.events.facts import facts_of
from detente.events.likeness import FEATURES, features, likeness, merging, told
from detente.model import Claim, Place
from tests.made import article, claim, interval, state

ARTICLES = {name: article(name, published) for name, published in (("a1", "2016-06-28"), ("a2", "2016-06-29"))}
RABAT = Place(None, "Rabat", "MAR", 34.02, -6.84, 1)
FEZ = Place(None, "Fez", "MAR", 34.03, -5.0, 2)


def score(one: Claim, other: Claim, first: str = "", second: str = "") -> float | None:
    return likeness(*(facts_of(c, ARTICLES[c.article], w) for c, w in ((one, first), (other, second))))


def placed(claim: Claim, where: Place) -> Claim:
    return dataclasses.replace(claim, where=where)


def test_every_weight_is_of_a_feature():
    assert set(merging().weights) <= set(FEATURES)


def test_the_same_words_speak_for_one_happening():
    one, other = (claim("YEM", "ASSAULT", "SAU", "2016-06-27", article=a) for a in ("a1", "a2"))
    alike = score(one, other, "A missile hit the airport", "The missile struck the airport")
    assert alike is not None
    assert alike > (score(one, other, "A missile hit the airport", "Drones burned a depot") or 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim("FRA", "CONSULT", "MAR", "2016-06-20"), claim("FRA", "CONSULT", "MAR", "2016-06-27")),
        (claim("FRA", "CONSULT", "MAR", "2016-06-20"), claim("FRA", "CONSULT", "DZA", "2016-06-20")),
        (claim("FRA", "ACCUSE", "MAR", "2016-06-20"), claim("MAR", "ACCUSE", "FRA", "2016-06-20")),
        (claim("FRA", "CONSULT", "MAR", "2016-06-20"), claim("FRA", "ACCUSE", "MAR", "2016-06-20")),
        (claim("FRA", "CONSULT", "MAR", "2016-06-20"), claim("FRA", "CONSULT", "MAR", "2016-06-20", status="planned")),
        (
            claim("FRA", "CONSULT", "MAR", "2016-06-20", mode="visit"),
            claim("FRA", "CONSULT", "MAR", "2016-06-20", mode="phone"),
        ),
        (claim("FRA", "ASSAULT", "", "2016-06-20"), claim("", "ASSAULT", "MAR", "2016-06-20", actors=())),
        (claim("FRA", "AGREE", "MAR", None), claim("FRA", "AGREE", "MAR", None, article="a2")),
    ],
)
def test_what_excludes_one_happening(one, other):
    assert score(one, other) is None
    assert score(one, one) is not None


@pytest.mark.parametrize(("article", "apart"), [("a1", True), ("a2", False)])
def test_what_one_article_negates_and_tells_in_wholly_other_words_are_two_acts(article, apart):
    refused = claim("TGO", "CONCEDE", "GHA", "2016-06-27", status="negated")
    regretted = claim("TGO", "CONCEDE", "GHA", "2016-06-27", article=article)
    said = "refused to apologise for the raid"
    assert (score(refused, regretted, said, "regretted the deaths") is None) is apart
    assert score(refused, regretted, said, "did apologise for the raid") is not None
    assert score(refused, regretted) is not None


def test_another_town_is_another_attack_but_a_hall_in_the_town_is_not():
    one, other = (claim("YEM", "ASSAULT", "SAU", "2016-06-27", article=a) for a in ("a1", "a2"))
    hall = Place(None, "Old hall", "MAR", 34.1, -6.8, 3)
    assert score(placed(one, RABAT), placed(other, FEZ)) is None
    assert score(placed(one, RABAT), placed(other, hall)) is not None


def test_a_group_stands_for_its_state_unless_that_is_on_the_other_side():
    group = (state("PSE", id="hamas", sector="REB"),)
    one = claim("PSE", "ASSAULT", "ISR", "2016-06-27", actors=group)
    other = claim("PSE", "ASSAULT", "ISR", "2016-06-27", article="a2")
    assert score(one, other) is not None
    within = claim("PSE", "ASSAULT", "PSE", "2016-06-27", actors=group)
    against = claim("PSE", "ASSAULT", "", "2016-06-27", recipients=group)
    assert score(within, against) is None


def test_told_names_what_weighs_most_first():
    one = claim("FRA", "CONSULT", "MAR", "2016-06-20", object="visit")
    parts = told(
        facts_of(one, ARTICLES["a1"], "a visit to the port"), facts_of(one, ARTICLES["a1"], "a visit to the port")
    )
    assert {"the same sides", "about the same thing", "the same words"} <= {name for name, _ in parts}
    assert [abs(w) for _, w in parts] == sorted((abs(w) for _, w in parts), reverse=True)


def test_features_are_as_many_as_their_names():
    one = facts_of(claim("FRA", "CONSULT", "MAR", interval("2016-06-20")), None, "")
    found = features(one, one)
    assert found is not None
    assert len(found) == len(FEATURES)


def test_the_guessed_date_of_a_denial_weighs_nothing_against_what_it_denies():
    told_of = claim("YEM", "ASSAULT", "SAU", "2016-06-27", mode="aerial")
    loose = dataclasses.replace(interval("2016-06-28"), earliest=date(2016, 5, 29), text=None, why=("within a month",))
    denial = claim("YEM", "ASSAULT", "SAU", loose, article="a2", mode="aerial", voice="the ministry", stance="denies")
    report = claim("YEM", "ASSAULT", "SAU", loose, article="a2", mode="aerial", voice="the ministry")
    denied, reported = score(told_of, denial), score(told_of, report)
    assert denied is not None
    assert reported is not None
    assert denied > reported


def test_a_threat_is_what_is_planned_and_never_what_was_done():
    threat = claim("CHN", "THREATEN", "USA", "2016-06-27", mode="restrict")
    planned = claim("CHN", "SANCTION", "USA", interval("2016-06-27", "2016-07-27"), status="planned")
    done = claim("CHN", "SANCTION", "USA", "2016-06-27", article="a2")
    assert score(threat, planned) is not None
    assert score(threat, done) is None


def test_an_agreement_to_do_it_is_the_plan_as_well_as_the_deed():
    agreed = claim("LBY", "AGREE", "GBR", "2016-06-27")
    planned = claim("LBY", "SUPPORT", "GBR", interval("2016-06-27", "2016-07-27"), status="planned")
    done = claim("LBY", "SUPPORT", "GBR", "2016-06-27")
    assert score(agreed, planned) is not None
    assert score(agreed, done) is not None
    assert score(agreed, dataclasses.replace(planned, type="AGREE")) is None
    assert score(dataclasses.replace(agreed, status="negated"), planned) is None


def test_a_briefing_is_no_meeting():
    told_of = claim("SYR", "CONSULT", "RUS", "2016-06-27")
    met = claim("SYR", "CONSULT", "RUS", "2016-06-27", symmetric=True)
    visited = claim("SYR", "CONSULT", "RUS", "2016-06-27", mode="visit", object="visit")
    assert score(told_of, met) is score(told_of, visited) is None
    assert score(met, visited) is not None


def test_many_attacks_told_together_are_not_one_of_them():
    loose = dataclasses.replace(interval("2016-05-27", "2016-06-27"), text=None, why=("within a month",))
    all_of_them = claim("PSE", "ASSAULT", "ISR", loose, mode="heavy-weapons", article="a2")
    one = claim("PSE", "ASSAULT", "ISR", "2016-06-27", mode="heavy-weapons")
    said = "fired rockets at the town"
    many, some = (score(one, all_of_them, said, f"{said}{how}") for how in (", 3,000 in all since May", " again"))
    assert many is not None
    assert some is not None
    assert many < some


def test_other_sums_speak_for_other_measures_but_other_tolls_hardly():
    one, other = (claim("USA", "SANCTION", "CHN", "2016-06-27", article=a) for a in ("a1", "a2"))
    names = [
        name
        for name, _ in told(
            *(facts_of(c, None, w) for c, w in ((one, "duties on $60 billion"), (other, "duties on $200 billion")))
        )
    ]
    assert FEATURES["other sums"] in names
    names = [name for name, _ in told(*(facts_of(c, None, w) for c, w in ((one, "killed 12"), (other, "killed 15"))))]
    assert FEATURES["other sums"] not in names


def test_what_one_article_denies_is_told_there_in_kind():
    attack = claim("PSE", "ASSAULT", "ISR", "2016-06-27")
    denied = claim("PSE", "ASSAULT", "ISR", "2016-06-27", mode="abduct", voice="the group", stance="denies")
    said = "soldiers at the tunnel"
    assert score(attack, denied, said, said) is None
    assert score(attack, dataclasses.replace(denied, mode=None), said, said) is not None
