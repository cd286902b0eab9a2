"""An event's address changes as claims join it: a claim's id and the old ids that can be known lead to it."""

import time

import pytest

from detente import pipeline
from detente.model import content_id
from detente.store.browsing import Shelf
from detente.web.room.lasting import FEW, parts
from tests.fake_stages import STAGES


@pytest.fixture
def grown(writable):
    shelf = Shelf(writable.app.state.shelves.record)
    (event, *_) = sorted(shelf.reader().events(), key=lambda e: -len(e.claims))
    shelf.close()
    assert len(event.claims) > 1
    return event


def test_the_address_that_lasts_leads_to_the_event(writable, grown):
    told = writable.get(f"/event/{grown.id}.json").json()
    assert told["lasting"] == f"/event/{min(grown.claims)}"
    assert f'href="{told["lasting"]}"' in writable.get(f"/event/{grown.id}").text
    for twin in ("", ".json"):
        answer = writable.get(told["lasting"] + twin, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (302, f"/event/{grown.id}{twin}")
    assert writable.get(told["lasting"][:16]).url.path == f"/event/{grown.id}"


def test_an_old_id_leads_to_the_event_that_grew(writable, grown):
    before = content_id("event", *sorted(grown.claims)[:-1])
    assert writable.get(f"/event/{before}").url.path == f"/event/{grown.id}"


def test_an_id_that_is_not_known_says_what_lasts(writable):
    answer = writable.get("/event/ffffffffffffffff")
    assert answer.status_code == 404
    assert "Address that lasts" in answer.text and "Search for what happened" in answer.text


def test_what_an_event_may_have_been():
    assert set(parts("cab")) == {("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c")}
    many = [f"{n:02}" for n in range(FEW + 4)]
    assert {len(p) for p in parts(many)} == {1, len(many) - 1}
    assert len(list(parts(many))) == 2 * len(many)


def test_an_address_in_use_leads_on_when_a_claim_joins(writable, tmp_path):
    old = next(e["id"] for e in writable.get("/search.json?kind=events").json()["events"] if "2019" in e["sortable"])
    assert writable.get(f"/event/{old}").url.path == f"/event/{old}"
    shelves = writable.app.state.shelves
    (tmp_path / "again.txt").write_text("DEU visits FRA on 2019-07-02.\n")
    pipeline.read([tmp_path / "again.txt"], shelves.record, stages=STAGES)
    before = shelves.generation()
    for _ in range(400):
        if shelves.generation() is not before:
            break
        time.sleep(0.02)
    assert shelves.generation() is not before
    answer = writable.get(f"/event/{old}.json")
    assert answer.json()["event"]["id"] != old and answer.json()["claims"] == 2
