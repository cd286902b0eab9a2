import pytest

from detente.articles import articles
from detente.articles.bylines import clean_byline
from detente.pages import page_of

PROSE = [
    "Norland's foreign minister travelled to Lune on Monday for talks about the strait.",
    "The ministers agreed to reopen the two consulates before the end of the year.",
    "Lune said that its consul in Ostvik would be named within a month.",
]


def byline(*lines):
    page = page_of("\n".join(lines), media_type="text/plain", name="page.txt")
    return next(iter(articles(page))).byline


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Ada Fenwick", "Ada Fenwick"),
        ("By: Ada Fenwick", "Ada Fenwick"),
        ("By Ada Fenwick and Kerem Aydin in Ostvik", "Ada Fenwick, Kerem Aydin"),
        ("By Ada Fenwick, Kerem Aydin and Lia Moss", "Ada Fenwick, Kerem Aydin, Lia Moss"),
        ("By Ada Fenwick in Ostvik and Kerem Aydin in Lune", "Ada Fenwick, Kerem Aydin"),
        ("Ada Fenwick, Kerem Aydin and Lia Moss in Lune", "Ada Fenwick, Kerem Aydin, Lia Moss"),
        ("Ada Fenwick; Kerem Aydin", "Ada Fenwick, Kerem Aydin"),
        ("BY ADA FENWICK and KEREM O'BRIEN-AYDIN", "Ada Fenwick, Kerem O'Brien-Aydin"),
        ("By Ada Fenwick, Diplomatic Correspondent", "Ada Fenwick"),
        ("By Ada Fenwick, Political Editor, in Ostvik", "Ada Fenwick"),
        ("By Ada Fenwick (@adafenwick)", "Ada Fenwick"),
        ("By Ada Fenwick ada.fenwick@courier.example", "Ada Fenwick"),
        ("By Ada Fenwick | 4 May 2021", "Ada Fenwick"),
        ("By Ada Fenwick Updated 4 May 2021", "Ada Fenwick"),
        ("Written by Ada Fenwick", "Ada Fenwick"),
        ("Author: Ada Fenwick", "Ada Fenwick"),
        ("By Ada Fenwick, Associated Press", "Ada Fenwick, Associated Press"),
        ("By Reuters", "Reuters"),
        ("Coast Weekly staff and agencies", "Coast Weekly staff and agencies"),
        ("By J. R. van der Moss", "J. R. van der Moss"),
        ("https://www.facebook.example/coastweekly", None),
        ("Ostvik", None),
    ],
)
def test_a_byline_gives_the_names_alone(given, names):
    assert clean_byline(given) == names


def test_a_by_line_under_the_headline():
    assert byline("Consulates to reopen after talks in Lune", "By ADA FENWICK and KEREM AYDIN", *PROSE) == (
        "Ada Fenwick, Kerem Aydin"
    )


def test_by_and_the_name_on_two_lines():
    assert byline("Consulates to reopen after talks in Lune", "By", "Ada Fenwick", *PROSE) == "Ada Fenwick"


def test_reporting_by_at_the_end():
    ending = "(Reporting by Ada Fenwick in Ostvik and Kerem Aydin; Editing by Lia Moss.)"
    assert byline("Consulates to reopen after talks in Lune", *PROSE[:2], f"{PROSE[2]} {ending}") == (
        "Ada Fenwick, Kerem Aydin"
    )


def test_nobody_told():
    assert byline("Consulates to reopen after talks in Lune", *PROSE) is None


def test_the_agency_credited_below_a_story_that_nobody_signs():
    assert byline("Consulates to reopen after talks in Lune", *PROSE, "— AFP") == "Agence France-Presse"
    assert byline("Consulates to reopen after talks in Lune", "By Ada Fenwick", *PROSE, "— AFP") == "Ada Fenwick"


def test_a_photos_credit_below_a_story_is_not_the_storys():
    caption = "The harbour of Lune as it was seen from the customs house on April 7, 2025. (AFP)"
    assert byline("Consulates to reopen after talks in Lune", *PROSE, caption) is None
