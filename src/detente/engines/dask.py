"""Tasks on a Dask cluster: its client offers the standard library's executor interface."""

from __future__ import annotations

import os
from concurrent.futures import Executor

from detente.errors import UsageError

ADDRESS_VARIABLE = "DASK_SCHEDULER_ADDRESS"


def cluster(workers: int) -> Executor:
    """Return an executor on the cluster at DASK_SCHEDULER_ADDRESS, else on one made on this machine.

    Raises UsageError if ``distributed`` isn't installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--engine dask needs Dask; install it with: pip install distributed") from None
    address = os.environ.get(ADDRESS_VARIABLE)
    client = Client(address) if address else Client(n_workers=workers or None, threads_per_worker=1)  # type: ignore[no-untyped-call]
    on: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
    return on
