"""Writing: signing in with the token, and judgements, which go through the Python interface."""

from __future__ import annotations

import threading
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from detente.api import Store
from detente.errors import UsageError
from detente.judging import Told
from detente.web.room.guards import COOKIE
from detente.web.room.rendering import render

if TYPE_CHECKING:
    from detente.web.room.shelves import Shelves

_WRITING = threading.Lock()


class Judged(Told, frozen=True, forbid_unknown_fields=True):
    """What is judged: a claim, or two; ``set`` names a field and its value, ``undo`` the judgement to take back."""


def routes(shelves: Shelves) -> APIRouter:
    """Return the routes that write. All need the token."""
    found = APIRouter()

    async def sign_in(request: Request) -> Response:
        given = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
        token = request.app.state.token
        if not token.is_token(given.get("token", "")):
            raise HTTPException(403, "That is not the token; it stands in the file that --token-file names")
        response = RedirectResponse("/review", status_code=303)
        response.set_cookie(COOKIE, token.cookie, httponly=True, samesite="strict", max_age=86_400 * 30)
        return response

    async def sign_out(request: Request) -> Response:
        response = RedirectResponse("/review", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    async def judge(request: Request) -> Response:
        if not request.app.state.token.admits(dict(request.headers)):
            raise HTTPException(403, "Judging needs the token: sign in on the page Review, or send it as a bearer")
        judged = _judged(await request.body(), request.headers.get("content-type", ""))
        try:
            done = await run_in_threadpool(_judge, shelves, judged)
        except UsageError as error:
            if not request.headers.get("hx-request"):
                raise
            failed = f'<p class="done failed" role="alert">{escape(str(error))}</p>'
            return Response(failed, 422, {"hx-reswap": "beforeend"}, "text/html")
        if request.headers.get("hx-request"):
            return Response(render("judged", made=done, judged=judged), media_type="text/html")
        return JSONResponse(done, status_code=201)

    found.add_api_route("/session", sign_in, methods=["POST"], include_in_schema=False)
    found.add_api_route("/session/end", sign_out, methods=["POST"], include_in_schema=False)
    found.add_api_route(
        "/judgements",
        judge,
        methods=["POST"],
        summary="Judge",
        description="Judge a claim or a pair of them. Needs the token: Authorization: Bearer TOKEN.",
        status_code=201,
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": _schema()}}}},
        responses={code: {"description": "what was wrong and how to mend it"} for code in (400, 403, 404, 409, 422)},
    )
    return found


def _judged(body: bytes, kind: str) -> Judged:
    try:
        if kind.startswith("application/json"):
            return msgspec.json.decode(body, type=Judged)
        given = {k: v for k, v in parse_qsl(body.decode("utf-8", "replace")) if v.strip()}
        return msgspec.convert(given, Judged)
    except (msgspec.MsgspecError, ValueError) as error:
        raise HTTPException(422, f"not a judgement: {error}") from None


def _judge(shelves: Shelves, judged: Judged) -> dict[str, Any]:
    with _WRITING, Store(shelves.record) as store:
        made = store.judge(judged.target, judged.saying())
    plain: dict[str, Any] = msgspec.to_builtins(made)
    return plain


def _schema() -> dict[str, Any]:
    (_,), components = msgspec.json.schema_components([Judged], ref_template="#/components/schemas/{name}")
    schema: dict[str, Any] = components["Judged"]
    return schema
