"""Templates set as pages; everything that an article says is escaped."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

import jinja2

from detente import __version__
from detente.web.brief_words import said, spoken_day

STATIC = resources.files("detente.web").joinpath("static")


def render(template: str, /, **names: Any) -> str:
    """Return a page of the room."""
    return _environment().get_template(f"room/{template}.html.jinja").render(**names)


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
    return environment


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
