"""Every engine gives the same bytes; tasks are launched a bounded number at a time."""

import dataclasses
import functools
import os
import signal
import uuid
from pathlib import Path

import pytest

from detente import pipeline
from detente.engines import each_done, executor, worker_count
from detente.engines.dask import ADDRESS_VARIABLE
from detente.engines.local import InProcess, processes
from detente.errors import DetenteError, UsageError
from detente.model import SCHEMA_VERSION
from detente.settings import Settings
from detente.store import create
from tests.fake_stages import STAGES, write_days, write_pages

ROOT = Path(__file__).parent.parent.parent
ENGINES = [("local", 1), ("local", 2), ("dask", 2), ("ray", 2)]
NEEDS = {"dask": "distributed", "ray": "ray"}


@pytest.fixture(params=ENGINES, ids=lambda p: f"{p[0]}-{p[1]}")
def engine(request, monkeypatch):
    name, workers = request.param
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason=f"{name} is not installed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # workers import tests.fake_stages
    return name, workers


def _record_bytes(root: Path) -> dict[Path, bytes]:
    folder = root / f"record-{SCHEMA_VERSION}"
    found = {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    assert found
    return found


def _read(root: Path, folder: Path, stages=STAGES, engine=("local", 1), told=None):
    name, workers = engine
    days = write_days(root.parent / "days.csv", len(list(folder.iterdir())))
    options = pipeline.Options(days, engine=name, workers=workers, settings=Settings(partition_pages=4))
    return pipeline.read([folder], create(root), options, told=told, stages=stages)


def _killing_once(marker: Path, page, article, *, settings):
    """Kill the worker that meets the first page, once; a task that is begun again goes through."""
    if "2021-03-03" in page.text and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return STAGES.claims(page, article, settings=settings)


@functools.cache
def _model(folder: Path) -> None:
    """A stand-in for a model: each load leaves a file of its own, named after the process."""
    (folder / f"{os.getpid()}-{uuid.uuid4()}").touch()


def _with_model(folder: Path, page, article, *, settings):
    _model(folder)
    return STAGES.claims(page, article, settings=settings)


def _killing(page, article, *, settings):
    os.kill(os.getpid(), signal.SIGKILL)


def _counting(folder: Path, page, article, *, settings):
    (folder / f"{os.getpid()}-{page.id}").touch()
    return STAGES.claims(page, article, settings=settings)


@pytest.mark.filterwarnings("ignore")  # Ray's and Dask's own
def test_every_engine_gives_the_bytes_of_reading_in_process(tmp_path, engine):
    """And tells how far it is, partition by partition, with models loaded once by each process that reads."""
    folder, told = write_pages(tmp_path / "in", 14), []
    (tmp_path / "loads").mkdir()
    stages = dataclasses.replace(STAGES, claims=functools.partial(_with_model, tmp_path / "loads"))
    assert _read(tmp_path / "one", folder).run.claims == 14
    assert _read(tmp_path / "many", folder, stages, engine, told.append).run.claims == 14
    assert _record_bytes(tmp_path / "one") == _record_bytes(tmp_path / "many")
    done = [p.done for p in told]
    assert done == sorted(done) and done[-1] == 14 and len(set(done)) > 3
    loads = [path.name.split("-")[0] for path in (tmp_path / "loads").iterdir()]
    assert len(loads) == len(set(loads)) and 1 <= len(loads) <= engine[1]


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_is_found_by_its_address_and_left_running(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="distributed is not installed")
    folder = write_pages(tmp_path / "in", 14)
    (tmp_path / "seen").mkdir()
    stages = dataclasses.replace(STAGES, claims=functools.partial(_counting, tmp_path / "seen"))
    _read(tmp_path / "one", folder)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=None
    ) as cluster:
        monkeypatch.setenv(ADDRESS_VARIABLE, cluster.scheduler_address)
        _read(tmp_path / "many", folder, stages, ("dask", 2))
        assert cluster.status.name == "running" and len(cluster.scheduler.workers) == 1
        with distributed.Client(cluster.scheduler_address) as client:
            assert client.submit(abs, -1).result(timeout=10) == 1
    # Its one worker is a thread of this process; a cluster made by the engine would read in processes of its own.
    seen = {path.name.split("-")[0] for path in (tmp_path / "seen").iterdir()}
    assert seen == {str(os.getpid())}
    assert _record_bytes(tmp_path / "one") == _record_bytes(tmp_path / "many")


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_loses_nothing(tmp_path, engine):
    if engine == ("local", 1):
        pytest.skip("in-process there is no worker; test_pipeline kills the process itself")
    folder = write_pages(tmp_path / "in", 14)
    _read(tmp_path / "one", folder)
    stages = dataclasses.replace(STAGES, claims=functools.partial(_killing_once, tmp_path / "marker"))
    done = _read(tmp_path / "many", folder, stages, engine)
    assert (tmp_path / "marker").exists() and done.run.claims == 14 and done.run.refused == ()
    assert _record_bytes(tmp_path / "one") == _record_bytes(tmp_path / "many")


def test_a_page_that_kills_every_worker_ends_the_read_and_is_told(tmp_path):
    stages = dataclasses.replace(STAGES, claims=_killing)
    with pytest.raises(DetenteError, match="what was finished is kept"):
        _read(tmp_path / "s", write_pages(tmp_path / "in", 9), stages, ("local", 2))


def test_a_read_by_several_shares_the_work(tmp_path):
    (tmp_path / "seen").mkdir()
    stages = dataclasses.replace(STAGES, claims=functools.partial(_counting, tmp_path / "seen"))
    _read(tmp_path / "s", write_pages(tmp_path / "in", 14), stages, ("local", 2))
    seen = [p.name.split("-") for p in (tmp_path / "seen").iterdir()]
    assert len(seen) == 14 and str(os.getpid()) not in {process for process, _ in seen}


@pytest.mark.parametrize(("size", "alone"), [(14, True), (13, False)])
def test_few_pages_are_read_in_this_process_though_they_are_of_many_days(tmp_path, size, alone):
    (tmp_path / "seen").mkdir()
    stages = dataclasses.replace(STAGES, claims=functools.partial(_counting, tmp_path / "seen"))
    days = write_days(tmp_path / "days.csv", 14)
    options = pipeline.Options(days, workers=2, settings=Settings(partition_pages=size))
    pipeline.read([write_pages(tmp_path / "in", 14)], create(tmp_path / "s"), options, stages=stages)
    seen = {p.name.split("-")[0] for p in (tmp_path / "seen").iterdir()}
    assert (seen == {str(os.getpid())}) is alone


def test_no_more_than_is_asked_is_under_way():
    """Back-pressure: inputs are drawn as results are taken, whatever their number."""
    drawn = 0

    def inputs():
        nonlocal drawn
        for n in range(1000):
            drawn += 1
            yield n

    with processes(2) as on:
        for taken, _ in enumerate(each_done(on, abs, inputs(), ahead=4)):
            assert drawn - taken <= 5
            if taken == 50:
                break


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


def test_ray_without_ray_names_the_remedy(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match="pip install ray"):
        executor("ray")


def test_workers_zero_is_one_for_each_core():
    assert worker_count(0) >= 1
    with pytest.raises(UsageError, match="--workers -2"):
        worker_count(-2)
