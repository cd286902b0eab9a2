import json
from datetime import date

import pytest

from detente.pages.head import read_head
from detente.pages.jsonld import stories, texts
from detente.pages.markup import parse


def head(inside="", body="<p>They met.</p>"):
    return read_head(parse(f"<html><head>{inside}</head><body>{body}</body></html>"))


def ld(content):
    text = content if isinstance(content, str) else json.dumps(content)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Talks begin in Ostvik",
    "datePublished": "2024-05-09T23:30:00-05:00",
    "author": [{"@type": "Person", "name": "Ada Fenwick"}, {"name": "By Jon Marsh"}],
    "publisher": {"@type": "Organization", "name": "The Ledger"},
    "url": "https://ledger.example/talks",
}


@pytest.mark.parametrize(
    "content",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "x"}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Thing", "LiveBlogPosting"]},
        "<!--\n" + json.dumps(ARTICLE) + "\n-->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace("Ostvik", "Ostvik\\u00ad").replace('", "', '",\n\t"') + ";",
    ],
)
def test_json_ld_in_all_its_shapes(content):
    found = head(ld(content))
    assert (found.title, found.byline, found.outlet) == (
        "Talks begin in Ostvik",
        "Ada Fenwick, Jon Marsh",
        "The Ledger",
    )
    assert found.published.earliest == found.published.latest == date(2024, 5, 9)
    assert found.published.why == ("JSON-LD datePublished: published 2024-05-09T23:30:00-05:00",)


def test_broken_json_ld_gives_its_plain_fields():
    found = head(ld('{"@type": "NewsArticle", "headline": "Talks \\"begin\\"", "datePublished": "2024-05-09", oops'))
    assert (found.title, found.published.earliest) == ('Talks "begin"', date(2024, 5, 9))


def test_other_stories_that_are_described_come_after_the_page_s_own():
    other = ARTICLE | {"headline": "Lune votes", "datePublished": "2024-01-01", "url": "https://ledger.example/votes"}
    canonical = '<link rel="canonical" href="https://ledger.example/talks">'
    assert head(canonical + ld([other, ARTICLE])).title == "Talks begin in Ostvik"


def test_what_is_no_story_is_not_read():
    assert stories(iter([json.dumps({"@type": "Product", "headline": "A lamp"})])) == []
    assert texts({"name": ["A &amp; B", 3]}, "name") == ["A & B"]


@pytest.mark.parametrize(
    ("inside", "body", "day", "where"),
    [
        ('<meta property="article:published_time" content="2024-05-09T00:10:00+09:00">', "", 9, "meta article"),
        ('<meta name="Date" content="Thu, 09 May 2024 22:00:00 GMT">', "", 9, "meta date"),
        ("", '<span itemprop="datePublished" content="2024-05-09"></span>', 9, "itemprop"),
        ("", '<time datetime="2024-05-09">yesterday</time>', 9, "time element"),
        (
            "",
            '<time class="updated" datetime="2024-05-11"></time><time class="published" datetime="2024-05-09"></time>',
            9,
            "time element",
        ),
    ],
)
def test_a_day_and_where_it_stands(inside, body, day, where):
    published = head(inside, body + "<p>They met.</p>").published
    assert published.earliest == published.latest == date(2024, 5, day)
    assert published.why[0].startswith(where)


def test_the_most_trusted_day_is_taken():
    body = '<time datetime="2024-05-20">20 May</time>'
    assert head(ld(ARTICLE) + '<meta name="date" content="2024-05-12">', body).published.earliest == date(2024, 5, 9)


@pytest.mark.parametrize("inside", ['<meta name="date" content="2024">', '<meta name="date" content="soon">', ""])
def test_no_day_is_made_up(inside):
    assert head(inside).published is None


@pytest.mark.parametrize(
    ("inside", "body", "title"),
    [
        (
            "<title>Talks begin in Ostvik | The Ledger</title>",
            "<h1>Talks begin in Ostvik</h1>",
            "Talks begin in Ostvik",
        ),
        ("<title>Talks begin in Ostvik | The Ledger</title>", "<h1>The Ledger of Lune</h1>", "Talks begin in Ostvik"),
        ('<meta property="og:title" content="Talks &amp; more">', "", "Talks & more"),
        (ld(ARTICLE), "<h1>World</h1><h1>Talks begin in Ostvik today</h1>", "Talks begin in Ostvik today"),
        ("", "<h1>Talks</h1>", None),
    ],
)
def test_titles(inside, body, title):
    assert head(inside, body).title == title


def test_addresses_are_no_writers():
    inside = (
        '<meta property="article:author" content="https://social.example/ada"><meta name="author" content="By Ada">'
    )
    assert head(inside).byline == "Ada"


def test_the_address_is_the_canonical_one():
    inside = '<meta property="og:url" content="https://a.example/2"><link rel="canonical" href="https://a.example/1">'
    assert head(inside).uri == "https://a.example/1"
    assert head('<link rel="canonical" href="/1">').uri is None
