from datetime import date

import pytest

from detente.model import Interval
from detente.reading.actors import find_mentions
from detente.reading.language import parse_text

YEARS = Interval(date(2001, 1, 1), date(2017, 12, 31))


def mention(text, word, nth=0, on=YEARS):
    parsed = parse_text(text)
    return find_mentions(parsed, on=on).at([t.i for t in parsed.tokens if t.text == word][nth])


@pytest.mark.parametrize(
    ("text", "word", "office"),
    [
        ("Turkish Foreign Minister Abdullah Gul flew to Oslo.", "Gul", "foreign minister"),
        ("Russian Prime Minister Vladimir Putin flew to Oslo.", "Putin", "prime minister"),
        ("Former Turkish Foreign Minister Abdullah Gul flew to Oslo.", "Gul", "president"),
    ],
)
def test_the_title_beside_a_name_tells_the_office(text, word, office):
    assert mention(text, word).actors[0].office == office


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("Brazilian and Argentine teams met in Montevideo.", "teams", ("BRA", "ARG")),
        ("Greek, Turkish and Cypriot diplomats met in Geneva.", "diplomats", ("GRC", "TUR", "CYP")),
        ("Kenyan and Somali sides agreed to talks.", "sides", ("KEN", "SOM")),
    ],
)
def test_coordinated_adjectives_before_a_plural_denote_all_their_states(text, word, countries):
    assert mention(text, word).countries == countries


def test_a_football_team_is_no_state():
    assert mention("The Brazilian football team flew to Lima.", "team") is None


def test_it_in_reported_speech_is_the_speaker_s_state():
    told = "Peru's foreign minister told his Chilean counterpart that it would not restore ties."
    assert mention(told, "it").countries == ("PER",)


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ('"Our embassy in Yemen was attacked," the Japanese ambassador said.', "embassy", ("JPN",)),
        ("Japan said the mission in Sanaa would reopen.", "mission", ("JPN",)),
        ("Japan evacuated the mission on Monday.", "mission", ("JPN",)),
    ],
)
def test_a_post_is_its_sender_s(text, word, countries):
    assert mention(text, word).countries == countries


def test_a_post_is_never_its_host_s():
    assert mention("Yemen said the embassy in Sanaa would reopen.", "embassy") is None


def test_initials_take_up_a_body_named_before():
    text = "The Prime Minister's Office denied the report. The PMO said Israel would not withdraw."
    assert mention(text, "PMO").countries == ("ISR",)
    assert mention("The PMO said there would be no deal.", "PMO") is None


def test_papal_envoys_are_the_holy_see_s():
    assert mention("Papal envoys met Cuban officials.", "envoys").countries == ("VAT",)
