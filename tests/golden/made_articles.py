"""The articles of the pages in ``articles/``, as the JSON beside them holds them: a page in, its articles out.

A block is one line of the file, so that a diff shows which paragraphs came in or fell out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.articles import articles, body_text, link_copies
from detente.model import Article, Page, Refusal
from detente.pages import read_pages

FOLDER = Path(__file__).parent / "articles"
PAGES = sorted(p for p in FOLDER.iterdir() if p.suffix in (".txt", ".html", ".jsonl"))


def golden_of(page: Path) -> Path:
    """Return where a page's golden file lies."""
    return page.with_suffix(".json")


def made(page: Path) -> str:
    """Return what the page gives now, as the text of its golden file."""
    return json.dumps(list(_found(page)), indent=1, ensure_ascii=False) + "\n"


def _found(path: Path) -> Iterator[dict[str, Any]]:
    for record in read_pages([path]):
        if isinstance(record, Refusal):
            yield _refusal(record)
            continue
        found = list(articles(record))
        stories = [item for item in found if isinstance(item, Article)]
        copies = link_copies((story, body_text(story, record.text)) for story in stories)
        places = {story.id: story.position for story in stories}
        for item in found:
            told = _article(record, item) if isinstance(item, Article) else _refusal(item)
            copy = places[copies[item.id]] if isinstance(item, Article) and item.id in copies else None
            yield told | ({"copy of story": copy} if copy is not None else {})


def _article(page: Page, article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "headline": article.headline,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": f"{published.earliest} to {published.latest}",
        "why": list(published.why),
        "blocks": [f"{b.kind}: {page.text[b.span.start : b.span.end]}" for b in article.blocks],
    }


def _refusal(item: Refusal) -> dict[str, Any]:
    return {"stage": item.stage, "code": item.code, "reason": item.reason}
