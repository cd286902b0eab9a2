"""Fields set from the queue of contested events, and taken back; what can't be set is told beside the field."""

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
