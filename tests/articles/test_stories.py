import time

import numpy as np
import pytest

from detente.articles import articles
from detente.articles.boundaries import BEGINS, GOES_ON, MOVES
from detente.articles.line_model import BODY, StoryModels
from detente.articles.lines import page_lines
from detente.articles.stories import find_stories
from detente.model import Article
from detente.pages import page_of

HEADLINE = "Norland and Lune Reopen Consulates After Nine Years"
PROSE = [
    "OSTVIK, May 4 (Sea Wire) - Norland and Lune agreed on Tuesday to reopen the consulates closed nine years ago.",
    "The ministers of both countries signed the accord after four hours of talks in the harbour town of Ostvik.",
    "Lune said that its consul would be named within a month, and that its flag would go up before the winter.",
    "Norland closed its consulate after a quarrel about fishing rights in the strait.",
    "The two parliaments must still approve the accord, which also covers visas for students.",
]
SECOND = "Museum in Calder Hands Back Bronze Head to Lagos"
SECOND_PROSE = [
    "A museum in Calder has handed back a bronze head that soldiers took from a palace in 1897.",
    "Nigeria's ambassador said that the bronze would travel to Lagos in a box of cedar.",
    "Four other bronzes stay in the museum's cellar until the new hall in Benin is finished.",
    "The public can see the head until Sunday.",
]
FURNITURE = {
    "menu": ["Skip to main content", "News", "Politics", "Economy", "Sports", "Opinion"],
    "ticker": [
        "BREAKING",
        "Army chief: the road to the north is open again",
        "Finance minister: no new taxes before the election, whatever some newspapers write",
        "Police: traffic on the ring road will be stopped from ten o'clock on",
    ],
    "tags": ["Tags:", "Norland", "Lune", "Consulates"],
    "link": ["Read more: What the two capitals want from each other"],
    "author box": [
        "About the Author",
        "Ada Fenwick is a reporter for the Coast Courier in Ostvik. Before she joined the paper she taught history.",
    ],
    "comment count": ["34 comments", "Leave a reply"],
    "copyright": ["© 2021 The Coast Courier. All rights reserved."],
    "other headlines": ["Most Read", "Ferry line to close in autumn", "Singer gives last concert in home town"],
}


def read(text):
    page = page_of(text, media_type="text/plain", name="page.txt")
    return page, [article for article in articles(page) if isinstance(article, Article)]


def texts(page, article, kind="body"):
    return [page.text[b.span.start : b.span.end] for b in article.blocks if b.kind == kind]


@pytest.mark.parametrize("kind", FURNITURE)
def test_furniture_is_in_no_block(kind):
    top = kind in ("menu", "ticker")
    parts = [FURNITURE[kind], [HEADLINE, *PROSE]] if top else [[HEADLINE, *PROSE], FURNITURE[kind]]
    page, (article,) = read("\n\n".join("\n\n".join(part) for part in parts))
    assert article.headline == HEADLINE
    assert texts(page, article) == PROSE


def test_a_link_between_paragraphs_is_in_no_block():
    page, (article,) = read("\n\n".join([HEADLINE, *PROSE[:3], *FURNITURE["link"], *PROSE[3:]]))
    assert texts(page, article) == PROSE


def test_an_appeal_for_money_is_in_no_block():
    appeal = [
        "We believe that readers like you should know what happens. But our reporting costs money.",
        "For as little as $5 a month you can support our journalism and read the Courier without ads.",
        "Join the Courier Circle",
        "In the Circle already? Log in and this box goes away",
    ]
    page, (article,) = read("\n".join([HEADLINE, *PROSE, *appeal]))
    assert texts(page, article) == PROSE


def test_an_inline_caption_is_a_caption():
    caption = "The two ministers after their talks in Ostvik on Tuesday. (AFP)"
    page, (article,) = read("\n\n".join([HEADLINE, *PROSE[:2], caption, *PROSE[2:]]))
    assert texts(page, article) == PROSE
    assert texts(page, article, "caption") == [caption]


def test_a_header_that_stands_twice_counts_once():
    caption = "The two ministers in Ostvik. (AFP)"
    page, (article,) = read("\n\n".join([HEADLINE, caption, caption, "TT", "20", HEADLINE, caption, *PROSE]))
    assert [article.headline, *texts(page, article)] == [HEADLINE, *PROSE]
    assert texts(page, article, "caption") == [caption]


def test_two_stories_are_two_articles_with_their_own_headlines():
    page, found = read("\n\n".join([HEADLINE, "4 May 2021", *PROSE, "", SECOND, "By Jo Harding", *SECOND_PROSE]))
    assert [article.headline for article in found] == [HEADLINE, SECOND]
    assert [texts(page, article) for article in found] == [PROSE, SECOND_PROSE]
    assert [article.byline for article in found] == [None, "Jo Harding"]


def test_subheadings_do_not_cut_a_story():
    page, (article,) = read(
        "\n\n".join([HEADLINE, *PROSE[:2], "Flag before the winter", PROSE[2], "The old quarrel", *PROSE[3:]])
    )
    assert [text for text in texts(page, article) if text in PROSE] == PROSE


def hostile():
    yield "no text", "\n" * 1000
    yield "only furniture", "\n".join(line for lines in FURNITURE.values() for line in lines[:1])
    yield "ten thousand times the same", "\n".join([HEADLINE, *PROSE, *(["Share this article"] * 10_000)])
    yield "a hundred thousand lines", "\n".join([HEADLINE, *PROSE, *(f"Link {i % 977}" for i in range(100_000))])
    yield "one endless line", " ".join(PROSE * 200)


HOSTILE = list(hostile())


@pytest.mark.parametrize("text", [t for _, t in HOSTILE], ids=[n for n, _ in HOSTILE])
def test_hostile_pages_end_in_time(text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 30


def test_a_line_of_name_and_date_in_the_main_text_of_a_page_with_markup_is_no_text():
    body = "".join(f"<p>{line}</p>" for line in PROSE)
    head = f"<h1>{HEADLINE}</h1><p>Ada Fenwick 4 May 2021 3 min read</p>"
    html = f"<html><body><article>{head}{body}</article></body></html>"
    page = page_of(html, media_type="text/html", name="page.html")
    (article,) = [item for item in articles(page) if isinstance(item, Article)]
    assert texts(page, article) == PROSE


@pytest.mark.parametrize("loose", ["Contact us", "اتصل بنا", "See also:"])
def test_a_word_or_two_after_the_last_paragraph_are_no_text(loose):
    page, (article,) = read("\n".join([HEADLINE, *PROSE, loose]))
    assert texts(page, article) == PROSE


def test_captions_of_a_gallery_credited_to_a_person_are_captions():
    captions = ["The keeper climbs the stairs. (Lia Moss/Strait Wire)", "Neighbours came. (Omar Rehn for The Courier)"]
    page, (article,) = read("\n".join([HEADLINE, "1/2", captions[0], "2/2", captions[1], *PROSE]))
    assert texts(page, article, "caption") == captions
    assert texts(page, article) == PROSE


def stories_by(text, body, moves):
    """The stories of a text whose lines' chances of being text, and whose runs' moves, are given."""
    lines = page_lines(page_of(text, media_type="text/plain", name="page.txt"))
    chances = np.zeros((len(lines), 4), np.float32)
    chances[:, BODY] = body
    told = iter(moves)
    models = StoryModels(lambda rows: chances, lambda rows: np.eye(len(MOVES), dtype=np.float32)[[next(told)]])
    return [[line.text for line in draft.body] for draft in find_stories(lines, None, models)]


def test_where_no_line_is_likely_sentences_half_as_likely_as_the_best_are_text():
    text = "\n".join(["Norland and Lune", *PROSE[:3], "Ferries and trains"])
    assert stories_by(text, [0.39, 0.3, 0.2, 0.14, 0.39], [BEGINS]) == [PROSE[:2]]
    assert stories_by(text, [0.39, 0.19, 0.1, 0.1, 0.39], [BEGINS]) == []


def test_where_no_line_is_likely_sentences_without_spaces_are_text():
    sentence = "両国の外相は火曜日に領事館を再開することで合意した。"
    assert stories_by(f"ニュース\n{sentence}\nSports and Weather", [0.3, 0.3, 0.3], [BEGINS]) == [[sentence]]


def test_small_stories_above_a_long_one_are_teasers():
    teasers = ["A ferry was late on Monday.", "A singer gave her last concert in the town hall."]
    text = "\n".join([teasers[0], "More", teasers[1], "More", *PROSE])
    likely = [0.9, 0, 0.9, 0, *[0.9] * len(PROSE)]
    assert stories_by(text, likely, [BEGINS, BEGINS, BEGINS]) == [PROSE]
    assert stories_by(text, likely, [BEGINS, GOES_ON, GOES_ON]) == [[*teasers, *PROSE]]
