"""Events and ledger by way of files, in one process or another, have the bytes of those merged at once."""

from __future__ import annotations

import dataclasses

import pytest

from benchmarks import events_derived
from benchmarks.events_derived import laid_out, write_store
from benchmarks.events_gold import labelled
from detente import deriving, pipeline
from detente.model import Score
from detente.pipeline import STAGES
from detente.relations.ledger import FORMAL
from detente.store.index import current_key
from detente.store.record import ROW_GROUP, Copy, open_record, read_table, write_rows


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Our labelled claims, of which each tenth tells its act formally."""
    gold = labelled("held")
    formal = (Score(FORMAL, 1.0, "in a formal act"),)
    claims = [dataclasses.replace(c, scores=formal) if n % 10 == 0 else c for n, c in enumerate(gold.claims)]
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(events_derived, "PAGES", 20)
    root = tmp_path_factory.mktemp("derived") / "store"
    write_store(root, laid_out(claims, gold.articles, gold.words))
    monkeypatch.undo()
    return open_record(root)


def copy_of():
    return {a.id: a.copy_of for a in labelled("held").articles.values() if a.copy_of}


def test_by_way_of_files_the_tables_are_those_of_all_at_once(record):
    streamed = deriving._streamed(record, copy_of())
    whole = deriving._at_once(record, copy_of(), STAGES)
    assert whole["entries"] and copy_of()
    assert {name: repr(list(rows)) for name, rows in streamed.items()} == {n: repr(r) for n, r in whole.items()}


def test_processes_of_their_own_write_the_same_bytes(record, monkeypatch):
    pipeline.refresh(record)
    here = record.derived()
    (record.folder / "derived.json").unlink()
    monkeypatch.setattr(pipeline, "APART", 10)
    monkeypatch.setattr(pipeline, "publish", None)  # only here: the other processes have their own
    monkeypatch.setattr(pipeline, "derive", None)
    pipeline.refresh(record, force=True)
    assert record.derived() == here
    assert current_key(record) == record.key()
    monkeypatch.setattr(pipeline, "call_apart", None)
    pipeline.refresh(record)  # nothing is new: no process is begun


def test_a_table_is_written_in_groups_of_rows(tmp_path):
    rows = [Copy(f"{n:05}", "original") for n in range(ROW_GROUP + 3)]
    assert write_rows(tmp_path / "copies.parquet", Copy, iter(rows)) == len(rows)
    assert read_table(tmp_path / "copies.parquet").column("article").to_pylist() == [row.article for row in rows]
    assert write_rows(tmp_path / "none.parquet", Copy, []) == 0
    assert read_table(tmp_path / "none.parquet").num_rows == 0
