"""Power cuts, full disks, lost permissions and second writers: nothing is lost, and it is told."""

import errno
import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest

from detente import pipeline
from detente.errors import BusyStoreError, StoreError
from detente.store import Queries, create
from detente.store.checks import check
from tests.fake_stages import STAGES, write_pages
from tests.store.killing import OPTIONS, kept, killed_reads, read

TIMES = 10


def test_reads_killed_at_random_moments_lose_nothing(tmp_path):
    found = list(killed_reads(tmp_path, TIMES, seed=20221122))
    assert [wrong for _, wrong in found if wrong] == [] and len(found) == TIMES


def _hold(folder, root, started, free):
    def waiting(page, article, *, settings):
        started.set()
        free.wait(60)
        return STAGES.claims(page, article, settings=settings)

    from dataclasses import replace

    pipeline.read([folder], create(root), OPTIONS, stages=replace(STAGES, claims=waiting))


def test_of_two_writers_the_second_is_told_and_both_pages_are_kept_in_turn(tmp_path):
    context = multiprocessing.get_context("forkserver")
    one, two = write_pages(tmp_path / "one", 4), write_pages(tmp_path / "two", 6, "DEU visits ITA on 2021-04-{:02}.\n")
    started, free = context.Event(), context.Event()
    writer = context.Process(target=_hold, args=(one, tmp_path / "s", started, free))
    writer.start()
    assert started.wait(60)
    with pytest.raises(BusyStoreError, match="another process is writing"):
        read(two, tmp_path / "s")
    free.set()
    writer.join(60)
    assert writer.exitcode == 0
    read(two, tmp_path / "s")
    record = create(tmp_path / "s")
    with Queries(record) as queries:
        assert queries.count("claims") == 10
    assert check(record) == []


@pytest.mark.parametrize("after", [0, 2, 7, 20])
def test_a_full_disk_leaves_a_store_that_the_next_read_finishes(tmp_path, monkeypatch, after):
    folder = write_pages(tmp_path / "in", 9)
    read(folder, tmp_path / "whole")
    real, calls = os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) > after:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            read(folder, tmp_path / "cut")
    assert not list((tmp_path / "cut").rglob("*.tmp"))
    read(folder, tmp_path / "cut")
    assert kept(tmp_path / "cut") == kept(tmp_path / "whole")
    assert check(create(tmp_path / "cut")) == []


NOBODY = 65534


def _read_as_nobody(folder, root, told):
    """Read in a process that permissions bind, as they don't bind root, and tell how it ended."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        read(folder, root)
    except StoreError as error:
        told.send(str(error))
    else:
        told.send("")


@pytest.fixture
def open_folder():
    """A folder that every user may read; pytest's own lie in one that is its user's alone."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_a_store_that_may_not_be_written_is_told(open_folder):
    """Also where root runs the tests, as on machines for continuous integration."""
    folder = write_pages(open_folder / "in", 3)
    read(folder, open_folder / "s")
    for path in [open_folder, *open_folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    (open_folder / "s" / "lock").chmod(0o444)
    before = kept(open_folder / "s")
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_read_as_nobody, args=(folder, open_folder / "s", theirs))
    child.start()
    assert ours.poll(60) and "can't be written" in ours.recv()
    child.join(60)
    assert kept(open_folder / "s") == before


def test_permission_lost_in_the_middle_leaves_what_was_finished(tmp_path, monkeypatch):
    folder, calls = write_pages(tmp_path / "in", 9), []
    read(folder, tmp_path / "whole")
    record = type(create(tmp_path / "cut"))
    real = record.write_partition

    def denied(self, key, tables):
        calls.append(key)
        if len(calls) > 1:
            raise PermissionError(errno.EACCES, "Permission denied", str(self.folder))
        return real(self, key, tables)

    with monkeypatch.context() as patch:
        patch.setattr(record, "write_partition", denied)
        with pytest.raises(PermissionError):
            read(folder, tmp_path / "cut")
    assert read(folder, tmp_path / "cut").run.pages == 6
    assert kept(tmp_path / "cut") == kept(tmp_path / "whole")
