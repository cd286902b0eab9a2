"""The command ``who``, candidates for the register, and a register of one's own kept by the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from detente.api import party
from detente.cli import main
from detente.errors import UnknownActorError
from detente.reading.actors.own import Source, with_own

PAGE = """\
KARST — Austrian Transport Minister Otto Lindqvist accused Hungary on Friday of holding up the bridge over the river.

"We were promised an answer in spring," he said in Vienna. A Hungarian spokesman did not answer calls.

Members of the Reed Front attacked a Hungarian customs post on Thursday, police in Budapest said.
"""
GROUPS = "groups:\n  - {name: Reed Front, country: AUT, operates_in: [AUT, HUN]}\n"


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return int(str(end.value.code)), out, err

    return run


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_who_tells_the_holder_on_the_day(run) -> None:
    status, out, err = run("who", "Herzog", "--on", "2022-03-09")
    assert (status, err) == (0, "")
    assert out.splitlines()[:2] == [
        "Isaac Herzog  Herzog, Yitzhak Herzog",
        "  2021-07-07 –             president, Israel",
    ]


def test_yaml_is_for_candidates(run) -> None:
    status, out, err = run("who", "Herzog", "--yaml")
    assert (status, out) == (2, "") and "--yaml goes with --candidates" in err


def test_a_tenure_that_begins_with_no_date_is_told_in_words(run, tmp_path) -> None:
    holders = "[{name: Ada Hill, from: soon}]"
    offices = f"[{{title: mayor, role: other, holders: {holders}}}]"
    (tmp_path / "m.yaml").write_text(f"offices:\n- country: AUT\n  source: me\n  offices: {offices}\n")
    status, _, err = run("who", "Vienna", "--register", "m.yaml")
    assert status == 2 and "'soon' is no date; write YYYY-MM-DD" in err


def test_who_as_json(run) -> None:
    status, out, _ = run("who", "the", "Kremlin", "--on", "2014-01-01", "--json")
    (russia,) = json.loads(out)
    assert status == 0 and russia["country"] == "RUS"
    leader = next(o for o in russia["offices"] if o["role"] == "head-of-state")
    assert (leader["person"], leader["from"], leader["held"]) == ("vladimir-putin", "2012-05-07", True)


def test_who_refuses_an_unknown_name_and_no_name(run) -> None:
    assert run("who", "Hungray")[0] == 2
    assert run("who")[0] == 2
    assert run("who", "Hungary", "--candidates")[0] == 2


def test_a_register_is_kept_by_the_store_and_used_by_every_command(run, page: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(GROUPS, encoding="utf-8")
    assert run("timeline", "Reed Front", "Hungary")[0] == 2
    status, _, err = run("read", page, "--register", own, "--workers", 1)
    assert status == 0 and "mine.yaml" not in err
    own.unlink()
    status, out, _ = run("timeline", "Reed Front", "Hungary", "--json")
    assert status == 0 and "attack" in out
    assert "Reed Front" in run("timeline", "Reed Front", "HUN")[1]
    assert "group, REB, AUT" in run("who", "Reed", "Front")[1]
    assert run("read", page)[1].startswith("nothing new")


def test_a_faulty_register_ends_the_read_unless_told_otherwise(run, page: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("groups:\n  - {name: Reed Front, country: XQX}\n", encoding="utf-8")
    status, _, err = run("read", page, "--register", own)
    assert status == 2 and "mine.yaml, line 2: " in err and "XQX" in err
    status, out, err = run("read", page, "--register", own, "--skip-faulty-registers", "--workers", 1)
    assert "left out: " in err and "line 2" in err and out.startswith("read 1 page")


def test_a_register_given_late_warns_of_what_stays(run, page: Path, tmp_path: Path) -> None:
    run("read", page, "--workers", 1)
    own = tmp_path / "mine.yaml"
    own.write_text(GROUPS, encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("Friday", "Monday"), encoding="utf-8")
    assert "stay as they were read" in run("read", other, "--register", own, "--workers", 1)[2]
    assert "stay as they were read" not in run("read", other, "--register", own, "--workers", 1)[2]


def test_persons_unknown_to_the_register_are_candidates_that_can_be_confirmed(run, page: Path, tmp_path: Path) -> None:
    run("read", page, "--workers", 1)
    status, out, _ = run("who", "--candidates", "--json")
    found = {c["name"]: c for c in json.loads(out)}
    assert status == 0 and found["Otto Lindqvist"]["country"] == "AUT" and found["Otto Lindqvist"]["claims"] >= 1
    assert "Otto Lindqvist" in run("who", "--candidates")[1]
    text = run("who", "--candidates", "--yaml")[1]
    register = with_own([Source("mine.yaml", text.replace("from: null", "from: '2020'").encode())])
    assert register.person("otto-lindqvist").name == "Otto Lindqvist"


def test_a_store_lets_go_of_its_register_when_it_is_closed(run, page: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(GROUPS, encoding="utf-8")
    run("read", page, "--register", own, "--workers", 1)
    with detente.open("detente-store", create=False) as store:
        assert party("Reed Front") == "reed-front"
    with pytest.raises(UnknownActorError):
        party("Reed Front")
    assert store.timeline("Reed Front", "HUN")
    store.close()


def test_explain_shows_why_a_mention_became_its_actor(run, page: Path) -> None:
    run("read", page, "--workers", 1)
    claims = [json.loads(line) for line in run("export", "claims")[1].splitlines()]
    claim = next(c for c in claims if c["type"] == "ACCUSE")
    told = run("explain", claim["id"])[1]
    assert "'Otto Lindqvist' is Otto Lindqvist, transport minister: title beside the name" in told
    assert "'Hungary' is Hungary: " in told
