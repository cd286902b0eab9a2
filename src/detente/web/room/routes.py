"""How a page comes to have its addresses: HTML for people, a JSON twin of the same view, CSV where it is a table."""

from __future__ import annotations

import csv
import gzip
import inspect
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.store.exports import to_json
from detente.web.room.answers import Kept
from detente.web.room.rendering import render

if TYPE_CHECKING:
    from detente.web.room.shelves import Generation, Shelves

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page: its address, the function that gathers its view, and the template that sets it.

    ``view`` takes a ``Browsing`` first; its other parameters are the address's. ``table`` names the field of the view
    that is downloaded as CSV.
    """

    address: str
    view: View
    template: str
    title: str
    table: str | None = None
    keep: bool = True
    """Whether an answer stands as long as the index does; the queue of reviews also shows what was judged since."""
    shown: bool = True
    """Whether it is a page; else it is only data that a page asks for."""


def router(shelves: Shelves, pages: tuple[PageOf, ...]) -> APIRouter:
    """Return the routes of pages; those of the twins come first, since ``/event/{id}`` would take them too."""
    found = APIRouter()
    for page in pages:
        twin = "/overview" if page.address == "/" else page.address
        _add(found, f"{twin}.json", page, _json(page), shelves, schema=True)
        if page.table:
            _add(found, f"{twin}.csv", page, _csv(page), shelves, schema=True)
    for page in (p for p in pages if p.shown):
        _add(found, page.address, page, _html(page), shelves, schema=False)
    return found


Seen = dict[str, Any]
Answer = Callable[[Seen, Any], "Given"]
VARY = "accept-encoding, cookie"


@dataclass(frozen=True, slots=True)
class Given:
    """What a page answers: its kind, its body, and further headers."""

    media_type: str
    body: str
    headers: tuple[tuple[str, str], ...] = ()


def _kept(given: Given) -> Kept:
    body = given.body.encode("utf-8", "replace")
    return Kept(given.media_type, given.headers, body, gzip.compress(body, 5, mtime=0))


def _add(found: APIRouter, address: str, page: PageOf, answer: Answer, shelves: Shelves, *, schema: bool) -> None:
    signature = inspect.signature(page.view, eval_str=True)
    _, *asked = signature.parameters.values()
    request = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)

    def endpoint(request: Request, **values: Any) -> Response:
        generation = shelves.generation()
        seen = frame(request, page)
        key = (request.url.path, request.url.query, seen["theme"] or "", str(seen["writing"]))
        tag = f'"{generation.key}-{request.app.state.started}-{seen["theme"] or ""}-{seen["writing"]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"etag": tag})

        def make(source: Generation) -> Kept:
            with shelves.reader(source) as reader:
                return _kept(answer(seen, page.view(reader, **values)))

        kept = generation.answers.get(key, make, generation) if page.keep else make(generation)
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {**dict(kept.headers), "etag": tag, "cache-control": "private, no-cache", "vary": VARY}
        headers |= {"content-encoding": "gzip"} if packed else {}
        return Response(kept.packed if packed else kept.body, media_type=kept.media_type, headers=headers)

    named = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in asked]
    endpoint.__signature__ = signature.replace(parameters=[request, *named], return_annotation=Response)  # type: ignore[attr-defined]
    endpoint.__name__ = f"{page.template}_{address.rpartition('.')[2] if schema else 'page'}"
    found.add_api_route(
        address,
        endpoint,
        methods=["GET"],
        include_in_schema=schema,
        summary=page.title,
        description=inspect.getdoc(page.view),
        responses=_described(page, address) if schema else {},
        response_class=Response,
    )


def _described(page: PageOf, address: str) -> dict[int | str, dict[str, Any]]:
    problem = {"description": "what was wrong and how to mend it"}
    if address.endswith(".csv"):
        return {200: {"description": "a table", "content": {"text/csv": {}}}, 400: problem, 404: problem, 422: problem}
    returned = inspect.signature(page.view, eval_str=True).return_annotation
    schema = {"$ref": f"#/components/schemas/{returned.__name__}"}
    return {
        200: {"description": page.title, "content": {"application/json": {"schema": schema}}},
        400: problem,
        404: problem,
        422: problem,
    }


def view_schemas(pages: tuple[PageOf, ...]) -> dict[str, Any]:
    """Return the JSON Schemas of all views, for OpenAPI's components."""
    views = [inspect.signature(p.view, eval_str=True).return_annotation for p in pages]
    _, components = msgspec.json.schema_components(views, ref_template="#/components/schemas/{name}")
    return components


def _json(page: PageOf) -> Answer:
    return lambda seen, view: Given("application/json", to_json(view))


def _html(page: PageOf) -> Answer:
    return lambda seen, view: Given("text/html; charset=utf-8", render(page.template, view=view, **seen))


def _csv(page: PageOf) -> Answer:
    def answer(seen: Seen, view: Any) -> Given:
        rows = [msgspec.to_builtins(row) for row in getattr(view, page.table or "")]
        stream = io.StringIO()
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]) if rows else ["empty"], lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
        saved = ("content-disposition", f'attachment; filename="{page.template}.csv"')
        return Given("text/csv; charset=utf-8", stream.getvalue(), (saved,))

    return answer


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(_cell(v)) for v in value)
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value:
        return f"'{value}"  # a spreadsheet would run it as a formula
    return to_json(value) if isinstance(value, dict) else value


def frame(request: Request, page: PageOf | None) -> Seen:
    """Return what the frame around every page needs: its title, addresses, theme, and whether one may write."""
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    theme = request.cookies.get("theme")
    twin = "/overview" if path == "/" else path
    return {
        "path": path,
        "query": dict(request.query_params),
        "twin": f"{twin}.json{query}",
        "table": f"{twin}.csv{query}" if page and page.table else None,
        "theme": theme if theme in ("light", "dark") else None,
        "template": page.template if page else "",
        "writing": request.app.state.token.admits(dict(request.headers)),
        "can_write": request.app.state.token.secret is not None,
    }
