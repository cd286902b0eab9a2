import dataclasses

import pytest

from detente.errors import DataError
from detente.reading.codes.codebook import Choice, load_codebook, reference

TYPES = [
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    *("COOPERATE", "AID", "RETREAT"),
    *("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
]

MODES = {
    **{"CONSULT": 4, "RETREAT": 6, "REQUEST": 4, "ACCUSE": 3, "REJECT": 4, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4},
    **{"MOBILIZE": 4, "COERCE": 10, "ASSAULT": 15, "AGREE": 0, "AID": 0, "SUPPORT": 0, "CONCEDE": 0, "COOPERATE": 0},
}
SCORES = [
    ("CONSULT", "visit", 4),
    ("CONSULT", "phone", 1.5),
    ("RETREAT", "disarm", 10),
    ("REQUEST", "assist", 0.5),
    ("SANCTION", "expel", -5.5),
    ("ASSAULT", "unconventional", -10),
    ("COERCE", "martial-law", -7.5),
]


def test_all_sixteen_types_stand_in_the_manuals_order():
    assert list(load_codebook().types) == TYPES


def test_each_quad_holds_its_types():
    book = load_codebook()
    held = {quad: [t for t in TYPES if book.quad(t) == quad] for quad in book.quads}
    assert held == {
        "verbal cooperation": TYPES[:4],
        "material cooperation": TYPES[4:7],
        "verbal conflict": TYPES[7:11],
        "material conflict": TYPES[11:],
    }


@pytest.mark.parametrize(
    ("type", "modes"),
    MODES.items(),
)
def test_each_type_has_all_its_modes(type, modes):
    assert len(load_codebook().modes(type)) == modes


def test_accuse_is_negative_although_the_table_prints_plus_three():
    assert load_codebook().intensity("ACCUSE") == -3


@pytest.mark.parametrize(
    ("type", "mode", "score"),
    SCORES,
)
def test_modes_have_the_scores_of_the_table(type, mode, score):
    assert load_codebook().intensity(type, mode) == score


def test_scores_agree_in_sign_with_the_quad_beyond_requests():
    book = load_codebook()
    for entry in book.types.values():
        scores = [entry.intensity, *(mode.intensity for mode in entry.modes)]
        if entry.name != "REQUEST":
            assert all((score > 0) == entry.quad.endswith("cooperation") for score in scores), entry.name


def test_only_aid_cooperation_and_sanctions_need_a_recipient():
    assert {t.name for t in load_codebook().types.values() if t.recipient} == {"AID", "COOPERATE", "SANCTION"}


def test_there_are_37_contexts_and_the_sectors_of_the_manual():
    book = load_codebook()
    assert len(book.contexts) == 37
    assert {"GOV", "MIL", "REB", "CVL", "MED", "JRN", "OPP", "PRE"} <= set(book.sectors)
    assert {"IGO", "UNO", "EUR", "NGO"} <= set(book.international)


@pytest.mark.parametrize(
    ("type", "mode", "about", "cameo"),
    [
        ("CONSULT", "visit", "visit", "042"),
        ("CONSULT", "phone", "call", "041"),
        ("CONSULT", "third-party", "mediation", "045"),
        ("CONSULT", None, None, "046"),
        ("SANCTION", "withdraw", "ambassador", "161"),
        ("SANCTION", "discontinue", "aid", "162"),
        ("SANCTION", "discontinue", "sanctions", "163"),
        ("SANCTION", "expel", None, "166"),
        ("COERCE", "seize", "territory", "192"),
        ("ASSAULT", "aerial", None, "195"),
    ],
)
def test_the_way_to_cameo(type, mode, about, cameo):
    assert load_codebook().cameo(type, mode, about, "occurred") == cameo


def test_every_type_and_mode_has_a_cameo_code_of_its_own_type_or_a_neighbour():
    book = load_codebook()
    for entry in book.types.values():
        for mode in (None, *book.modes(entry.name)):
            assert book.cameo(entry.name, mode) in book.codes, (entry.name, mode)


def test_a_status_can_decide_the_code():
    book = load_codebook()
    rule = Choice(type="AID", cameo="033", status="planned")
    changed = dataclasses.replace(book, choices=(*book.choices, rule))
    assert changed.cameo("AID", None, None, "planned") == "033"
    assert changed.cameo("AID", None, None, "occurred") == "070"


def test_cameo_reads_as_plover():
    book = load_codebook()
    assert len(book.codes) > 250
    recall = book.plover("161")
    assert recall is not None
    assert (recall.type, recall.mode) == ("SANCTION", "withdraw")
    assert book.plover("999") is None


def test_unknown_names_are_refused_with_what_there_is():
    book = load_codebook()
    with pytest.raises(DataError, match="no type 'APPEAL'; it has AGREE"):
        book.quad("APPEAL")
    with pytest.raises(DataError, match="CONSULT has no mode 'letter'; it has visit"):
        book.intensity("CONSULT", "letter")


def test_check_finds_what_contradicts():
    book = load_codebook()
    bad = Choice(type="CONSULT", mode="letter", cameo="9999", object="dragon")
    faults = dataclasses.replace(book, choices=(bad,)).check()
    assert len(faults) == 3
    assert book.check() == []


def test_the_reference_page_names_every_type_and_mode():
    book = load_codebook()
    page = reference(book)
    for entry in book.types.values():
        assert f"## {entry.name}\n" in page
        assert all(f"| {mode} |" in page for mode in book.modes(entry.name))


def test_no_definition_is_cut_short():
    kinds = load_codebook().types.values()
    definitions = [text for kind in kinds for text in (kind.definition, *(mode.definition for mode in kind.modes))]
    assert [text for text in definitions if not text.endswith(".")] == []
