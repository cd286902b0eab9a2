"""Happenings in a few words, and dates as briefly as they can be said."""

import re

import pytest

from detente.lines import date_words
from detente.model import Date, Event, Interval
from detente.phrases import listed, load_phrases, name_of, sentence


def event(type, mode=None, object=None, actors=("TUR",), recipients=("ISR",), symmetric=False, status="occurred"):  # noqa: PLR0917
    return Event(
        id="e",
        type=type,
        mode=mode,
        contexts=(),
        quad="",
        intensity=0.0,
        actors=actors,
        recipients=recipients,
        symmetric=symmetric,
        object=object,
        when=None,
        where=None,
        status=status,
        claims=(),
        outlets=(),
        independent_sources=0,
        contested=False,
        accounts=(),
        belief=0.0,
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (event("SANCTION", "withdraw", "ambassador"), "Turkey recalls its ambassador from Israel"),
        (
            event("SANCTION", "withdraw", "ambassador", status="planned"),
            "Turkey is to recall its ambassador from Israel",
        ),
        (
            event("SANCTION", "withdraw", "ambassador", status="negated"),
            "Turkey does not recall its ambassador from Israel",
        ),
        (event("CONSULT", "visit", status="hypothetical"), "Turkey may visit Israel"),
        (event("CONSULT", "visit", recipients=()), "Turkey visits"),
        (event("SANCTION", "expel", "ambassador", actors=()), "someone unnamed expels the ambassador of Israel"),
        (event("CONSULT", "phone", symmetric=True), "Turkey and Israel talk by phone"),
        (
            event("AGREE", None, "ceasefire", symmetric=True, status="planned"),
            "Turkey and Israel are to agree to a ceasefire",
        ),
        (event("COOPERATE", actors=("TUR", "ISR"), recipients=(), symmetric=True), "Turkey and Israel cooperate"),
        (event("ACCUSE", "allege", actors=("FRA", "DEU", "ITA")), "France, Germany and Italy accuse Israel"),
        (event("REJECT", "meet", "visit", symmetric=False), "Turkey calls off a visit to Israel"),
        (event("UNHEARD"), "Turkey does UNHEARD to Israel"),
    ],
)
def test_sentences(given, expected):
    assert sentence(given) == expected


@pytest.mark.parametrize("phrase", load_phrases(), ids=lambda p: f"{p.type}-{p.mode}-{p.object}")
def test_every_phrase_is_sound(phrase):
    from detente.reading.codes import load_codebook

    codebook = load_codebook()
    assert phrase.type in codebook.types and phrase.mode in (None, *codebook.modes(phrase.type))
    assert phrase.object is None or phrase.object in codebook.objects
    for status in ("occurred", "planned"):
        said = sentence(event(phrase.type, phrase.mode, phrase.object, status=status))
        assert not re.search(r"[\[\]{}|]", said) and "  " not in said and said.startswith("Turkey ")
    assert phrase.both is None or "[" not in phrase.both


def test_every_type_has_a_phrase_for_any_mode():
    from detente.reading.codes import load_codebook

    plain = {p.type for p in load_phrases() if p.mode is None and p.object is None}
    assert plain == set(load_codebook().types)


def test_a_phrase_is_not_hidden_by_an_earlier_one():
    seen = []
    for phrase in load_phrases():
        for earlier in seen:
            hides = earlier.type == phrase.type and earlier.mode in (None, phrase.mode)
            assert not (hides and earlier.object in (None, phrase.object)), (earlier, phrase)
        seen.append(phrase)


def test_names():
    assert name_of("TUR") == "Turkey" and name_of("no-such-actor") == "no-such-actor"
    assert listed(("TUR", "TUR")) == "Turkey"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((2018, 5, 15), (2018, 5, 15), "2018-05-15"),
        ((2018, 5, 1), (2018, 5, 31), "2018-05"),
        ((2018, 1, 1), (2018, 12, 31), "2018"),
        ((2018, 5, 10), (2018, 5, 20), "2018-05-10 to 05-20"),
        ((2018, 5, 1), (2018, 6, 30), "2018-05-01 to 06-30"),
        ((2017, 12, 30), (2018, 1, 2), "2017-12-30 to 2018-01-02"),
        (None, (2018, 1, 2), "before 2018-01-02"),
        ((2018, 1, 2), None, "after 2018-01-02"),
        (None, None, "undated"),
    ],
)
def test_dates(first, last, expected):
    assert date_words(Interval(first and Date(*first), last and Date(*last))) == expected


def test_no_date():
    assert date_words(None) == "undated"
