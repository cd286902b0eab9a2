"""Write what the pages here give to the JSON beside them: python tests/golden/articles/regenerate.py

Review the diff: every changed line is a changed behaviour.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.articles import articles
from detente.model import Article, Page
from detente.pages import read_pages

HERE = Path(__file__).parent
PAGES = sorted(p for p in HERE.iterdir() if p.suffix in (".txt", ".html"))


def rendered(path: Path) -> list[dict[str, Any]]:
    """Return the articles (or refusals) of a page."""
    found = []
    for record in read_pages([path]):
        for item in articles(record) if isinstance(record, Page) else [record]:
            found.append(
                _article(record, item) if isinstance(item, Article) and isinstance(record, Page) else _refusal(item)
            )
    return found


def _article(page: Page, article: Article) -> dict[str, Any]:
    published = article.published
    return {
        "headline": article.headline,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": [str(published.earliest), str(published.latest), *published.why],
        "blocks": [[b.kind, page.text[b.span.start : b.span.end]] for b in article.blocks],
    }


def _refusal(item: Any) -> dict[str, Any]:
    return {"stage": item.stage, "code": item.code, "reason": item.reason}


def as_json(path: Path) -> str:
    """Return the text of a page's golden file."""
    return json.dumps(rendered(path), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for page in PAGES:
        page.with_suffix(".json").write_text(as_json(page), encoding="utf-8")
        print(page.with_suffix(".json"))
