"""The course of talks, contact that a text implies for an earlier day, and the end of agreements."""

from __future__ import annotations

import pytest

from detente.model import Claim
from detente.relations import load_tracks
from tests.claims.told import claims_of

SIGNS = ("talks opened", "talks going on", "talks broken off", "talks concluded")


def signs(found: list[Claim]) -> set[str]:
    return {s.name for c in found for s in c.scores if s.name in SIGNS}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Norway opened talks with Peru on Monday.", "talks opened"),
        ("Norway entered into negotiations with Peru on Monday.", "talks opened"),
        ("Norway broke off talks with Peru on Monday.", "talks broken off"),
        ("Talks between Norway and Peru collapsed on Monday.", "talks broken off"),
        ("Norway and Peru concluded their talks on Monday.", "talks concluded"),
        ("Norway and Peru are holding talks in Oslo.", "talks going on"),
    ],
)
def test_the_verb_over_talks_tells_their_course(text: str, sign: str) -> None:
    assert signs(claims_of(text)) == {sign}


def test_a_meeting_held_tells_of_no_course() -> None:
    assert signs(claims_of("Norway and Peru held talks in Oslo on Monday.")) == set()


def test_every_sign_is_asked_for_by_a_track() -> None:
    assert {s for t in load_tracks() for r in t.rules for s in r.signs if s} == set(SIGNS)


def earlier(text: str) -> list[tuple[str, str]]:
    found = [c for c in claims_of(text) if any(s.name == "earlier" for s in c.scores)]
    return [(str(c.when.earliest), str(c.when.latest)) for c in found if c.when is not None]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Norwegian President Ola Dahl visited Peru on Monday in the first such visit since 2008.",
            ("2008-01-01", "2008-12-31"),
        ),
        (
            "Norway's foreign minister visited Peru on Monday for the first time in 14 years.",
            ("2004-12-03", "2005-12-02"),
        ),
        (
            "Norway's foreign minister visited Peru on Monday, the first visit by a Norwegian minister in 14 years.",
            ("2004-12-03", "2005-12-02"),
        ),
    ],
)
def test_the_first_in_years_tells_of_one_before(text: str, days: tuple[str, str]) -> None:
    assert earlier(text) == [days]


@pytest.mark.parametrize(
    "text",
    [
        "Norway's foreign minister visited Peru on Monday, her first visit since 2008.",
        "Norway's foreign minister visited Peru on Monday, the first visit ever.",
        "Norway's foreign minister will visit Peru on Friday for the first time in 14 years.",
    ],
)
def test_somebodys_own_first_and_the_first_of_all_tell_of_none(text: str) -> None:
    assert earlier(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Norway pulled out of the protocol with Peru on Monday.",
        "Norway scrapped its trade deal with Peru on Monday.",
        "Bergen Mayor Zorvath Quillim announced the end of the twinning accord between Bergen and Lima.",
        "Norway announced on Monday the termination of the fishing treaty with Peru.",
        'Bergen Mayor Ola Dahl announced the cancellation of the twinning accord between Bergen and "Arequipa".',
    ],
)
def test_agreements_end_by_verb_or_noun_of_states_or_their_towns(text: str) -> None:
    (found,) = [c for c in claims_of(text) if c.object == "agreement"]
    sides = [{a.party for a in found.actors}, {a.party for a in found.recipients}]
    assert (found.type, found.status, sides) == ("SANCTION", "occurred", [{"NOR"}, {"PER"}])


def test_an_end_is_of_the_day_on_which_it_is_announced() -> None:
    (found,) = [
        c for c in claims_of("Norway announced last month the end of the treaty with Peru.") if c.object == "agreement"
    ]
    assert found.when is not None
    assert (str(found.when.earliest), str(found.when.latest)) == ("2019-05-01", "2019-05-31")
