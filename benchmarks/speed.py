"""How much processor time `read` takes, beside the bare parser on the same text in the same run.

python -m benchmarks.speed

Processor seconds depend on the machine, their ratio hardly: the parser is the floor under all that reads.
"""

from __future__ import annotations

import itertools
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, json_lines, shared, tell
from detente import pipeline
from detente.articles import articles
from detente.model import Article, Page
from detente.pages import read_pages
from detente.reading.language import parse
from detente.store import create

ARTICLES = 100
WARM_UP = 3


def measure() -> tuple[Table, ...] | None:
    """Parse and read 100 articles, one process; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = list(itertools.islice(json_lines(folder / "news" / "news.jsonl"), ARTICLES + WARM_UP))
    with tempfile.TemporaryDirectory() as scratch:
        _timed_read(records[:WARM_UP], Path(scratch) / "warm-up")
        number, sentences, parsing = _timed_parse(records[WARM_UP:], Path(scratch) / "bare")
        reading = _timed_read(records[WARM_UP:], Path(scratch) / "read")
    rows = tuple(
        (name, f"{seconds:.1f}", f"{number / seconds:.1f}", f"{sentences / seconds:.0f}", f"{seconds / parsing:.2f}")
        for name, seconds in (("the bare parser", parsing), ("`detente read`, all stages", reading))
    )
    caption = f"Speed, one process, by processor time: {number} articles of news, {sentences} sentences, models loaded"
    return (Table(caption, ("what", "seconds", "articles a second", "sentences a second", "times the parser"), rows),)


def _timed_parse(records: Sequence[Any], folder: Path) -> tuple[int, int, float]:
    """Return the articles, their sentences and the seconds that parsing their blocks takes, nothing else counted."""
    found: list[tuple[Page, Article]] = []
    for page in read_pages([_written(records, folder)]):
        if isinstance(page, Page):
            found.extend((page, article) for article in articles(page) if isinstance(article, Article))
    start = time.process_time()
    sentences = sum(len(parse(page.text, article.blocks).sentences) for page, article in found)
    return len(found), sentences, time.process_time() - start


def _timed_read(records: Sequence[Any], folder: Path) -> float:
    path = _written(records, folder)
    record = create(folder / "store")
    start = time.process_time()
    done = pipeline.read([path], record)
    if not done.changed:
        raise RuntimeError(f"nothing of {path} was read: {done.refused[:3]}")
    return time.process_time() - start


def _written(records: Sequence[Any], folder: Path) -> Path:
    folder.mkdir(parents=True)
    path = folder / "news.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def main() -> None:
    tell("speed", measure)


if __name__ == "__main__":
    main()
