"""The choice of an engine by name, and tasks launched a bounded number at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TypeVar

from detente.engines.local import InProcess, cores, processes
from detente.errors import UsageError

I = TypeVar("I")  # noqa: E741 (input)
O = TypeVar("O")  # noqa: E741 (output)

ENGINES = ("local", "dask", "ray")


def executor(engine: str, workers: int = 0) -> Executor:
    """Return an executor; ``workers`` 0 means one for each core, 1 in-process (``local`` only).

    Raises UsageError if the engine is unknown or what it needs isn't installed.
    """
    if engine == "local":
        count = worker_count(workers)
        return InProcess() if count == 1 else processes(count)
    if engine == "dask":
        from detente.engines.dask import cluster

        return cluster(workers)
    if engine == "ray":
        from detente.engines.ray import cluster as on_ray

        return on_ray(workers)
    raise UsageError(f"unknown engine {engine!r}; the engines are {', '.join(ENGINES)}")


def worker_count(workers: int) -> int:
    """Return the number of worker processes meant; UsageError below 0."""
    if workers < 0:
        raise UsageError(f"--workers {workers}: give 0 (one for each core) or more")
    return workers or cores()


def each_done(on: Executor, task: Callable[[I], O], inputs: Iterable[I], *, ahead: int) -> Iterator[O]:
    """Yield the results of a task over inputs as they come, with at most ``ahead`` inputs under way.

    So inputs are drawn as they are needed and never held all at once. The first error of a task ends it.
    """
    under_way: set[Future[O]] = set()
    try:
        for item in inputs:
            under_way.add(on.submit(task, item))
            if len(under_way) >= ahead:
                yield from _finished(under_way)
        while under_way:
            yield from _finished(under_way)
    finally:
        for future in under_way:
            future.cancel()


def _finished(under_way: set[Future[O]]) -> Iterator[O]:
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    under_way -= done
    for future in done:
        yield future.result()
