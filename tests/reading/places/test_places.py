from pathlib import Path

import pytest

from detente import data
from detente.errors import DataError
from detente.reading.actors import find_mentions
from detente.reading.language import parse_text
from detente.reading.places import country_place, find_places, gazetteer, look_up, where


def place_of(text, word, hosts=()):
    parsed = parse_text(text)
    predicate = next(t for t in parsed.tokens if t.text == word)
    found = where(parsed, predicate, find_places(parsed), hosts=hosts)
    return found and found.name


def named(text, **more):
    parsed = parse_text(text)
    return {text[m.place.span.start : m.place.span.end]: m for m in find_places(parsed, **more)}


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("The king began talks with his guest in Prague.", "talks", "Prague"),  # below its noun
        ("The king met his guest in Prague.", "met", "Prague"),  # below its verb
        ("The king will visit Malta in late June.", "visit", "Malta"),  # object of a visit
        ("The king's visit to Oslo is the first in years.", "visit", "Oslo"),  # goal of a visit
        ("The king plans to fly to Lagos to meet his fans.", "fly", "Lagos"),
        ("The king plans to fly to Lagos to meet his fans.", "meet", "Lagos"),  # purpose shares it
        ("Last week the king paid a visit to Madrid.", "visit", "Madrid"),
        ("Last week the two held talks in Geneva.", "talks", "Geneva"),  # light verb
        ("The two met in Tripoli, Lebanon.", "met", "Tripoli"),  # the finer of two
        ("The two met in Vienna. They will sign the pact there.", "sign", "Vienna"),  # there
        ("Iran boarded a tanker near the Strait of Hormuz.", "boarded", "Strait of Hormuz"),  # region of our own
        ("The jets bombed Aleppo at dawn.", "bombed", "Aleppo"),  # object of an attack
        ("Crowds in Cairo burned the flag.", "burned", "Cairo"),  # whose doers act where they are
        ("A bomb killed nine people in Mosul.", "killed", "Mosul"),  # below its object
        ("Strikers held the centre of Lyon.", "held", "Lyon"),  # part of a place
    ],
)
def test_each_rule_places_its_sentence(text, word, place):
    assert place_of(text, word) == place


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("NAIROBI, Kenya – The two states vowed to share the river.", "vowed"),  # dateline
        ("A trader in Jakarta said nothing more.", "said"),  # place of the speaker
        ("The king summoned the ambassador in Lisbon.", "summoned"),  # place of a post
        ("Lisbon recalled its envoy to Jakarta.", "recalled"),  # actor, and goal of a post
        ("The two spoke by phone after meeting in Paris.", "spoke"),  # of another act
        ("Rome imposed sanctions on Belarus.", "imposed"),  # a target
        ("Peace talks between Chad and Niger failed.", "talks"),  # parties
        ("Rome imposed sanctions for the intervention in Crimea.", "imposed"),  # place of the cause
        ("Oslo told Madrid that it agrees.", "told"),  # actors
    ],
)
def test_places_of_other_things_are_not_where_it_happened(text, word):
    assert place_of(text, word) is None


RULES = [
    ("place of its own clause", "The two met in Prague.", "met", "Prague"),
    ("place of its own clause", "From Doha an officer said that the war was over.", "said", "Doha"),
    ("place of the light verb", "In Geneva the ministers held long talks.", "talks", "Geneva"),
    ("place of the purpose", "The two met to sign the pact in Vienna.", "met", "Vienna"),
    ("place of the main clause", "The king plans to fly to Lagos to meet his fans.", "meet", "Lagos"),
    ("place that its clause is told of", "The king flew to Lagos, where he met the bishops.", "met", "Lagos"),
    ("place of the act that its clause is told of", "Talks in Cork, in which all was agreed, ended.", "agreed", "Cork"),
    ("place of the clause of the same time", "Nine girls died when a shell hit a school in Homs.", "died", "Homs"),
    ("place of the clause of the same time", "A bomb went off in Kano as guests watched.", "watched", "Kano"),
    ("only place of its sentence", "The two signed it with a pen made of bullets in Lima on Monday.", "signed", "Lima"),
    ("there: the place told last", "The two met in Vienna. They will sign the pact there.", "sign", "Vienna"),
    ("place of what it takes up", "The two held talks in Oslo. The talks ended at night.", "talks", "Oslo"),
    ("place of what it takes up", "He received his colleague in Oslo; the meeting was short.", "meeting", "Oslo"),
    ("soil of the visit's host", "The visit was welcomed.", "visit", "Turkey"),
    ("soil of who summons", "The ministry summoned the envoy.", "summoned", "Chad"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "word", "place"), RULES)
def test_each_rule_is_named_with_the_place_that_it_gives(rule, text, word, place):
    parsed = parse_text(text)
    predicate = [t for t in parsed.tokens if t.text == word][-1]
    found = where(parsed, predicate, find_places(parsed), hosts=["TUR"], own=["TCD"])
    assert found is not None
    assert (found.why[0], found.name) == (rule, place)


def test_a_place_carries_its_division_and_whether_its_name_is_ambiguous():
    clear = named("The two met in Houston, Texas.")["Houston"].place
    assert (clear.admin1, clear.ambiguous, clear.country) == ("TX", False, "USA")
    assert "named beside it" in clear.why[0]
    assert named("The two met in Valencia.")["Valencia"].place.ambiguous


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("The two met in Tripoli, in Lebanon, on Monday.", "Tripoli", "LBN"),
        ("The two met in Tripoli in Lebanon.", "Tripoli", "LBN"),
        ("Shells fell on the Lebanese port of Tripoli.", "Tripoli", "LBN"),
        ("Shells fell on Lebanon's Tripoli.", "Tripoli", "LBN"),
    ],
)
def test_a_country_told_beside_a_name_decides(text, word, country):
    mentions = find_mentions(parse_text(text), on=None)
    assert named(text, mentions=mentions)[word].place.country == country


def test_a_kind_of_place_behind_a_name_is_left_out_to_look_it_up():
    assert look_up("Qeshm Island").country == "IRN"
    assert look_up("Homs province").name == "Homs"
    assert look_up("North Island") is None or look_up("North Island").name != "North"


def test_a_small_town_is_known():
    assert look_up("Qeshm").country == "IRN"
    assert look_up("Zermatt").country == "CHE"


def test_a_village_on_no_list_lies_where_its_surroundings_do():
    text = "Rebels left Aleppo and Homs and came to Zarwana near Idlib."
    found = named(text)["Zarwana"]
    assert (found.place.country, found.place.lat, found.ambiguous) == ("SYR", None, True)
    part = named("Shells hit homes in Zarwana, a suburb of Beirut.")["Zarwana"].place
    assert (part.country, part.ambiguous) == ("LBN", False)
    assert part.lat is not None


def test_who_complains_to_a_capital_does_not_go_there():
    assert not named("Washington complained to Havana.")["Havana"].locative
    assert named("The minister flew to Havana.")["Havana"].locative


def test_a_visit_without_a_place_is_at_its_host():
    assert place_of("The visit was welcomed.", "visit", hosts=["TUR"]) == "Turkey"
    assert place_of("The visit was welcomed.", "visit", hosts=["XXX"]) is None
    assert place_of("The accord was welcomed.", "accord", hosts=["TUR"]) is None


def test_a_mention_tells_how_it_stands():
    found = named("ANKARA, Turkey – Madrid told its envoy in Oslo to return.")
    assert found["ANKARA"].dateline and not found["ANKARA"].locative
    assert (found["Oslo"].locative, found["Oslo"].lead) == (True, "in")
    assert not found["Madrid"].locative


def test_a_name_goes_to_the_country_that_the_text_names():
    assert named("Rebels shelled Tripoli on Monday.")["Tripoli"].place.country == "LBY"
    assert named("Rebels shelled Tripoli on Monday.", near=["LBN"])["Tripoli"].place.country in ("LBY", "LBN")
    assert named("Rebels shelled Tripoli, Lebanon, on Monday.")["Tripoli"].place.country == "LBN"


def test_a_city_has_its_point_and_geonames_id():
    kyiv = look_up("Kyiv")
    assert (kyiv.country, kyiv.grain, kyiv.geonames, kyiv.capital) == ("UKR", "city", 703448, True)
    assert (round(kyiv.lat, 1), round(kyiv.lon, 1)) == (50.5, 30.5)
    assert look_up("Kiev").geonames == kyiv.geonames


def test_capitals_and_the_populous_go_first():
    assert look_up("Washington").country == "USA"
    assert look_up("Vienna").country == "AUT"
    assert look_up("Donetsk").country == "UKR"
    assert look_up("Donetsk", near=["RUS"]).country in ("RUS", "UKR")
    assert look_up("Donetsk", beside="RUS").country == "RUS"


def test_states_and_regions_go_before_cities():
    assert look_up("Georgia").country == "GEO"
    assert look_up("the Gaza Strip").grain == "region"
    assert look_up("South China Sea").country is None


def test_unknown_names_are_unknown():
    assert look_up("Xyzzyville") is None
    assert country_place("ZZZ") is None
    assert country_place("TUR").name == "Turkey"


def test_every_region_is_sound():
    for region in gazetteer.regions():
        assert -90 <= region.lat <= 90 and -180 <= region.lon <= 180
        assert region.country is None or country_place(region.country) is not None, region.name
        assert look_up(region.name).name == region.name


def test_a_broken_data_file_is_named(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "regions.yaml").write_text("- {name: Nowhere}\n", encoding="utf-8")
    monkeypatch.setattr(data.resources, "files", lambda package: tmp_path)
    with pytest.raises(DataError, match=r"regions\.yaml.*schema"):
        gazetteer.regions.__wrapped__()


def test_no_text_has_no_places():
    assert find_places(parse_text("")) == []


@pytest.mark.parametrize("words", ["St. George's", "St George's", "Saint George's"])
def test_short_forms_are_written_out(words):
    assert look_up(words).country == "GRD"


def test_what_no_text_means_by_a_town():
    assert look_up("North") is None
    assert look_up("Ypres") is None or look_up("Ypres").country == "BEL"


def test_a_small_town_goes_by_its_other_name_only_where_its_country_is_spoken_of():
    assert look_up("Palmyra", near=["SYR"]).country == "SYR"
    assert look_up("Palmyra") is None or look_up("Palmyra").country != "SYR"


def test_every_province_is_sound():
    for entries in gazetteer._provinces().values():
        for entry in entries:
            assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180
            assert country_place(entry.country) is not None, entry.name
            assert (entry.admin1 is not None) == (entry.country == "USA"), entry.name


def test_a_name_that_the_parser_takes_for_a_person_is_a_place_where_one_stands():
    assert named("The border at Mendoza was shut.")["Mendoza"].place.country == "ARG"
    assert "Mendoza" not in named("Ana Mendoza spoke. The king wrote to Mendoza.")


def test_a_village_on_no_list_gets_the_country_beside_it_or_of_its_sentence():
    beside = named("Gunmen killed six people in Qorvash, Iran, on Monday.")["Qorvash"]
    assert (beside.place.country, beside.place.lat, beside.ambiguous) == ("IRN", None, False)
    alone = named("The king arrived in Qorvash on Monday.")
    assert "Qorvash" not in alone


def test_a_dateline_with_a_month_is_one():
    found = named("VAN, Turkey, Oct. 24 - Rescue teams reached the town on Monday.")
    assert found["VAN"].dateline and found["VAN"].place.country == "TUR"


def test_the_first_division_and_what_spoke_for_the_place_are_carried():
    found = named("He drove to Paris, Texas, and on to Dallas.")["Paris"]
    assert (found.place.country, found.admin1, found.ambiguous) == ("USA", "TX", False)
    assert "named beside it" in found.why


def test_every_rule_is_in_the_reference():
    told = (Path(__file__).parents[3] / "docs" / "reference" / "rules.md").read_text("utf-8")
    assert [rule for rule, *_ in RULES if f"| {rule} |" not in told] == []


def test_a_name_that_the_parser_cuts_at_its_hyphens_is_found_whole():
    assert named("The three will meet again in Alma-Ata.")["Alma-Ata"].place.country == "KAZ"


def test_a_village_that_the_parser_takes_for_a_person_is_a_place_where_one_stands():
    text = "Officers of both armies argued at Zaqun La, a pass in Sikkim, on Monday."
    mentions = find_mentions(parse_text(text), on=None)
    assert named(text, mentions=mentions)["Zaqun La"].place.country == "IND"
    parsed = parse_text(text)
    argued = next(t for t in parsed.tokens if t.text == "argued")
    assert where(parsed, argued, find_places(parsed, mentions=mentions)).name == "Zaqun La"
