"""The room as an ASGI application."""

from __future__ import annotations

import contextlib
import gc
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from detente import __version__
from detente.errors import BusyStoreError, DetenteError, NoStoreError, UnknownActorError, UsageError
from detente.web.room import pages
from detente.web.room.guards import LOOPBACK, Guard, Limits, Token
from detente.web.room.lasting import MovedError
from detente.web.room.overview import overview
from detente.web.room.relation import AskedOfRelation, relation
from detente.web.room.rendering import STATIC, compile_all, render
from detente.web.room.routes import frame, router, view_schemas
from detente.web.room.shelves import Shelves

if TYPE_CHECKING:
    from detente.store import Record


def create_app(
    record: Record,
    *,
    token: Token | None = None,
    limits: Limits | None = None,
    hosts: frozenset[str] = LOOPBACK,
) -> FastAPI:
    """Return the reading room of a store.

    Without a ``token`` nothing can be written. ``hosts`` are the names that it answers to; an empty set lets any.
    """
    shelves = Shelves(record)
    app = FastAPI(
        title="Détente reading room",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_lifespan(shelves),
    )
    app.state.token = token or Token()
    app.state.shelves = shelves
    app.state.started = secrets.token_hex(4)
    app.include_router(router(shelves, pages.PAGES))
    app.include_router(pages.extra(shelves))
    app.mount("/static", Assets(directory=Path(str(STATIC))), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Guard, limits=limits or Limits(), hosts=hosts)
    for kind in (RequestValidationError, DetenteError, HTTPException):
        app.add_exception_handler(kind, _failed)
    app.add_exception_handler(MovedError, _moved)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


class Assets(StaticFiles):
    """Our static files. Their addresses hold their hash, so that a browser may keep them for good."""

    def file_response(self, *given: Any, **named: Any) -> Response:
        """Return a file, to be kept."""
        response = super().file_response(*given, **named)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def _lifespan(shelves: Shelves) -> Any:
    @contextlib.asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        with contextlib.suppress(NoStoreError):
            shelves.refresh()
            _warm(shelves)
        gc.collect()
        gc.freeze()  # the register and the templates stay: to look through them for garbage took 100 ms of a page
        yield
        gc.unfreeze()

    return running


def _warm(shelves: Shelves) -> None:
    """Load the register and compile the templates, so that the first reader does not wait seconds for them."""
    compile_all()
    with shelves.reader(shelves.generation()) as reader:
        for dyad in overview(reader).dyads[:1]:
            relation(reader, dyad.a.code, dyad.b.code, asked=AskedOfRelation())


def _moved(request: Request, moved: Exception) -> Response:
    """Lead to the address that an event has now, of the same kind: its page or its data."""
    assert isinstance(moved, MovedError)
    twin = ".json" if request.url.path.endswith(".json") else ""
    return RedirectResponse(f"/event/{moved.id}{twin}", status_code=302, headers={"cache-control": "no-store"})


def _failed(request: Request, error: Exception) -> Response:
    status, title, reason = _told(error)
    if request.url.path.endswith((".json", ".csv")):
        return JSONResponse({"status": status, "title": title, "detail": reason}, status_code=status)
    page = render("error", title=title, reason=reason, status=status, **frame(request, None))
    return Response(page, status_code=status, media_type="text/html")


_TOLD: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownActorError, 404, "Nobody of that name is known"),
    (NoStoreError, 503, "Nothing has been read yet"),
    (BusyStoreError, 409, "The store is being written"),
    (UsageError, 404, "There is no such thing in the store"),
    (DetenteError, 500, "The store can't be read"),
)


def _told(error: Exception) -> tuple[int, str, str]:
    """The status, title and words of what went wrong."""
    if isinstance(error, RequestValidationError):
        faults = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors()[:5])
        return 422, "The address asks for something that there is not", faults
    if isinstance(error, HTTPException):
        return error.status_code, "No such page" if error.status_code == 404 else "That can't be done", error.detail
    status, title = next((status, title) for kind, status, title in _TOLD if isinstance(error, kind))
    return status, title, str(error)


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            description="Every page of the reading room as data. Addresses are those of the pages, with .json.",
            routes=app.routes,
        )
        components = schema.setdefault("components", {}).setdefault("schemas", {})
        components.update(view_schemas(pages.PAGES))
        app.openapi_schema = schema
    return app.openapi_schema
