"""The example pages, read as a user would read them: the score holds, and the record tells what the pages tell."""

import doctest
import importlib.util
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.cli.accounts import show_disputes
from detente.lines import lines
from detente.pipeline import Options
from detente.reading.actors import load_register
from detente.reading.codes import load_codebook

EXAMPLES = Path(__file__).parent.parent / "examples"

STATUSES = {"occurred", "ongoing", "planned", "negated", "hypothetical", "denied", "alleged"}

# What is on the pages beside their stories; no claim may be read from it.
FURNITURE = {
    "01_flotilla_ankara.txt": [
        "Greek coastguard seizes fishing boat",
        "Syria invites Turkish investors",
        "Gaza blockade",
    ],
    "02_flotilla_haifa.txt": [
        "Support the Courier",
        "Noa Ben-Ari has covered the army",
        "Army to shorten reserve duty",
    ],
    "03_downgrade_2011.txt": ["editing by M. Holloway", "Principles of Reporting"],
    "04_apology_2013.txt": ["Pope Francis washes feet", "Cyprus banks to stay shut", "What matters on the continent"],
    "05_deal_2016.html": ["Putin receives letter from Erdogan", "Russia lifts ban", "Exports to Russia rise"],
    "07_recall_2018.html": ["South Africa withdraws ambassador", "Blood donors needed", "Download the Al Sahil app"],
    "09_herzog_visit.txt": ["Reporting by the Ankara bureau"],
    "10_ambassadors_2022.txt": ["Poland cancels youth trips", "Cabinet to vote on Jordan Valley", "Join thousands"],
    "12_trade_live_2024.txt": [
        "Colombia cuts ties with 'Israel'",
        "Explosions heard east of Rafah",
        "Ship hit in the Gulf",
    ],
    "13_baku_talks_2025.txt": ["While others lock their pages", "help us stay in the field"],
    "14_saudi_iran_2016.txt": ["Snow closes roads", "Al Hilal sack coach", "Oil rises two per cent"],
    "15_sanaa_claim.txt": ["Zarif, Kerry speak by phone", "Persepolis held by Sepahan"],
    "17_beijing_deal_2023.html": ["Factbox: Seven years", "Xi wins third term", "Oil steady"],
    "18_riyadh_embassy_2023.txt": ["Why Riyadh wants quiet", "First pilgrims fly from Sanaa"],
    "20_envoy_expelled_2019.txt": ["Hong Kong airport braces"],
    "21_havana_2015.txt": ["Greek banks reopen", "Typhoon heads for Kyushu"],
}


def scorer():
    spec = importlib.util.spec_from_file_location("examples_score", EXAMPLES / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


score = scorer()


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    with detente.open(tmp_path_factory.mktemp("examples") / "store") as store:
        done = store.read(EXAMPLES / "pages", Options(metadata=EXAMPLES / "metadata.csv"))
        yield store, done


@pytest.fixture(scope="module")
def store(reading):
    return reading[0]


@pytest.fixture(scope="module")
def rows(store):
    return score.read_store(store.root)


@pytest.fixture(scope="module")
def report(rows):
    return score.score(rows[0], score.read_gold(), rows[1])


def test_score_holds(report):
    assert report.precision >= 0.80, score.figures(report)  # was .86, when .57 of core were found, not .67
    assert report.recall >= 0.65, score.figures(report)
    assert report.f1 >= 0.72, score.figures(report)


@pytest.mark.parametrize(("part", "floor"), [("status", 0.95), ("date", 0.82), ("voice", 0.90)])
def test_parts_of_right_claims_hold(report, part, floor):
    assert report.right(part) >= floor, score.figures(report)


def test_only_the_french_page_is_refused(reading):
    refused = reading[1].refused
    assert [(r.file, r.code) for r in refused] == [("22_lettre_d_ankara.txt", "language")]
    assert "French" in refused[0].reason
    assert reading[1].run.pages == 24


def test_no_claim_lies_in_furniture(rows):
    claims, texts = rows
    for file, markers in FURNITURE.items():
        text = texts[file]
        for marker in markers:
            assert text.count(marker) == 1, f"{file} should hold {marker!r} once"
            start = text.index(marker)
            told = [p["text"] for c in claims if c["file"] == file for p in c["evidence"] if _meet(p, start, marker)]
            assert not told, f"{file}: claim from furniture {marker!r}"


def _meet(piece, start, marker):
    return piece["start"] < start + len(marker) and start < piece["end"]


def test_dates_hold_the_true_day(store):
    published = {store.queries.files([a.page])[a.page]: a.published for a in store.queries.articles()}
    for file, true in (
        ("02_flotilla_haifa.txt", "2010-06-01"),
        ("05_deal_2016.html", "2016-06-28"),
        ("07_recall_2018.html", "2018-05-15"),
        ("08_herzog_announced.txt", "2022-03-01"),
        ("12_trade_live_2024.txt", "2024-05-09"),
        ("14_saudi_iran_2016.txt", "2016-01-04"),
        ("20_envoy_expelled_2019.txt", "2019-08-07"),
    ):
        told = published[file]
        assert told.earliest <= date.fromisoformat(true) <= told.latest, file


def head(store, on, a="TUR", b="ISR"):
    day = date.fromisoformat(on)
    entries = [e for e in store.relation(a, b, on=day) if e.track == "representation" and e.parties == (a, b)]
    return {s.value for e in entries for s in e.state if s.key == "head"}


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2010-07-01", "recalled"), ("2017-06-01", "ambassador"), ("2018-07-01", "recalled"), ("2024-01-01", "recalled")],
)
def test_the_ledger_follows_turkeys_ambassador(store, on, expected):
    assert head(store, on) == {expected}


def test_israels_ambassador_is_expelled_in_2011(store):
    assert head(store, "2012-06-30", "ISR", "TUR") == {"expelled"}


def test_turkeys_ambassador_is_back_by_2023(store):
    assert head(store, "2023-02-01") == {"ambassador"}


def test_indias_high_commissioner_is_expelled_in_2019(store):
    assert head(store, "2019-09-01", "IND", "PAK") == {"expelled"}


def ties(store, on):
    entries = store.relation("SAU", "IRN", on=date.fromisoformat(on))
    return {s.value for e in entries if e.track == "ties" for s in e.state}


def test_saudi_arabia_and_iran_break_in_2016(store):
    assert ties(store, "2016-02-01") == {"severed"}


def test_saudi_arabia_and_iran_are_reconciled_by_summer_2023(store):
    assert ties(store, "2023-07-01") == {"restored"}


def plans(store, a, b, mode, day):
    found = store.plans(a, b, on=date(2025, 5, 1))
    return [
        p.outcome
        for p in found
        if (p.event.mode, p.event.actors) == (mode, (a,)) and p.event.when.earliest == p.event.when.latest == day
    ]


def test_the_announced_visit_is_fulfilled(store):
    assert plans(store, "ISR", "TUR", "visit", date(2022, 3, 9)) == ["fulfilled"]


def test_the_visit_called_off_is_cancelled(store):
    assert plans(store, "ISR", "TUR", "visit", date(2023, 7, 28)) == ["cancelled"]


def test_a_denied_easing_of_the_ban_is_in_dispute(store):
    contested = store.disputes("ISR", "TUR")
    assert any(e.type in ("CONCEDE", "RETREAT") and e.actors == ("TUR",) for e in contested)


def test_outlets_that_contradict_each_other_stand_side_by_side(store):
    bombing = [e for e in store.disputes("SAU", "IRN") if e.type == "ASSAULT" and e.actors == ("SAU",)]
    assert len(bombing) == 1
    assert set(bombing[0].outlets) == {"Tehran Horizon", "Meridian Wire"}
    assert {a.stance for a in bombing[0].accounts} == {"alleges", "denies"}


def test_who_is_blamed_for_an_attack_and_denies_it_is_in_dispute(store):
    (attack,) = (e for e in store.disputes("SAU", "IRN") if e.type == "ASSAULT" and e.actors == ("IRN",))
    assert (attack.when.earliest.year, attack.when.latest.year) == (2019, 2019)
    assert "denies" in {a.stance for a in attack.accounts}


def test_to_regret_deaths_and_to_refuse_an_apology_are_no_dispute(store):
    assert not [e for e in store.disputes("ISR", "TUR") if e.type == "CONCEDE" and e.actors == ("ISR",)]


def test_a_denial_is_shown_as_the_word_of_who_denies_not_of_the_report_denied(store, capsys):
    show_disputes(store, lines(store.queries, store.disputes()))
    out = capsys.readouterr().out
    assert "a senior Turkish official (denies)" in out
    assert "a report in the Israeli press," not in out


def test_every_dispute_can_be_shown_though_a_voice_stands_in_another_sentence(store, capsys):
    found = lines(store.queries, store.disputes())
    show_disputes(store, found)
    assert capsys.readouterr().out.count("deny it:") == len(found) > 1


HEADLINES = {
    "01_flotilla_ankara.txt": "Ankara pulls envoy from Tel Aviv after bloodshed on aid convoy",
    "02_flotilla_haifa.txt": "Soldiers were set upon with clubs and knives, army says after sea raid",
    "03_downgrade_2011.txt": "2nd update: Turkey expels Israeli ambassador over raid report",
    "05_deal_2016.html": "Turkey and Israel seal deal to end six-year rift",
    "07_recall_2018.html": "Turkey tells 'Israeli' ambassador to go after Gaza killings",
    "08_herzog_announced.txt": "Herzog due in Ankara next week as thaw gathers pace",
    "11_autumn_2023.jsonl#3": "Ankara calls ambassador home over war on Gaza",
    "12_trade_live_2024.txt": "LIVE: Turkey and 'Israel' in open trade war",
    "13_baku_talks_2025.txt": None,
    "14_saudi_iran_2016.txt": "Kingdom breaks with Tehran after mob storms embassy",
    "16_sanaa_denial.txt": "Saudi-led coalition says no strike near Iran's embassy in Sanaa",
    "19_balakot_2019.txt": "Twelve Mirages and a captured pilot",
    "20_envoy_expelled_2019.txt": "Islamabad throws out India's envoy over Kashmir",
    "21_havana_2015.txt": "Two flags, one sea wall: America and Cuba open embassies after 54 years",
}


@pytest.mark.parametrize(("file", "expected"), HEADLINES.items())
def test_headlines(store, file, expected):
    found = [a.headline for a in store.queries.articles() if store.queries.files([a.page])[a.page] == file]
    assert found == [expected]


def test_the_second_story_of_a_page_is_an_article_of_its_own(store):
    files = [store.queries.files([a.page])[a.page] for a in store.queries.articles()]
    assert files.count("18_riyadh_embassy_2023.txt") == 2
    assert files.count("04_apology_2013.txt") == 2
    assert len(files) == 25


def test_the_scorer_pairs_one_to_one_and_checks_quotes():
    gold = score.read_gold()[0]
    claim = {
        "file": gold["file"],
        "evidence": [{"start": 0, "end": len(gold["quote"])}],
        "type": gold["types"][0],
        "actors": [{"country": gold["actors"][0], "id": "x"}],
        "recipients": [{"country": gold["recipients"][0], "id": "y"}],
        "status": gold["status"][0],
        "when": {"earliest": gold["when"][0], "latest": gold["when"][1]},
        "voices": [],
    }
    told = score.score([claim, claim], [gold], {gold["file"]: gold["quote"]})
    assert (told.precision, told.recall) == (0.5, 1.0)
    assert {part: told.right(part) for part in score.CHECKS} == {"status": 1.0, "date": 1.0, "voice": 1.0}
    other = score.score([{**claim, "type": "AID"}], [gold], {gold["file"]: gold["quote"]})
    assert (other.f1, len(other.extras), len(other.misses)) == (0.0, 1, 1)
    with pytest.raises(ValueError, match="does not hold"):
        score.score([claim], [gold], {gold["file"]: "something else"})


def test_gold_uses_the_codebooks_and_the_registers_names():
    gold = score.read_gold()
    modes = {name: {m.name for m in kind.modes} for name, kind in load_codebook().types.items()}
    register = load_register()
    ids = {row["id"] for row in gold}
    assert len(ids) == len(gold) >= 120
    for row in gold:
        assert set(row["types"]) <= set(modes), row["id"]
        assert row["mode"] is None or any(row["mode"] in modes[t] for t in row["types"]), row["id"]
        assert set(row["status"]) <= STATUSES, row["id"]
        assert row["same_as"] is None or row["same_as"] in ids - {row["id"]}, row["id"]
        for name in filter(None, row["actors"] + row["recipients"]):
            assert register.has_entity(name.lower()) or register.is_person(name), f"{row['id']}: {name}"


def test_envoys_return_both_ways_in_2016(store):
    assert head(store, "2017-06-01") == {"ambassador"}
    assert head(store, "2017-06-01", "ISR", "TUR") == {"ambassador"}


def test_the_tutorial_on_plots_and_its_script_run(store, tmp_path, monkeypatch):
    for library in ("matplotlib", "pandas", "polars"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    monkeypatch.chdir(tmp_path)
    Path("detente-store").symlink_to(store.root, target_is_directory=True)
    page = (EXAMPLES.parent / "docs" / "tutorial" / "from-record-to-plot.md").read_text(encoding="utf-8")
    snippets = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", page, re.M | re.S))
    test = doctest.DocTestParser().get_doctest(snippets, {}, "plots", "from-record-to-plot.md", 0)
    assert doctest.DocTestRunner().run(test) == (0, len(test.examples))
    assert Path("years.png").read_bytes().startswith(b"\x89PNG")
    command = [sys.executable, EXAMPLES / "plot_relation.py", "Israel", "Turkey", "-o", "relation.svg"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"relation\.svg: \d+ events\n", done.stdout)
    assert "<svg" in Path("relation.svg").read_text(encoding="utf-8")
