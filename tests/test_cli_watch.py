"""The command ``watch`` and reading feeds by their addresses: what is told, what is kept, how it ends."""

import datetime
import json

import pytest

import detente
from detente import pipeline, watching
from detente.cli import main
from detente.pages import fetch_addresses
from detente.pages.fetch_manners import Fetcher
from detente.pages.fetch_state import FILE, load_states
from detente.pages.fetching import Limits
from detente.pipeline import Options
from detente.settings import Settings
from detente.store.files import locked
from tests.fake_stages import STAGES
from tests.pages.feed_site import START, Answer, FakeTime, item, rss, site_at_work

HERE = Options(settings=Settings(allow_private_addresses=True))
FEED_TYPE = {"Content-Type": "application/rss+xml"}
EVERY = datetime.timedelta(minutes=30)
VISIT = (
    "<html><title>{0}</title><body><article><h1>{0}</h1><p>FRA visits DEU on 2024-04-0{1}.</p></article></body></html>"
)


class Interrupted(FakeTime):
    """A clock at which the user gives up once there is nothing to do for more than a minute."""

    def __init__(self, naps: int = 0) -> None:
        super().__init__()
        self.naps = naps

    def sleep(self, seconds: float) -> None:
        if seconds > 60:
            self.naps -= 1
            if self.naps < 0:
                raise KeyboardInterrupt
        super().sleep(seconds)


@pytest.fixture
def site():
    with site_at_work() as site:
        site.answers["/feed"] = Answer(rss(item(1), item(2)), headers=FEED_TYPE | {"ETag": '"v1"'})
        for n in (1, 2, 3):
            site.answers[f"/story/{n}"] = Answer(VISIT.format(f"Visit {n}", n))
        yield site


@pytest.fixture
def now(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "STAGES", STAGES)
    monkeypatch.delenv("DETENTE_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    time = Interrupted()
    monkeypatch.setattr(watching, "Fetcher", lambda limits: Fetcher(limits, time.clock))
    return time


@pytest.fixture
def run(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run


def watch(run, *arguments):
    return run("watch", *arguments, "--allow-private", "--workers", 1)


def follow(store, now, *feeds, every=EVERY):
    visitor = watching.visitor_of(store.record, HERE, feeds_only=True)
    visitor.fetcher = Fetcher(Limits(allow_private=True), now.clock)
    return watching.Watch(store.record, feeds, HERE, every, visitor)


def count(root="detente-store"):
    with detente.open(root, create=False) as store:
        return store.queries.count("pages")


def test_once_reads_what_is_new_and_the_next_time_nothing(run, site, now):
    status, out, err = watch(run, site.url + "/feed", "--once")
    assert (status, out) == (0, "")
    line, read = err.splitlines()
    assert f"{site.url}/feed: 2 new, 0 unchanged; next at " in line
    assert read == "      detente-store: 2 more pages, 2 stories, 2 claims"
    before = site.paths()
    status, out, err = watch(run, site.url + "/feed", "--once")
    assert status == 0 and "nothing new; next at" in err and len(err.splitlines()) == 1
    assert site.paths()[len(before) :] == ["/feed"]


def test_a_poll_is_a_line_of_json(run, site, now):
    site.answers["/story/2"] = Answer(status=404)
    status, out, _ = watch(run, site.url + "/feed", "--once", "--json")
    (poll,) = map(json.loads, out.splitlines())
    assert status == 1
    assert (poll["feed"], poll["status"], poll["new"], poll["known"]) == (site.url + "/feed", "read", 2, 0)
    assert [r["code"] for r in poll["refused"]] == ["warning-feed-text"]


def test_an_interruption_keeps_what_was_read(run, site, now):
    status, _, err = watch(run, site.url + "/feed")
    assert status == 130 and "2 new" in err and "interrupted; what was finished is kept" in err
    assert count() == 2


def test_one_feeds_failure_does_not_stop_the_others(run, site, now):
    status, _, err = watch(run, site.url + "/gone", site.url + "/feed", "--once")
    failed, read, _ = err.splitlines()
    assert status == 1 and "/gone: failed: the server answered 404; tried again at " in failed
    assert "2 new" in read and count() == 2


@pytest.mark.parametrize("feed", ["feed.xml", "ftp://news.example/feed"])
def test_what_is_no_address_is_refused_at_once(run, now, feed):
    status, _, err = run("watch", feed)
    assert status == 2 and "is no address" in err


def test_without_the_flag_for_tests_this_machine_is_never_asked(run, site, now):
    status, _, err = run("watch", site.url + "/feed", "--once")
    assert status == 1 and "not on the public internet" in err and site.asked == []


def test_reading_a_feed_again_changes_nothing_and_says_so(run, site, now, tmp_path):
    with detente.open("desk") as store:
        first = store.read(site.url + "/feed", HERE)
        key = store.record.key()
        second = store.read(site.url + "/feed", HERE)
        assert (first.run.pages, first.changed, first.refused) == (2, True, ())
        assert (second.run.pages, second.changed, second.refused) == (0, False, ())
        assert store.record.key() == key
        (tmp_path / "desk" / FILE).unlink()
        third = store.read(site.url + "/feed", HERE)
        assert (third.known, third.changed, store.record.key()) == (2, False, key)


def test_read_takes_the_address_of_a_feed_and_says_that_it_is_unchanged(run, site, now, monkeypatch):
    monkeypatch.setattr(fetch_addresses, "is_public", lambda number: True)
    status, out, err = run("read", site.url + "/feed", "--workers", 1)
    assert (status, err) == (0, "") and out.startswith("read 2 pages: 2 stories, 2 claims\n")
    assert run("read", site.url + "/feed") == (0, "nothing new: the feeds name nothing that was not read before\n", "")
    status, _, err = run("read", site.url + "/gone")
    assert status == 1 and "/gone: the server answered 404" in err


def test_a_damaged_memory_is_named_and_hinders_no_files(run, site, now, tmp_path):
    (tmp_path / "a.txt").write_text("FRA visits DEU on 2021-03-01.\n", encoding="utf-8")
    detente.open("detente-store").close()
    (tmp_path / "detente-store" / FILE).write_text("{")
    assert run("read", "a.txt", "--workers", 1)[0] == 0
    status, _, err = watch(run, site.url + "/feed", "--once")
    assert status == 2 and "feeds.json" in err and "remove it" in err


def test_a_feed_is_asked_again_when_it_is_due_and_reads_only_what_is_new(site, now):
    now.naps = 9
    with detente.open("desk") as store:
        followed = follow(store, now, site.url + "/feed")
        (first,) = followed.poll()
        assert list(followed.poll()) == []
        followed.pause()
        (second,) = followed.poll()
        site.answers["/feed"] = Answer(rss(item(3), item(2), item(1)), headers=FEED_TYPE | {"ETag": '"v2"'})
        followed.pause()
        (third,) = followed.poll()
    assert [(p.status, p.new, p.known) for p in (first, second, third)] == [
        ("read", 2, 0),
        ("unchanged", 0, 2),
        ("read", 1, 2),
    ]
    assert second.at - first.at > EVERY - datetime.timedelta(minutes=1)
    assert count("desk") == 3


@pytest.mark.parametrize(
    ("head", "headers", "hours"),
    [
        ("<ttl>180</ttl>", {}, 3.0),
        ("<ttl>5</ttl>", {}, 0.5),
        ("", {"Cache-Control": "public, max-age=7200"}, 2.0),
        ("", {"Cache-Control": "max-age=31536000"}, 24.0),
        ("<skipHours><hour>12</hour><hour>13</hour></skipHours>", {}, 2.0),
        ("<skipDays><day>Wednesday</day></skipDays>", {}, 12.0),
    ],
)
def test_a_feed_is_asked_less_often_where_it_wants_that(site, now, head, headers, hours):
    site.answers["/feed"] = Answer(rss(head=head), headers=FEED_TYPE | headers)
    with detente.open("desk") as store:
        (poll,) = follow(store, now, site.url + "/feed").poll()
    assert (poll.next - START).total_seconds() / 3600 == pytest.approx(hours, abs=0.01)


def test_while_the_store_is_busy_what_was_fetched_is_held(site, now):
    with detente.open("desk") as store:
        followed = follow(store, now, site.url + "/feed")
        with locked(store.record.lock):
            (poll,) = followed.poll()
        assert [r.code for r in poll.refused] == ["warning-busy"]
        assert not (store.root / FILE).exists() and store.empty
        now.naps = 1
        followed.pause()
        list(followed.poll())
        assert load_states(store.root / FILE).keys() == {site.url + "/feed"}
    assert count("desk") == 2
    assert site.paths().count("/story/1") == 1
