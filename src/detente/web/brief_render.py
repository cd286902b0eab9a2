"""A brief set as one HTML page or as Markdown; everything that an article says is escaped."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from importlib import resources
from typing import Any, Protocol

import jinja2
from markupsafe import Markup

from detente.web.brief_record import Brief
from detente.web.brief_words import said

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_ARTICLE = re.compile(r"^(The|A|An|His|Her|Its|Their|One|Two)(?= )")
_LIST_LIKE = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


class Placed(Protocol):
    """A piece of evidence or a quote: the claim that it shows and the article that holds it."""

    @property
    def claim(self) -> str: ...  # noqa: D102

    @property
    def article(self) -> str: ...  # noqa: D102


def to_html(brief: Brief) -> str:
    """Return a brief as one HTML page that loads nothing and runs nothing."""
    return _environment().get_template("brief.html.jinja").render(**_names(brief), css=Markup(_css()))


def to_markdown(brief: Brief) -> str:
    """Return a brief as Markdown, for notes and mail; the articles' texts are left to HTML and PDF."""
    return _environment().get_template("brief.md.jinja").render(**_names(brief))


def chart_svg(brief: Brief) -> str:
    """Return the chart as a stand-alone SVG for a printed page, without links."""
    module: Any = _environment().get_template("chart.svg.jinja").module
    return str(module.drawing(brief.middle, f"{brief.sides[0].name} and {brief.sides[1].name}", False))


def markdown(text: object) -> str:
    """Escape text so that Markdown, and HTML within it, shows it as it is, on one line."""
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))
    return _LIST_LIKE.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] in "-+" else f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)


def midway(words: str) -> str:
    """Return words as they stand within a sentence: ``the foreign ministry`` for ``The foreign ministry``."""
    return _ARTICLE.sub(lambda m: m[0].lower(), words)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("detente.web"),
        autoescape=lambda name: name is None or not name.endswith(".md.jinja"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = markdown
    environment.filters["midway"] = midway
    return environment


@functools.cache
def _css() -> str:
    return resources.files("detente.web").joinpath("static/brief.css").read_text(encoding="utf-8")


def _names(brief: Brief) -> dict[str, object]:
    anchored = {c for s in brief.stories for p in s.paragraphs for t in p.stretches for c in t.opens}

    def at(shown: Placed) -> str:
        return f"c-{shown.claim}" if shown.claim in anchored else f"a-{shown.article}"

    return {
        "brief": brief,
        "said": said,
        "at": at,
        "numbers": functools.partial(numbers_of, brief),
        "tint": functools.partial(tint_of, brief),
    }


def numbers_of(brief: Brief, claims: Iterable[str]) -> list[int]:
    """Return the numbers of the events that claims tell of."""
    return sorted({n for c in claims for n in brief.refers.get(c, ())})


def tint_of(brief: Brief, claims: Iterable[str]) -> str:
    """Return what evidence speaks of: cooperation, conflict, or both."""
    kinds = {brief.by_number(n).event.quad.split()[-1] for n in numbers_of(brief, claims)}
    return kinds.pop() if len(kinds) == 1 else "both"
