"""The articles of the pages in ``articles/``, as the JSON beside them holds them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.articles import articles
from detente.model import Article, Page, Refusal
from detente.pages import read_pages

FOLDER = Path(__file__).parent / "articles"
PAGES = sorted(p for p in FOLDER.iterdir() if p.suffix in (".txt", ".html"))


def golden_of(page: Path) -> Path:
    """Return where a page's golden file lies."""
    return page.with_suffix(".json")


def made(page: Path) -> str:
    """Return what the page gives now, as the text of its golden file."""
    return json.dumps(list(_found(page)), indent=1, ensure_ascii=False) + "\n"


def _found(path: Path) -> Any:
    for record in read_pages([path]):
        if isinstance(record, Refusal):
            yield _refusal(record)
            continue
        for item in articles(record):
            yield _article(record, item) if isinstance(item, Article) else _refusal(item)


def _article(page: Page, article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "headline": article.headline,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": [str(published.earliest), str(published.latest), *published.why],
        "blocks": [[b.kind, page.text[b.span.start : b.span.end]] for b in article.blocks],
    }


def _refusal(item: Refusal) -> dict[str, Any]:
    return {"stage": item.stage, "code": item.code, "reason": item.reason}
