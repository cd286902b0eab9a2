"""A visit to a feed: what is fetched, what is taken from the feed, what is asked for again, and what is kept."""

import datetime
import json

import pytest

from detente.errors import DataError
from detente.model import Page, Refusal
from detente.pages import load_metadata, read_pages
from detente.pages.fetch_manners import Fetcher
from detente.pages.fetch_state import FeedState, dump_states, load_states
from detente.pages.fetch_visits import Visitor
from detente.pages.fetching import Limits
from tests.pages.feed_site import SENTENCES, START, Answer, FakeTime, article, item, rss, site_at_work

FEED_TYPE = {"Content-Type": "application/rss+xml"}
WHOLE = "<content:encoded><![CDATA[" + "".join(f"<p>{s}</p>" for s in SENTENCES * 5) + "]]></content:encoded></item>"


@pytest.fixture
def site():
    with site_at_work() as site:
        yield site


@pytest.fixture
def now():
    return FakeTime()


def visitor(now, states=None, **options):
    return Visitor(states or {}, Fetcher(Limits(allow_private=True), now.clock), **options)


def offer(site, *items, etag="", **answers):
    site.answers["/feed"] = Answer(rss(*items), headers=FEED_TYPE | ({"ETag": etag} if etag else {}))
    for name, answer in answers.items():
        site.answers[f"/story/{name.removeprefix('s')}"] = answer


def ids(visit):
    return sorted(page.id for page in visit.found if isinstance(page, Page))


def again(visit, now, **options):
    return visitor(now, {visit.address: visit.state}, **options).visit(visit.address)


def test_the_articles_of_a_feed_are_fetched_and_know_what_the_feed_says(site, now):
    offer(site, item(1), item(2), s1=Answer(article("Talks begin")), s2=Answer(article("Talks end")))
    visit = visitor(now).visit(site.url + "/feed")
    first, second = visit.found
    assert (visit.status, visit.new, visit.known) == ("read", 2, 0)
    assert (first.uri, first.file, first.title) == (f"{site.url}/story/1",) * 2 + ("Talks begin",)
    assert (first.retrieved, first.outlet) == (datetime.date(2024, 4, 3), "The Harbour Wire")
    assert first.published.earliest == datetime.date(2024, 4, 1) and "feed: " in first.published.why[0]
    assert "Teaser" not in first.text and second.published.earliest == datetime.date(2024, 4, 2)


def test_an_unchanged_feed_is_not_sent_again(site, now):
    offer(site, item(1), etag='"v1"', s1=Answer(article("Talks begin")))
    visit = visitor(now).visit(site.url + "/feed")
    repeated = again(visit, now)
    assert (repeated.status, repeated.found, repeated.new, repeated.known) == ("unchanged", (), 0, 1)
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    assert site.paths() == ["/feed", "/story/1", "/feed"]


def test_only_new_and_changed_entries_are_fetched(site, now):
    offer(site, item(1), item(2), s1=Answer(article("One")), s2=Answer(article("Two")))
    visit = visitor(now).visit(site.url + "/feed")
    offer(site, item(1), item(2, title="Two, corrected"), item(3), s3=Answer(article("Three")))
    site.asked.clear()
    repeated = again(visit, now)
    assert site.paths() == ["/feed", "/story/2", "/story/3"]
    assert (repeated.new, repeated.known) == (2, 1)
    assert set(ids(visit)) & set(ids(repeated)), "the same article is the same page"


def test_a_page_is_the_same_page_whatever_stands_around_its_story(site, now):
    offer(site, item(1), s1=Answer(article("Talks", aside="Most read: cats")))
    first = visitor(now).visit(site.url + "/feed")
    offer(site, item(1), s1=Answer(article("Talks", aside="Most read: the weather")))
    second = visitor(now).visit(site.url + "/feed")
    offer(site, item(1), s1=Answer(article("Talks", sentences=7)))
    third = visitor(now).visit(site.url + "/feed")
    assert ids(first) == ids(second) != ids(third)
    assert first.found[0].text != second.found[0].text


def test_tracking_marks_are_no_part_of_an_address(site, now):
    offer(site, item(1, link="/story/1?utm_source=rss"))
    site.answers["/story/1?utm_source=rss"] = Answer(article("One"))
    (page,) = visitor(now).visit(site.url + "/feed").found
    assert page.uri == f"{site.url}/story/1"


def test_an_article_that_two_feeds_name_is_fetched_once(site, now):
    offer(site, item(1), item(2, link="/story/1"), s1=Answer(article("One")))
    site.answers["/other"] = Answer(rss(item(7, link="/story/1")), headers=FEED_TYPE)
    visiting = visitor(now)
    visiting.visit(site.url + "/feed")
    assert visiting.visit(site.url + "/other").known == 1
    assert site.paths() == ["/feed", "/story/1", "/other"]


def test_an_entry_that_holds_the_whole_article_is_read_from_the_feed(site, now):
    offer(site, item(1).replace("</item>", WHOLE))
    (page,) = visitor(now).visit(site.url + "/feed").found
    assert site.paths() == ["/feed"]
    assert (page.uri, page.title) == (f"{site.url}/story/1", "Story 1") and page.text.count("ambassadors") == 5


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(status=404), "404"),
        (Answer(b"%PDF", headers={"Content-Type": "application/pdf"}), "application/pdf"),
        (Answer(status=302, headers={"Location": "ftp://10.0.0.1/"}), "ftp"),
        (Answer(""), "no text"),
        (Answer(b"x" * 200_000, headers={"Content-Type": "text/plain"}), "data"),
    ],
)
def test_where_the_article_can_not_be_had_the_feeds_text_does_and_a_warning_says_so(site, now, answer, told):
    offer(site, item(1), s1=answer)
    visit = visitor(now).visit(site.url + "/feed")
    warning, page = visit.found
    assert warning.code == "warning-feed-text" and told in warning.reason
    assert "Teaser 1." in page.text and page.uri == f"{site.url}/story/1"
    assert again(visit, now).new == 0


def test_an_entry_without_text_or_article_is_refused_and_nothing_is_said_to_be_read(site, now):
    offer(site, item(1, description=""), s1=Answer(status=404))
    (refusal,) = visitor(now).visit(site.url + "/feed").found
    assert refusal.code == "empty" and "404" in refusal.reason and "was read" not in refusal.reason


def test_a_page_that_is_but_a_notice_gives_way_to_the_feeds_text(site, now):
    offer(site, item(1, description=" ".join(SENTENCES)), s1=Answer("<html><body><p>Please accept.</p></body></html>"))
    warning, page = visitor(now).visit(site.url + "/feed").found
    assert "less than the feed" in warning.reason and SENTENCES[0] in page.text


def test_robots_txt_keeps_us_from_articles_too(site, now):
    site.answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /story\n")
    offer(site, item(1), s1=Answer(article("One")))
    warning, _ = visitor(now).visit(site.url + "/feed").found
    assert "robots.txt" in warning.reason and site.paths() == ["/feed"]


def test_an_article_that_fails_for_now_is_asked_for_again_at_the_next_readings(site, now):
    offer(site, item(1), etag='"v1"', s1=Answer(status=503))
    visits = [visitor(now).visit(site.url + "/feed")]
    visits += [again(visits[0], now)]
    for visit in visits:
        (refusal,) = visit.found
        assert (refusal.code, visit.new) == ("http", 0) and "tries it again" in refusal.reason
        assert visit.state.etag is None, "or the feed would not be sent again"
    last = again(visits[-1], now)
    assert [type(found) for found in last.found] == [Refusal, Page] and "Teaser 1." in last.found[1].text
    site.answers["/story/1"] = Answer(article("One"))
    (page,) = again(visits[-1], now).found
    assert page.title == "One"


def test_a_feed_that_fails_is_put_off_for_longer_each_time(site, now):
    site.answers["/feed"] = Answer(status=500)
    visit, waits = visitor(now).visit(site.url + "/feed"), []
    for _ in range(3):
        waits.append((visit.state.next_try - now.time).total_seconds())
        visit = again(visit, now)
    assert waits == [300, 600, 1200] and visit.state.failures == 4
    (refusal,) = visit.found
    assert (visit.status, refusal.file, refusal.code) == ("failed", site.url + "/feed", "http")
    offer(site, item(1), s1=Answer(article("One")))
    state = again(visit, now).state
    assert (state.failures, state.reason, state.next_try) == (0, None, None)


def test_a_feed_that_asks_to_wait_is_not_asked_even_in_the_next_run(site, now):
    site.answers["/feed"] = Answer(status=429, headers={"Retry-After": "3600"})
    visit = visitor(now).visit(site.url + "/feed")
    repeated = again(visit, now)
    assert "wait until 2024-04-03 13:00 UTC" in repeated.found[0].reason and site.paths() == ["/feed"]
    assert repeated.state.failures == 1
    now.sleep(3601)
    offer(site, item(1), s1=Answer(article("One")))
    assert again(repeated, now).status == "read"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(b"\x89PNG", headers={"Content-Type": "image/png"}), "type"),
        (Answer("hello", headers={"Content-Type": "text/plain"}), "type"),
        (Answer(b"", headers=FEED_TYPE), "empty"),
        (Answer('<!DOCTYPE r [<!ENTITY a SYSTEM "x">]>' + rss(item(1))[21:], headers=FEED_TYPE), "entities"),
    ],
)
def test_what_is_no_feed_fails_with_its_reason(site, now, answer, code):
    site.answers["/feed"] = answer
    visit = visitor(now).visit(site.url + "/feed")
    assert (visit.status, visit.found[0].code) == ("failed", code)


def test_a_feed_that_is_sent_as_html_is_one(site, now):
    offer(site, item(1), s1=Answer(article("One")))
    site.answers["/feed"].headers = {"Content-Type": "text/html"}
    assert visitor(now).visit(site.url + "/feed").new == 1


def test_a_web_page_is_read_on_its_own_or_named_as_none_of_the_feeds(site, now):
    head = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    site.answers["/"] = Answer(article("One").replace("<title>", head + "<title>"))
    (page,) = visitor(now).visit(site.url + "/").found
    assert page.title == "One" and page.uri == site.url + "/"
    (refusal,) = visitor(now, feeds_only=True).visit(site.url + "/").found
    assert refusal.code == "type" and f"its feeds are: {site.url}/rss.xml" in refusal.reason


def test_a_page_at_which_a_stage_failed_is_fetched_again(site, now):
    offer(site, item(1), item(2), etag='"v1"', s1=Answer(article("One")), s2=Answer(article("Two")))
    visiting = visitor(now)
    visit = visiting.visit(site.url + "/feed")
    kept = visiting.kept({f"{site.url}/story/2"})
    site.asked.clear()
    repeated = visitor(now, kept).visit(visit.address)
    assert site.paths() == ["/feed", "/story/2"] and repeated.new == 1


def test_only_the_newest_entries_of_a_feed_without_end_are_read(site, now):
    offer(site, *(item(n, pubDate="Tue, 02 Apr 2024 10:00:00 GMT") for n in range(9)))
    visiting = Visitor({}, Fetcher(Limits(allow_private=True, entries=2), now.clock))
    assert visiting.visit(site.url + "/feed").new == 2


def test_a_slow_site_does_not_keep_the_others_waiting(site, now):
    site.answers["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 40\n")
    answers = {f"s{n}": Answer(article(f"Number {n}")) for n in range(1, 5)}
    offer(site, *(item(n) for n in range(1, 5)), etag='"v1"', **answers)
    visiting = Visitor({}, Fetcher(Limits(allow_private=True, visit_seconds=60), now.clock))
    visit = visiting.visit(site.url + "/feed")
    assert (visit.new, visit.found[-1].code) == (2, "warning-unfinished")
    assert again(visit, now).new == 2


def test_addresses_are_read_by_what_fetches_them_and_refused_without(site, now, tmp_path):
    offer(site, item(1), s1=Answer(article("One")))
    table = tmp_path / "meta.csv"
    table.write_text(f"uri,outlet\n{site.url}/story/1,The Ledger\n", encoding="utf-8")
    (page,) = read_pages([site.url + "/feed"], metadata=load_metadata(table), fetch=visitor(now).read)
    assert isinstance(page, Page) and page.outlet == "The Ledger"
    (refusal,) = read_pages([site.url + "/feed"])
    assert isinstance(refusal, Refusal) and refusal.code == "type"


def test_states_are_kept_as_they_are(tmp_path):
    states = {
        "https://b.example/": FeedState(etag="x", checked=START, entries={"k": "d"}),
        "https://a.example/": FeedState(),
    }
    path = tmp_path / "feeds.json"
    assert load_states(path) == {}
    path.write_bytes(dump_states(states))
    assert load_states(path) == states
    assert list(json.loads(path.read_bytes())["feeds"]) == sorted(states)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format": "detente feeds", "version": 9, "feeds": {}}'])
def test_a_damaged_or_newer_state_is_named(tmp_path, content):
    path = tmp_path / "feeds.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"feeds\.json"):
        load_states(path)
