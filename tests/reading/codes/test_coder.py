"""What one party does to another: the network decides, the lexicon votes, and both say why."""

from __future__ import annotations

import pytest

from detente.errors import UsageError
from detente.reading.codes import code, code_by_lexicon
from detente.reading.codes.coder import VOTES, together

EXPELLED = "Peru expelled three Chilean diplomats on Monday."


@pytest.mark.parametrize(
    ("text", "recipient", "type_", "quad"),
    [
        (EXPELLED, "Chilean", "SANCTION", "material conflict"),
        ("Peru condemned Chile over the raid.", "Chile", "ACCUSE", "verbal conflict"),
        ("Peru sent 300 tonnes of flour to Chile after the earthquake.", "Chile", "AID", "material cooperation"),
        ("Peru's president visited Chile for talks with his counterpart.", "Chile", "CONSULT", "verbal cooperation"),
        ("Peru shelled a village in Chile, killing four.", "Chile", "ASSAULT", "material conflict"),
    ],
)
def test_plain_acts(text, recipient, type_, quad):
    at = text.index(recipient)
    found = code(text, (0, 4), (at, at + len(recipient)))
    assert (found.type, found.quad, found.status) == (type_, quad, "occurred")
    assert found.type == max(found.scores, key=found.scores.__getitem__)
    assert sum(found.scores.values()) == pytest.approx(1)
    assert found.why[0].startswith("the network: ")


def test_the_mode_is_one_of_the_type():
    assert code(EXPELLED, (0, 4), (20, 27)).mode == "expel"
    assert (
        "the lexicon: 'expelled' tells of SANCTION, with both sides beside it"
        in code(EXPELLED, (0, 4), (20, 27)).why[1]
    )


def test_without_a_recipient():
    assert code("Peru declared martial law.", (0, 4)).type == "COERCE"


def test_two_that_stand_together_do_nothing_to_each_other():
    text = "Peru and Chile are both in South America."
    found = code(text, (0, 4), (9, 14))
    assert (found.type, found.mode, found.quad, found.contexts, found.status) == ("NONE", None, None, (), None)


@pytest.mark.parametrize("by", [code, code_by_lexicon])
@pytest.mark.parametrize("span", [(0, 99), (3, 3), (-1, 2), (4, 5)], ids=["beyond", "empty", "before", "blank"])
def test_bad_spans(by, span):
    with pytest.raises(UsageError, match="actor span"):
        by("Peru condemned Chile.", span, (15, 20))
    with pytest.raises(UsageError, match="recipient span"):
        by("Peru condemned Chile.", (0, 4), span)


def test_another_script_is_none():
    found = code("Перу осудило Чили.", (0, 4), (13, 17))
    assert (found.type, found.scores["NONE"]) == ("NONE", 1.0)
    assert "Latin" in found.why[0]


def test_a_text_of_ten_thousand_characters():
    text = "It rained in the valley. " * 400 + EXPELLED
    start = len(text) - len(EXPELLED)
    assert len(text) > 10_000
    assert code(text, (start, start + 4), (start + 20, start + 27)).type == "SANCTION"


def test_the_lexicon_alone():
    assert code_by_lexicon(EXPELLED, (0, 4), (20, 27)).type == "SANCTION"
    assert code_by_lexicon("Peru glanced at Chile.", (0, 4), (16, 21)).type == "NONE"


def test_a_sure_network_is_not_outvoted_and_an_unsure_one_is():
    votes = {"ACCUSE": VOTES[2]}
    sure = together({"ACCUSE": 0.02, "REJECT": 0.97, "NONE": 0.01}, votes)
    unsure = together({"ACCUSE": 0.4, "REJECT": 0.5, "NONE": 0.1}, votes)
    assert max(sure, key=sure.__getitem__) == "REJECT"
    assert max(unsure, key=unsure.__getitem__) == "ACCUSE"
    assert sum(unsure.values()) == pytest.approx(1)


def test_more_sides_are_a_louder_vote():
    assert 0 == VOTES[0] < VOTES[1] < VOTES[2]


def test_without_a_vote_the_network_stands():
    network = {"ACCUSE": 0.2, "REJECT": 0.7, "NONE": 0.1}
    assert together(network, {}) == pytest.approx(network)
