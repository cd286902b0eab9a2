"""The store: whole or absent, checked, mended, migrated, and never touched when newer."""

import dataclasses
import json
from pathlib import Path

import pyarrow as pa
import pytest

from detente import pipeline
from detente.errors import DamagedStoreError, NewerStoreError, NoStoreError, StoreError, UsageError
from detente.model import (
    SCHEMA_VERSION,
    Article,
    Claim,
    Date,
    Entry,
    Event,
    Interval,
    Judgement,
    Page,
    Refusal,
    arrow_schema,
)
from detente.store import Queries, create, open_record
from detente.store.checks import check, rebuild
from detente.store.files import remove_temporary, write_atomically
from detente.store.index import connect, current_key
from detente.store.migrations import MIGRATIONS, Migration, migrate
from detente.store.partitions import folder_of
from detente.store.record import from_rows, read_table, to_table, write_json, write_table
from tests.fake_stages import STAGES, write_pages


@pytest.fixture
def record(tmp_path):
    record = create(tmp_path / "s")
    pipeline.read([write_pages(tmp_path / "in")], record, stages=STAGES)
    return record


def refresh(record):
    return lambda: pipeline.refresh(record, STAGES, force=True)


def codes(record):
    return [f.code for f in check(record)]


def only(record, table):
    (path,) = (p for p in (record.folder / table).rglob("*") if p.is_file())
    return path


def test_a_fresh_store_is_sound(record):
    assert check(record) == []


def test_an_empty_store_is_sound(tmp_path):
    assert check(create(tmp_path / "s")) == []


def test_records_come_back_as_they_went_in(record):
    with Queries(record) as queries:
        claims, events, entries = queries.claims(), queries.events(), queries.entries()
        assert claims == sorted(record.read("claims"), key=lambda c: (c.page, c.predicate.start))
        assert {e.id for e in events} == {e.id for e in record.read("events")}
        assert entries[0].evidence[0] in {c.id for c in claims}
        assert queries.pages() == sorted(record.read("pages"), key=lambda p: p.file)
    assert all(isinstance(c, Claim) for c in claims) and all(isinstance(e, Entry) for e in entries)
    assert claims[0].when == Interval(claims[0].when.earliest, claims[0].when.latest, text=claims[0].when.text)


@pytest.mark.parametrize("kind", [Page, Article, Claim, Event, Entry, Refusal])
def test_every_table_carries_the_schema_version(kind):
    assert to_table(kind, []).schema.metadata[b"detente.schema"] == str(SCHEMA_VERSION).encode()
    assert from_rows(kind, []) == []


def test_a_store_of_a_newer_schema_is_untouched(record):
    manifest = record.root / "manifest.json"
    manifest.write_text(json.dumps({"schema": SCHEMA_VERSION + 1}), encoding="utf-8")
    before = {p: p.read_bytes() for p in record.root.rglob("*") if p.is_file()}
    for attempt in (create, open_record, migrate):
        with pytest.raises(NewerStoreError, match="untouched"):
            attempt(record.root)
    assert {p: p.read_bytes() for p in record.root.rglob("*") if p.is_file()} == before


def test_an_older_store_must_be_migrated(record):
    (record.root / "manifest.json").write_text('{"schema": 0}', encoding="utf-8")
    with pytest.raises(StoreError, match="detente store migrate"):
        open_record(record.root)
    with pytest.raises(StoreError, match="no way from schema 0"):
        migrate(record.root)


def test_no_store(tmp_path):
    with pytest.raises(NoStoreError, match="detente read"):
        open_record(tmp_path / "none")
    with pytest.raises(NoStoreError, match="nothing has been read"):
        Queries(create(tmp_path / "new"))


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="is no store"):
        create(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["diary.txt"]


def test_a_read_killed_as_it_made_its_store_can_be_done_again(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "manifest.json.123.tmp").write_bytes(b"{")
    assert check(create(tmp_path / "s")) == []


def test_a_lost_manifest_is_told_with_the_line_to_put_back(record):
    (record.root / "manifest.json").unlink()
    for attempt in (create, open_record):
        with pytest.raises(DamagedStoreError, match=r"manifest\.json: is gone; put it back .*\"schema\": \d+"):
            attempt(record.root)


def test_a_manifest_that_is_none(record):
    (record.root / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DamagedStoreError, match=r"manifest\.json"):
        open_record(record.root)


def test_a_write_that_fails_leaves_the_old_bytes(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def half(temporary):
        temporary.write_bytes(b"ha")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_atomically(path, half)
    assert [p.name for p in tmp_path.iterdir()] == ["a"] and path.read_bytes() == b"old"


def test_what_killed_writers_left_half_done_is_removed(record, monkeypatch):
    whole = {p for p in record.root.rglob("*") if p.is_file()}
    days = folder_of((Date(2022, 3, 9), Date(2022, 3, 9)))
    with monkeypatch.context() as patch:
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, lambda *_, **__: None)
        for path in (record.file("pages", f"{days}/k"), record.file("events", "k"), record.root / "manifest.json"):
            write_atomically(path, lambda temporary: temporary.write_bytes(b"half"))
    left = {p for p in record.root.rglob("*") if p.is_file()} - whole
    assert len(left) == 3 and {p.suffix for p in left} == {".tmp"}
    remove_temporary(record.root)
    assert {p for p in record.root.rglob("*") if p.is_file()} == whole


@pytest.mark.parametrize("table", ["pages", "articles", "claims", "refusals"])
def test_an_altered_file_is_found_and_set_aside(record, table):
    path = only(record, table)
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    assert codes(record) == ["altered"]
    assert [f.code for f in rebuild(record, refresh(record))] == ["altered"]
    assert (record.root / "damaged" / path.relative_to(record.folder)).exists()
    assert not any((record.folder / table).rglob("*"))
    assert check(record) == [] and record.page_ids() == set()


def test_a_missing_file_is_found(record):
    only(record, "claims").unlink()
    assert codes(record) == ["missing"]


def test_altered_events_are_derived_again(record):
    path = only(record, "events")
    whole = path.read_bytes()
    path.write_bytes(b"")
    assert codes(record) == ["derived"]
    assert rebuild(record, refresh(record)) == []
    assert path.read_bytes() == whole and check(record) == []


def test_a_damaged_marker_is_found_and_set_aside(record):
    only(record, "done").write_text("{", encoding="utf-8")
    assert "unreadable" in codes(record)
    rebuild(record, refresh(record))
    assert check(record) == []


def test_leftovers_of_a_cut_read_are_found_and_removed(record):
    (record.folder / "claims" / "0123.parquet").write_bytes(b"half")
    assert codes(record) == ["orphan"]
    rebuild(record, refresh(record))
    assert check(record) == []


def test_a_lost_marker_sets_its_pages_aside(record):
    marker = only(record, "done")
    marker.unlink()
    assert {"orphan", "reference"} <= set(codes(record))
    assert [f.code for f in rebuild(record, refresh(record))] == ["orphan"] * 4
    assert {p.stem for p in (record.root / "damaged").rglob("*.parquet")} == {marker.stem}
    assert check(record) == []


def test_a_file_in_another_days_folder_is_found_and_its_pages_set_aside(record):
    path = only(record, "claims")
    elsewhere = record.folder / "claims" / folder_of((Date(2021, 3, 1), Date(2021, 3, 1))) / path.name
    elsewhere.parent.mkdir(parents=True)
    path.rename(elsewhere)
    assert codes(record) == ["missing", "orphan"]
    assert [f.code for f in rebuild(record, refresh(record))] == ["missing", "orphan"]
    assert (record.root / "damaged" / elsewhere.relative_to(record.folder)).exists()
    assert check(record) == [] and record.page_ids() == set()


def test_a_copy_in_another_days_folder_is_set_aside_alone(record):
    path = only(record, "claims")
    elsewhere = record.folder / "claims" / folder_of((Date(2021, 3, 1), Date(2021, 3, 1))) / path.name
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_bytes(path.read_bytes())
    assert [f.where for f in check(record)] == [elsewhere.relative_to(record.folder).as_posix()]
    assert [f.code for f in rebuild(record, refresh(record))] == ["orphan"]
    assert check(record) == [] and len(record.page_ids()) == 5 and not elsewhere.parent.parent.exists()


def test_a_marker_with_other_days_or_pages_than_its_files_is_found_and_set_aside(record):
    marker = only(record, "done")
    told = json.loads(marker.read_bytes())
    days = (Date(2021, 3, 1), Date(2021, 3, 2))
    for name in told["files"]:
        path = record.folder / name / folder_of(days) / f"{told['key']}.parquet"
        path.parent.mkdir(parents=True)
        only(record, name).rename(path)
    write_json(marker, told | {"days": days, "pages": told["pages"][1:]})
    assert codes(record)[:2] == ["pages", "days"]
    assert [f.code for f in rebuild(record, refresh(record))] == ["pages", "days"]
    assert check(record) == [] and record.page_ids() == set()


def test_findings_name_the_store_in_their_remedy(record):
    only(record, "claims").unlink()
    (finding,) = check(record)
    assert f"detente store rebuild --store {record.root}" in finding.remedy


@pytest.mark.parametrize("content", ["", "{", "[]", '{"index": "index-1.duckdb"}', '{"indeX": 1}'])
def test_a_damaged_pointer_is_found_and_mended(record, content):
    (record.root / "index" / "CURRENT").write_text(content, encoding="utf-8")
    assert codes(record) == ["index"]
    with pytest.raises(DamagedStoreError, match="CURRENT: can't be read; run: detente store rebuild"):
        Queries(record)
    assert rebuild(record, refresh(record)) == []
    assert check(record) == []


@pytest.mark.parametrize("content", ["", "{", "{}"])
def test_a_damaged_marker_of_what_was_derived_is_found_and_mended(record, content):
    whole = only(record, "events").read_bytes()
    (record.folder / "derived.json").write_text(content, encoding="utf-8")
    assert codes(record)[0] == "derived"
    assert rebuild(record, refresh(record)) == []
    assert check(record) == [] and only(record, "events").read_bytes() == whole


@pytest.mark.parametrize("content", [None, b"", b"x" * 5000])
def test_a_damaged_index_is_found_told_and_mended(record, content):
    path = record.root / "index" / "index-1.duckdb"
    path.write_bytes(content) if content is not None else path.unlink()
    assert codes(record) == ["index" if content is not None else "stale"]
    with pytest.raises(DamagedStoreError, match=r"the index can't be opened .*; run: detente store rebuild --store"):
        Queries(record)
    assert rebuild(record, refresh(record)) == []
    assert check(record) == []


def test_a_lost_pointer_is_not_taken_for_an_empty_store(record):
    (record.root / "index" / "CURRENT").unlink()
    with pytest.raises(DamagedStoreError, match="the index is missing"):
        Queries(record)


def test_a_dangling_reference_is_found(record):
    events = list(record.read("events"))
    broken = [events[0].__class__(**{f: getattr(events[0], f) for f in events[0].__slots__} | {"claims": ("gone",)})]
    record.write_derived(record.key(), {"copies": [], "events": broken, "entries": []})
    assert [(f.code, f.what) for f in check(record)] == [("reference", "names claim gone, which is not in the store")]


def test_a_lost_index_is_rebuilt(record):
    for path in (record.root / "index").iterdir():
        path.unlink()
    assert codes(record) == ["stale"]
    rebuild(record, refresh(record))
    with Queries(record) as queries:
        assert queries.count("claims") == 5


def test_a_reader_keeps_its_index_while_a_new_one_is_published(record, tmp_path):
    with Queries(record) as old:
        pipeline.read([write_pages(tmp_path / "more", 9)], record, stages=STAGES)
        assert old.count("claims") == 5
        with Queries(record) as new:
            assert new.count("claims") == 9
    assert sorted(p.name for p in (record.root / "index").iterdir()) == ["CURRENT", "index-2.duckdb"]


def test_the_served_index_cannot_be_written(record):
    with connect(record) as connection, pytest.raises(Exception, match="read-only"):
        connection.execute("DELETE FROM claims")


def test_judgements_are_appended_and_renew_what_follows(record):
    judgement = Judgement("j1", "c1", "wrong", None, None, None, "me", "2024-01-01T00:00:00Z", None)
    before = record.key()
    record.judge(judgement)
    record.judge(Judgement("j2", "c2", "right", None, None, None, "me", "2024-01-02T00:00:00Z", "read it"))
    assert [j.id for j in record.judgements()] == ["j1", "j2"]
    assert record.key() != before == current_key(record)
    pipeline.refresh(record, STAGES)
    assert current_key(record) == record.key()


def test_a_judgement_that_is_none_names_the_file(record):
    (record.root / "judgements.jsonl").write_text("no\n", encoding="utf-8")
    with pytest.raises(DamagedStoreError, match=r"judgements\.jsonl"):
        record.judgements()


def test_an_id_may_be_cut_short(record):
    with Queries(record) as queries:
        claim = queries.claims()[0]
        assert queries.find(claim.id[:10]) == ("claims", claim.id)
        with pytest.raises(UsageError, match="no record whose id begins with 'zz'"):
            queries.find("zz")
        with pytest.raises(UsageError, match="no record"):
            queries.find("")


def test_an_ambiguous_id_is_told_with_its_candidates(record):
    with Queries(record) as queries:
        digits = [i[0] for name in ("claims", "events", "pages") for i in queries.table(name)["id"].to_pylist()]
        twice = next(d for d in digits if digits.count(d) > 1)
        with pytest.raises(UsageError, match="more than one id"):
            queries.find(twice)


def test_events_between_two_on_some_days(record):
    with Queries(record) as queries:
        assert len(queries.events_between("deu", "FRA")) == 5
        assert queries.events_between("DEU", "ITA") == []
        assert len(queries.events_between("DEU", start=Date(2021, 3, 2), end=Date(2021, 3, 3))) == 2


def test_migrations_are_in_order_and_complete():
    assert [m.to for m in MIGRATIONS] == list(range(2, SCHEMA_VERSION + 1))


def test_a_migration_changes_every_partition_and_the_manifest_last(record):
    def add_note(parts):
        for part in parts:
            noted = {n: t.append_column("note", pa.nulls(t.num_rows, pa.string())) for n, t in part.tables.items()}
            yield dataclasses.replace(part, tables=noted)

    stem, following = record.partitions()[0].stem, SCHEMA_VERSION + 1
    assert migrate(record.root, (Migration(following, add_note),), target=following) == [following]
    assert json.loads((record.root / "manifest.json").read_bytes())["schema"] == following
    assert not (record.root / f"record-{SCHEMA_VERSION}").exists()
    assert "note" in read_table(record.root / f"record-{following}" / "claims" / f"{stem}.parquet").column_names


def test_a_migration_that_fails_leaves_the_store_as_it_was(record):
    def fail(parts):
        raise RuntimeError("stumbled")

    with pytest.raises(RuntimeError):
        migrate(record.root, (Migration(SCHEMA_VERSION + 1, fail),), target=SCHEMA_VERSION + 1)
    assert check(open_record(record.root)) == []


def test_files_that_are_no_parquet_are_named(tmp_path):
    path = tmp_path / "x.parquet"
    path.write_bytes(b"no")
    with pytest.raises(DamagedStoreError, match=r"x\.parquet"):
        read_table(path)


def test_tables_are_written_with_the_record_types_schema(tmp_path):
    write_table(tmp_path / "x.parquet", to_table(Claim, []))
    assert read_table(tmp_path / "x.parquet").schema == arrow_schema(Claim)
