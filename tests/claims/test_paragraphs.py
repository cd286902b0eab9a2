"""Paragraphs that can hold no claim are not parsed."""

import dataclasses
import datetime

import pytest

from detente.claims.paragraphs import SHORT, reasons, worth_parsing
from detente.claims.read import read
from detente.model import Article, Block, Interval, Page, Span
from detente.settings import Settings

LINES = (
    "Peru recalled its ambassador from Chile on Monday.",
    "They had quarrelled over fishing for weeks.",
    "Rain fell on the coast, and the ferries stood still.",
    "Nothing was caught that day.",
    "TALKS WITH CHILE END",
    "He would say no more.",
)


UNKNOWN = Interval(None, None)
FAR = (
    "Rain fell on the coast for the third week in a row, and the ferries stood still in the morning fog.",
    "Nobody could say when the boats would go out again, or what there would be to sell in the shops by then.",
)


def told(*lines, kinds=(), published=UNKNOWN):
    text, spans = "\n".join(lines), []
    for line in lines:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    kinds = kinds or ("body",) * len(lines)
    blocks = tuple(Block(kind, span) for kind, span in zip(kinds, spans, strict=True))
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    return page, Article("a", "p", 0, None, None, None, published, "en", blocks)


def kept(*lines, kinds=()):
    page, article = told(*lines, kinds=kinds)
    return [page.text[b.span.start : b.span.end] for b in worth_parsing(page.text, article)]


def why(*lines, year=None):
    published = Interval(datetime.date(year, 5, 1), datetime.date(year, 5, 1)) if year else UNKNOWN
    page, article = told(*lines, published=published)
    return reasons(page.text, article)


def test_short_paragraphs_of_a_story_are_kept_that_names_somebody_anywhere():
    assert kept(*LINES) == list(LINES)
    assert kept(LINES[2], LINES[3], LINES[0]) == [LINES[2], LINES[3], LINES[0]]


def test_a_long_paragraph_is_left_out_that_names_nobody_and_follows_nobody():
    assert why(LINES[0], *FAR) == ["names", "behind", None]
    assert why(FAR[0], LINES[0]) == [None, "names"]


def test_a_paragraph_without_a_name_is_short_below_its_least_words():
    words = " ".join(FAR[1].split()[:SHORT])
    assert why(LINES[0], FAR[0], words) == ["names", "behind", None]
    assert why(LINES[0], FAR[0], words.rpartition(" ")[0]) == ["names", "behind", "short"]


@pytest.mark.parametrize("word", ["legation", "Embassies", "spokesmen", "two sides", "secretary of state", "generals"])
def test_officials_may_take_up_a_party_from_far_off(word):
    assert why(LINES[0], FAR[0], FAR[1].replace("boats", word)) == ["names", "behind", "official"]


@pytest.mark.parametrize("word", ["fishermen", "company", "generally", "children"])
def test_people_of_their_own_take_up_nobody(word):
    assert why(LINES[0], FAR[0], FAR[1].replace("boats", word)) == ["names", "behind", None]


def test_a_surname_counts_of_who_held_office_about_then():
    far = FAR[1].replace("the boats", "Mr Thatcher's boats")
    assert why(LINES[0], FAR[0], far, year=1985) == ["names", "behind", "names"]
    assert why(LINES[0], FAR[0], far, year=1992) == ["names", "behind", "names"]
    assert why(LINES[0], FAR[0], far, year=2019) == ["names", "behind", None]
    assert why(far, year=2019) == [None]


def test_a_surname_counts_of_who_is_named_in_full():
    far = FAR[1].replace("the boats", "Mr Thatcher's boats")
    assert why("Margaret Thatcher was remembered.", FAR[0], far, year=2019) == ["names", "behind", "names"]


def test_an_article_of_the_first_or_last_day_of_the_calendar_is_read():
    _, article = told("Thatcher.")
    for day in (datetime.date.min, datetime.date.max):
        assert reasons("Thatcher.", dataclasses.replace(article, published=Interval(day, day))) == [None]


def test_a_story_that_names_nobody_is_left_out():
    kinds = ("headline", "body", "body")
    assert kept("Envoy leaves", LINES[2], LINES[3], kinds=kinds) == []


@pytest.mark.parametrize("word", ["turkeys", "perusal", "chilly", "us", "Chileno"])
def test_letters_inside_other_words_are_no_name(word):
    assert kept(f"A {word} was there.") == []


@pytest.mark.parametrize("name", ["Türkiye's", "the U.S.", "UN", "Peruvian", "Mr. Erdoğan", "non-Chilean", "PERU"])
def test_names_adjectives_and_persons_count(name):
    assert len(kept(f"It was {name} turn.")) == 1


@pytest.mark.parametrize("word", ["accord", "Mayor", "Treaties", "governors"])
def test_towns_may_be_parties_beside_some_words(word):
    assert len(kept(f"It was the {word} of Bergen.")) == 1


def test_only_what_is_kept_is_parsed():
    page, article = told(*LINES)
    assert read(page, article, Settings()).parsed.tokens
    assert read(page, dataclasses.replace(article, blocks=article.blocks[2:4]), Settings()).parsed.tokens == ()
