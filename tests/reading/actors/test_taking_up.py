"""Descriptions and pronouns that take up who was named before, one rule a test."""

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


@pytest.mark.parametrize(
    ("text", "word", "id"),
    [
        ("Jordan closed the crossing. The kingdom had warned for days.", "kingdom", "jor"),
        ("Norway objected to the Islamic Republic's plan.", "Republic", "irn"),
        ("Chad asked NATO for radars. The alliance declined.", "alliance", "nato"),
        ("Togo left ECOWAS in May. The bloc regretted it.", "bloc", "ecowas"),
        ("The International Criminal Court sat. The court will rule in May.", "court", "icc"),
        ("Hezbollah held a rally. The group has many rockets.", "group", "hezbollah"),
    ],
)
def test_an_epithet_means_the_one_before_that_it_fits(text: str, word: str, id: str):
    assert ids(text, word) == (id,)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jordan and Morocco closed their borders. The kingdom had warned for days.", "kingdom"),
        ("Chad closed the border. The kingdom of fools rejoiced.", "kingdom"),
        ("Peru bought radars. The alliance declined.", "alliance"),
    ],
)
def test_an_epithet_that_fits_several_or_none_means_nobody(text: str, word: str):
    assert ids(text, word) == ()


def test_a_repeated_noun_takes_up_the_people_it_named():
    text = "Kenyan fishermen were freed at dawn. The fishermen flew home."
    assert countries(text, "fishermen", 1) == ("KEN",)
    text = "Kenyan fishermen and Somali fishermen clashed. The fishermen flew home."
    assert countries(text, "fishermen", 2) == ()


def test_a_rank_in_short_is_taken_up_in_full():
    text = "Gen. Hulusi Akar, a Turkish commander, landed at noon. The general said little."
    assert countries(text, "general") == ("TUR",)


def test_the_national_is_the_one_person_of_that_country():
    text = "Yair Lapid rang Mevlut Cavusoglu. The Israeli spoke first."
    assert ids(text, "Israeli") == ("yair-lapid",)
    text = "Yair Lapid and Isaac Herzog rang Mevlut Cavusoglu. The Israeli spoke first."
    assert ids(text, "Israeli") == (None,)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Paul Grantley, an Australian diver, was freed.", "Grantley", "AUS"),
        ("Ghana freed two Kenyans, Peter Mbuto and James Oloki, on Monday.", "Oloki", "KEN"),
        ("Sen. Gary Whitcombe objected.", "Whitcombe", "USA"),
    ],
)
def test_a_stranger_has_the_country_of_the_apposition(text: str, name: str, country: str):
    assert countries(text, name) == (country,)


def test_a_possessive_goes_back_to_what_its_phrase_joins_or_blames():
    assert countries("Iran threatened Norway and its neighbours.", "its") == ("NOR",)
    assert ids("Isaac Herzog thanked Olaf Scholz for his help.", "his") == ("olaf-scholz",)


def test_an_owner_is_not_inside_what_it_owns():
    assert countries("Kigali denied that its army was there.", "its") == ("RWA",)


@pytest.mark.parametrize(
    "text", ["Iran wrote to Peru. Chad called it a mistake.", "Iran wrote to Peru. Chad denied it."]
)
def test_what_is_judged_or_denied_is_no_actor(text: str):
    assert at(text, "it") is None


def test_it_can_take_action():
    assert countries("Iran said it would take action.", "it") == ("IRN",)


def test_who_speaks_of_him_is_another():
    text = 'Olaf Scholz rang Isaac Herzog. "He was kind," Scholz said.'
    assert ids(text, "He") == ("isaac-herzog",)


def test_we_has_a_speaker_who_comes_after_the_quotation():
    text = 'Antony Blinken spoke to reporters. "We can wait," he said.'
    assert countries(text, "We") == ("USA",)


def test_the_president_is_not_who_is_named_beside_him():
    text = "Joe Biden spoke at length. The president's trust in Vladimir Putin is gone."
    assert ids(text, "president") == ("joe-biden",)


def test_the_country_is_whose_subject_leads_the_sentence():
    assert countries("Chad's trade with Niger grew as the country's roads were mended.", "country") == ("TCD",)


def test_two_persons_named_together_are_they():
    text = "Chad holds two Kenyans, Peter Mbuto and James Oloki. They were seized in May."
    assert countries(text, "They") == ("KEN",)


def test_sides_of_a_thing_are_no_parties():
    text = "Israel met Turkey. Lawmakers from both sides of the aisle cheered."
    assert at(text, "sides") is None


def test_a_ministry_that_an_official_asks_is_his_own():
    text = "Antalya Mayor Kerim Denizoglu asked the foreign ministry for leave."
    assert countries(text, "ministry") == ("TUR",)


def test_troops_without_owner_are_those_of_who_reports_them():
    assert countries("Israeli army spokesman Avi Tal said troops were attacked.", "troops") == ("ISR",)


def test_the_junta_is_of_the_state_that_the_story_is_about():
    text = "Myanmar shut its airport. France asked Myanmar to reopen it. The junta gave no answer."
    assert countries(text, "junta") == ("MMR",)


def test_those_counted_are_those_named_together():
    text = "Kenya, Uganda and Tanzania signed. The three countries share a lake, and they fish it together."
    assert countries(text, "countries") == ("KEN", "UGA", "TZA")
    assert countries(text, "they") == ("KEN", "UGA", "TZA")
    assert countries("Kenya and Uganda signed. The three countries share a lake.", "countries") == ()


def test_a_neighbour_is_the_other_of_the_pair():
    assert countries("Peru and Chile quarrel. Lima wants its neighbour to yield.", "neighbour") == ("CHL",)
    assert countries("Ethiopia accused its northern neighbour of an attack.", "neighbour") == ()


def test_an_ambassador_without_a_post_is_nobody_by_name():
    found = at("The French ambassador stayed away.", "ambassador")
    assert found is not None and found.countries == ("FRA",) and found.actors[0].id is None


def test_a_colleague_is_a_counterpart():
    assert ids("Olaf Scholz met his Spanish colleague.", "colleague") == ("pedro-sanchez",)


def test_the_president_is_no_emir():
    assert countries("Kuwait's emir landed at noon. He is to see the president.", "president") == ()
