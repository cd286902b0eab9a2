"""Templates set as pages; everything that an article says is escaped."""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote, urlencode

import jinja2

from detente import __version__
from detente.model import Status
from detente.reading.codes import load_codebook
from detente.web.brief_words import said, spoken_day

if TYPE_CHECKING:
    from detente.web.room.course import Month
    from detente.web.room.rows import EventRow

Date = datetime.date

STATIC = resources.files("detente.web").joinpath("static")


def render(template: str, /, **names: Any) -> str:
    """Return a page of the room."""
    return _environment().get_template(f"room/{template}.html.jinja").render(**names)


def compile_all() -> None:
    """Compile all templates of the room."""
    environment = _environment()
    for name in environment.list_templates(filter_func=lambda name: name.startswith("room/")):
        environment.get_template(name)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("detente.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"signed": signed, "grouped": grouped, "day": spoken_day, "path": path_part}
    environment.globals |= {"said": said, "asset": asset, "address": address, "version": __version__}
    from detente.web.room.world import outlines

    environment.globals |= {"chart_marks": chart_marks, "chart_months": chart_months, "zip": zip, "outlines": outlines}
    environment.globals |= {"types": tuple(load_codebook().types), "statuses": get_args(Status)}
    return environment


def chart_marks(rows: Sequence[EventRow]) -> list[list[Any]]:
    """Return events as the chart takes them: day, intensity, quad, whether it happened, contested, id, words, date."""
    return [
        [str(_middle(e)), e.intensity, e.quad, e.status in ("occurred", "ongoing"), e.contested, e.id, e.says, e.date]
        for e in rows
    ]


def chart_months(months: Sequence[Month]) -> list[list[Any]]:
    """Return months as the chart takes them: first day, number of events, mean intensity."""
    return [[str(m.start), m.n, m.mean] for m in months]


def _middle(row: EventRow) -> Date:
    first, last = row.earliest or row.latest, row.latest or row.earliest
    return first + (last - first) // 2 if first and last else Date.min


def signed(value: float) -> str:
    """Return a number with its sign and a true minus: +2.5, −4.0."""
    return f"{value:+.1f}".replace("-", "−")


def grouped(value: int) -> str:
    """Return a number with thin spaces between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def path_part(value: str) -> str:
    """Return a value as one part of an address."""
    return quote(value, safe="")


def address(path: str, *given: Mapping[str, Any], **more: Any) -> str:
    """Return an address with the values that are given; later ones replace earlier, ``None`` and empty ones go."""
    asked: dict[str, Any] = {}
    for values in (*given, more):
        asked |= values
    query = urlencode({k: v for k, v in asked.items() if v not in (None, "", False)})
    return f"{path}?{query}" if query else path


@functools.cache
def asset(name: str) -> str:
    """Return the address of one of our static files, which changes when the file does."""
    digest = hashlib.sha256(STATIC.joinpath(name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
