"""A store of an older schema comes up with its pages laid down by days, as if it had been read today."""

import pyarrow as pa
import pytest

from detente import pipeline
from detente.model import SCHEMA_VERSION
from detente.settings import Settings
from detente.store import create, migrations, open_record
from detente.store.checks import check
from detente.store.files import sha256
from detente.store.migrations import migrate
from detente.store.record import PARTITIONED, read_table, write_json, write_table
from tests.fake_stages import STAGES, write_days, write_pages

SIZE = Settings().partition_pages


def read(folder):
    """A store of pages of many days, some with parts that were dropped."""
    pages = write_pages(folder / "in", 150)
    for n in range(0, 150, 7):
        with (pages / f"p{n:03}.txt").open("a") as page:
            page.write("menu\n")
    record = create(folder / "new")
    pipeline.read([pages], record, pipeline.Options(write_days(folder / "days.csv", 150)), stages=STAGES)
    return record


def as_of_schema_2(record, root):
    """The same pages in a store as schema 2 laid them down: in partitions by their ids alone."""
    tables = {
        name: pa.concat_tables([read_table(record.file(name, stem)) for stem in record.stems(name)])
        for name in PARTITIONED
    }
    ids = sorted(record.page_ids())
    files = dict(zip(*(tables["pages"][column].to_pylist() for column in ("id", "file")), strict=True))
    for start in range(0, len(ids), SIZE):
        names = {"pages": ("id", ids), "articles": ("page", ids), "claims": ("page", ids), "refusals": ("file", files)}
        held = {}
        for name, (column, _) in names.items():
            here = ids[start : start + SIZE]
            kept = [files[id] for id in here] if name == "refusals" else here
            rows = [row for row in tables[name].to_pylist() if row[column] in kept]
            path = root / "record-2" / name / f"k{start}.parquet"
            write_table(path, pa.Table.from_pylist(rows, schema=tables[name].schema))
            held[name] = {"sha256": sha256(path), "rows": len(rows)}
        write_json(root / "record-2" / "done" / f"k{start}.json", {"key": f"k{start}", "files": held})
    write_json(root / "manifest.json", {"format": "detente store", "schema": 2})


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    return read(tmp_path_factory.mktemp("days"))


@pytest.fixture
def old(new, tmp_path):
    as_of_schema_2(new, tmp_path / "old")
    return tmp_path / "old"


def kept(record):
    return {p.relative_to(record.folder): p.read_bytes() for p in record.folder.rglob("*") if p.is_file()}


def test_an_older_store_is_laid_down_by_days_as_if_read_anew(new, old):
    assert migrate(old) == [*range(3, SCHEMA_VERSION + 1)]
    record = open_record(old)
    pipeline.refresh(record, STAGES, force=True)
    assert check(record) == []
    assert kept(record) == kept(new)


def test_a_migration_that_is_cut_short_is_done_again(new, old, monkeypatch):
    calls = []

    def killed(*given):
        calls.append(given)
        if len(calls) > 9:
            raise KeyboardInterrupt
        return write_table(*given)

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "write_table", killed)
        with pytest.raises(KeyboardInterrupt):
            migrate(old)
    assert (old / "record-2").exists() and (old / "record-3").exists()
    migrate(old)
    record = open_record(old)
    pipeline.refresh(record, STAGES, force=True)
    assert kept(record) == kept(new) and not (old / "record-2").exists()


def test_more_pages_than_a_read_sorts_at_a_time_keep_all_that_was_read(new, old, monkeypatch):
    monkeypatch.setattr(migrations, "WINDOW", 2)
    before = {name: sorted(map(repr, new.read(name))) for name in PARTITIONED}
    assert all(before.values())
    migrate(old)
    record = open_record(old)
    assert {name: sorted(map(repr, record.read(name))) for name in PARTITIONED} == before
    pipeline.refresh(record, STAGES, force=True)
    assert check(record) == []
