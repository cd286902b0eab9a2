"""The pages yardstick: is the story found, and its headline, in HTML and in three renderings as text?

python -m benchmarks.pages_yardstick

The shipped models were trained on these pages, so they are not what is measured: each page is read with models fitted
without its site (five folds of sites, ``training.lines``), in HTML with stretches of main text by forests that did not
see it either (``training.markup``). That needs the extra ``train``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.shared import Table, figure, scored_predictions, shared, tell
from detente.articles import articles
from detente.articles.line_model import StoryModels
from detente.model import Article, Page
from detente.pages import page_of

if TYPE_CHECKING:
    from training.lines.corpus import Labelled

ModelsOf = Callable[[str], StoryModels]
"""The models to read a page with, by the page's site."""

RENDERINGS = ("crude", "resimc", "resimc_second")
"""The flattenings; the fourth, inscriptis, is the layout that our own HTML pages have."""


def measure() -> tuple[Table, ...] | None:
    """Predict the dev pages' main stories and score them; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    yardstick = folder / "yardsticks" / "pages"
    models, markup = held_out()
    rows = [_row("HTML", _score(yardstick, _from_html(markup, models), "--html"))]
    for rendering in RENDERINGS:
        found = _from_text(yardstick / "dev" / f"pages.{rendering}.jsonl.gz", models)
        rows.append(_row(rendering, _score(yardstick, found, "--rendering", rendering)))
    columns = ("input", "pages", "body, characters F1", "body, shingles F1", "title exact", "second story kept")
    caption = "The main story of a page (pages yardstick, dev; each page read with models fitted without its site)"
    return (Table(caption, columns, tuple(rows)),)


def held_out() -> tuple[ModelsOf, list[Labelled]]:
    """Return what gives, for a site, the models that were fitted without its fold of sites; and the pages as HTML.

    Of these the stretches of main text are by forests that did not see the site.
    """
    from training.lines.__main__ import pages
    from training.lines.fitting import fit_folds, fold_of

    seen = pages()
    fitted = [pair.models() for pair in fit_folds(seen, lambda _: None, whole=False)]
    return lambda site: fitted[fold_of(site)], [page for page in seen if page.rendering == "html"]


def _score(yardstick: Path, predictions: Iterator[Any], *flags: str) -> dict[str, float]:
    printed = scored_predictions(yardstick, predictions, after=("--split", "dev", "--boot", "0", *flags))
    figures: dict[str, float] = json.loads(printed.split("\n", 1)[0].removeprefix("all "))
    return figures


def _row(name: str, found: dict[str, float]) -> tuple[str, ...]:
    keys = ("char_f1", "sh_f1", "title_exact", "second_kept")
    return (name, str(found["pages"]), *(figure(found[key]) if key in found else "" for key in keys))


def main_story(page: Page, models: StoryModels | None = None) -> Article | None:
    """Return the first story of a page, which is the one that the yardstick asks for; None if it has none."""
    found = articles(page, models=models, every_language=True)
    return next((article for article in found if isinstance(article, Article)), None)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines())


def _from_html(markup: Sequence[Labelled], models: ModelsOf) -> Iterator[dict[str, Any]]:
    for labelled in markup:
        page = labelled.page
        story = main_story(page, models(labelled.site))
        if story is not None:
            body = (page.text[b.span.start : b.span.end] for b in story.blocks if b.kind == "body")
            yield {"id": labelled.id, "text": "\n".join(body), "title": story.headline}


def _from_text(path: Path, models: ModelsOf) -> Iterator[dict[str, Any]]:
    for record in _records(path):
        page = page_of(record["text"], media_type="text/plain", name=record["id"])
        story = main_story(page, models(record["site"]))
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
