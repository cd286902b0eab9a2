"""The ledger: which events move which track, and the two times of an entry."""

from __future__ import annotations

import dataclasses

from detente.events import events
from detente.model import Claim, Entry, Interval
from detente.relations import entries, history, on_date
from detente.store import Queries, create
from detente.store.index import publish
from tests.made import article, claim, day, state

ARTICLES = [article("a1", "2018-05-16"), article("a2", "2022-08-18"), article("a3", "2023-11-05")]
RECALL = claim("TUR", "SANCTION", "ISR", "2018-05-15", mode="withdraw", object="ambassador", article="a1")
RETURN = claim("TUR", "SUPPORT", "ISR", "2022-08-17", object="ambassador", article="a2")


def ledger(*claims: Claim) -> list[Entry]:
    return entries(events(claims, ARTICLES), claims, ARTICLES)


def head(found: list[Entry], parties: tuple[str, str]) -> list[str]:
    return [
        s.value
        for e in found
        if e.track == "representation" and e.parties == parties
        for s in e.state
        if s.key == "head"
    ]


def test_recall_and_return_of_an_ambassador() -> None:
    found = ledger(RECALL, RETURN)
    assert head(found, ("TUR", "ISR")) == ["recalled", "ambassador"]
    assert head(found, ("ISR", "TUR")) == []
    first, second = (e for e in found if e.track == "representation")
    assert first.end == second.start
    assert second.end is None


def test_state_on_a_day_as_known_on_a_day() -> None:
    found = ledger(RECALL, RETURN)
    assert head(on_date(found, on=day("2020-01-01")), ("TUR", "ISR")) == ["recalled"]
    assert head(on_date(found, on=day("2018-01-01")), ("TUR", "ISR")) == []
    assert head(on_date(found, on=day("2023-01-01")), ("TUR", "ISR")) == ["ambassador"]
    assert head(on_date(found, on=day("2023-01-01"), known=day("2020-01-01")), ("TUR", "ISR")) == ["recalled"]
    assert on_date(found, on=day("2018-05-15"), known=day("2018-05-15")) == []


def test_history_draws_the_ends_anew() -> None:
    found = history(ledger(RECALL, RETURN), known=day("2020-01-01"))
    assert [e.end for e in found] == [None]


def test_expulsion_moves_the_other_side() -> None:
    found = ledger(claim("TUR", "SANCTION", "ISR", "2018-05-15", mode="expel", object="ambassador"))
    assert head(found, ("ISR", "TUR")) == ["expelled"]


def test_plans_denials_and_negations_move_nothing() -> None:
    for status in ("planned", "negated", "hypothetical"):
        assert (
            ledger(claim("TUR", "SANCTION", "ISR", "2018-05-15", mode="withdraw", object="ambassador", status=status))
            == []
        )


def test_contested_event_is_marked() -> None:
    denied = claim(
        "TUR", "SANCTION", "ISR", "2018-05-15", mode="withdraw", object="ambassador", voice="x", stance="denies"
    )
    assert [e.contested for e in ledger(RECALL, denied)] == [True]


def test_contact_keeps_the_last_of_each_kind() -> None:
    visits = [claim("ISR", "CONSULT", "TUR", d, mode="visit", symmetric=True) for d in ("2018-05-01", "2022-08-17")]
    call = claim("ISR", "CONSULT", "TUR", "2018-06-01", mode="phone", symmetric=True)
    now = on_date(ledger(*visits, call), on=day("2023-01-01"))
    assert [(e.parties, e.state[0].value, str(e.start.earliest)) for e in now if e.start] == [
        (("ISR", "TUR"), "call", "2018-06-01"),
        (("ISR", "TUR"), "visit", "2022-08-17"),
    ]


def test_measure_is_kept_by_its_object() -> None:
    imposed = claim("USA", "SANCTION", "IRN", "2018-05-15", mode="discontinue", object="sanctions")
    found = on_date(ledger(imposed), on=day("2019-01-01"))
    assert [(e.track, e.state[0].key, e.state[0].value) for e in found] == [("measures", "sanctions", "in force")]


def test_every_cell_has_its_evidence() -> None:
    assert all(e.evidence for e in ledger(RECALL, RETURN))


def test_severed_ties_leave_no_mission_and_a_reopened_embassy_restores_them() -> None:
    broken = claim("TUR", "SANCTION", "ISR", "2018-05-15", mode="discontinue", object="ties", article="a1")
    opened = claim("ISR", "SUPPORT", "TUR", "2022-08-17", object="embassy", article="a2")
    found = ledger(broken, opened)
    states = [(e.parties, s.value) for e in found if e.track == "ties" for s in e.state]
    assert states == [(("ISR", "TUR"), "severed"), (("ISR", "TUR"), "restored")]
    assert head(on_date(found, on=day("2020-01-01")), ("ISR", "TUR")) == ["vacant"]
    assert head(on_date(found, on=day("2020-01-01")), ("TUR", "ISR")) == ["vacant"]


def test_embassy_opened_where_ties_were_never_cut_restores_nothing() -> None:
    assert [
        e for e in ledger(claim("ISR", "SUPPORT", "TUR", "2022-08-17", object="embassy")) if e.track == "ties"
    ] == []


def test_when_an_article_without_a_last_day_was_known_is_not_said() -> None:
    undated = dataclasses.replace(ARTICLES[0], published=Interval(day("2018-05-01"), None))
    found = entries(events([RECALL], [undated]), [RECALL], [undated])
    assert [e.known_since for e in found] == [None]
    assert on_date(found, on=day("2018-06-01"), known=day("2030-01-01")) == []
    assert on_date(found, on=day("2018-06-01")) == found


def test_ties_with_several_are_no_ties_among_them() -> None:
    several = (state("ISR"), state("GRC"))
    found = ledger(claim("TUR", "SUPPORT", "", "2018-05-15", object="ties", symmetric=True, recipients=several))
    assert {e.parties for e in found if e.track == "ties"} == {("ISR", "TUR"), ("GRC", "TUR")}


def test_the_entries_of_two_are_found_by_code_or_slug_in_either_case(tmp_path) -> None:  # type: ignore[no-untyped-def]
    record = create(tmp_path / "s")
    found = ledger(claim("baden", "SUPPORT", "USA", "2018-05-15", object="embassy"), RECALL)
    moved = [dataclasses.replace(e, parties=("USA", "baden")) if "baden" in e.parties else e for e in found]
    record.write_derived("k", {"copies": [], "events": [], "entries": moved})
    publish(record, "k")
    with Queries(record) as queries:
        assert [e.parties for e in queries.entries_between("BADEN", "USA")] == [("USA", "baden")]
        assert [e.parties for e in queries.entries_between("isr", "tur")] == [("TUR", "ISR")]
        assert queries.entries_between("USA", "TUR") == []
        assert queries.entries_on(day("2018-05-14")).num_rows == 0
        assert queries.entries_on(day("2018-05-15")).num_rows == queries.entries_on(None).num_rows == 2
