"""Feeds read from bytes and from files: versions, broken ones, bombs, and what their entries become."""

import io
import time
from datetime import date, timedelta

import pytest

from detente.errors import RefusedInput
from detente.model import Page, Refusal
from detente.pages import read_pages
from detente.pages.feeds import is_feed, parse_feed, read_feed
from detente.pages.sources import Source, kind_by_content
from detente.settings import Settings
from tests.pages.feed_site import SENTENCES, item, rss

ADDRESS = "https://wire.example/news/feed.xml"

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ledger</title>
<entry><title type="html">Talks &amp;amp; &lt;b&gt;tea&lt;/b&gt;</title><id>tag:ledger,1</id>
<link rel="alternate" href="2024/one.html"/><updated>2024-04-02T09:00:00Z</updated>
<published>2024-04-01T21:00:00-05:00</published><author><name>A. Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p></div></content></entry>
<entry><title>Only changed</title><id>tag:ledger,2</id><updated>2024-04-03T09:00:00Z</updated></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://old.example/"><title>The Old Post</title><link>https://old.example/</link></channel>
<item rdf:about="https://old.example/1"><title>One</title><link>https://old.example/1</link>
<dc:date>2024-04-02T10:00:00+02:00</dc:date><description>They met.</description></item></rdf:RDF>"""


def entries(text, **options):
    return parse_feed(text.encode() if isinstance(text, str) else text, file="feed.xml", **options).entries


def pages(text, name="feed.xml"):
    return list(read_feed(Source(name, name, io.BytesIO(text.encode())), Settings()))


def test_rss_gives_title_link_day_in_its_own_zone_and_outlet():
    (entry,) = entries(rss(item(2)), address=ADDRESS)
    assert (entry.title, entry.link, entry.outlet) == ("Story 2", "https://wire.example/story/2", "The Harbour Wire")
    assert entry.published.earliest == entry.published.latest == date(2024, 4, 2)  # in UTC it is the third
    assert entry.published.why == ("feed: published 02 Apr 2024",)


def test_atom_with_relative_links_and_html_in_titles():
    first, second = entries(ATOM, address=ADDRESS)
    assert (first.title, first.link) == ("Talks & tea", "https://wire.example/news/2024/one.html")
    assert (first.published.earliest, first.byline) == (date(2024, 4, 1), "A. Writer")
    assert "<p>They met.</p>" in first.content
    assert second.link is None and second.published.why == ("feed: updated 2024-04-03T09:00:00Z",)


def test_rss_1_0():
    (entry,) = entries(RDF)
    assert (entry.link, entry.outlet) == ("https://old.example/1", "The Old Post")
    assert entry.published.earliest == date(2024, 4, 2)


def test_the_outlet_of_an_entry_goes_before_the_feeds():
    (entry,) = entries(rss(item(1).replace("</item>", '<source url="https://x.example/">The Far Post</source></item>')))
    assert entry.outlet == "The Far Post"


def test_broken_xml_is_read_as_far_as_it_goes():
    cut = "<item><title>a < b</title><item><title>c</title><description>cut o"
    found = entries("<rss version='2.0'><channel><title>R & D</title>" + cut)
    assert [e.title for e in found] == ["a < b", "c"]
    assert found[0].outlet == "R & D"


def test_an_entry_given_twice_is_one():
    assert [e.key for e in entries(rss(item(1), item(2), item(1)))] == ["g2", "g1"]


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"<?xml version='1.0' encoding='iso-8859-1'?>" + rss(item(1, title="Köln"))[21:].encode("latin-1"), None),
        (rss(item(1, title="Köln"))[21:].encode("cp1252"), "cp1252"),
        (rss(item(1, title="Köln")).encode("utf-16"), None),
        (b"\xef\xbb\xbf" + rss(item(1, title="Köln")).encode(), None),
    ],
)
def test_encodings(data, charset):
    assert entries(data, charset=charset)[0].title == "Köln"


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd">%a;',
        f'<!ENTITY a "{"x" * 1000}">',
        "<!ENTITY a PUBLIC 'x' 'http://127.0.0.1/'>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_could_blow_up_or_reach_out_are_refused(declared, encoding):
    bomb = f"<!DOCTYPE rss [{declared}]>" + rss(item(1, title="&a;")).partition("?>")[2]
    with pytest.raises(RefusedInput) as refused:
        entries(bomb.encode(encoding))
    assert refused.value.code == "entities"


def test_named_letters_may_be_declared():
    plain = (
        '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY oe "œ">]>' + rss(item(1, title="c&oe;ur")).partition("?>")[2]
    )
    assert entries(plain)[0].title == "cœur"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"<html><body>News</body></html>", "type"), (b'{"items": []}', "type"), (b"<rss>\0", "binary")],
)
def test_what_is_no_feed_is_refused(data, code):
    with pytest.raises(RefusedInput) as refused:
        entries(data)
    assert refused.value.code == code


def test_a_feed_says_how_often_it_wants_to_be_asked():
    head = "<ttl>90</ttl><skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    feed = parse_feed(rss(item(1), head=head).encode(), file="x")
    assert (feed.interval, feed.skip_hours, feed.skip_days) == (timedelta(minutes=90), {0, 3}, {6})
    sy = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    head = f"<sy:updatePeriod {sy}>daily</sy:updatePeriod><sy:updateFrequency {sy}>4</sy:updateFrequency>"
    assert parse_feed(rss(item(1), head=head).encode(), file="x").interval == timedelta(hours=6)


@pytest.mark.parametrize("unclosed", ["<a>", "<item>", '<x:a xmlns:x="u">'])
def test_elements_without_end_are_refused(unclosed):
    with pytest.raises(RefusedInput) as refused:
        entries(rss(item(1), head=unclosed * 200_000))
    assert refused.value.code == "nested"


def test_broken_html_inside_of_entries_is_no_matter():
    html = "<div><p>They met.<br>" * 2_000
    assert len(entries(rss(item(1, description=f"<![CDATA[{html}]]>")))) == 1


@pytest.mark.parametrize("bad", ["<skipHours/>" * 20_000, "<" * 50_000, "&" * 50_000])
def test_nonsense_costs_little(bad):
    begun = time.monotonic()
    entries(rss(item(1), head=bad))
    assert time.monotonic() - begun < 5


def test_a_feed_file_gives_a_page_an_entry_and_warns_that_it_is_a_teaser():
    whole = "".join(f"<p>{s}</p>" for s in SENTENCES * 5)
    found = pages(rss(item(1, link="https://wire.example/1"), item(2, description=f"<![CDATA[{whole}]]>")))
    assert [type(f).__name__ for f in found] == ["Refusal", "Page", "Page"]
    warning, teaser, full = found
    assert warning.code == "warning-feed-text" and "address" in warning.reason
    assert (teaser.uri, teaser.outlet, teaser.title) == ("https://wire.example/1", "The Harbour Wire", "Story 1")
    assert "Teaser 1." in teaser.text and teaser.published.earliest == date(2024, 4, 1)
    assert teaser.file == "feed.xml#g1" and full.text.count("ambassadors back") == 5


def test_a_long_text_that_breaks_off_is_a_teaser():
    cut = "".join(f"<p>{s}</p>" for s in SENTENCES * 5) + "<p>And then […]</p>"
    (entry,) = entries(rss(item(1, description=f"<![CDATA[{cut}]]>")))
    assert not entry.is_whole


def test_an_entry_without_text_is_refused():
    (refusal,) = pages(rss(item(1, description="")))
    assert isinstance(refusal, Refusal) and refusal.code == "empty"


def test_feeds_are_told_by_name_and_by_how_they_begin(tmp_path):
    (tmp_path / "a.xml").write_text(RDF, encoding="utf-8")
    (tmp_path / "b.atom").write_text(ATOM, encoding="utf-8")
    found = [p.file for p in read_pages([tmp_path]) if isinstance(p, Page)]
    assert found == ["a.xml#https://old.example/1", "b.atom#tag:ledger,1"]
    for text in (RDF, ATOM, rss(item(1))):
        assert is_feed(text.encode()) and kind_by_content(text.encode()) == "feed"
    assert not is_feed(b"<html><body><p>feed</p>")
