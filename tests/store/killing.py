"""Kills reads at random moments, and says what was lost: used by the tests (10 times) and `make bench` (100 times)."""

import multiprocessing
import random
import time
from dataclasses import replace
from pathlib import Path

from detente import pipeline
from detente.model import SCHEMA_VERSION
from detente.settings import Settings
from detente.store import Queries, create
from detente.store.checks import check
from tests.fake_stages import STAGES, write_days, write_pages

OPTIONS = pipeline.Options(settings=Settings(partition_pages=3))
PAGES = 24


def read(folder, root, started=None, days=None):
    if started is not None:
        started.set()
    return pipeline.read([folder], create(Path(root)), replace(OPTIONS, metadata=days), stages=STAGES)


def kept(root):
    """All bytes of the record, the index's rows apart, which DuckDB may order as it likes on disk."""
    folder = Path(root) / f"record-{SCHEMA_VERSION}"
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def killed_reads(scratch, times, seed):
    """Kill as many reads, each at a moment of its own, read again, and yield (share of the read done, what is wrong).

    What is wrong is None where the second read gave the bytes of an undisturbed one, a sound store and all claims.
    """
    folder, days = write_pages(Path(scratch) / "in", PAGES), write_days(Path(scratch) / "days.csv", PAGES)
    read(folder, Path(scratch) / "warm", days=days)
    begun = time.perf_counter()
    read(folder, Path(scratch) / "whole", days=days)
    lasting, whole = time.perf_counter() - begun, kept(Path(scratch) / "whole")
    partitions = len(create(Path(scratch) / "whole").partitions())
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.store.killing", "pyarrow.parquet", "duckdb"])
    moments = random.Random(seed)
    for number in range(times):
        root = Path(scratch) / f"cut-{number}"
        _kill(context, (folder, root), days, moments.uniform(0, lasting))
        done = len(list((root / f"record-{SCHEMA_VERSION}" / "done").glob("*.json")))
        read(folder, root, days=days)
        yield done / partitions, _wrong(root, whole)


def _kill(context, places, days, after):
    started = context.Event()
    process = context.Process(target=read, args=(*places, started, days))
    process.start()
    started.wait(60)
    time.sleep(after)
    process.kill()  # SIGKILL; nothing if the read has ended by itself
    process.join()
    process.close()


def _wrong(root, whole):
    record = create(root)
    if kept(root) != whole:
        return "other bytes"
    if found := check(record):
        return f"not sound: {found[0].code}"
    with Queries(record) as queries:
        claims = queries.count("claims")
    return None if claims == PAGES else f"{claims} claims instead of {PAGES}"
