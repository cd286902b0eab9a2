"""Every stance, told directly, indirectly, by a noun and in a headline: one sentence each, as claims show it."""

import pytest

from tests.claims.told import heard

STRUCK = ("ASSAULT", ["CHL"], ["PER"])
STRIKES = ("ASSAULT", ["PER"], ["CHL"])
EXPELS = ("SANCTION", ["PER"], ["CHL"])
UNTOLD = ("ASSAULT", [], ["CHL"])
CABINET = "the Peruvian government"

GOLDEN = [
    ("asserts", EXPELS, '"We have expelled three Chilean envoys," the Peruvian government said.', CABINET),
    ("asserts", EXPELS, "Peru said it had expelled three Chilean envoys.", "Peru"),
    ("asserts", EXPELS, "A statement by Peru that it had expelled three Chilean envoys was read out.", "Peru"),
    ("asserts", EXPELS, "Peru says it has expelled three Chilean envoys", "Peru"),
    ("denies", STRIKES, '"It is a lie that we bombed a Chilean port," the Peruvian government said.', CABINET),
    ("denies", STRIKES, "Peru denied that it had bombed a Chilean port.", "Peru"),
    ("denies", STRIKES, "Peru's denial of the bombing of a Chilean port came late.", "Peru"),
    ("denies", STRIKES, "Peru denies bombing Chilean port", "Peru"),
    ("alleges", STRUCK, '"Chile has bombed our port," the Peruvian government claimed.', CABINET),
    ("alleges", STRUCK, "Peru claimed that Chile had bombed a Peruvian port.", "Peru"),
    ("alleges", STRUCK, "Peru's claim that Chile had bombed a Peruvian port was read out.", "Peru"),
    ("alleges", STRUCK, "Peru says Chile bombed Peruvian port", "Peru"),
    ("declines", UNTOLD, '"No comment," Peru said when asked about the bombing of a Chilean port.', "Peru"),
    ("declines", UNTOLD, "Peru declined to comment on the bombing of a Chilean port.", "Peru"),
    ("declines", UNTOLD, "Peru's silence on the bombing of a Chilean port lasted all day.", "Peru"),
    ("declines", UNTOLD, "Peru declines to comment on bombing of Chilean port", "Peru"),
]  # fmt: skip


@pytest.mark.parametrize(("stance", "act", "text", "speaker"), GOLDEN)
def test_each_stance_in_each_way_of_telling(stance, act, text, speaker):
    assert (*act, speaker, stance) in heard(text)


def test_said_accused_denied_and_no_comment_are_told_apart():
    told = [
        ("Kenya said it had struck three Somali camps.", "Kenya", "asserts"),
        ("Somalia accused Kenya of striking three Somali camps.", "Somalia", "alleges"),
        ("Kenya denied striking three Somali camps.", "Kenya", "denies"),
        ("Kenya refused to comment on the strike on three Somali camps.", "Kenya", "declines"),
    ]
    for text, speaker, stance in told:
        found = [(kind, who, how) for kind, _, _, who, how in heard(text)]
        assert ("ASSAULT", speaker, stance) in found, (text, found)
