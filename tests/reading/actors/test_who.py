"""Whom a name means on a day."""

from __future__ import annotations

import datetime

import pytest

from detente.errors import UnknownActorError
from detente.reading.actors import load_register
from detente.reading.actors.who import day_text, who

REGISTER = load_register()


def test_of_several_of_one_surname_the_holder_on_the_day_comes_first() -> None:
    found = who(REGISTER, "Herzog", on=datetime.date(1996, 5, 1))
    assert found[0].entry.name == "Roman Herzog"
    assert [h.now for h in found[0].offices] == [True]
    assert {"Isaac Herzog", "Roman Herzog"} <= {m.entry.name for m in found}


@pytest.mark.parametrize("name", ["Turkey", "Türkiye", "turkish", "Ankara", "TUR", "tur"])
def test_a_state_is_known_by_any_name_with_its_leaders(name: str) -> None:
    (found, *_) = who(REGISTER, name, on=datetime.date(2012, 1, 1))
    assert (found.kind, found.entry.id) == ("state", "tur")
    assert {h.tenure.role: h.person for h in found.offices}["foreign-minister"] == "Ahmet Davutoğlu"


def test_a_person_has_all_offices_those_of_the_day_first() -> None:
    (found, *_) = who(REGISTER, "Recep Tayyip Erdogan", on=datetime.date(2010, 1, 1))
    assert found.kind == "person"
    assert found.offices[0].tenure.role == "head-of-government"
    assert [h.now for h in found.offices] == sorted((h.now for h in found.offices), reverse=True)
    assert len(found.offices) > 1


def test_days_are_shown_as_finely_as_they_are_known() -> None:
    tenures = {t.precision: t for t in REGISTER.tenures() if t.start}
    for precision, letters in (("day", 10), ("month", 7), ("year", 4)):
        assert len(day_text(tenures[precision].start, tenures[precision])) == letters
    assert day_text(None, tenures["day"]) == ""


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownActorError, match="Hungary"):
        who(REGISTER, "Hungray")
