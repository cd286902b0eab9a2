"""What becomes a claim, and which claims repeat another."""

from __future__ import annotations

import dataclasses

from detente.claims.gate import without_repeats
from detente.model import Span
from tests.claims.test_extract import told
from tests.made import claim


def test_same_act_in_overlapping_evidence_is_kept_once() -> None:
    one = claim("JPN", "ACCUSE", "CHN", "2022-03-10")
    two = dataclasses.replace(one, id="two", predicate=Span(6, 9))
    assert without_repeats([one, two]) == [one]


def test_other_evidence_other_type_or_other_sides_are_kept() -> None:
    one = claim("JPN", "ACCUSE", "CHN", "2022-03-10")
    elsewhere = dataclasses.replace(one, id="two", evidence=(Span(20, 30),), predicate=Span(20, 24))
    other = dataclasses.replace(claim("JPN", "THREATEN", "CHN", "2022-03-10"), id="three")
    back = dataclasses.replace(claim("CHN", "ACCUSE", "JPN", "2022-03-10"), id="four")
    assert len(without_repeats([one, elsewhere, other, back])) == 4


def test_a_sure_act_meant_for_nobody_in_particular_is_a_claim() -> None:
    found = told("Peru vowed to retaliate.")
    assert [(c.type, [a.country for a in c.actors], c.recipients) for c in found] == [("THREATEN", ["PER"], ())]


def test_what_is_done_to_somebody_is_not_told_again_as_meant_for_nobody() -> None:
    found = told("Peru threatened Chile with war and vowed to retaliate.")
    assert [c.type for c in found if not c.recipients] == []
    assert [c.type for c in found] == ["THREATEN"]
