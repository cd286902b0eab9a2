"""A read is resumable, repeatable, and the same whatever the order of its inputs."""

import contextlib
import dataclasses
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente import pipeline
from detente.errors import BusyStoreError, DataError, UsageError
from detente.model import SCHEMA_VERSION, Date, Page
from detente.settings import Settings
from detente.store import Queries, create, partitions
from detente.store.files import locked
from tests.fake_stages import STAGES, write_days, write_pages

SMALL = pipeline.Options(settings=Settings(partition_pages=3))
ROOT = Path(__file__).parent.parent
RECORD = f"record-{SCHEMA_VERSION}"


def read(paths, root, options=SMALL, **keywords):
    record = create(root)
    return record, pipeline.read(paths, record, options, stages=STAGES, **keywords)


def record_bytes(root):
    """All files of the record, which a read must give byte for byte."""
    folder = root / RECORD
    found = {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    assert found
    return found


def test_read_counts_and_publishes(tmp_path):
    record, done = read([write_pages(tmp_path / "in")], tmp_path / "s")
    assert (done.run.pages, done.run.articles, done.run.claims, done.run.events) == (5, 5, 5, 5)
    assert done.changed and done.known == 0 and done.refused == ()
    with Queries(record) as queries:
        assert queries.count("claims") == 5
        assert [queries.words(c.page, c.predicate) for c in queries.claims()] == ["visits"] * 5
    assert len(list((tmp_path / "s" / "runs").glob("*.json"))) == 1


def test_reading_again_changes_no_file(tmp_path):
    folder = write_pages(tmp_path / "in")
    read([folder], tmp_path / "s")
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "s").rglob("*") if p.is_file() and p.name != "lock"}
    _, done = read([folder], tmp_path / "s")
    after = {p: p.stat().st_mtime_ns for p in (tmp_path / "s").rglob("*") if p.is_file() and p.name != "lock"}
    assert not done.changed and done.known == 5 and done.run.pages == 0
    assert before == after


def test_order_of_inputs_makes_no_difference(tmp_path):
    files = sorted(write_pages(tmp_path / "in", 8).iterdir())
    read(files, tmp_path / "a")
    read(files[::-1], tmp_path / "b")
    assert record_bytes(tmp_path / "a") == record_bytes(tmp_path / "b")


def test_a_window_ends_by_the_text_it_holds_and_the_results_are_the_same(tmp_path, monkeypatch):
    folder = write_pages(tmp_path / "in", 11)
    whole, _ = read([folder], tmp_path / "whole")
    monkeypatch.setattr(partitions, "WINDOW_CHARACTERS", 100)
    cut, done = read([folder], tmp_path / "cut")
    assert done.run.pages == 11 and len(cut.partitions()) > len(whole.partitions())
    assert list(cut.read("events")) == list(whole.read("events"))
    again, _ = read([folder], tmp_path / "again")
    assert record_bytes(again.root) == record_bytes(cut.root)


def test_added_pages_join_what_is_there(tmp_path):
    files = sorted(write_pages(tmp_path / "in", 8).iterdir())
    record, _ = read(files[:5], tmp_path / "s")
    _, done = read(files, tmp_path / "s")
    assert (done.run.pages, done.known, done.run.events) == (3, 5, 8)
    with Queries(record) as queries:
        assert queries.count("events") == 8


class Killed(BaseException):
    """Ends a read at once, as a signal would."""


@pytest.mark.parametrize("after", [1, 4, 8])
def test_a_cut_read_resumes_to_the_same_bytes(tmp_path, after):
    folder = write_pages(tmp_path / "in", 11)
    read([folder], tmp_path / "whole")
    calls = []

    def stumbling(page, article, *, settings):
        calls.append(page)
        if len(calls) > after:
            raise Killed
        return STAGES.claims(page, article, settings=settings)

    record = create(tmp_path / "cut")
    with pytest.raises(Killed):
        pipeline.read([folder], record, SMALL, stages=dataclasses.replace(STAGES, claims=stumbling))
    _, done = read([folder], tmp_path / "cut")
    assert done.run.pages == 11 - after // 3 * 3
    assert record_bytes(tmp_path / "cut") == record_bytes(tmp_path / "whole")


@pytest.mark.parametrize("seed", range(4))
def test_pages_of_many_days_give_the_same_bytes_in_any_order_and_after_any_interruptions(tmp_path, seed):
    draw = random.Random(seed)
    files = sorted(write_pages(tmp_path / "in", 90).iterdir())
    days = write_days(tmp_path / "days.csv", 90, seed)
    options = pipeline.Options(days, settings=Settings(partition_pages=8))
    whole, _ = read(files, tmp_path / "whole", options)
    assert len({done.days for done in whole.partitions()}) > 5

    def stumbling(page, article, *, settings):
        if draw.random() < 0.04:
            raise Killed
        return STAGES.claims(page, article, settings=settings)

    record = create(tmp_path / "cut")
    for _ in range(5):
        with contextlib.suppress(Killed):
            mixed = draw.sample(files, len(files))
            pipeline.read(mixed, record, options, stages=dataclasses.replace(STAGES, claims=stumbling))
    read(files, tmp_path / "cut", options)
    assert record_bytes(tmp_path / "cut") == record_bytes(tmp_path / "whole")


def test_of_a_page_found_twice_the_one_saved_first_stays(tmp_path):
    found = [Page("a", None, "a.txt", None, Date(2022, 3, day), "text/plain", "x") for day in (5, 4, 6)]
    for name, order in (("one", found), ("two", found[::-1])):
        stages = dataclasses.replace(STAGES, pages=lambda *_, given=order, **__: given)
        record = create(tmp_path / name)
        pipeline.read([], record, SMALL, stages=stages)
        assert [done.days for done in record.partitions()] == [(Date(2022, 3, 4),) * 2]


@pytest.mark.parametrize("where", ["write_derived", "publish"])
def test_a_read_cut_while_publishing_is_mended_by_the_next(tmp_path, monkeypatch, where):
    folder = write_pages(tmp_path / "in")
    record, _ = read([folder], tmp_path / "whole")

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(*((type(record), where, killed) if where == "write_derived" else (pipeline, where, killed)))
        with pytest.raises(Killed):
            read([folder], tmp_path / "cut")
    cut, done = read([folder], tmp_path / "cut")
    assert done.known == 5 and not done.changed
    assert record_bytes(tmp_path / "cut") == record_bytes(tmp_path / "whole")
    with Queries(cut) as queries:
        assert queries.count("events") == 5


@pytest.mark.parametrize("partitions", [0, 3, 9])
def test_killed_process_leaves_a_store_that_resumes_to_the_same_bytes(tmp_path, partitions):
    folder = write_pages(tmp_path / "in", 40)
    read([folder], tmp_path / "whole")
    script = (
        "import sys, time, dataclasses\n"
        "from detente import pipeline\n"
        "from detente.store import create\n"
        "from tests.test_pipeline import SMALL, STAGES\n"
        "def slow(page, article, *, settings):\n"
        "    time.sleep(0.05)\n"
        "    return STAGES.claims(page, article, settings=settings)\n"
        "pipeline.read([sys.argv[1]], create(__import__('pathlib').Path(sys.argv[2])), SMALL,"
        " stages=dataclasses.replace(STAGES, claims=slow))\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(tmp_path / "cut")]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as process:
        lock, done = tmp_path / "cut" / "lock", tmp_path / "cut" / RECORD / "done"
        deadline = time.monotonic() + 30
        while (
            (not lock.exists() or len(list(done.glob("*.json"))) < partitions)
            and process.poll() is None
            and time.monotonic() < deadline
        ):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert partitions <= len(list(done.glob("*.json"))) < 14
    read([folder], tmp_path / "cut")
    assert record_bytes(tmp_path / "cut") == record_bytes(tmp_path / "whole")


def test_a_page_on_which_a_stage_fails_is_refused_and_tried_again(tmp_path):
    folder = write_pages(tmp_path / "in", 2)
    (folder / "bad.txt").write_text("a stage fails", encoding="utf-8")
    _, done = read([folder], tmp_path / "s")
    assert done.run.pages == 2
    assert [(r.file, r.code) for r in done.refused] == [("bad.txt", "failed")]
    assert "ValueError: stumbled" in done.refused[0].reason
    _, again = read([folder], tmp_path / "s")
    assert [r.file for r in again.refused] == ["bad.txt"] and not again.changed


def test_refused_pages_are_told_from_dropped_parts_and_told_again(tmp_path):
    folder = write_pages(tmp_path / "in", 1)
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "none.txt").write_text("no story", encoding="utf-8")
    (folder / "menu.txt").write_text("menu\nFRA visits DEU on 2021-05-01.", encoding="utf-8")
    for _ in range(2):
        _, done = read([folder], tmp_path / "s")
        assert {Path(r.file).name for r in done.refused} == {"empty.txt", "none.txt"}
        assert [r.file for r in done.dropped] == ["menu.txt"]


def test_other_metadata_for_a_known_page_is_warned_about(tmp_path):
    folder = write_pages(tmp_path / "in", 2)
    table = tmp_path / "meta.csv"
    table.write_text("file,outlet\np001.txt,The Herald\n", encoding="utf-8")
    options = dataclasses.replace(SMALL, metadata=table)
    read([folder], tmp_path / "s")
    _, done = read([folder], tmp_path / "s", options)
    assert [(r.file, r.code) for r in done.refused] == [("p001.txt", "warning-known")]
    read([folder], tmp_path / "new", options)
    _, done = read([folder], tmp_path / "new", options)
    assert done.refused == ()


def test_as_of_dates_pages_that_do_not_say(tmp_path):
    options = dataclasses.replace(SMALL, as_of=Date(2021, 4, 1))
    record, _ = read([write_pages(tmp_path / "in", 1)], tmp_path / "s", options)
    page: Page = next(record.read("pages"))
    assert page.retrieved == Date(2021, 4, 1)


def test_a_second_writer_is_told_to_wait(tmp_path):
    record = create(tmp_path / "s")
    with locked(record.lock), pytest.raises(BusyStoreError, match="another process"):
        read([write_pages(tmp_path / "in")], tmp_path / "s")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"engine": "spark"}, "unknown engine"),
        ({"workers": -1}, "--workers"),
    ],
)
def test_unusable_engines_are_named(tmp_path, options, message):
    with pytest.raises(UsageError, match=message):
        read([write_pages(tmp_path / "in")], tmp_path / "s", pipeline.Options(**options))


def test_progress_ends_with_all_pages(tmp_path):
    heard = []
    read([write_pages(tmp_path / "in", 7)], tmp_path / "s", told=heard.append)
    assert [(h.done, h.of) for h in heard[:8]] == [*((0, n) for n in range(1, 8)), (1, 7)] and heard[
        -2
    ] == pipeline.Progress("claims", 7, 7)
    assert heard[-1].stage == "events"


def test_settings_reach_the_stages(tmp_path):
    seen = []

    def articles(page, *, settings):
        seen.append(settings.min_language_letters)
        return STAGES.articles(page, settings=settings)

    options = pipeline.Options(settings=Settings(min_language_letters=7))
    stages = dataclasses.replace(STAGES, articles=articles)
    pipeline.read([write_pages(tmp_path / "in", 1)], create(tmp_path / "s"), options, stages=stages)
    assert seen == [7]


def test_a_broken_data_file_ends_the_run(tmp_path):
    def articles(page, *, settings):
        raise DataError("lexicon/agree.yaml: broken")

    with pytest.raises(DataError, match="agree"):
        pipeline.read(
            [write_pages(tmp_path / "in", 1)],
            create(tmp_path / "s"),
            stages=dataclasses.replace(STAGES, articles=articles),
        )
