"""What deriving events, ledger and index takes by the number of claims in a store: seconds, and memory at its peak.

python -m benchmarks.events_derived [CLAIMS...]

The claims are the made stream of ``events_speed.py``, each article on a page of its own with the words of its claims'
evidence. What is measured is ``detente store rebuild``, which does what a read does once its pages are read.
"""

from __future__ import annotations

import dataclasses
import itertools
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.events_speed import stream
from benchmarks.shared import Table, cost, tell
from detente.model import Article, Claim, Page, Span, content_id
from detente.store.record import create

SIZES = (25_000, 50_000, 100_000, 200_000)
PAGES = 1_000
"""Pages in a partition: more than a read puts there, since these hold one or two claims, not ten."""

Laid = tuple[Page, Article, list[Claim]]


def laid_out(claims: Sequence[Claim], articles: Mapping[str, Article], words: Mapping[str, str]) -> Iterator[Laid]:
    """Yield each article that has claims with its page and its claims, whose evidence lies in the page's text."""
    of_article: dict[str, list[Claim]] = {}
    for claim in claims:
        of_article.setdefault(claim.article, []).append(claim)
    for id, told in of_article.items():
        text, placed = "", []
        for claim in told:
            span = Span(len(text), len(text) + len(words[claim.id]))
            placed.append(dataclasses.replace(claim, evidence=(span,), page=f"page-{id}"))
            text += words[claim.id] + "\n"
        page = Page(f"page-{id}", None, id, articles[id].outlet, None, "text/plain", text)
        yield page, dataclasses.replace(articles[id], page=page.id), placed


def write_store(root: Path, laid: Iterator[Laid]) -> Path:
    """Write a store of pages with what was read of them, nothing derived yet; return its path."""
    record = create(root)
    while part := list(itertools.islice(laid, PAGES)):
        tables: dict[str, list[Any]] = {
            "pages": [page for page, _, _ in part],
            "articles": [dataclasses.replace(article, copy_of=None) for _, article, _ in part],
            "claims": [claim for _, _, told in part for claim in told],
            "refusals": [],
        }
        record.write_partition(content_id(*(page.id for page, _, _ in part)), tables)
    return root


def measure(sizes: Sequence[int] = SIZES) -> tuple[Table, ...]:
    """Make a store of each size and rebuild it, both in processes of their own."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            store = Path(scratch, str(size))
            cost(sys.executable, "-m", "benchmarks.events_derived", "--make", str(size), store)
            took = cost(sys.executable, "-m", "detente", "store", "rebuild", "--store", store)
            rows.append((f"{size:,}", *took.cells(), f"{1000 * took.processor / size:.2f}"))
    columns = ("claims", "seconds", "processor seconds", "peak memory, MB", "ms a claim")
    caption = "Deriving events, ledger and index from a made store: `detente store rebuild`, one process"
    return (Table(caption, columns, tuple(rows)),)


def main() -> None:
    if sys.argv[1:2] == ["--make"]:
        write_store(Path(sys.argv[3]), laid_out(*stream(int(sys.argv[2]))))
    else:
        tell("derived", lambda: measure(tuple(map(int, sys.argv[1:])) or SIZES))


if __name__ == "__main__":
    main()
