import pytest

from detente.articles import articles
from detente.pages import page_of

PROSE = [
    "Norland's foreign minister travelled to Lune on Monday for talks about the strait.",
    "The ministers agreed to reopen the two consulates before the end of the year.",
    "Lune said that its consul in Ostvik would be named within a month.",
]
HEADLINE = "Consulates are to reopen after talks in Lune"


def outlet(*lines):
    page = page_of("\n".join(lines), media_type="text/plain", name="page.txt")
    return next(iter(articles(page))).outlet


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("The Ostvik Courier", "The Ostvik Courier"),
        ("THE OSTVIK COURIER", "The Ostvik Courier"),
        ("The Foreign Desk", None),
        ("Middle East", None),
        ("Courier", None),
    ],
)
def test_a_masthead_that_reads_like_a_papers(top, expected):
    assert outlet(top, "Log in | Subscribe", HEADLINE, *PROSE) == expected


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("OSTVIK (Strait Radio) - " + PROSE[0], "Strait Radio"),
        ("The two ministers after their talks in Lune. Photograph: Strait Radio", "Strait Radio"),
        ("The two ministers after their talks in Lune on Monday. [Strait Radio]", "Strait Radio"),
        ("The minister of Lune told Strait Radio that the consulates would open.", None),
    ],
)
def test_a_masthead_that_is_said_again_where_outlets_are_named(again, expected):
    assert outlet("Strait Radio", "Islands", HEADLINE, again, *PROSE) == expected


def test_a_masthead_in_capitals_is_written_as_the_page_writes_it():
    assert outlet("STRAIT WIRE", HEADLINE, "OSTVIK (Strait Wire) - " + PROSE[0], *PROSE[1:]) == "Strait Wire"


def test_a_section_of_the_page_that_the_story_names_is_no_outlet():
    assert outlet("Northern Islands", HEADLINE, *PROSE, "Lune has two consuls in the Northern Islands.") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2024 The Ostvik Courier", "The Ostvik Courier"),
        ("Copyright © 2019-2024 Ostvik Courier, LLC. All rights reserved.", "Ostvik Courier"),
        ("The Ostvik Courier © All rights reserved", "The Ostvik Courier"),
        ("© 2024 Fenwick Media Holdings", None),
        ("© 2024 Ada Fenwick", None),
    ],
)
def test_a_copyright_line_at_the_foot(line, expected):
    assert outlet(HEADLINE, *PROSE, line) == expected


def test_a_photos_copyright_line_above_the_text_is_not_the_outlets():
    assert outlet(HEADLINE, "© 2024 The Ostvik Courier", *PROSE) is None


def test_the_outlet_that_appeals_to_its_readers_twice():
    appeals = [
        "Support the Ostvik Herald Tonight and help us keep our journalism free for every reader.",
        "You are a loyal reader, so join the Ostvik Herald Tonight as a member today.",
    ]
    assert outlet(HEADLINE, *PROSE, *appeals) == "The Ostvik Herald Tonight"
    assert outlet(HEADLINE, *PROSE, appeals[0]) is None
