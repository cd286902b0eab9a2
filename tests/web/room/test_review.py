"""The queues of what is to be judged, and what leaves them; fields set and taken back, and what can't be set."""

import dataclasses

import pytest

from benchmarks.room_made import make
from detente.model import Account, Actor, Judgement, Score, content_id
from detente.store.browsing import Shelf
from detente.store.index import publish
from detente.web.room.review import review
from tests.web.room.conftest import TOKEN
from tests.web.room.test_pages import data

SIGNED = {"authorization": f"Bearer {TOKEN}"}


def contested(client):
    (one,) = data(client, "/review?queue=contested")["contested"]
    return one["told"][0]["claim"], one["fields"][0]


def set_field(client, claim, field, value, **headers):
    body = {"target": claim, "verdict": "set", "by": "Ada", "field": field, "value": value}
    return client.post("/judgements", data=body, headers=SIGNED | headers)


def test_a_field_is_set_and_taken_back(writable):
    shelves = writable.app.state.shelves
    claim, before = contested(writable)
    assert before["when"] == "2021-03-04" and before["by_hand"] == []
    answer = set_field(writable, claim, "when", "2021-03-04..2021-03-05", **{"hx-request": "true"})
    assert answer.status_code == 200 and "set when to" in answer.text and "Undo" in answer.text
    shelves.refresh()
    _, after = contested(writable)
    assert after["when"] == "2021-03-04..2021-03-05" and after["by_hand"] == ["when"]
    (kept,) = shelves.record.judgements()
    writable.post("/judgements", json={"target": kept.id, "verdict": "undo", "by": "Ada"}, headers=SIGNED)
    shelves.refresh()
    assert contested(writable)[1] == before


def test_an_empty_field_is_as_on_the_page(writable):
    claim, before = contested(writable)
    assert set_field(writable, claim, "type", "AID").status_code == 201
    assert "as on the page" in set_field(writable, claim, "type", "", **{"hx-request": "true"}).text
    writable.app.state.shelves.refresh()
    assert contested(writable)[1]["type"] == before["type"]


def test_what_cannot_be_set_is_told(writable):
    claim, _ = contested(writable)
    answer = set_field(writable, claim, "when", "<b>soon</b>", **{"hx-request": "true"})
    assert answer.status_code == 422
    assert "is no date" in answer.text and "<b>" not in answer.text
    assert writable.app.state.shelves.record.judgements() == []


def test_the_form_stands_only_where_one_may_write(writable):
    assert 'name="field" value="when"' not in writable.get("/review?queue=contested").text
    page = writable.get("/review?queue=contested", headers=SIGNED).text
    for field in ("when", "where", "type", "status"):
        assert f'name="field" value="{field}"' in page


def say(record, verdict, target, **more):
    given = {"other": None, "field": None, "value": None, "reason": None} | more
    id = content_id("judgement", verdict, target, *map(str, given.values()))
    at = f"2026-01-01T00:00:0{len(record.judgements())}Z"
    made = Judgement(id=id, verdict=verdict, target=target, by="Ada", at=at, **given)
    record.judge(made)
    return made


@pytest.fixture
def small(tmp_path):
    return make(tmp_path / "store", 24)


def queue(record, name):
    shelf = Shelf(record)
    try:
        return review(shelf.reader(), queue=name)
    finally:
        shelf.close()


@pytest.mark.parametrize(("verdict", "more"), [("right", {}), ("set", {"field": "type", "value": "AID"})])
def test_a_doubtful_claim_leaves_the_queue_once_it_was_judged(small, verdict, more):
    before = queue(small, "claims")
    first = before.claims[0]
    assert before.fields[0].type == first.type
    assert before.fields[0].actors and before.fields[0].recipients
    made = say(small, verdict, first.claim, **more)
    after = queue(small, "claims")
    assert first.claim not in [t.claim for t in after.claims]
    assert after.lengths["claims"] == before.lengths["claims"] - 1
    say(small, "undo", made.id)
    assert queue(small, "claims").claims == before.claims


def test_a_contested_event_leaves_the_queue_once_each_account_was_judged(small):
    events = list(small.read("events"))
    sides = (Account("asserts", events[0].claims), Account("denies", events[1].claims))
    two = dataclasses.replace(events[0], contested=True, claims=(*events[0].claims, *events[1].claims), accounts=sides)
    published(small, [two])
    say(small, "right", two.claims[0])
    assert queue(small, "contested").lengths["contested"] == 1
    say(small, "wrong", two.claims[1])
    assert queue(small, "contested").contested == ()


def test_a_merge_leaves_the_queue_once_it_was_said_to_be_one(small):
    events = list(small.read("events"))
    doubt = (Score("one happening", 0.6, "the same sides"),)
    three = dataclasses.replace(events[0], claims=tuple(e.claims[0] for e in events[:3]), scores=doubt)
    published(small, [three, dataclasses.replace(events[4], scores=doubt)])
    assert [m.event.id for m in queue(small, "merges").merges] == [three.id]
    say(small, "same", three.claims[0], other=three.claims[1])
    assert queue(small, "merges").lengths["merges"] == 1
    say(small, "same", three.claims[0], other=three.claims[2])
    assert queue(small, "merges").merges == ()


def published(record, events):
    record.write_derived(record.key(), {"copies": [], "events": events, "entries": []})
    publish(record, record.key())


def test_an_unknown_actor_comes_with_what_is_told_of_it(tmp_path, monkeypatch):
    def nobody(span, id, name, country, sector):
        return Actor(span, None, f"Count {name}", country, sector)

    monkeypatch.setattr("benchmarks.room_made.Actor", nobody)
    record = make(tmp_path / "store", 24)
    found = queue(record, "actors")
    first = found.actors[0]
    assert first.name.startswith("Count ") and 1 <= len(first.told) <= 2
    assert first.fields[0].actors and len(first.fields) == len(first.told)
    for n, one in enumerate(first.told):
        say(record, "set", one.claim, field="actors", value="France", reason=str(n))
    left = {u.name: u.n for u in queue(record, "actors").actors}
    assert left.get(first.name, 0) < first.n


def test_a_party_is_set_for_a_doubtful_claim(writable):
    claim, before = contested(writable)
    assert (before["actors"], before["recipients"]) == ("France", "Germany")
    assert set_field(writable, claim, "actors", "Spain, Italy").status_code == 201
    writable.app.state.shelves.refresh()
    assert {d["a"]["code"] for d in data(writable, "/?sort=name")["dyads"]} >= {"DEU"}
    assert set_field(writable, claim, "recipients", "Nosuchland").status_code in (404, 422)
