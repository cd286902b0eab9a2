"""HTML -> plain text that keeps everything, and which stretches of it the markup shows to be main text.

Inscriptis sets the whole page as lines of text, menus and all, since offsets count in it. The lines
that trafilatura takes for main text too are its main stretches, which ``detente.articles`` looks for stories in.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.model import Interval, Span
from detente.pages.dates import read_date

_CUT_TAG = re.compile(r"<[^<>]{0,2000}\Z")
_WORDS = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
# Shorter lines are main text only if they are a whole line of it: "Politics" also occurs inside sentences.
_LONG_LINE = 30
_MOST_BLANK_LINES = 2


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of an HTML page, its main stretches (none if unknown), and what its head says."""

    text: str
    truncated: bool
    main: tuple[Span, ...] = ()
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    uri: str | None = None
    published: Interval | None = None


def render(html: str) -> Rendered:
    """Return an HTML page's text, all of it, with its metadata; never fetches anything.

    ``truncated`` tells that the markup ends inside a tag or without closing its body.
    """
    from inscriptis import get_text

    main = _main_text(html) if "<" in html else ""
    lines = [line.strip() for line in get_text(html).split("\n")] if html.strip() else []
    text = re.sub(rf"\n{{{_MOST_BLANK_LINES + 2},}}", "\n" * (_MOST_BLANK_LINES + 1), "\n".join(lines)).strip("\n")
    return _with_head(Rendered(text, _is_truncated(html), tuple(_main_spans(text, main))), html)


def _main_text(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


def _main_spans(text: str, main: str) -> Iterator[Span]:
    """Yield the runs of lines that are in the main text, blank lines between them included."""
    paragraphs = {_key(line) for line in main.split("\n")} - {""}
    whole = _key(main)
    run: Span | None = None
    for line in _LINE.finditer(text):
        key = _key(line.group())
        if key in paragraphs or (len(key) >= _LONG_LINE and key in whole):
            run = Span(run.start if run else line.start(), line.end())
        elif run:
            yield run
            run = None
    if run:
        yield run


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def _is_truncated(html: str) -> bool:
    lower = html.rstrip().lower()
    if _CUT_TAG.search(lower):
        return True
    return any(f"<{tag}" in lower and f"</{tag}" not in lower for tag in ("body", "html", "article"))


def _with_head(rendered: Rendered, html: str) -> Rendered:
    from trafilatura.metadata import extract_metadata

    config = {"original_date": True, "extensive_search": False, "max_date": datetime.datetime(2100, 1, 1)}
    try:
        head = extract_metadata(html, extensive=False, date_config=config)
    except (ValueError, AttributeError, TypeError):  # trafilatura stumbles over some broken trees
        return rendered
    return replace(
        rendered,
        title=head.title or None,
        byline=head.author or None,
        outlet=head.sitename or None,
        uri=head.url or None,
        published=read_date(head.date) if head.date else None,
    )
