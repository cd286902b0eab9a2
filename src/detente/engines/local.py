"""Tasks in this process, or in processes of this machine."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, InvalidStateError, ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 3
"""Times that a task is begun before the deaths of its workers are held against it."""


class InProcess(Executor):
    """Runs each task at once, in the calling thread; an error is kept in the future, as in any executor."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run the task and return its finished future; KeyboardInterrupt is not held back."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Processes(Executor):
    """A pool of fresh processes that outlives the death of one of them.

    When a worker is killed, the standard library's pool breaks and takes all its tasks with it. Ours starts another
    pool and gives it the tasks that were under way; a task that was there at ``TRIES`` deaths fails with
    BrokenExecutor, since it is likely their cause. Tasks must bear being begun twice.

    The processes are spawned, not forked: a fork of a process with threads (Arrow, BLAS) may hang. Each loads the
    models once, at its first task.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._guard = threading.Lock()
        self._pool = _pool(workers)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Send a task to a process and return its future."""
        outer: Future[T] = Future()
        self._send(outer, functools.partial(fn, *args, **kwargs), TRIES)
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after the tasks under way unless ``cancel_futures``."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _send(self, outer: Future[T], task: Callable[[], T], tries: int) -> None:
        pool = self._pool
        try:
            inner = pool.submit(task)
        except BrokenExecutor:
            self._renew(pool)
            inner = self._pool.submit(task)
            pool = self._pool
        inner.add_done_callback(lambda done: self._done(outer, task, tries, pool, done))
        outer.add_done_callback(lambda done: done.cancelled() and inner.cancel())

    def _done(
        self, outer: Future[T], task: Callable[[], T], tries: int, pool: ProcessPoolExecutor, done: Future[T]
    ) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        if isinstance(error, BrokenExecutor) and tries > 1 and not outer.cancelled():
            self._renew(pool)
            threading.Thread(target=self._again, args=(outer, task, tries - 1), daemon=True).start()
            return
        with contextlib.suppress(InvalidStateError):  # cancelled in the meantime
            if error is None:
                outer.set_result(done.result())
            else:
                outer.set_exception(error)

    def _again(self, outer: Future[T], task: Callable[[], T], tries: int) -> None:
        """Send a task anew, from a thread of its own: the broken pool's thread, which tells of it, must end first."""
        try:
            self._send(outer, task, tries)
        except Exception as error:
            with contextlib.suppress(InvalidStateError):
                outer.set_exception(error)

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        with self._guard:
            if self._pool is broken:
                self._pool = _pool(self._workers)


def processes(workers: int) -> Processes:
    """Return a pool of fresh processes."""
    return Processes(workers)


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_start_worker)


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start_worker(*_: Any) -> None:
    """Leave Ctrl-C to the parent, and end when it is gone: a pool's orphans would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
