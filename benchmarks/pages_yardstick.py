"""The pages yardstick: is the story found, and its headline, in HTML and in three renderings as text?

python -m benchmarks.pages_yardstick
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, scored_predictions, shared, tell
from detente.articles import articles
from detente.model import Article, Page
from detente.pages import page_of

RENDERINGS = ("crude", "resimc", "resimc_second")
"""The flattenings; the fourth, inscriptis, is the layout that our own HTML pages have."""


def measure() -> tuple[Table, ...] | None:
    """Predict the dev pages' main stories and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "pages"
    rows = [_row("HTML", _score(yardstick, _from_html(yardstick), "--html"))]
    for rendering in RENDERINGS:
        found = _from_text(yardstick / "dev" / f"pages.{rendering}.jsonl.gz")
        rows.append(_row(rendering, _score(yardstick, found, "--rendering", rendering)))
    columns = ("input", "pages", "body, characters F1", "body, shingles F1", "title exact", "second story kept")
    return (Table("The main story of a page (pages yardstick, dev)", columns, tuple(rows)),)


def _score(yardstick: Path, predictions: Iterator[Any], *flags: str) -> dict[str, float]:
    printed = scored_predictions(yardstick, predictions, after=("--split", "dev", "--boot", "0", *flags))
    figures: dict[str, float] = json.loads(printed.split("\n", 1)[0].removeprefix("all "))
    return figures


def _row(name: str, found: dict[str, float]) -> tuple[str, ...]:
    keys = ("char_f1", "sh_f1", "title_exact", "second_kept")
    return (name, str(found["pages"]), *(figure(found[key]) if key in found else "" for key in keys))


def main_story(page: Page) -> Article | None:
    """Return the first story of a page, which is the one that the yardstick asks for; None if it was refused."""
    return next((article for article in articles(page) if isinstance(article, Article)), None)


def _from_html(yardstick: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((yardstick / "dev" / "html").glob("*.html.gz")):
        page = page_of(
            gzip.decompress(path.read_bytes()).decode("utf-8", "replace"), media_type="text/html", name=path.name
        )
        story = main_story(page)
        if story is not None:
            body = (page.text[b.span.start : b.span.end] for b in story.blocks if b.kind == "body")
            yield {"id": path.name.removesuffix(".html.gz"), "text": "\n".join(body), "title": story.headline}


def _from_text(path: Path) -> Iterator[dict[str, Any]]:
    for record in map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()):
        page = page_of(record["text"], media_type="text/plain", name=record["id"])
        story = main_story(page)
        body = _numbers(record["lines"], page.text, story) if story else []
        yield {"id": record["id"], "body_lines": body, "title": story.headline if story else None}


def _numbers(lines: list[dict[str, Any]], text: str, story: Article) -> list[int]:
    """Return the numbers of the lines that touch a body block."""
    spans = [b.span for b in story.blocks if b.kind == "body"]
    found, end = [], 0
    for line in lines:
        start = text.find(line["text"], end)
        if start >= 0:
            end = start + len(line["text"])
            if any(span.start < end and start < span.end for span in spans):
                found.append(line["i"])
    return found


def main() -> None:
    tell("pages yardstick", measure)


if __name__ == "__main__":
    main()
