"""Every engine gives the same bytes; tasks are launched a bounded number at a time."""

import os
from pathlib import Path

import pytest

from detente import pipeline
from detente.engines import each_done, executor, worker_count
from detente.engines.local import InProcess, processes
from detente.errors import UsageError
from detente.settings import Settings
from detente.store import create
from tests.fake_stages import STAGES, write_pages


def _record_bytes(root: Path) -> dict[Path, bytes]:
    folder = root / "record-1"
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(("engine", "workers"), [("local", 2), ("dask", 2)])
def test_engine_gives_the_bytes_of_reading_in_process(tmp_path, engine, workers):
    if engine == "dask":
        pytest.importorskip("distributed", reason="Dask is not installed")
    folder = write_pages(tmp_path / "in", 14)
    settings = Settings(partition_pages=4)
    for root, options in (
        ("one", pipeline.Options(settings=settings)),
        ("many", pipeline.Options(engine=engine, workers=workers, settings=settings)),
    ):
        done = pipeline.read([folder], create(tmp_path / root), options, stages=STAGES)
        assert done.run.claims == 14
    assert _record_bytes(tmp_path / "one") == _record_bytes(tmp_path / "many")


def test_in_process_runs_here_and_keeps_errors():
    with InProcess() as on:
        assert on.submit(os.getpid).result() == os.getpid()
        assert list(on.map(str.upper, ["a", "b"])) == ["A", "B"]
        with pytest.raises(ZeroDivisionError):
            on.submit(lambda: 1 / 0).result()


def test_processes_run_elsewhere():
    with processes(1) as on:
        assert on.submit(os.getpid).result() != os.getpid()


def test_inputs_are_drawn_as_they_are_needed():
    drawn = []

    def inputs():
        for n in range(10):
            drawn.append(n)
            yield n

    results = each_done(InProcess(), abs, inputs(), ahead=3)
    next(results)
    assert len(drawn) == 3
    assert len(list(results)) == 9
    assert len(drawn) == 10


def test_the_first_error_ends_it():
    with pytest.raises(TypeError):
        list(each_done(InProcess(), abs, ["x", 1], ahead=1))


def test_dask_without_dask_names_the_remedy(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match="pip install distributed"):
        executor("dask")


def test_workers_zero_is_one_for_each_core():
    assert worker_count(0) >= 1
    with pytest.raises(UsageError, match="--workers -2"):
        worker_count(-2)
