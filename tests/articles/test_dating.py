from dataclasses import replace
from datetime import date

import pytest

from detente.articles import articles
from detente.model import Interval
from detente.pages import page_of

BODY = (
    "The ministers of Norland and Lune met on the border and agreed to reopen both consulates soon. They spoke for "
    "three hours in a customs house, an official said.\n"
    "Both states had closed the consulates in a quarrel over fishing rights that divided their parliaments. The "
    "ministers will meet again before the ferries resume.\n"
    "Traders on both sides of the border welcomed the news. The harbour master said he was expecting more ships."
)


def dated(text, *, as_of=None, **fields):
    page = replace(page_of(text, media_type="text/plain", name="page.txt"), **fields)
    return next(iter(articles(page, as_of=as_of))).published


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


def test_a_bound_that_no_word_gives_is_told_as_assumed():
    published = dated(f"Ministers Meet on the Border\n{BODY} Envoys have been busy since the 2016 coup in Turkey.")
    assert published.earliest == date(2016, 7, 15)
    assert published.latest is None or published.latest > date(2017, 7, 14)
    months = dated(
        f"Ministers Meet on the Border\n{BODY} Nothing moved after the killing of Jamal Khashoggi on 2 October 2018."
    )
    assert months.earliest == date(2018, 10, 2)
    assert months.latest is not None
    assert months.latest.year in (2019, 2020, 2021)
    assert any(why.startswith("assumed, since news is mostly about what is new: not after") for why in months.why)


def test_a_clue_left_out_is_told():
    text = f"{BODY} Lune had signed the pact on 4 May 2018. The ferry will be held on 5 June 2012 by Norland."
    published = dated(f"Ministers Meet on the Border\n{text}")
    assert any(why.startswith("left out, since it contradicts the rest: June") for why in published.why) or any(
        why.startswith("left out, since it contradicts the rest: 5 June 2012") for why in published.why
    )
