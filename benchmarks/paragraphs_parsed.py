"""How much text is left unparsed because it can hold no claim, and whether readers marked a claim in it.

python -m benchmarks.paragraphs_parsed

News about foreign affairs, the articles of the claims yardstick (dev) with the quotes that its readers marked, and
pages of all kinds (pages yardstick, dev). Nothing is parsed here: the choice is made before the parser. Wanted: .98 of
the marked sentences kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shared import Table, figure, json_lines, shared, tell
from detente.articles import articles
from detente.claims.paragraphs import worth_parsing
from detente.model import Article, Page
from detente.pages import read_pages


@dataclass(slots=True)
class _Counts:
    articles: int = 0
    characters: int = 0
    left: int = 0
    marked: int = 0
    kept: int = 0


def measure() -> tuple[Table, ...] | None:
    """Choose the paragraphs of each set; None where there are none."""
    folder = shared()
    if folder is None:
        return None
    yardsticks = folder / "yardsticks"
    gold: dict[str, list[str]] = {}
    for row in json_lines(yardsticks / "claims" / "dev" / "gold.jsonl"):
        gold.setdefault(row["doc"], []).append(row["quote"])
    rows = (
        _row("news", _counts([folder / "news" / "news.jsonl"], {})),
        _row("claims yardstick", _counts([yardsticks / "claims" / "dev" / "articles"], gold)),
        _row("pages of all kinds", _counts([yardsticks / "pages" / "dev" / "html"], {})),
    )
    columns = ("text", "articles", "characters left unparsed", "marked quotes", "of them kept")
    return (Table("Paragraphs that can hold no claim", columns, rows),)


def _row(name: str, found: _Counts) -> tuple[str, ...]:
    marked = (str(found.marked), figure(found.kept / found.marked)) if found.marked else ("", "")
    return (name, str(found.articles), figure(found.left / max(found.characters, 1)), *marked)


def _counts(inputs: list[Path], gold: Mapping[str, Iterable[str]]) -> _Counts:
    found = _Counts()
    for page in read_pages(inputs):
        if not isinstance(page, Page):
            continue
        kept: list[tuple[int, int]] = []
        for article in (a for a in articles(page) if isinstance(a, Article)):
            spans = [(b.span.start, b.span.end) for b in worth_parsing(page.text, article)]
            whole = sum(b.span.end - b.span.start for b in article.blocks)
            found.articles, found.characters = found.articles + 1, found.characters + whole
            found.left += whole - sum(end - start for start, end in spans)
            kept += spans
        for start in _places(page.text, gold.get(Path(page.file).stem, ())):
            found.marked += 1
            found.kept += any(first <= start < last for first, last in kept)
    return found


def _places(text: str, quotes: Iterable[str]) -> Iterator[int]:
    for quote in quotes:
        match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
        yield match.start() if match else -1


def main() -> None:
    tell("paragraphs parsed", measure)


if __name__ == "__main__":
    main()
