"""A run's manifest names the parser and the coder by their hashes."""

import json
from types import SimpleNamespace

from detente import pipeline
from detente.reading import models
from detente.reading.codes.weights import check_coder
from detente.reading.language.pins import PINNED
from detente.store import create
from tests.fake_stages import STAGES, write_pages


def test_a_runs_manifest_has_the_hash_of_each_model(tmp_path):
    pipeline.read([write_pages(tmp_path / "in", 2)], create(tmp_path / "s"), stages=STAGES)
    (manifest,) = (tmp_path / "s" / "runs").glob("*.json")
    run = json.loads(manifest.read_bytes())
    told = {model["name"]: (model["value"], model["reason"]) for model in run["models"]}
    assert told.keys() == {"parser", "coder"}
    assert told["parser"][0] == told["coder"][0] == 1.0
    assert told["parser"][1].endswith(f"sha256 {PINNED}") and told["coder"][1].endswith(check_coder().pinned)
    assert {"version", "schema", "settings", "inputs", "pages", "articles", "claims", "events", "refused"} <= run.keys()


def test_the_hash_is_that_of_the_model_which_is_loaded(tmp_path, monkeypatch):
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _: found)
    monkeypatch.setattr(models, "model_version", lambda: "another 1.0")
    parser, _ = models.models_in_use.__wrapped__()
    assert parser.value == 0.0 and parser.reason.startswith("another 1.0, sha256 ") and PINNED not in parser.reason


def test_spacys_own_package_is_checked_where_it_is_the_one_loaded(tmp_path, monkeypatch):
    inner = tmp_path / f"{models.OFFICIAL}-3.7.1"
    inner.mkdir()
    (inner / "config.cfg").write_text("other", encoding="utf-8")
    (tmp_path / "__init__.py").write_text("", encoding="utf-8")
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(models.importlib.util, "find_spec", lambda _: found)
    told = models.check_parser()
    assert (told.name, told.path, told.sound) == (models.OFFICIAL, str(inner), False)
    assert f"pip uninstall {models.OFFICIAL}" in told.remedy
    monkeypatch.setattr(models, "PINNED", told.sha256)
    assert models.check_parser().sound
