from dataclasses import replace
from datetime import date

import pytest

from detente.articles import articles
from detente.articles.clues import sentences_of, text_clues
from detente.articles.ranges import DAWN, DUSK, Clue, solved
from detente.articles.terms import term_clues
from detente.model import Interval
from detente.pages import page_of
from detente.reading.actors.register import load_register

BODY = "The ministers of Norland and Lune met on the border and agreed to reopen both consulates soon."


def dated(text, *, as_of=None, **fields):
    page = replace(page_of(text, media_type="text/plain", name="page.txt"), **fields)
    return next(iter(articles(page, as_of=as_of))).published


def bounds(sentence):
    days, _, _ = solved(text_clues([sentence]))
    return (None if days[0][0] == DAWN else days[0][0], None if days[-1][1] == DUSK else days[-1][1])


def test_metadata_goes_first():
    told = Interval(date(2020, 1, 2), date(2020, 1, 2), text="2020-01-02")
    published = dated(f"Ministers Meet on the Border\n5 Mar 2021 10:00\n{BODY}", published=told)
    assert (published.earliest, published.latest) == (date(2020, 1, 2), date(2020, 1, 2))
    assert published.why == ("metadata: published 2020-01-02",)


def test_a_date_line_under_the_headline():
    published = dated(f"Ministers Meet on the Border\n5 Mar 2021 10:00\n{BODY}")
    assert (published.earliest, published.latest) == (date(2021, 3, 5), date(2021, 3, 5))


@pytest.mark.parametrize(
    "line",
    [
        "Updates from 4 May 2021. All times are Ostvik time.",
        "Published: 4 May 2021",
        "Last updated on Tuesday, 4 May 2021 at 09:15",
        "May 4, 2021 | 14:10",
        "Tuesday 4 May 2021",
        "This page was last updated on May 4, 2021, 10:00 local time.",
    ],
)
def test_lines_that_state_their_date(line):
    published = dated(f"Ministers Meet on the Border\n{line}\n{BODY}")
    assert (published.earliest, published.latest) == (date(2021, 5, 4), date(2021, 5, 4))


@pytest.mark.parametrize(
    "line",
    [
        "On 4 May 2021 the ministers of both countries had met once before.",
        "The report that was published on 4 May 2021 blames both ministers.",
        "Published on 4 May 2021 the report blames ministers and their envoys alike.",
        "An updated treaty was signed on 4 May 2021 in Ostvik.",
    ],
)
def test_sentences_that_tell_of_a_day_state_no_date(line):
    published = dated(f"Ministers Meet on the Border\n{line}\n{BODY}")
    assert (published.earliest, published.latest) == (date(2021, 5, 3), None)


def test_a_lone_notice_at_the_foot_dates_the_page_and_a_list_of_them_does_not():
    foot = "First published on May 4, 2021 / 12:33 PM"
    published = dated(f"Ministers Meet on the Border\n{BODY}\n{BODY.replace('both', 'two')}\n{foot}")
    assert (published.earliest, published.latest) == (date(2021, 5, 4), date(2021, 5, 4))
    assert published.why == ("the line that tells of its publication is dated May 4, 2021",)
    more = "\n".join(f"Ferries, day {n}\nPublished on {n} March 2019" for n in (3, 4))
    assert dated(f"Ministers Meet on the Border\n{BODY}\n{foot}\n{more}").latest is None


def test_nothing_known_is_unbounded_and_says_so():
    published = dated(BODY)
    assert (published.earliest, published.latest) == (None, None)
    assert published.why == ("nothing on the page bounds it",)


def test_as_of_bounds_the_end_only_where_given():
    published = dated(BODY, as_of=date(2024, 6, 1))
    assert (published.earliest, published.latest) == (None, date(2024, 6, 1))
    assert published.why == ("it was read as of 2024-06-01",)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The treaty was signed on 4 May 2018.", (date(2018, 5, 3), None)),
        ("The summit will be held on 4 May 2018.", (None, date(2018, 5, 4))),
        ("Lune recalled its envoy in 2015.", (date(2015, 1, 1), None)),
        ("Lune will recall its envoy in 2035.", (None, None)),
        ("Trade has grown since the full-scale invasion of Ukraine.", (date(2022, 2, 24), None)),
        ("The two sides spoke by telephone.", (None, None)),
    ],
)
def test_clues_of_a_sentence(sentence, expected):
    assert bounds(sentence) == expected


def test_first_in_so_many_years_beside_the_last_time():
    sentences = ["It is the first visit by a minister in six years.", "The last minister who visited came in 2014."]
    days, _, _ = solved(text_clues(sentences))
    assert days == ((date(2020, 1, 1), date(2021, 12, 31)),)


def test_a_clue_that_leaves_no_day_is_dropped_and_told():
    sure = Clue(((date(2020, 1, 1), date(2020, 12, 31)),), 5, "sure")
    wild = Clue(((date(1990, 1, 1), date(1990, 12, 31)),), 1, "wild")
    days, used, dropped = solved([wild, sure])
    assert (days, used, dropped) == (sure.ranges, [sure], [wild])


def term_bounds(text):
    days, used, _ = solved(term_clues(sentences_of([text]), load_register()))
    return days[0][0], days[-1][1], [clue.why for clue in used]


def test_terms_of_office_bound_a_story():
    first, last, why = term_bounds("Prime Minister Naftali Bennett spoke with the ambassador.")
    assert first <= date(2021, 6, 13) <= date(2022, 6, 30) <= last
    assert first.year == 2021
    assert last.year == 2022
    assert "Naftali Bennett" in why[0]


def test_former_holders_bound_nothing():
    assert term_bounds("Former Prime Minister Naftali Bennett spoke with the ambassador.")[2] == []


def test_an_earlier_holder_beside_a_later_one_does_not_close_the_interval():
    _, last, _ = term_bounds("President Joe Biden kept a rule of President Barack Obama.")
    assert last >= date(2025, 1, 20)


def test_a_deputy_is_not_the_holder():
    assert term_bounds("Vice President Joe Biden spoke with the ambassador.")[0] < date(2021, 1, 1)
