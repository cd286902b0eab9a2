"""Acts told only as denied, or met with silence, are claims with a voice that denies or declines."""

import pytest

from tests.claims.told import heard


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients", "speaker"),
    [
        ("Kenya denied striking three Somali camps.", "ASSAULT", ["KEN"], ["SOM"], "Kenya"),
        ("Kenya rejected reports that it had expelled two Somali consuls.", "SANCTION", ["KEN"], ["SOM"], "Kenya"),
        ("Kenya dismissed as false claims that it expelled two Somali envoys.", "SANCTION", ["KEN"], ["SOM"], "Kenya"),
        ("Kenya refuted a report that its jets had bombed a Somali village.", "ASSAULT", ["KEN"], ["SOM"], "Kenya"),
        ("Kenya called the report of an air raid on Somalia a lie.", "ASSAULT", ["KEN"], ["SOM"], "Kenya"),
        ("It followed the sinking of a Greek trawler, which Albania denied.", "ASSAULT", ["ALB"], ["GRC"], "Albania"),
        ("The Somali embassy denies that any Kenyans were killed.", "ASSAULT", [], ["KEN"], "The Somali embassy"),
        ("It is a lie that Kenya bombed a Somali port, Kenya said.", "ASSAULT", ["KEN"], ["SOM"], "Kenya"),
    ],
)  # fmt: skip
def test_a_denied_act_has_a_denying_voice(text, kind, actors, recipients, speaker):
    assert (kind, actors, recipients, speaker, "denies") in heard(text)


def test_a_denial_of_responsibility_takes_up_the_deed_told_before():
    text = "A Chadian mill was shelled on Monday.\nMali denies being responsible."
    assert ("ASSAULT", ["MLI"], ["TCD"], "Mali", "denies") in heard(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Mali of shelling a mill. Mali's government said the accusations were unfounded.",
        "Chad accused Mali of shelling a mill, a charge that Mali denies.",
        "Chad accused Mali of shelling a mill, which Mali denied.",
        "Mali denied any involvement in the shelling of a Chadian mill.",
        "Mali denied responsibility for the shelling of a Chadian mill.",
        "Mali had no knowledge of the shelling of a Chadian mill.",
        "The shelling of a Chadian mill was denied by Mali.",
    ],
)
def test_a_charge_is_denied_in_many_ways(text):
    told = [(actors, recipients, stance) for kind, actors, recipients, _, stance in heard(text) if kind == "ASSAULT"]
    assert (["MLI"], ["TCD"], "denies") in told


def test_a_charge_with_a_content_of_its_own_takes_up_no_other_deed():
    told = heard("Chadian jets bombed a mill on Monday. Mali denied charges of fraud.")
    assert not any(stance == "denies" for *_, stance in told)


def test_what_is_denied_as_a_charge_is_no_charge():
    told = heard("Mali accused Chad of shelling a mill. Chad denied the accusation.")
    assert not any(kind == "ACCUSE" and actors == ["TCD"] for kind, actors, *_ in told)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya refused to comment on the bombing of a Somali port.",
        "Kenya had no comment on the bombing of a Somali port.",
        "Kenya's silence on the bombing of a Somali port lasted all week.",
        "Kenya declines to comment on bombing of Somali port",
    ],
)
def test_silence_on_an_act_names_no_doer(text):
    assert ("ASSAULT", [], ["SOM"], "Kenya", "declines") in heard(text)
