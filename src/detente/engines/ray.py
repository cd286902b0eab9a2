"""Tasks on Ray: on the cluster at RAY_ADDRESS, else on one made on this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from detente.engines.local import cores
from detente.errors import UsageError

P = ParamSpec("P")
T = TypeVar("T")
ADDRESS_VARIABLE = "RAY_ADDRESS"


class RayExecutor(Executor):
    """The standard library's executor interface over Ray's tasks.

    Ray runs a task whose worker died again (three times by default), and keeps its workers for the tasks that follow,
    so that each loads its models once.
    """

    def __init__(self, ray: Any, *, ours: bool) -> None:
        self._ray, self._ours = ray, ours
        self._run = ray.remote(_call)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Send a task out and return its future."""
        future: Future[T] = self._run.remote(fn, args, kwargs).future()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; one that was made here ends."""
        if self._ours:
            self._ray.shutdown()


def _call(fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return fn(*args, **kwargs)


def cluster(workers: int) -> Executor:
    """Return an executor on Ray; ``workers`` 0 means one for each core. UsageError if Ray isn't installed."""
    try:
        import ray
    except ImportError:
        raise UsageError("--engine ray needs Ray; install it with: pip install ray") from None
    ours = not ray.is_initialized()
    if ours:
        own = None if os.environ.get(ADDRESS_VARIABLE) else workers or cores()
        ray.init(num_cpus=own, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    return RayExecutor(ray, ours=ours)
