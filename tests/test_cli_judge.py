"""The command judge: what is kept, what is told, what is refused, and what others' files bring."""

from __future__ import annotations

import json

import pytest

import detente
from detente.cli import main

PAGES = {
    "one.txt": (
        "Ministers meet in Rabat\n\nFrench Foreign Minister Jean-Yves Le Drian met his Moroccan counterpart Nasser "
        "Bourita in Rabat on 9 November 2020, the ministry said. The two discussed trade and migration at length.\n"
    ),
    "two.txt": (
        "Paris and Rabat talk\n\nFrance and Morocco held talks in Rabat on 9 November 2020. Officials of both sides "
        "spoke of a useful exchange on trade, migration and security in the region.\n"
    ),
}


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    root = tmp_path_factory.mktemp("kept") / "store"
    with detente.open(root) as store:
        store.read(folder)
    return root


@pytest.fixture
def store(read_once, tmp_path, monkeypatch):
    import shutil

    root = tmp_path / "store"
    shutil.copytree(read_once, root)
    monkeypatch.setenv("DETENTE_STORE", str(root))
    monkeypatch.setenv("DETENTE_BY", "Ada")
    return root


@pytest.fixture
def run(capsys):
    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run


def claims(root):
    with detente.open(root, create=False) as opened:
        return [c["id"] for c in opened.claims().to_pylist()]


def events(root):
    with detente.open(root, create=False) as opened:
        return {e["id"]: e for e in opened.events().to_pylist()}


def test_wrong_is_kept_applied_and_taken_back(run, store):
    before = events(store)
    claim = claims(store)[0]
    status, out, err = run("judge", claim, "wrong", "--reason", "not  told\nso", "--by", "Eve")
    assert (status, err) == (0, "")
    assert out.endswith(f"{claim[:8]} wrong, by Eve on {out[-24:-14]}: not told so\n")
    assert all(claim not in e["claims"] for e in events(store).values())
    made = out[:8]
    status, out, err = run("judge", made, "undo")
    assert status == 0
    assert err.startswith(f"no longer in force: {made}")
    assert events(store) == before


def test_a_later_judgement_says_which_it_replaces(run, store):
    claim = claims(store)[0]
    run("judge", claim, "wrong")
    status, _, err = run("judge", claim, "right")
    assert status == 0
    assert "no longer in force" in err
    status, out, _ = run("judge", "list", "--json")
    told = json.loads(out)
    assert [j["in_force"] for j in told] == [False, True]
    assert told[0]["overruled_by"] == told[1]["id"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ffffffff", "wrong"], "no record whose id begins with 'ffffffff'"),
        (["CLAIM", "same"], "same needs a second id"),
        (["CLAIM", "same", "CLAIM"], "the two are one already"),
        (["CLAIM", "wrong", "CLAIM"], "wrong takes no"),
        (["CLAIM", "set"], "set needs a field"),
        (["CLAIM", "set", "mood", "sour"], "no field 'mood' to set; give one of type, mode"),
        (["CLAIM", "set", "type", "QUARREL"], "'QUARREL' is no type"),
        (["CLAIM", "set", "when", "yesterday"], "write 2018-05-31"),
        (["CLAIM", "set", "when", "2020-02-02..2020-01-01"], "ends before it begins"),
        (["CLAIM", "set", "where", "Nowhereville"], "knows no place"),
        (["CLAIM", "set", "actors", "Ruritania"], "Ruritania"),
        (["CLAIM", "wrong", "--by", " "], "say who judges"),
        (["ffffffff", "undo"], "is no judgement's id"),
        (["ARTICLE", "wrong"], "is an article; judge a claim or an event"),
    ],
)
def test_what_can_not_be_judged_is_told_and_nothing_is_kept(run, store, arguments, told):
    with detente.open(store, create=False) as opened:
        article = opened.articles().to_pylist()[0]["id"]
    names = {"CLAIM": claims(store)[0], "ARTICLE": article}
    status, _, err = run("judge", *(names.get(a, a) for a in arguments))
    assert status == 2
    assert told in err
    assert not (store / "judgements.jsonl").exists()


def test_exported_judgements_are_labelled_and_can_be_imported_elsewhere(run, store, read_once, tmp_path):
    import shutil

    one, other = claims(store)[:2]
    run("judge", one, "different", other)
    run("judge", one, "set", "mode", "unknown")
    status, out, _ = run("export", "judgements")
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(r["verdict"], r["label"], len(r["texts"])) for r in rows] == [("different", False, 2), ("set", None, 1)]
    file, there = tmp_path / "judged.jsonl", tmp_path / "there"
    file.write_text(out + '{"target": "x"}\n' + out.splitlines()[0].replace("Ada", "Eve") + "\n", encoding="utf-8")
    shutil.copytree(read_once, there)
    status, out, err = run("judge", "import", file, "--store", there)
    assert (status, out) == (1, "2 new judgements, 0 known already\n")
    assert f"{file}, line 3: " in err
    assert "line 4: the id" in err
    assert "it was altered" in err
    assert events(there) == events(store)
    assert run("judge", "import", store / "judgements.jsonl", "--store", there)[1].startswith(
        "0 new judgements, 2 known"
    )


def test_export_takes_jsonl_and_csv(run, store):
    run("judge", claims(store)[0], "right")
    assert run("export", "judgements", "--format", "csv")[1].splitlines()[0].startswith("id,verdict,target")
    status, _, err = run("export", "judgements", "--format", "parquet")
    assert status == 2
    assert "written as jsonl or csv" in err


def test_the_claim_shows_what_was_judged(run, store):
    claim = claims(store)[0]
    run("judge", claim, "right", "--reason", "checked")
    assert "right, by Ada" in run("explain", claim)[1]


def test_a_side_that_is_set_decides_between_whom_an_event_is(run, store):
    with detente.open(store, create=False) as opened:
        met = opened.timeline("France", "Morocco")[0].id
    assert run("judge", met, "set", "recipients", "Spain")[0] == 0
    with detente.open(store, create=False) as opened:
        assert [e.id for e in opened.timeline("France", "Spain")] == [met]
        assert met not in [e.id for e in opened.timeline("France", "Morocco")]
