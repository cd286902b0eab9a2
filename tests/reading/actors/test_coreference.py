from datetime import date

import pytest

from detente.model import Interval
from detente.reading.actors import Mention, find_mentions
from detente.reading.language import parse_text

ON = Interval(date(2022, 3, 5), date(2022, 3, 5))


def at(text: str, word: str, nth: int = 0) -> Mention | None:
    parsed = parse_text(text)
    places = [t.i for t in parsed.tokens if t.text == word]
    return find_mentions(parsed, on=ON).at(places[nth])


def ids(text: str, word: str, nth: int = 0) -> tuple[str | None, ...]:
    found = at(text, word, nth)
    return tuple(a.id for a in found.actors) if found else ()


def countries(text: str, word: str, nth: int = 0) -> tuple[str, ...]:
    found = at(text, word, nth)
    return found.countries if found else ()


def test_a_surname_takes_up_the_full_name():
    assert ids("Isaac Herzog spoke at length. Later Herzog left.", "Herzog", 1) == ("isaac-herzog",)


def test_he_is_the_subject_before():
    text = "Yair Lapid arrived on Monday. He will meet Turkish officials."
    assert ids(text, "He") == ("yair-lapid",)


def test_an_object_pronoun_is_not_its_own_subject():
    text = "Isaac Herzog phoned Recep Tayyip Erdogan and thanked him."
    assert ids(text, "him") == ("recep-tayyip-erdogan",)
    text = "Isaac Herzog phoned Recep Tayyip Erdogan to thank him."
    assert ids(text, "him") == ("recep-tayyip-erdogan",)


def test_gender_keeps_people_apart():
    text = "Sergei Lavrov met Angela Merkel in Sochi. She warned against delay."
    assert ids(text, "She") in (("angela-merkel",), ())
    assert ids(text.replace("She", "He"), "He") == ("sergei-lavrov",)


def test_possessives_look_to_the_subject_of_their_clause():
    assert countries("Turkey recalled its ambassador.", "its") == ("TUR",)
    assert countries("Turkey recalled its ambassador.", "ambassador") == ("TUR",)
    assert countries("Washington has stopped Iran from shipping its copper.", "its") == ("IRN",)


def test_a_counterpart_holds_the_same_office_on_the_other_side():
    text = "Antony Blinken rang his Turkish counterpart at dawn."
    assert countries(text, "counterpart") == ("TUR",)
    assert ids(text, "counterpart") == ("mevlut-cavusoglu",)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Israel and Turkey restored ties. The two countries will exchange envoys.", "countries"),
        ("Talks between Israel and Turkey resumed. Both sides spoke of progress.", "sides"),
        ("Israel and Turkey accused each other of bad faith.", "other"),
        ("Israel warned Turkey. The two countries have been at odds for years.", "countries"),
        ("Israeli and Turkish officials met while the two nations argued.", "nations"),
        ("Israel and Turkey were allies until they fell out.", "they"),
    ],
)
def test_pairs(text: str, word: str):
    assert set(countries(text, word)) == {"ISR", "TUR"}


def test_the_two_leaders_are_persons():
    text = "Isaac Herzog flew to see Recep Tayyip Erdogan. The two leaders talked for an hour."
    assert set(ids(text, "leaders")) == {"isaac-herzog", "recep-tayyip-erdogan"}


def test_an_organ_of_both_belongs_to_both():
    text = "Norway and Finland are wary. Coast guards of both countries share a radar."
    assert set(countries(text, "guards")) == {"NOR", "FIN"}


def test_an_unclear_pair_stays_empty():
    assert countries("The two countries will exchange envoys.", "countries") == ()


def test_it_and_relatives():
    assert countries("Iran said it would not yield.", "it") == ("IRN",)
    assert countries("Hezbollah, which fired the rockets, was silent.", "which") == ("LBN",)
    assert ids("Isaac Herzog, who landed at noon, waved.", "who") == ("isaac-herzog",)


@pytest.mark.parametrize("text", ["Iran spoke. It is likely that talks fail.", "Iran spoke. It took years to agree."])
def test_an_empty_it_means_nobody(text: str):
    assert at(text, "It") is None


def test_definite_descriptions_take_up_what_was_named():
    text = "The Lebanese army denied it. Later the army withdrew."
    assert countries(text, "army", 1) == ("LBN",)
    text = "Israel freed ten men, the foreign ministry said."
    assert countries(text, "ministry") == ("ISR",)
    text = "Iran protested. The country has few friends."
    assert countries(text, "country") == ("IRN",)


def test_rebels_are_of_the_country_at_war():
    text = "Fighting went on in Yemen. Houthi rebels took a port in Yemen. The rebels then fled."
    assert ids(text, "rebels", 1) == ("houthis",)
    text = "Hezbollah helped the government in Syria. Many died in Syria. Rebels in Syria fled. The rebels regrouped."
    assert countries(text, "rebels") == ("SYR",)


def test_a_stranger_army_is_left_open():
    assert countries("Israel attacked. France and Chad objected. The army of the victors left.", "army") == ()


def test_what_is_harmed_is_not_the_harmers():
    assert countries("Turkey said Russia had violated its airspace.", "its") == ("TUR",)
    assert countries("Turkey said Russia had withdrawn its envoy.", "its") == ("RUS",)


def test_a_first_word_calls_its_person_again():
    assert ids("Tariq Belhadri resigned. Tariq was 60.", "Tariq", 1) == ids("Tariq Belhadri resigned.", "Belhadri")


def test_first_persons_in_quotations():
    text = '"I told them that we will never yield," said Yair Lapid.'
    assert ids(text, "I") == ("yair-lapid",)
    assert ids(text, "we") == ("isr",)
    assert at("I think we agree with Israel.", "we") is None


def test_halves_of_a_land():
    text = "North Korea fired a missile. Seoul said the North had been warned."
    assert countries(text, "North", 1) == ("PRK",)
    assert at("The storm hit the North.", "North") is None


def test_his_inside_a_quotation_is_not_the_speakers():
    text = '"I asked the Turkish president about his plans," Olaf Scholz said.'
    assert ids(text, "his") == ("recep-tayyip-erdogan",)


def test_our_countries_are_the_pair():
    text = 'Talks between Israel and Turkey began. "Trust between our countries grows," Isaac Herzog said.'
    assert set(countries(text, "countries")) == {"ISR", "TUR"}
