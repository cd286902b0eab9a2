"""The command line: exit statuses, what goes to which stream, tables that fit, JSON and nothing else."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from rich.cells import cell_len

from detente import pipeline
from detente.cli import cli, main
from detente.model import SCHEMA_VERSION
from detente.store import create
from detente.store.files import locked
from tests.fake_stages import STAGES, write_pages

DENIAL = "FRA denies visiting DEU on 2021-03-01.\nFRA is to visit DEU on 2021-06-01.\n"


@pytest.fixture(autouse=True)
def _fakes(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "STAGES", STAGES)
    monkeypatch.delenv("DETENTE_STORE", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run


@pytest.fixture
def store(tmp_path):
    folder = write_pages(tmp_path / "in")
    (folder / "denial.txt").write_text(DENIAL, encoding="utf-8")
    root = tmp_path / "detente-store"
    pipeline.read([folder], create(root), stages=STAGES)
    return root


def test_read_tells_counts_and_is_silent_the_second_time(run, tmp_path):
    write_pages(tmp_path / "in", 3)
    status, out, err = run("read", "in", "--workers", 1)
    assert (status, err) == (0, "")
    assert out == "read 3 pages: 3 stories, 3 claims\nthe store detente-store now holds 3 events and 3 ledger entries\n"
    assert run("read", "in") == (0, "nothing new: 3 pages already in the store\n", "")


def test_read_names_each_refused_input_and_does_the_rest(run, tmp_path):
    folder = write_pages(tmp_path / "in", 1)
    (folder / "empty.txt").write_bytes(b"")
    status, out, err = run("read", "in", "nowhere.txt")
    assert status == 1 and out.startswith("read 1 page: 1 story, 1 claim\n")
    assert "2 inputs refused:" in err and "empty.txt: " in err and "nowhere.txt: " in err


def test_read_of_an_empty_folder_says_so(run, tmp_path):
    (tmp_path / "in").mkdir()
    told = "nothing new: there is no file in what you named (hidden files are skipped)\n"
    assert run("read", "in") == (0, told, "")


def test_read_as_json(run, tmp_path):
    write_pages(tmp_path / "in", 2)
    status, out, _ = run("read", "in", "--json")
    told = json.loads(out)
    assert status == 0 and told["run"]["claims"] == 2 and told["known"] == 0 and told["refused"] == []


@pytest.mark.parametrize("table", ["articles", "claims", "events", "entries"])
def test_export_prints_json_lines_and_nothing_else(run, store, table):
    status, out, err = run("export", table)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "") and len(rows) == {"articles": 6, "claims": 7, "events": 6, "entries": 5}[table]


def test_export_csv_and_parquet_hold_the_same_rows(run, store, tmp_path):
    import csv

    import pyarrow.parquet as pq

    run("export", "claims", "--format", "csv", "-o", "c.csv")
    run("export", "claims", "--format", "parquet", "-o", "c.parquet")
    _, lines, _ = run("export", "claims")
    expected = [json.loads(line) for line in lines.splitlines()]
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    table = pq.read_table(tmp_path / "c.parquet").to_pylist()
    assert [r["id"] for r in rows] == [r["id"] for r in table] == [r["id"] for r in expected]
    assert json.loads(rows[0]["actors"]) == expected[0]["actors"] == table[0]["actors"]
    assert json.loads(rows[0]["when"]) == expected[0]["when"]
    assert table[0]["when"]["earliest"].isoformat() == expected[0]["when"]["earliest"]


def test_export_parquet_of_the_ledger_keeps_the_state(run, store, tmp_path):
    import pyarrow.parquet as pq

    run("export", "entries", "--format", "parquet", "-o", "e.parquet")
    assert pq.read_table(tmp_path / "e.parquet").to_pylist()[0]["state"] == [("last visit", "visit")]


def test_export_as_arrow_holds_the_rows_of_parquet(run, store, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table in ("claims", "entries"):
        run("export", table, "--format", "arrow", "-o", "t.arrow")
        run("export", table, "--format", "parquet", "-o", "t.parquet")
        with pa.memory_map(str(tmp_path / "t.arrow")) as mapped:
            assert pa.ipc.open_file(mapped).read_all().to_pylist() == pq.read_table(tmp_path / "t.parquet").to_pylist()


def test_export_leaves_a_device_a_device(run, store, tmp_path):
    (tmp_path / "link").symlink_to(os.devnull)
    assert run("export", "claims", "-o", "link") == (0, "", "")
    assert (tmp_path / "link").is_symlink() and not (tmp_path / "link").is_file()
    assert len(run("export", "claims", "-o", "-")[1].splitlines()) == 7


def test_a_full_disk_is_told(run, store):
    status, _, err = run("export", "claims", "-o", "/dev/full")
    assert status == 2 and "No space left on device" in err


def test_export_writes_a_layout_and_its_companion(run, store, tmp_path):
    assert run("export", "events", "--layout", "polecat", "-o", "e.tsv") == (0, "", "")
    rows = (tmp_path / "e.tsv").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in (tmp_path / "e.tsv.companion.jsonl").read_text("utf-8").splitlines()]
    assert "District" in told.pop(0)["always_empty"]
    assert len(told) == 6 and len(rows) - 1 == sum(one["left_out"] is None for one in told)


def test_a_layout_is_one_of_events(run, store):
    status, out, err = run("export", "claims", "--layout", "polecat")
    assert (status, out) == (2, "") and "export events --layout polecat" in err


def test_timeline_says_who_did_what_to_whom(run, store):
    status, out, err = run("timeline", "France", "deu")
    assert (status, err) == (0, "")
    first = out.splitlines()[1]
    assert first.startswith("2021-03-01  France visits Germany") and "occurred, contested" in first
    assert "France is to visit Germany" in out


def test_timeline_between_days(run, store):
    _, out, _ = run("timeline", "FRA", "DEU", "--from", "2021-03-02", "--to", "2021-04", "--json")
    assert [e["when"]["earliest"] for e in json.loads(out)] == [f"2021-03-0{d}" for d in (2, 3, 4, 5)]


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("command", ["timeline", "relation", "plans"])
def test_tables_fit_the_terminal(run, store, monkeypatch, columns, command):
    monkeypatch.setenv("COLUMNS", columns)
    _, out, _ = run(command, "FRA", "DEU")
    assert out and max(cell_len(line.rstrip()) for line in out.splitlines()) <= int(columns)


def test_piped_tables_have_a_line_for_each_row(run, store):
    _, out, _ = run("timeline", "FRA", "DEU")
    assert len(out.splitlines()) == 1 + 6 and "\x1b" not in out


def test_relation_on_a_day_and_its_history(run, store):
    _, out, _ = run("relation", "FRA", "DEU", "--history", "--json")
    assert {e["from"]["earliest"] for e in json.loads(out)} >= {"2021-03-02", "2021-03-05"}
    _, out, _ = run("relation", "FRA", "DEU", "--on", "2021-03-03", "--json")
    assert {e["from"]["earliest"] for e in json.loads(out)} == {"2021-03-03"}
    status, out, err = run("relation", "FRA", "DEU", "--on", "2020-01-01")
    assert (status, out) == (0, "") and "holds nothing on 2020-01-01" in err
    assert run("relation", "FRA", "DEU", "--on", "2020-01-01", "--json")[1] == "[]\n"


def test_an_account_names_each_source_once(run, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("FRA visits DEU on 2021-03-01. FRA visits DEU on 2021-03-01.\n", encoding="utf-8")
    (folder / "b.txt").write_text(DENIAL, encoding="utf-8")
    run("read", "in")
    _, out, _ = run("disputes")
    assert out.count("a.txt, on its own word") == 1 and out.count("b.txt, on its own word") == 1


def test_a_line_names_some_of_many_sources(run, tmp_path):
    write_pages(tmp_path / "in", 9, "FRA visits DEU on 2021-03-01.\n")
    run("read", "in")
    _, out, _ = run("timeline", "FRA", "DEU")
    assert out.rstrip().splitlines()[-1].count(".txt") == 4 and " and 5 more " in out
    assert len(json.loads(run("timeline", "FRA", "DEU", "--json")[1])[0]["sources"]) == 9


def test_what_would_steer_the_terminal_is_not_shown(run, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    text = "\x1b[31m\u202eFRA visits DEU on 2021-03-01.\x07\n" + "They met again. " * 20
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "two\nlines.txt").write_bytes(b"")
    _, _, err = run("read", "in")
    assert "two\\nlines.txt: there is no text in it" in err
    claim = json.loads(run("export", "claims")[1])
    _, out, _ = run("explain", claim["id"])
    assert "FRA visits DEU" in out and not {"\x1b", "\u202e", "\x07"} & set(out)


def test_disputes_show_the_accounts_side_by_side(run, store):
    status, out, _ = run("disputes", "FRA")
    assert status == 0 and "say so:" in out and "deny it:" in out and "FRA denies visiting DEU" in out
    assert len(json.loads(run("disputes", "--json")[1])) == 1


def test_plans_and_what_became_of_them(run, store):
    _, out, _ = run("plans", "FRA", "DEU", "--json")
    (plan,) = json.loads(out)
    assert plan["outcome"] in ("open", "fulfilled") and plan["status"] == "planned"


def test_explain_any_id_cut_short(run, store):
    _, out, _ = run("export", "claims")
    claim = json.loads(out.splitlines()[0])
    status, out, _ = run("explain", claim["id"][:9])
    assert status == 0 and claim["evidence"][0]["text"] in out and "lexicon +1.00  a visit" in out
    assert "the coder reads " in out and "moved by " in out
    for key in ("page", "article"):
        assert run("explain", claim[key])[0] == 0
    _, out, _ = run("explain", claim["id"], "--json")
    told = json.loads(out)
    assert told["kind"] == "claim" and told["claims"][0]["marks"][0]["role"] == "actor"
    assert len(told["coder"]["types"]) == 3 and told["coder"]["words"][0].keys() >= {"start", "end", "text", "weight"}
    for table in ("events", "entries"):
        row = json.loads(run("export", table)[1].splitlines()[0])
        assert claim["file"][:1] in run("explain", row["id"])[1]


def test_explain_an_unknown_id(run, store):
    status, out, err = run("explain", "zzzz")
    assert (status, out) == (2, "") and "no record whose id begins with 'zzzz'" in err


def test_store_check_and_rebuild(run, store):
    status, out, _ = run("store", "check")
    assert status == 0 and "is sound: 6 pages" in out
    record = store / f"record-{SCHEMA_VERSION}"
    path = next((record / "claims").rglob("*.parquet"))
    path.write_bytes(b"")
    status, _, err = run("store", "check")
    assert status == 2 and f"altered: {path.relative_to(record)}" in err
    assert json.loads(run("store", "check", "--json")[1])["sound"] is False
    assert run("store", "rebuild")[0] == 1
    assert run("store", "check")[0] == 0
    assert run("store", "migrate") == (0, "detente-store has the present schema\n", "")


def test_models_check(run):
    status, out, _ = run("models", "check", "--json")
    told = json.loads(out)
    assert status == 0 and told["sound"] is True
    assert told["coder"]["sound"] is True and told["coder"]["sha256"] == told["coder"]["pinned"]


def test_models_check_of_a_coder_that_is_not_the_pinned_one(run, monkeypatch, tmp_path):
    from detente.reading.codes import weights

    shutil.copyfile(str(weights.model_folder() / weights.PINS), tmp_path / weights.PINS)
    monkeypatch.setattr(weights, "model_folder", lambda: tmp_path)
    status, out, _ = run("models", "check")
    assert status == 2 and "coder: NOT as pinned" in out and "coder.onnx: the coder's file is missing" in out


def test_models_check_of_another_model(run, monkeypatch):
    from detente.reading.language import pins

    monkeypatch.setattr(pins, "PINNED", "0" * 64)
    status, out, _ = run("models", "check")
    assert status == 2 and "NOT as pinned" in out and "pip install" in out


def test_models_check_looks_at_the_parser_that_is_loaded(run, monkeypatch, tmp_path):
    from detente.reading import models

    (tmp_path / models.OFFICIAL).mkdir()
    (tmp_path / models.OFFICIAL / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    status, out, _ = run("models", "check")
    assert status == 2 and f"{models.OFFICIAL}: NOT as pinned" in out and str(tmp_path) in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["timeline", "Atlantis", "FRA"], "Atlantis"),
        (["timeline", "FRA", "Germny"], "did you mean Germany"),
        (["timeline", "FRA", "France"], "are the same actor; give two"),
        (["relation", "FRA", "fra"], "are the same actor; give two"),
        (["plans", "FRA", "fra"], "are the same actor; give two"),
        (["timeline", "", "FRA"], "is no actor"),
        (["read", "in", "--store", "in/denial.txt"], "give another place with --store"),
        (["read", "in", "--store", "in"], "is no store of Détente"),
        (["read", "in", "--metadata", "nowhere.csv"], "nowhere.csv"),
        (["timeline", "FRA", "DEU", "--from", "2021-02-30"], "'2021-02-30' is no date; write it as 2018-05-31"),
        (["timeline", "FRA", "DEU", "--from", "2022", "--to", "2021"], "is after"),
        (["relation", "FRA", "DEU", "--on", "2021"], "is no date"),
        (["relation", "FRA", "DEU", "--on", "2021-01-01", "--history"], "not both"),
        (["timeline", "FRA", "DEU", "--store", "nowhere"], "no store here"),
        (["read"], "Missing argument"),
        (["export", "claim"], "claim"),
        (["export", "claims", "-o", "no/such/file"], "there is no folder no/such"),
        (["conclude"], "No such command"),
    ],
)
def test_unusable_arguments_end_with_2_and_say_so(run, store, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "") and message in err


def test_a_newer_store_is_told_and_left(run, store):
    (store / "manifest.json").write_text('{"schema": 99}', encoding="utf-8")
    status, _, err = run("read", "in")
    assert status == 2 and "schema 99" in err and "untouched" in err


def test_a_newer_store_keeps_its_bytes(run, store):
    (store / "manifest.json").write_text('{"schema": 99}', encoding="utf-8")
    before = {p: p.read_bytes() for p in store.rglob("*") if p.is_file()}
    commands = (
        ["read", "in"],
        ["timeline", "FRA", "DEU"],
        ["store", "check"],
        ["store", "rebuild"],
        ["store", "migrate"],
    )
    for command in commands:
        status, out, err = run(*command)
        assert (status, out) == (2, "") and "untouched" in err
    assert {p: p.read_bytes() for p in store.rglob("*") if p.is_file()} == before


def test_a_second_read_is_told_to_wait(run, store):
    with locked(store / "lock"):
        status, out, err = run("read", "in")
    assert (status, out) == (2, "") and "another process is writing" in err
    assert run("timeline", "FRA", "DEU")[0] == 0


def test_a_store_that_cannot_be_written_is_told_and_can_be_asked(run, store, monkeypatch):
    opens = Path.open

    def refuse(path, mode="r", *rest, **named):
        if path.name == "lock":
            raise PermissionError(13, "Permission denied", str(path))
        return opens(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", refuse)
    status, out, err = run("read", "in")
    assert (status, out) == (2, "") and "detente-store: this store can't be written (Permission denied)" in err
    assert run("timeline", "FRA", "DEU")[0] == 0


def test_an_export_into_a_folder_that_cannot_be_written(run, store, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    status, _, err = run("export", "claims", "-o", "claims.jsonl")
    assert status == 2 and "claims.jsonl: its folder can't be written" in err


def test_reading_again_changes_no_byte(run, store):
    before = {p: p.read_bytes() for p in store.rglob("*") if p.is_file()}
    assert run("read", "in") == (0, "nothing new: 6 pages already in the store\n", "")
    assert {p: p.read_bytes() for p in store.rglob("*") if p.is_file()} == before


def test_interrupted_is_130(run, monkeypatch, tmp_path):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    write_pages(tmp_path / "in", 1)
    monkeypatch.setattr(pipeline, "read", interrupted)
    status, _, err = run("read", "in")
    assert status == 130 and "what was finished is kept" in err


def test_a_fault_of_ours_is_not_taken_for_refused_inputs(run, monkeypatch, tmp_path):
    def faulty(*_, **__):
        raise RuntimeError("stumbled")

    write_pages(tmp_path / "in", 1)
    monkeypatch.setattr(pipeline, "read", faulty)
    status, out, err = run("read", "in")
    assert (status, out) == (2, "") and "RuntimeError: stumbled" in err and "please report" in err


def _commands(group, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        yield (*path, name), command


@pytest.mark.parametrize(
    ("path", "command"), list(_commands(cli)), ids=lambda v: " ".join(v) if isinstance(v, tuple) else ""
)
def test_every_command_has_help_with_an_example(run, path, command):
    status, out, _ = run(*path, "--help")
    assert status == 0 and "Example:" in out and f"detente {' '.join(path)}" in out


def test_help_starts_quickly():
    begun = time.monotonic()
    command = [sys.executable, "-X", "importtime", "-m", "detente", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    heavy = {"spacy", "pyarrow", "duckdb", "rich", "trafilatura", "numpy"}
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not heavy & loaded
    assert time.monotonic() - begun < 5
