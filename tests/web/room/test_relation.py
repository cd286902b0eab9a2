"""What a relation's page works out: the ledger as the index has it, and a stretch of the course for the chart."""

import dataclasses
import datetime

import pytest

from detente.relations import history, on_date
from detente.store.browsing import Day, Shelf
from detente.web.room.course import DRAWN, strongest
from detente.web.room.relation import AskedOfRelation, relation
from tests.web.room.test_pages import data


@pytest.fixture
def reader(made_record):
    shelf = Shelf(made_record)
    yield shelf.reader()
    shelf.close()


@pytest.fixture
def pair(reader):
    (found,) = reader.rows("SELECT dyad FROM entry_dyads ORDER BY last_row - first_row DESC LIMIT 1")
    return found["dyad"].split("\x1f")


def test_the_ledger_is_that_of_the_record_without_its_evidence(reader, pair):
    def bare(entry):
        start, end = (w and dataclasses.replace(w, why=()) for w in (entry.start, entry.end))
        return dataclasses.replace(entry, evidence=(), start=start, end=end)

    whole = reader.entries_between(*pair)
    assert whole and any(e.evidence for e in whole)
    assert reader.ledger(*pair) == [bare(e) for e in whole]
    assert reader.ledger("nobody", pair[0]) == []


def test_the_ledger_stands_as_a_replay_has_it(reader, pair):
    entries = reader.entries_between(*pair)
    days = sorted(e.start.earliest for e in entries)
    for on in (None, days[len(days) // 2], days[0]):
        shown = relation(reader, *pair, asked=AskedOfRelation(on=on))
        assert shown.entries == len(history(entries))
        told = {e.id for e in on_date(entries, on=on)}
        if on is None:
            told = {e.id for e in history(entries) if e.end is None}
        assert {c.id for c in (*shown.ledger, *shown.contacts)} == told


def test_a_stretch_of_the_course(made):
    busiest = data(made, "/?sort=total")["dyads"][0]
    address = f"/relation/{busiest['a']['code']}/{busiest['b']['code']}"
    whole = data(made, f"{address}/course")
    assert whole == data(made, address)["course"]
    middle = whole["marks"][len(whole["marks"]) // 2]["earliest"]
    part = data(made, f"{address}/course?from={middle}")
    assert {m["id"] for m in part["marks"]} < {m["id"] for m in whole["marks"]}
    assert all(m["latest"] >= middle for m in part["marks"])
    assert made.get(f"{address}/course").status_code == 404


def test_a_stretch_draws_what_the_whole_left_out(made, monkeypatch):
    monkeypatch.setattr("detente.web.room.course.DRAWN", 3)
    busiest = data(made, "/?sort=total")["dyads"][0]
    address = f"/relation/{busiest['a']['code']}/{busiest['b']['code']}/course?to=2100-01-01"
    whole = data(made, address)
    assert len(whole["marks"]) == 3 < whole["dated"]
    first = whole["months"][0]["start"]
    part = data(made, address.replace("to=2100-01-01", f"to={first[:8]}28"))
    assert 0 < part["dated"] < whole["dated"]
    assert len(part["marks"]) == min(3, part["dated"])


def test_each_type_has_its_marks():
    many = [Day(f"a{n}", datetime.date(2020, 1, 1), "ASSAULT", -9.0, "occurred", False) for n in range(400)]
    few = [Day(f"c{n}", datetime.date(2020, 1, 2), "CONSULT", 4.0, "occurred", False) for n in range(30)]
    undated = Day("x", None, "AID", 7.0, "occurred", False)
    marked = strongest([*many, *few, undated])
    assert len(marked) == DRAWN and len(set(marked)) == DRAWN
    assert {d.event for d in few} <= set(marked)
    assert "x" not in marked
