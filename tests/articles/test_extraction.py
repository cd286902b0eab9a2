from dataclasses import replace
from datetime import date

import pytest

from detente.articles import articles
from detente.model import Article, Refusal, Span
from detente.pages import page_of

PROSE = [
    "Norland's foreign minister travelled to Lune on Monday for talks about the strait.",
    "The ministers agreed to reopen the two consulates before the end of the year.",
    "Lune said that its consul in Ostvik would be named within a month.",
]


def read(text, **fields):
    page = page_of(text, media_type="text/plain", name="page.txt")
    return list(articles(replace(page, **fields)))


def texts(page_text, article, kind="body"):
    return [page_text[b.span.start : b.span.end] for b in article.blocks if b.kind == kind]


def test_headline_and_one_block_for_each_paragraph():
    text = "Norland and Lune Reopen Consulates\n\n" + "\n\n".join(PROSE)
    (article,) = read(text)
    assert article.headline == "Norland and Lune Reopen Consulates"
    assert article.blocks[0].span == Span(0, len("Norland and Lune Reopen Consulates"))
    assert texts(text, article) == PROSE


def test_offsets_hold_with_windows_line_ends():
    text = "\r\n".join(["Norland and Lune Reopen Consulates", "", *PROSE])
    (article,) = read(text)
    assert texts(text, article) == PROSE


def test_a_page_without_headline_takes_the_title_without_a_block():
    text = "\n".join(PROSE)
    (article,) = read(text, title="Consulates to reopen")
    assert article.headline == "Consulates to reopen"
    assert {block.kind for block in article.blocks} == {"body"}


def test_title_of_the_page_chooses_the_headline():
    text = "\n".join(
        ["Fog Keeps Ferries in Harbour", "Ministers Meet in Lune Over Strait", "Sea News Daily Digest", *PROSE]
    )
    (article,) = read(text, title="Ministers Meet in Lune Over Strait")
    assert article.headline == "Ministers Meet in Lune Over Strait"


def test_repeated_paragraphs_count_once():
    text = "\n".join([PROSE[0], *PROSE])
    (article,) = read(text)
    assert texts(text, article) == PROSE


def test_what_the_markup_shows_to_be_no_main_text_is_no_story():
    aside = "The harbour office closed early on Friday because of the fog over the strait."
    text = "\n".join(["Consulates to Reopen in Lune", *PROSE, aside])
    assert texts(text, *read(text)) == [*PROSE, aside]
    main = (Span(0, text.index(aside) - 1),)
    assert texts(text, *read(text, main=main)) == PROSE


def test_main_text_without_prose_is_not_trusted():
    text = "\n".join(["Menu", "Consulates to Reopen in Lune", *PROSE])
    assert texts(text, *read(text, main=(Span(0, 4),))) == PROSE


def test_a_list_page_is_refused_by_name():
    (refusal,) = read("World\nTrade\nSports\nOpinion\nHarbour fees rise\nFog in the strait")
    assert isinstance(refusal, Refusal)
    assert (refusal.file, refusal.code) == ("page.txt", "no-story")


def test_other_languages_are_refused_with_their_name():
    text = (
        "Le ministre des affaires étrangères a annoncé lundi que les deux consulats "
        "seraient rouverts avant l'été prochain."
    )
    (refusal,) = read(text)
    assert (refusal.code, refusal.reason.split(";")[0]) == ("language", "language: French")


def test_ids_are_the_same_again_and_differ_by_story():
    text = "\n".join(PROSE)
    assert [a.id for a in read(text)] == [a.id for a in read(text)]
    other = page_of(text, media_type="text/plain", name="other.txt")
    assert next(iter(articles(other))).id != read(text)[0].id


def test_byline_and_agency():
    text = "\n".join(["Consulates to Reopen in Lune", "By Ada Fenwick", "OSTVIK (Reuters) - " + PROSE[0], *PROSE[1:]])
    (article,) = read(text)
    assert (article.byline, article.outlet) == ("Ada Fenwick", "Reuters")


def test_a_menu_and_breadcrumbs_in_one_line_are_no_headline():
    menus = ["Coast  |  Islands  |  Trade  |  Weather", "Home › Coast › Lune"]
    (article,) = read("\n".join([*menus, "Consulates to Reopen in Lune After Talks", *menus, *PROSE]))
    assert article.headline == "Consulates to Reopen in Lune After Talks"


def test_the_line_under_a_ticker_that_has_a_date_is_the_headline():
    ticker = ["Fish prices fall for the third day running", "Ferry strike in Ostvik enters its second week"]
    headline = "Consulates are to reopen after talks in Lune"
    (article,) = read("\n".join([*ticker, headline, "4 May 2021", *PROSE]))
    assert article.headline == headline


def test_a_writer_with_a_post_is_the_byline_and_no_headline():
    text = "\n".join(["Consulates to reopen after talks in Lune", "Ada van Fenwick in Ostvik", "4 May 2021", *PROSE])
    (article,) = read(text)
    assert (article.headline, article.byline) == ("Consulates to reopen after talks in Lune", "Ada van Fenwick")


def test_a_headline_below_a_notice_is_found():
    notice = "Your browser is too old to show this page as it should be seen."
    headline = "Consulates are to reopen after talks in Lune"
    assert read("\n".join([notice, headline, *PROSE]))[0].headline == headline


def test_a_headline_that_is_a_sentence_is_found_above_a_date():
    headline = "Who is to open the consulates in Lune and Ostvik before winter?"
    text = "\n".join([headline, "By Ada Fenwick", "4 May 2021", *PROSE])
    (article,) = read(text)
    assert article.headline == headline
    assert texts(text, article) == PROSE


def test_a_subheading_after_a_long_paragraph_is_no_headline():
    long = " ".join(PROSE)
    (article,) = read("\n".join([long, "What the consuls will do now", *PROSE]))
    assert article.headline is None


def test_a_credit_in_brackets_makes_a_caption():
    caption = "The two ministers after their talks in Lune on Monday. [Coast Weekly]"
    text = "\n".join(["Consulates to reopen after talks in Lune", caption, *PROSE])
    (article,) = read(text)
    assert texts(text, article, "caption") == [caption]


def test_a_page_of_updates_is_headed_by_its_live_line():
    live = "LIVE: Ministers of Norland and Lune meet in Ostvik"
    heads = ("Deal", "Talks", "Dawn")
    posts = [f"{hour}:15\n{head}\n{text}" for hour, head, text in zip((9, 8, 7), heads, PROSE, strict=True)]
    ticker = ["Live: Ferry race of the northern isles, lap by lap", "Fog in the strait"]
    text = "\n".join([*ticker, live, "Updates from 4 May 2021.", *posts])
    (article,) = read(text)
    assert article.headline == live
    assert texts(text, article) == PROSE


def test_a_link_to_a_page_of_updates_heads_nothing():
    link = "LIVE: Ferry race of the northern isles, lap by lap"
    assert read("\n".join([link, "Consulates to reopen in Lune", *PROSE]))[0].headline == "Consulates to reopen in Lune"


@pytest.mark.parametrize("place", ["Athens", "Nobody"])
def test_a_second_story_in_other_words_is_its_own(place):
    more = "The two governments closed both consulates nine years ago in a quarrel over fishing rights."
    first = ["Consulates to reopen after talks in Lune", *PROSE, more]
    second = [
        f"{place} picks its sea captains from the islands",
        "Coast Weekly staff and agencies",
        "Greek ferry owners have chosen nine women from Rhodes to steer their newest boats this summer.",
        "Each woman has spent twelve winters aboard trawlers before taking command of larger vessels.",
    ]
    found = read("\n".join([*first, *second]))
    assert [a.headline for a in found] == [first[0], second[0]]


@pytest.mark.parametrize("widget", [["AA", "14"], ["A", "18", "A"], ["+", "-"]])
def test_letters_and_a_number_to_set_the_type_are_no_part_of_a_story(widget):
    head = "Consulates to reopen after talks in Lune"
    text = "\n".join([head, *widget, "", head, "", *PROSE])
    (article,) = read(text)
    assert article.headline == head
    assert texts(text, article) == PROSE


def test_staff_and_agencies_head_nothing():
    text = "\n".join(["Consulates to reopen after talks in Lune", "Coast Weekly staff and agencies", *PROSE])
    assert read(text)[0].headline == "Consulates to reopen after talks in Lune"


def test_outlet_from_the_address():
    (article,) = read("\n".join(PROSE), uri="https://www.ledger.example/2021/05/04/consulates.html")
    assert article.outlet == "ledger.example"
    assert (article.published.earliest, article.published.latest) == (date(2021, 5, 4), date(2021, 5, 4))


def test_every_block_lies_inside_the_page_and_in_order():
    text = "Menu\n\n" + "\n\n".join(PROSE) + "\n\nMost Read\n\nFog in the strait\n"
    for article in read(text):
        assert isinstance(article, Article)
        spans = [(b.span.start, b.span.end) for b in article.blocks]
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)
