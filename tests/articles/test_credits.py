import pytest

from detente.articles.credits import credit_of, is_agency

TEXT = "The envoys of Norland and Lune met at the customs house.\nThey signed a paper on fishing."


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"OSTVIK, May 4 (AFP) - {TEXT}", "Agence France-Presse"),
        (f"{TEXT}\n(Reporting by Ada Fenwick; Editing by Lia Moss)", "Reuters"),
        (f"{TEXT}\nSource: Xinhua", "Xinhua"),
        (f"{TEXT}\n— AP", "Associated Press"),
        (f"{TEXT}\n© 2024 AFP", "Agence France-Presse"),
        (f"{TEXT} (Reuters)", "Reuters"),
        (f"{TEXT}\nWith inputs from PTI", "Press Trust of India"),
        (f"{TEXT}\nSource: The Ostvik Courier", None),
        (f"{TEXT}\nThe minister spoke to Reuters.", None),
        (TEXT, None),
        ("", None),
    ],
)
def test_an_agencys_credit_in_the_text(text, credit):
    assert credit_of(text) == credit


@pytest.mark.parametrize(
    ("byline", "credit"),
    [("Reuters staff", "Reuters"), ("Ada Fenwick, Associated Press", "Associated Press"), ("Ada Fenwick", None)],
)
def test_an_agencys_credit_in_the_byline(byline, credit):
    assert credit_of(TEXT, byline) == credit


def test_which_outlets_are_agencies():
    assert [is_agency(name) for name in ("Reuters", "The Guardian", "The Ostvik Courier", None)] == [True, *[False] * 3]
