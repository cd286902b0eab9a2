"""One text or HTML document -> one Page, checked against the limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.errors import RefusedInput
from detente.model import Date, Interval, Page, Refusal, content_id
from detente.pages.decoding import decode
from detente.pages.inputs import STAGE
from detente.pages.markup import render
from detente.settings import Settings

TEXT, HTML = "text/plain", "text/html"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page beside its text: from a record's fields, or from the answer that it came in."""

    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Interval | None = None
    byline: str | None = None
    language: str | None = None
    retrieved: Date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document's place: ``name`` is what records call it, ``label`` what refusals do; ``known`` goes before it.

    ``charset`` is the one that an HTTP answer names.
    """

    name: str
    label: str
    known: Known = Known()
    charset: str | None = None


def page_of(content: str, *, media_type: str, name: str, uri: str | None = None) -> Page:
    """Return the page of a text or HTML given as a string, as reading a file of it would."""
    known = Known(uri=uri)
    return _html_page(content, name, known)[0] if media_type == HTML else _text_page(content, name, known)


def pages_of_text(data: bytes | str, document: Document, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield the page of a plain text, its characters as they stand; RefusedInput if it holds none or no prose."""
    text = data if isinstance(data, str) else decode(data, file=document.label, charset=document.charset)
    yield _text_page(_checked(text, document.label, settings), document.name, document.known)


def pages_of_html(data: bytes | str, document: Document, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield the page of an HTML document, after a warning if it is cut off; RefusedInput if it holds no prose."""
    html = data if isinstance(data, str) else decode(data, file=document.label, markup=True, charset=document.charset)
    try:
        page, truncated = _html_page(html, document.name, document.known)
    except Exception as error:  # markup can be broken in ways that no parser's author thought of; the rest goes on
        reason = f"{type(error).__name__}: {str(error)[:200]}; please report it"
        raise RefusedInput(document.label, "failed", reason) from error
    _checked(page.text, document.label, settings)
    if truncated:
        reason = "the markup is cut off; what is there was read"
        yield Refusal(document.label, STAGE, "warning-truncated-html", reason)
    yield page


def _checked(text: str, label: str, settings: Settings) -> str:
    if not text.strip():
        raise RefusedInput(label, "empty", "there is no text in it")
    if "\0" in text:
        raise RefusedInput(label, "binary", "it holds NUL characters, which no text has; save its text anew")
    longest = max(map(len, text.split("\n")))
    if longest > settings.max_line_chars:
        reason = f"a line of {longest:,} characters is data, not prose (the limit is {settings.max_line_chars:,})"
        raise RefusedInput(label, "long-line", reason)
    return text


def _text_page(text: str, name: str, known: Known) -> Page:
    return Page(
        id=content_id(text, known.uri or name),
        uri=known.uri,
        file=name,
        outlet=known.outlet,
        retrieved=known.retrieved,
        media_type=TEXT,
        text=text,
        title=known.title,
        published=known.published,
        byline=known.byline,
        language=known.language,
    )


def _html_page(html: str, name: str, known: Known) -> tuple[Page, bool]:
    rendered = render(html)
    page = _text_page(rendered.text, name, replace(known, uri=known.uri or rendered.uri))
    page = replace(
        page,
        media_type=HTML,
        main=rendered.main,
        outlet=known.outlet or rendered.outlet,
        title=known.title or rendered.title,
        published=known.published or rendered.published,
        byline=known.byline or rendered.byline,
    )
    return page, rendered.truncated
