"""Stories that can hold no claim are not parsed."""

import dataclasses

import pytest

from detente.claims.paragraphs import worth_parsing
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


def told(*lines, kinds=()):
    text, spans = "\n".join(lines), []
    for line in lines:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    kinds = kinds or ("body",) * len(lines)
    blocks = tuple(Block(kind, span) for kind, span in zip(kinds, spans, strict=True))
    page = Page("p", None, "p.txt", None, None, "text/plain", text)
    return page, Article("a", "p", 0, None, None, None, Interval(None, None), "en", blocks)


def kept(*lines, kinds=()):
    page, article = told(*lines, kinds=kinds)
    return [page.text[b.span.start : b.span.end] for b in worth_parsing(page.text, article)]


def test_a_story_is_kept_whole_that_names_somebody_anywhere():
    assert kept(*LINES) == list(LINES)
    assert kept(LINES[2], LINES[3], LINES[0]) == [LINES[2], LINES[3], LINES[0]]


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
