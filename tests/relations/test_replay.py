"""The state machines: what is implied, what is impossible, what confirms, what supersedes."""

from __future__ import annotations

import dataclasses

from detente.events import events
from detente.model import Claim, Entry, Interval, Place, Score
from detente.relations import aside, entries, history, on_date, unmoved
from tests.made import article, claim, day, state

ARTICLES = [article("a1", "1990-05-16"), article("a2", "2001-08-18")]


def formal(kind: str, told: str, when: str | Interval, **fields: object) -> Claim:
    made = claim(fields.pop("by", "NOR"), kind, fields.pop("to", "PER"), when, object=told, **fields)  # type: ignore[arg-type]
    return dataclasses.replace(made, scores=(Score("formal", 2.2, "told formally"),))


def ledger(*claims: Claim) -> list[Entry]:
    return entries(events(claims, ARTICLES), claims, ARTICLES)


def levels(found: list[Entry], parties: tuple[str, str] = ("NOR", "PER")) -> list[tuple[str, str]]:
    mine = [e for e in history(found) if e.track == "representation" and e.parties == parties]
    return [(s.value, str(e.start and e.start.earliest)) for e in mine for s in e.state if s.key == "level"]


def test_a_head_received_tells_the_level_of_the_mission() -> None:
    found = ledger(formal("SUPPORT", "minister", "1910-05-03"), formal("SUPPORT", "embassy", "1950-05-03"))
    assert levels(found) == [("legation", "1910-05-03"), ("embassy", "1950-05-03")]


def test_what_is_told_again_confirms_and_begins_nothing() -> None:
    found = ledger(
        formal("SUPPORT", "legation", "1910-05-03"), formal("SUPPORT", "legation", "1912-05-03", article="a2")
    )
    (entry,) = [e for e in history(found) if e.track == "representation"]
    assert len(entry.evidence) == 2


def test_a_charge_leads_what_stands_and_of_old_a_legation() -> None:
    assert levels(ledger(formal("SUPPORT", "charge", "1830-05-03"))) == [("legation", "1830-05-03")]
    assert levels(ledger(formal("SUPPORT", "charge", "1990-05-03"))) == []
    found = ledger(formal("SUPPORT", "embassy", "1980-05-03"), formal("SUPPORT", "charge", "1990-05-03"))
    assert [level for level, _ in levels(found)] == ["embassy", "embassy"]


def test_a_break_of_ties_leaves_no_mission_on_either_side() -> None:
    found = ledger(
        formal("SUPPORT", "embassy", "1980-05-03"), formal("SANCTION", "ties", "1990-05-03", mode="discontinue")
    )
    assert levels(found)[-1] == ("none", "1990-05-03")
    assert levels(found, ("PER", "NOR")) == [("none", "1990-05-03")]


def test_a_head_of_unsaid_rank_restores_the_level_that_was_lost() -> None:
    found = ledger(
        formal("SUPPORT", "legation", "1910-05-03"),
        formal("SANCTION", "ties", "1931-05-03", mode="discontinue"),
        formal("SUPPORT", "envoy", "1934-05-03"),
    )
    assert [level for level, _ in levels(found)] == ["legation", "none", "legation"]
    assert levels(ledger(formal("SUPPORT", "envoy", "1934-05-03"))) == []


def test_what_the_record_forbids_is_reported_and_moves_nothing() -> None:
    found = ledger(formal("SUPPORT", "embassy", "1980-05-03"), formal("SUPPORT", "minister", "1990-05-03"))
    assert levels(found) == [("embassy", "1980-05-03")]
    assert [e.note for e in aside(found)] == ["conflict: a minister is received where an ambassador was"]


def test_a_day_supersedes_the_year_and_by_what_was_known_the_year_stands() -> None:
    year = Interval(day("1950-01-01"), day("1950-12-31"), "year")
    found = ledger(formal("SUPPORT", "embassy", year), formal("SUPPORT", "ambassador", "1950-05-03", article="a2"))
    assert levels(found) == [("embassy", "1950-05-03")]
    assert [e.note for e in aside(found)] == ["superseded: a report gives the day"]
    assert levels(history(found, known=day("1995-01-01"))) == [("embassy", "1950-01-01")]


def test_another_consulate_that_closes_ends_nothing() -> None:
    lima, cusco = (Place(None, name, "PER", None, None, None) for name in ("Lima", "Cusco"))
    opened = dataclasses.replace(formal("SUPPORT", "consulate", "1910-05-03"), where=lima)
    elsewhere = dataclasses.replace(formal("SUPPORT", "consulate", "1905-05-03"), where=cusco)
    closed = dataclasses.replace(formal("SANCTION", "consulate", "1920-05-03", mode="withdraw"), where=cusco)
    assert levels(ledger(elsewhere, opened, closed)) == [("consulate", "1910-05-03")]
    ended = dataclasses.replace(closed, where=lima, id="ended")
    assert [level for level, _ in levels(ledger(opened, ended))] == ["consulate", "none"]


def test_a_gap_is_unknown() -> None:
    found = ledger(formal("SUPPORT", "embassy", "1980-05-03"))
    assert on_date(found, on=day("1979-01-01")) == []


def test_an_acts_objects_move_the_record_each_though_they_are_one_happening() -> None:
    ties = formal("SUPPORT", "ties", "1910-05-03", symmetric=True)
    found = ledger(ties, formal("SUPPORT", "legation", "1910-05-03"), formal("SUPPORT", "minister", "1910-05-03"))
    assert levels(found) == [("legation", "1910-05-03")]
    assert [s.value for e in history(found) if e.track == "ties" for s in e.state] == ["normal"]


def test_who_is_recalled_twice_came_back_between() -> None:
    recalls = [
        claim("NOR", "SANCTION", "PER", d, mode="withdraw", object="ambassador") for d in ("1990-05-03", "1999-05-03")
    ]
    found = [e for e in history(ledger(*recalls)) if e.track == "representation"]
    assert [str(e.start and e.start.earliest) for e in found] == ["1990-05-03", "1999-05-03"]


def test_what_is_told_as_not_restored_upholds_the_break() -> None:
    recalled = claim("NOR", "SANCTION", "PER", "1990-05-03", mode="withdraw", object="ambassador")
    since = Interval(day("1990-05-03"), None)
    not_back = claim("NOR", "SUPPORT", "PER", since, object="ambassador", status="negated", article="a2")
    (entry,) = [e for e in ledger(recalled, not_back) if e.track == "representation"]
    assert set(entry.evidence) == {recalled.id, not_back.id}


def test_what_moves_nothing_is_listed_with_the_reason() -> None:
    planned = claim("NOR", "SUPPORT", "PER", "2001-05-03", object="embassy", status="planned")
    alleged = claim(
        "NOR", "SUPPORT", "PER", "2002-05-03", object="embassy", voice="x", stance="alleges", confidence=0.5
    )
    told = events([planned, alleged], ARTICLES)
    assert [reason for _, reason in unmoved(told)] == ["planned", "alleged only"]


def track(found: list[Entry], name: str) -> list[tuple[str, str]]:
    told = [e for e in history(found) if e.track == name]
    return [(s.value, str(e.start and e.start.earliest)) for e in told for s in e.state]


def talks(sign: str | None, when: str, **fields: object) -> Claim:
    made = claim("NOR", fields.pop("kind", "CONSULT"), "PER", when, object="talks", **fields)  # type: ignore[arg-type]
    return dataclasses.replace(made, scores=(Score(sign, 0.0, "told so"),) if sign else ())


def test_talks_are_opened_go_on_and_are_broken_off_and_taken_up_again() -> None:
    found = ledger(
        talks("talks opened", "1990-05-03"),
        talks(None, "1991-05-03"),
        talks(None, "1992-05-03", kind="SANCTION", mode="withdraw"),
        talks("talks opened", "1995-05-03"),
        talks("talks concluded", "1996-05-03"),
    )
    states = ["opened", "going on", "broken off", "opened", "concluded"]
    assert track(found, "talks") == list(
        zip(states, ("1990-05-03", "1991-05-03", "1992-05-03", "1995-05-03", "1996-05-03"), strict=True)
    )


def test_a_meeting_alone_is_no_course_of_talks() -> None:
    assert track(ledger(talks(None, "1990-05-03")), "talks") == []


def test_talks_that_are_concluded_after_a_break_are_a_conflict() -> None:
    found = ledger(talks("talks broken off", "1990-05-03"), talks("talks concluded", "1991-05-03"))
    assert track(found, "talks") == [("broken off", "1990-05-03")]
    assert [e.note for e in aside(found)] == ["conflict: talks are concluded that were broken off"]


def test_ends_of_agreements_are_each_an_act() -> None:
    ends = [
        claim("NOR", "SANCTION", "PER", d, mode="discontinue", object="agreement") for d in ("1990-05-03", "1999-05-03")
    ]
    found = ledger(claim("NOR", "AGREE", "PER", "1980-05-03", object="agreement"), *ends)
    assert track(found, "agreements") == [("made", "1980-05-03"), ("ended", "1990-05-03"), ("ended", "1999-05-03")]
    assert aside(found) == []


def test_a_measure_lifted_twice_is_a_conflict_and_told_again_is_none() -> None:
    put, lifted, again = (
        claim("NOR", kind, "PER", when, mode=mode, object="sanctions", article=source)
        for kind, when, mode, source in (
            ("SANCTION", "1990-05-03", "discontinue", "a1"),
            ("RETREAT", "1995-05-03", None, "a2"),
            ("RETREAT", "1999-05-03", None, "a2"),
        )
    )
    found = ledger(put, lifted, again)
    assert track(found, "measures") == [("in force", "1990-05-03"), ("lifted", "1995-05-03")]
    assert [e.note for e in aside(found)] == ["conflict: a measure is lifted that was lifted before"]
    month = claim("NOR", "RETREAT", "PER", Interval(day("1995-04-01"), day("1995-06-30"), "season"), object="sanctions")
    assert not [e for e in aside(ledger(put, lifted, month)) if e.note and e.note.startswith("conflict")]


def test_mediated_talks_are_of_those_brought_together_and_name_the_third() -> None:
    both = (state("NOR"), state("PER"))
    brought = claim("QAT", "CONSULT", "", "1990-05-03", mode="third-party", object="mediation", recipients=both)
    (entry,) = [e for e in ledger(brought) if e.track == "contact"]
    assert entry.parties == ("NOR", "PER")
    assert {s.key: s.value for s in entry.state} == {"contact": "mediated talks", "mediator": "QAT"}


def test_members_do_not_inherit_what_their_organisation_does() -> None:
    body = dataclasses.replace(state("BEL", id="nato", name="NATO", sector="IGO"), country=None)
    found = ledger(claim("", "SANCTION", "PER", "1990-05-03", mode="discontinue", object="sanctions", actors=(body,)))
    assert [e.parties for e in found] == [("nato", "PER")]
    whole = (body, state("NOR"))
    shared = ledger(claim("", "SANCTION", "PER", "1990-05-03", mode="discontinue", object="sanctions", actors=whole))
    assert {e.parties for e in shared} == {("nato", "PER"), ("NOR", "PER")}
