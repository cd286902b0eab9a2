"""HTML -> plain text that keeps everything, with what lies outside the main text indented.

The whole page is laid out as a text browser would (inscriptis), menus and all, since offsets count in it. Lines that
trafilatura takes for main text start at the margin; all others are indented by four spaces. So the rendering itself
says which lines the markup calls the story, to people and to ``detente.articles`` alike.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from detente.model import Interval
from detente.pages.dates import read_date

INDENT = "    "
_CUT_TAG = re.compile(r"<[^<>]{0,2000}\Z")
_WORDS = re.compile(r"\w+")
# Shorter lines are main text only if they are a whole line of it: "Politics" also occurs inside sentences.
_LONG_LINE = 30


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of an HTML page and what its head says."""

    text: str
    truncated: bool
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
    rendered = Rendered(_laid_out(lines, main), _is_truncated(html))
    return _with_head(rendered, html)


def _main_text(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


def _laid_out(lines: list[str], main: str) -> str:
    paragraphs = {_key(line) for line in main.split("\n")} - {""}
    whole = _key(main)
    text = "\n".join(
        line if not line or not paragraphs or _is_main(_key(line), paragraphs, whole) else INDENT + line
        for line in lines
    )
    return re.sub(r"\n{4,}", "\n\n\n", text).strip("\n")


def _is_main(key: str, paragraphs: set[str], whole: str) -> bool:
    return key in paragraphs or (len(key) >= _LONG_LINE and key in whole)


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
