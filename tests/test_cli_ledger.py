"""The commands that ask the ledger: all relations on a day, what stands beside a relation, and the intensity series."""

from __future__ import annotations

import json

import pytest

from detente.cli.main import cli
from detente.events import events
from detente.relations import entries
from detente.store import create
from detente.store.index import publish
from tests.made import article, claim

ARTICLES = [article("a1", "2018-05-16"), article("a2", "2022-08-18")]
CLAIMS = [
    claim("TUR", "SANCTION", "ISR", "2018-05-15", mode="withdraw", object="ambassador"),
    claim("TUR", "SUPPORT", "ISR", "2022-08-17", object="ambassador", article="a2"),
    claim("NOR", "SUPPORT", "PER", "2022-08-17", object="embassy", status="planned", article="a2"),
    claim("NOR", "SUPPORT", "PER", "2022-08-18", object="embassy", article="a2"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    record = create(tmp_path_factory.mktemp("ledger") / "s")
    happened = events(CLAIMS, ARTICLES)
    found = entries(happened, CLAIMS, ARTICLES)
    record.write_partition("p", {"pages": [], "articles": ARTICLES, "claims": CLAIMS, "refusals": []})
    record.write_derived("k", {"copies": [], "events": happened, "entries": found})
    publish(record, "k")
    return record.root


def asked(root, capsys, *arguments):
    cli([*arguments, "--store", str(root)], standalone_mode=False)
    return capsys.readouterr().out


def test_all_relations_on_a_day(root, capsys):
    told = json.loads(asked(root, capsys, "relations", "--on", "2020-01-01", "--json"))
    assert [(e["parties"], e["state"]) for e in told] == [(["TUR", "ISR"], {"head": "recalled", "level": "embassy"})]
    assert "ISR – TUR" in asked(root, capsys, "relations")
    assert "NOR" in asked(root, capsys, "relations", "--on", "2023-01-01")


def test_as_known_on_a_day(root, capsys):
    told = json.loads(asked(root, capsys, "relations", "--on", "2023-01-01", "--known", "2020-01-01", "--json"))
    assert [e["state"]["head"] for e in told] == ["recalled"]


def test_what_moves_nothing_is_listed_on_request(root, capsys):
    assert "planned" not in asked(root, capsys, "relation", "NOR", "PER")
    assert "planned" in asked(root, capsys, "relation", "NOR", "PER", "--beside")


def test_intensity_is_drawn_and_written(root, capsys, tmp_path):
    told = json.loads(asked(root, capsys, "intensity", "TUR", "ISR", "--json"))
    assert [p["start"] for p in told["points"] if p["count"]] == ["2018-05-01", "2022-08-01"]
    assert "2022-08-01" in asked(root, capsys, "intensity", "TUR", "ISR")
    asked(root, capsys, "intensity", "TUR", "ISR", "-o", str(tmp_path / "s.csv"))
    assert (tmp_path / "s.csv").read_text(encoding="utf-8").startswith("start,count,sum,mean,level,events")
