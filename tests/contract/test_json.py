"""The JSON of the real stages, read from a few of the example pages: each field's type, where null may stand, streams
and exit statuses. One shape is held for all commands that print a record.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from detente.cli import main
from detente.model import Described

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = (
    "01_flotilla_ankara.txt",
    "02_flotilla_haifa.txt",
    "08_herzog_announced.txt",
    "09_herzog_visit.txt",
    "10_ambassadors_2022.txt",
    "16_sanaa_denial.txt",
    "18_riyadh_embassy_2023.txt",
    "21_havana_2015.txt",
)
FRENCH = "22_lettre_d_ankara.txt"
TABLES = ("articles", "claims", "events", "entries")


@dataclass(frozen=True)
class Maybe:
    """A value that may be null."""

    shape: object


@dataclass(frozen=True)
class Each:
    """An object with any names, each with a value of one shape."""

    shape: object


def words(*choices):
    return re.compile("|".join(map(re.escape, choices)))


ID = re.compile(r"[0-9a-f]{16}")
PARTY = re.compile(r"[A-Z]{3}|[a-z][a-z0-9-]+")
CODE = re.compile(r"[A-Z]{3}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = "a number from 0 to 1"
QUAD = words("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
STATUS = words("occurred", "ongoing", "planned", "negated", "hypothetical")
STANCE = words("asserts", "denies", "alleges", "declines")
DESCRIBED = words(*get_args(Described))
OUTCOME = words("fulfilled", "cancelled", "overdue", "open")

DAYS = {"earliest": Maybe(DATE), "latest": Maybe(DATE)}
INTERVAL = DAYS | {"precision": Maybe(str), "text": Maybe(str), "why": [str]}
PUBLISHED = DAYS | {"why": [str]}
WORDS = {"start": int, "end": int, "text": str}
ACTOR = WORDS | {
    "id": Maybe(str), "name": Maybe(str), "country": Maybe(CODE), "sector": Maybe(CODE), "office": Maybe(str),
    "organisation": Maybe(str),
}  # fmt: skip
VOICE = {
    "start": Maybe(int), "end": Maybe(int), "text": Maybe(str), "kind": str, "id": Maybe(str), "name": Maybe(str),
    "country": Maybe(CODE), "stance": STANCE, "cue": Maybe(WORDS), "described": Maybe(DESCRIBED), "of": Maybe(PARTY),
}  # fmt: skip
PLACE = {
    "text": Maybe(str), "name": str, "country": Maybe(CODE), "lat": Maybe(float), "lon": Maybe(float),
    "geonames": Maybe(int), "admin1": Maybe(str), "ambiguous": Maybe(bool), "why": [str],
}  # fmt: skip
CODING = {"type": re.compile("[A-Z]+"), "mode": Maybe(str), "contexts": [str], "quad": QUAD, "intensity": float}
CLAIM = CODING | {
    "id": ID, "page": ID, "article": ID, "file": str, "outlet": Maybe(str), "published": PUBLISHED,
    "evidence": [WORDS], "predicate": WORDS, "actors": [ACTOR], "recipients": [ACTOR], "symmetric": bool,
    "cameo": Maybe(re.compile(r"\d{2,4}")), "object": Maybe(str), "status": STATUS, "voices": [VOICE],
    "signs": Maybe({"links": int, "named": bool, "relayed": bool, "party": Maybe(bool)}),
    "when": Maybe(INTERVAL), "where": Maybe(PLACE), "confidence": SHARE,
}  # fmt: skip
ARTICLE = {
    "id": ID, "page": ID, "file": str, "position": int, "headline": Maybe(str), "byline": Maybe(str),
    "outlet": Maybe(str), "published": PUBLISHED, "language": words("en"), "copy_of": Maybe(ID),
    "blocks": [{"kind": words("headline", "body", "caption"), "start": int, "end": int}], "text": str,
}  # fmt: skip
EVENT = CODING | {
    "id": ID, "actors": [PARTY], "recipients": [PARTY], "symmetric": bool, "object": Maybe(str),
    "when": Maybe(INTERVAL), "where": Maybe(PLACE), "status": STATUS, "claims": [ID], "outlets": [str],
    "independent_sources": int, "contested": bool, "accounts": [{"stance": STANCE, "claims": [ID]}], "belief": SHARE,
    "plan": Maybe(ID), "outcome": Maybe(OUTCOME),
}  # fmt: skip
ENTRY = {
    "id": ID, "parties": [PARTY], "directed": bool, "track": str, "state": Each(str), "from": INTERVAL,
    "to": Maybe(INTERVAL), "known_since": Maybe(DATE), "contested": bool, "confidence": SHARE, "evidence": [ID],
    "event": Maybe(ID), "note": Maybe(str),
}  # fmt: skip
REFUSAL = {"file": str, "stage": str, "code": str, "reason": str}
RUN = {
    "id": ID, "version": str, "schema": int, "inputs": [str], "pages": int, "articles": int, "claims": int,
    "events": int, "entries": int, "refused": [REFUSAL],
}  # fmt: skip
READ = {"run": RUN, "known": int, "changed": bool, "refused": [REFUSAL]}
EXPLAINED = {"kind": words("claim", "event", "entry", "article"), "id": ID, "claims": [CLAIM], "events": [EVENT]}
SHAPES = {"articles": ARTICLE, "claims": CLAIM, "events": EVENT, "entries": ENTRY}


def check(value, shape, where, seen):
    """Hold a value against a shape, and count what was found at each place."""
    seen[where, value is None] += 1
    if isinstance(shape, Maybe):
        if value is not None:
            check(value, shape.shape, where, seen)
    elif isinstance(shape, dict):
        assert isinstance(value, dict), (where, value)
        assert value.keys() >= shape.keys(), (where, shape.keys() - value.keys())
        for name, inner in shape.items():
            check(value[name], inner, f"{where}.{name}", seen)
    elif isinstance(shape, list):
        assert type(value) is list, (where, value)
        for inner in value:
            check(inner, shape[0], f"{where}[]", seen)
    elif isinstance(shape, Each):
        assert type(value) is dict and value, (where, value)
        for name, inner in value.items():
            check(inner, shape.shape, f"{where}[{name}]", seen)
    elif isinstance(shape, re.Pattern):
        assert type(value) is str and shape.fullmatch(value), (where, value)
    elif shape == SHARE:
        assert type(value) in (int, float) and 0 <= value <= 1, (where, value)
    else:
        assert type(value) is shape, (where, value)


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contract")
    (folder / "in").mkdir()
    for name in (*PAGES, FRENCH):
        shutil.copy(EXAMPLES / "pages" / name, folder / "in")
    head, *rows = (EXAMPLES / "metadata.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.startswith(PAGES)]
    assert kept
    (folder / "about.csv").write_text("\n".join([head, *kept, ""]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first_read(inputs):
    """The first read, in a process of its own: whatever a library prints is caught too."""
    command = ["read", "in", "--metadata", "about.csv", "--store", "s", "--workers", "1", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "detente", *command], cwd=inputs, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(inputs, first_read, capfd, monkeypatch):
    monkeypatch.chdir(inputs)
    monkeypatch.delenv("DETENTE_STORE", raising=False)

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--store", "s"])
        out, err = capfd.readouterr()
        return Done(end.value.code, out, err)

    return run


def test_a_read_with_a_refused_page_prints_json_only_and_ends_with_1(first_read):
    told = json.loads(first_read.out)
    assert first_read.status == 1
    check(told, READ, "read", Counter())
    assert [r["file"] for r in told["refused"]] == [FRENCH]
    assert told["run"]["articles"] >= len(PAGES) and told["run"]["claims"] >= 30
    assert "French" in told["refused"][0]["reason"]


def test_a_read_of_known_pages_prints_json_only_and_ends_with_0(run):
    done = run("read", f"in/{PAGES[0]}", f"in/{PAGES[1]}", "--json")
    told = json.loads(done.out)
    assert done.status == 0
    assert (told["known"], told["changed"]) == (2, False)


# Where a field may be null, these pages hold both: a null and a value.
BOTH = {
    "claims": {
        "mode", "object", "when", "where", "actors[].office", "recipients[].office", "voices[].text",
        "voices[].start", "voices[].id", "voices[].country", "where.lat",
    },
    "events": {"mode", "object", "when", "where", "plan", "outcome"},
    "entries": {"to"},
    "articles": {"byline"},
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_each_field_of_an_export_has_its_type_and_null_only_where_it_may(run, table):
    done = run("export", table)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert (done.status, done.err) == (0, "") and rows
    seen: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        check(row, SHAPES[table], "", seen)
    for field in BOTH[table]:
        assert seen[f".{field}", True] and seen[f".{field}", False], field


def test_offsets_of_the_export_count_in_the_text_of_the_page(run):
    texts = {a["page"]: a["text"] for a in map(json.loads, run("export", "articles").out.splitlines())}
    claims = [json.loads(line) for line in run("export", "claims").out.splitlines()]
    voices = [v for c in claims for v in c["voices"] if v["text"] is not None]
    assert voices and any(c["recipients"] for c in claims)
    for claim in claims:
        told = [v for v in claim["voices"] if v["text"] is not None]
        for piece in (*claim["evidence"], claim["predicate"], *claim["actors"], *claim["recipients"], *told):
            assert texts[claim["page"]][piece["start"] : piece["end"]] == piece["text"]
        assert claim["evidence"], claim["id"]
        assert claim["voices"][-1]["kind"] == "outlet", "the outlet is the last voice of every claim"
    for name, text in ((a["file"], a["text"]) for a in map(json.loads, run("export", "articles").out.splitlines())):
        assert text == (EXAMPLES / "pages" / name).read_text(encoding="utf-8"), "a text file's text as it stands"


def test_ids_point_at_what_is_there(run):
    rows = {t: {r["id"]: r for r in map(json.loads, run("export", t).out.splitlines())} for t in TABLES}
    assert all(rows.values())
    assert all(c["article"] in rows["articles"] for c in rows["claims"].values())
    assert all(i in rows["claims"] for e in rows["events"].values() for i in e["claims"])
    assert all(i in rows["claims"] for e in rows["entries"].values() for i in e["evidence"])
    assert all(e["event"] in rows["events"] for e in rows["entries"].values() if e["event"])
    for event in rows["events"].values():
        assert sorted(i for a in event["accounts"] for i in a["claims"]) == sorted(event["claims"])
        assert event["outcome"] is None or event["status"] == "planned"
    settled = [e for e in rows["events"].values() if e["plan"]]
    assert settled and all(rows["events"][e["plan"]]["outcome"] in ("fulfilled", "cancelled") for e in settled)


@pytest.mark.parametrize(
    ("command", "shape"),
    [
        (("timeline", "TUR", "Israel"), EVENT),
        (("timeline", "Turkey", "ISR", "--from", "2022-01-01", "--to", "2022-12-31"), EVENT),
        (("relation", "TUR", "ISR"), ENTRY),
        (("relation", "TUR", "ISR", "--on", "2022-04-01", "--known", "2022-04-01"), ENTRY),
        (("relation", "Türkiye", "ISR", "--history"), ENTRY),
        (("disputes",), EVENT),
        (("plans",), EVENT),
        (("plans", "TUR", "ISR", "--on", "2022-03-03"), EVENT),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_each_question_is_answered_in_json_only(run, command, shape):
    done = run(*command, "--json")
    told = json.loads(done.out)
    assert (done.status, done.err) == (0, "") and told
    for row in told:
        check(row, shape, command[0], Counter())


@pytest.mark.parametrize("table", TABLES)
def test_explain_answers_in_json_only_for_every_kind_of_record(run, table):
    first = json.loads(run("export", table).out.splitlines()[0])
    done = run("explain", first["id"], "--json")
    told = json.loads(done.out)
    assert (done.status, done.err) == (0, "") and told["id"] == first["id"]
    check(told, EXPLAINED, "explain", Counter())
    assert told["claims"]


def test_nothing_found_is_an_empty_list_and_no_failure(run):
    done = run("timeline", "FJI", "TON", "--json")
    assert (done.status, json.loads(done.out)) == (0, [])


@pytest.mark.parametrize(
    "command",
    [
        ("timeline", "Nowhereland", "TUR", "--json"),
        ("relation", "TUR", "ISR", "--on", "the other day", "--json"),
        ("explain", "0000000000000000", "--json"),
        ("plans", "--no-such-option", "--json"),
        ("read", "--json"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_ends_with_2_and_an_empty_standard_output(run, command):
    done = run(*command)
    assert (done.status, done.out) == (2, "") and done.err.strip()


def test_a_store_that_is_not_there_ends_with_2(inputs, first_read, capfd, monkeypatch):
    monkeypatch.chdir(inputs)
    for command in (["export", "claims"], ["disputes", "--json"]):
        with pytest.raises(SystemExit) as end:
            main([*command, "--store", "nowhere"])
        out, err = capfd.readouterr()
        assert (end.value.code, out) == (2, "") and "nowhere" in err
    assert not (inputs / "nowhere").exists()
