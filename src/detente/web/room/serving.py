"""The room served over HTTP by uvicorn, in this process."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from detente.errors import UsageError
from detente.web.room.app import create_app
from detente.web.room.guards import Token

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from detente.store import Record

WAITING = 256
"""Connections that may wait; beyond that the system turns them away."""
AT_ONCE = 200
"""Requests under way at once; uvicorn answers 503 beyond that, sooner than let memory run out."""


def run(
    record: Record, *, token: Token, hosts: frozenset[str], host: str, port: int, told: Callable[[str], object]
) -> None:
    """Serve a store until interrupted; ``told`` is given the address. UsageError if the address can't be had."""
    import uvicorn

    listening = _socket(host, port)
    name = f"[{host}]" if ":" in host else host
    told(f"http://{name}:{listening.getsockname()[1]}/")
    uvicorn.Server(config(create_app(record, token=token, hosts=hosts))).run(sockets=[listening])


def config(app: FastAPI) -> uvicorn.Config:
    """Return how uvicorn serves the room."""
    import uvicorn

    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=AT_ONCE,
        backlog=WAITING,
        timeout_keep_alive=30,
        h11_max_incomplete_event_size=16_384,
    )


def _socket(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(WAITING)  # so that who comes while the room is made ready waits, and is not turned away
    except OSError as error:
        raise UsageError(f"can't listen on {host}, port {port} ({error.strerror}); give --host or --port") from None
    return listening
