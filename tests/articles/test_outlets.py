import pytest

from detente.articles import articles
from detente.articles.outlets import outlet_of, readable
from detente.pages import page_of

PROSE = [
    "Norland's foreign minister travelled to Lune on Monday for talks about the strait.",
    "The ministers agreed to reopen the two consulates before the end of the year.",
    "Lune said that its consul in Ostvik would be named within a month.",
]


def outlet(*more, uri=None, first=PROSE[0]):
    text = "\n".join(["Consulates are to reopen after talks in Lune", first, *PROSE[1:], *more])
    page = page_of(text, media_type="text/plain", name="page.txt", uri=uri)
    return next(iter(articles(page))).outlet


@pytest.mark.parametrize("name", ["AJE", "Al Jazeera English", "al-jazeera", "aljazeera.com", "www.aljazeera.com"])
def test_many_names_of_one_outlet(name):
    assert readable(name) == "Al Jazeera"


def test_a_name_that_is_not_listed_stays():
    assert readable("The Ostvik Courier") == "The Ostvik Courier"


def test_the_address_of_a_known_outlet_goes_before_the_pages_copyright_line():
    line = "© 2024 The Ostvik Courier"
    assert outlet(line, uri="https://www.aljazeera.com/news/2024/5/4/consulates") == "Al Jazeera"
    assert outlet(line, uri="https://courier.example/consulates") == "The Ostvik Courier"
    assert outlet(line) == "The Ostvik Courier"


def test_an_unknown_host_stays_a_host():
    assert outlet(uri="https://www.ledger.example/consulates") == "ledger.example"


def test_the_datelines_agency_where_nothing_else_tells():
    first = f"OSTVIK, May 4 (AFP) - {PROSE[0]}"
    assert outlet(first=first) == "Agence France-Presse"
    assert outlet(first=first, uri="https://www.ledger.example/consulates") == "ledger.example"


def test_a_portals_page_is_of_the_agency_that_it_credits():
    uri = "https://news.yahoo.com/consulates-reopen.html"
    assert outlet(first=f"OSTVIK (Reuters) - {PROSE[0]}", uri=uri) == "Reuters"
    assert outlet(uri=uri) == "yahoo.com"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Coast Weekly staff and agencies", "Coast Weekly"),
        ("Reuters Staff", "Reuters"),
        ("AFP", "Agence France-Presse"),
        ("Our staff and agencies", None),
        ("Staff reporter", None),
        ("Ada Fenwick", None),
        ("Ada Fenwick, Kerem Aydin", None),
    ],
)
def test_a_desks_byline_tells_the_outlet(byline, expected):
    assert outlet_of(byline, PROSE) == expected
