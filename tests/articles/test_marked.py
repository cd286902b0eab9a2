from dataclasses import replace

import pytest

from detente.articles.lines import page_lines
from detente.articles.marked import marked_story, may_be_several
from detente.model import Span
from detente.pages import page_of

TITLE = "Norland and Lune agree to reopen both consulates"
PROSE = [
    "Norland and Lune met on Monday and agreed to reopen both consulates before the end of the year.",
    "The foreign ministers signed the paper in the old town hall, which had stood empty since the war.",
    "Neither side said when the ambassadors would return, and the border stays closed for now.",
    "A joint commission is to meet in the spring to settle what is owed for the lost ships.",
]
OTHER = "The harbour was closed to all ships after the storm had torn two cranes from the quay on Friday."


def marked(main, *, above=(TITLE,)):
    """Lines of a page whose markup shows those below the first ones to be main text."""
    text = "\n".join([*above, *main])
    page = page_of(text, media_type="text/plain", name="page")
    return page_lines(replace(page, media_type="text/html", main=(Span(len("\n".join(above)) + 1, len(text)),)))


def told(lines, title=TITLE):
    draft = marked_story(lines, title)
    return draft and [line.text for line in draft.body]


def test_main_lines_below_the_title_are_the_story():
    lines = marked(PROSE)
    draft = marked_story(lines, TITLE)
    assert draft.headline.text == TITLE
    assert [line.text for line in draft.body] == PROSE
    assert not may_be_several(lines, draft.body)


@pytest.mark.parametrize("title", [None, "Another title than the one that the page shows", "Ledger"])
def test_without_the_title_on_the_page_nothing_is_told(title):
    assert told(marked(PROSE, above=("Ledger", TITLE)), title) is None


def test_without_main_lines_nothing_is_told():
    page = page_of("\n".join([TITLE, *PROSE]), media_type="text/plain", name="page")
    assert marked_story(page_lines(page), TITLE) is None


def test_what_the_story_says_twice_counts_once_and_furniture_is_no_text():
    extra = [PROSE[0], TITLE, "Related stories", "Read more: The quarrel over the ships", "By Ada Fenwick"]
    assert told(marked([PROSE[0], *extra, *PROSE[1:]])) == PROSE


@pytest.mark.parametrize("loose", ["Contact us", "Sign up for our newsletter today", "© The Ledger", "The full text:"])
def test_notices_do_not_end_a_story(loose):
    assert told(marked([*PROSE, loose])) == PROSE


def test_long_advice_to_readers_ends_a_story():
    advice = (
        "If you want to support a relative in Lune with money, ask your bank first, since your account may be closed, "
        "and remember that you can send a free parcel to any member of your family there once a month."
    )
    lines = marked([*PROSE, advice])
    assert lines[-1].kind == "promo"
    assert told(lines) == [*PROSE, advice]


def test_captions_between_the_lines_are_captions():
    caption = "The old town hall in Ostvik. (Ada Fenwick/AP)"
    draft = marked_story(marked([PROSE[0], caption, *PROSE[1:]]), TITLE)
    assert [line.text for line in draft.captions] == [caption]
    assert [line.text for line in draft.body] == PROSE


@pytest.mark.parametrize(
    "between",
    [
        ["Storm closes the harbour of Ostvik", "By Ada Fenwick"],
        ["Storm closes the harbour of Ostvik", "4 May 2021"],
        ["Storm closes the harbour of Ostvik", "The quay of Ostvik on the day after the storm. (Ada Fenwick/AP)"],
    ],
    ids=["byline", "date", "photo"],
)
def test_a_second_headline_with_what_stands_below_such_may_begin_a_second_story(between):
    lines = marked([*PROSE, *between, OTHER])
    gap = [line for line in lines if line.text == between[0]]
    body = [line for line in lines if line.text in (*PROSE, OTHER)]
    assert gap[0].kind == "heading"
    assert may_be_several(lines, body)


def test_a_second_dateline_may_begin_a_second_story():
    lines = marked([*PROSE, f"OSTVIK (Reuters) - {OTHER}"])
    assert may_be_several(lines, marked_story(lines, TITLE).body)


@pytest.mark.parametrize(
    "between",
    [
        ["What comes next for the two"],
        ["The old town hall of Ostvik on the day of the visit. (Ada Fenwick/AP)"],
        ["The consulates will be open by spring", "— Ada Fenwick (@fenwick) May 4, 2021"],
        ["WARNING: The lists are not complete, and some of the names on them are those of other people."],
    ],
    ids=["subheading", "photo", "quoted post", "a word in capitals"],
)
def test_what_stands_within_a_story_begins_none(between):
    lines = marked([*PROSE[:2], *between, *PROSE[2:]])
    assert not may_be_several(lines, marked_story(lines, TITLE).body)
