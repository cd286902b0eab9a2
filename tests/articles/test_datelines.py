from datetime import date

import pytest

from detente.articles.datelines import dateline_of


@pytest.mark.parametrize(
    ("text", "places", "region", "agency", "day"),
    [
        ("ANKARA, March 9 (Reuters) - The envoys met.", ("Ankara",), None, "Reuters", (3, 9)),
        ("GENEVA — The envoys met.", ("Geneva",), None, None, (None, None)),
        ("GENEVA—The envoys met.", ("Geneva",), None, None, (None, None)),
        ("(Ankara) – The envoys met.", ("Ankara",), None, None, (None, None)),
        ("JERUSALEM/ANKARA: The envoys met.", ("Jerusalem", "Ankara"), None, None, (None, None)),
        ("New Delhi, Oct 3 (PTI): The envoys met.", ("New Delhi",), None, "Press Trust of India", (10, 3)),
        ("MOSCOW. March 3 (Interfax) - The envoys met.", ("Moscow",), None, "Interfax", (3, 3)),
        ("BEIJING, Jan. 5 (Xinhua) -- The envoys met.", ("Beijing",), None, "Xinhua", (1, 5)),
        ("QUETTA, Pakistan (Reuters) - The envoys met.", ("Quetta",), "Pakistan", "Reuters", (None, None)),
        ("WASHINGTON, D.C. — The envoys met.", ("Washington",), "D.C.", None, (None, None)),
        ("UNITED NATIONS (AP) _ The envoys met.", ("United Nations",), None, "Associated Press", (None, None)),
        ("TEHRAN, Mar. 04 (MNA) – The envoys met.", ("Tehran",), None, "Mehr News Agency", (3, 4)),
        ("Tehran, IRNA – The envoys met.", ("Tehran",), None, "IRNA", (None, None)),
        ("Baku, October 3, AZERTAC: The envoys met.", ("Baku",), None, "Azertac", (10, 3)),
        ("BIARRITZ, France, Monday (AFP) - “We met.”", ("Biarritz",), "France", "Agence France-Presse", (None, None)),
        ("RIO DE JANEIRO, 1 July (AFP) - The envoys met.", ("Rio de Janeiro",), None, "Agence France-Presse", (7, 1)),
        ("ISTANBUL - AFP - The envoys met.", ("Istanbul",), None, "Agence France-Presse", (None, None)),
        ("OSTVIK (Strait Radio) - The envoys met.", ("Ostvik",), None, "Strait Radio", (None, None)),
        ("(CNN) – The envoys met.", (), None, "CNN", (None, None)),
        ("Geneva — The envoys met.", ("Geneva",), None, None, (None, None)),
    ],
)
def test_a_dateline_gives_place_agency_and_day(text, places, region, agency, day):
    found = dateline_of(text)
    assert (found.places, found.region, found.agency, (found.month, found.day)) == (places, region, agency, day)
    assert text[found.end :] in ("The envoys met.", "“We met.”")


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: Envoys met.",
        "ANALYSIS/OPINION: Envoys met.",
        "ANALYSIS — Envoys met.",
        "Iran — The country of that name.",
        "Moscow – unlike Kyiv – is silent.",
        "Smith: I don't know.",
        "MINISTER: The paper will be signed.",
        "The result: Nobody knows.",
        "NICOSIA, Feb. 31 (Reuters) - The envoys met.",
        "The envoys met (Reuters) - The paper was signed.",
        "(Photo) - The envoys met.",
        "",
        "GENEVA",
    ],
)
def test_what_is_no_dateline(text):
    assert dateline_of(text) is None


def test_a_dateline_with_a_year_gives_its_day_and_one_without_none():
    full = dateline_of("ANKARA, 9 March 2022 (AA) - The envoys met.")
    assert (full.interval.earliest, full.interval.latest) == (date(2022, 3, 9), date(2022, 3, 9))
    assert dateline_of("ANKARA, 9 March (AA) - The envoys met.").interval is None
