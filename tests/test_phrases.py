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


def _in_the_lexicon():
    from detente.reading.codes import load_lexicon

    lexicon = load_lexicon()
    senses = [sense for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for sense in found]
    return sorted({(s.type, s.mode, s.object_kind) for s in senses if s.object_kind}, key=str)


@pytest.mark.parametrize("code", _in_the_lexicon(), ids=str)
def test_what_the_lexicon_codes_with_an_object_is_said_by_it_or_by_its_mode(code):
    type, mode, kind = code
    phrase = next(p for p in load_phrases() if p.fits(event(type, mode, kind)))
    assert phrase.object == kind or (mode and phrase.mode == mode)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("SUPPORT", None, "ties", "planned"), "Israel and Turkey are to normalise ties"),
        (("SUPPORT", None, "relations", "planned"), "Israel and Turkey are to mend relations"),
        (("SUPPORT", None, "ambassador", "negated"), "Israel and Turkey do not exchange ambassadors"),
        (("AGREE", None, "embassy", "planned"), "Israel and Turkey are to agree to open embassies"),
        (("CONCEDE", None, "ceasefire", "occurred"), "Israel and Turkey agree to a ceasefire"),
        (("COOPERATE", None, "exercise", "hypothetical"), "Israel and Turkey may hold joint exercises"),
        (("AID", None, "aid", "occurred"), "Israel and Turkey aid each other"),
        (("RETREAT", "withdraw", "troops", "occurred"), "Israel and Turkey withdraw their troops"),
        (("SANCTION", None, "relations", "occurred"), "Israel and Turkey fall out"),
        (("ACCUSE", "allege", "espionage", "occurred"), "Israel and Turkey accuse each other of spying"),
        (("REJECT", "yield", "ceasefire", "occurred"), "Israel and Turkey refuse a ceasefire"),
        (("MOBILIZE", "troops", "exercise", "planned"), "Israel and Turkey are to hold exercises against each other"),
        (("COERCE", "restrict", "border", "occurred"), "Israel and Turkey close their border"),
        (("ASSAULT", None, "war", "ongoing"), "Israel and Turkey wage war"),
    ],
)
def test_what_two_do_together(given, expected):
    *code, status = given
    assert sentence(event(*code, actors=("ISR",), recipients=("TUR",), symmetric=True, status=status)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (("SANCTION", "discontinue", "tariffs"), "Turkey raises tariffs on Israel"),
        (("SANCTION", "discontinue", "aid"), "Turkey cuts aid to Israel"),
        (("SUPPORT", None, "gratitude"), "Turkey thanks Israel"),
        (("RETREAT", "release", "prisoners"), "Turkey releases prisoners of Israel"),
        (("RETREAT", "access", "blockade"), "Turkey lifts a blockade of Israel"),
        (("REQUEST", "meet", "talks"), "Turkey asks Israel for talks"),
        (("CONCEDE", None, "demand"), "Turkey meets a demand of Israel"),
        (("ACCUSE", "disapprove", "protest"), "Turkey protests to Israel"),
        (("REJECT", None, "visa"), "Turkey refuses entry to people from Israel"),
        (("COERCE", "seize", "ship"), "Turkey seizes a ship of Israel"),
        (("ASSAULT", "heavy-weapons", "aircraft"), "Turkey shoots down an aircraft of Israel"),
        (("ASSAULT", "abduct", "hostages"), "Turkey takes hostages from Israel"),
        (("PROTEST", "boycott", "boycott"), "Turkey boycotts Israel"),
        (("AID", None, "asylum"), "Turkey grants asylum to people from Israel"),
    ],
)
def test_what_one_does_to_another(code, expected):
    assert sentence(event(*code)) == expected


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
        ((2018, 5, 1), (2018, 6, 30), "2018-05 to 2018-06"),
        ((2018, 5, 1), (2018, 6, 29), "2018-05-01 to 06-29"),
        ((2018, 5, 1), (2018, 5, 10), "early 2018-05"),
        ((2018, 5, 11), (2018, 5, 20), "mid 2018-05"),
        ((2018, 2, 21), (2018, 2, 28), "late 2018-02"),
        ((2018, 5, 2), (2018, 5, 10), "2018-05-02 to 05-10"),
        ((2010, 1, 1), (2019, 12, 31), "2010 to 2019"),
        ((2017, 12, 30), (2018, 1, 2), "2017-12-30 to 2018-01-02"),
        (None, (2018, 1, 2), "2018-01-02 or earlier"),
        (None, (2018, 2, 28), "2018-02 or earlier"),
        (None, (2017, 12, 31), "2017 or earlier"),
        ((2018, 1, 2), None, "2018-01-02 or later"),
        ((2018, 5, 1), None, "2018-05 or later"),
        ((2018, 1, 1), None, "2018 or later"),
        (None, None, "undated"),
    ],
)
def test_dates(first, last, expected):
    assert date_words(Interval(first and Date(*first), last and Date(*last))) == expected


def test_no_date():
    assert date_words(None) == "undated"
