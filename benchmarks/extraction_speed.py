"""How fast pages become articles, beside trafilatura on the same pages in the same run.

python -m benchmarks.extraction_speed

Processor time of one core, models loaded, the best of three rounds in which the contestants take turns. Trafilatura
gives text (``bare_extraction`` as it comes, and two other ways); ours gives stories with blocks, headline, byline,
outlet and dates.
"""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, shared, tell
from detente.articles import articles
from detente.pages import page_of

ROUNDS = 3
TEXT = "crude"
"""The flattening that keeps all of a page's lines, menus included: the most work."""


def measure() -> tuple[Table, ...] | None:
    """Time the dev pages of the pages yardstick; None where they are absent."""
    folder = shared()
    if folder is None:
        return None
    dev = folder / "yardsticks" / "pages" / "dev"
    records = [json.loads(line) for line in _unpacked(dev / f"pages.{TEXT}.jsonl.gz").splitlines()]
    pages = [(record["id"], _unpacked(dev / record["html_path"]), record["text"]) for record in records]
    contestants: dict[str, Callable[[str, str, str], object]] = {
        "trafilatura as it comes: text": lambda _, html, __: _trafilatura(html),
        "trafilatura, text and metadata": lambda _, html, __: _trafilatura(html, with_metadata=True),
        "trafilatura, comments left out": lambda _, html, __: _trafilatura(html, include_comments=False),
        "Détente, HTML to page": lambda name, html, _: page_of(html, media_type="text/html", name=name),
        "Détente, HTML to articles": lambda name, html, _: _articles(html, "text/html", name),
        "Détente, flattened text to articles": lambda name, _, text: _articles(text, "text/plain", name),
    }
    best = _best(contestants, pages)
    first = next(iter(best.values()))
    rows = tuple(
        (name, f"{1000 * seconds / len(pages):.1f}", f"{len(pages) / seconds:.1f}", f"{first / seconds:.2f}")
        for name, seconds in best.items()
    )
    caption = f"From page to articles, one core, by processor time: {len(pages)} pages (pages yardstick, dev)"
    return (Table(caption, ("what", "milliseconds a page", "pages a second", "times trafilatura's speed"), rows),)


def _unpacked(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def _trafilatura(html: str, **options: bool) -> object:
    import trafilatura

    return trafilatura.bare_extraction(html, **options)


def _articles(content: str, media_type: str, name: str) -> Sequence[Any]:
    return list(articles(page_of(content, media_type=media_type, name=name)))


def _best(
    contestants: dict[str, Callable[[str, str, str], object]], pages: Sequence[tuple[str, str, str]]
) -> dict[str, float]:
    """Return each contestant's seconds for all pages: the sum over pages of the fastest of its rounds."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for run in contestants.values():
        run(*pages[0])
    found = dict.fromkeys(contestants, 0.0)
    for page in pages:
        times: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(ROUNDS):
            for name, run in contestants.items():
                start = time.process_time()
                run(*page)
                times[name].append(time.process_time() - start)
        for name, taken in times.items():
            found[name] += min(taken)
    return found


def main() -> None:
    tell("extraction speed", measure)


if __name__ == "__main__":
    main()
