"""How much text is left unparsed because it can hold no claim, and whether a claim is lost by it.

python -m benchmarks.paragraphs_parsed

First the choice alone, made before the parser: news about foreign affairs, the articles of the claims yardstick (dev)
with the quotes that its readers marked, histories of diplomatic relations (ledger yardstick, dev), and pages of all
kinds (pages yardstick, dev). Wanted: .98 of the marked sentences kept. Then articles of each read twice, in full and by
the choice: the claims that are lost and new (by word, act, parties and status), and what the parse takes of either.
"""

from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

from benchmarks.shared import Table, figure, json_lines, shared, tell
from detente.articles import articles
from detente.claims import claims
from detente.claims.paragraphs import Reason, reasons, worth_parsing
from detente.model import Article, Block, Claim, Page
from detente.pages import read_pages
from detente.reading.language import parse
from detente.reading.language.parser import forget

READ = 60
"""Articles of each set that are read twice: two minutes together."""
TAKEN = "detente.claims.read.worth_parsing"
Found = Sequence[tuple[Page, Article]]


@dataclass(slots=True)
class _Counts:
    by_reason: Counter[Reason | None] = field(default_factory=Counter)
    marked: int = 0
    kept: int = 0


def measure() -> tuple[Table, ...] | None:
    """Choose the paragraphs of each set and read some of its articles; None where there are none."""
    folder = shared()
    if folder is None:
        return None
    yardsticks = folder / "yardsticks"
    gold: dict[str, list[str]] = {}
    for row in json_lines(yardsticks / "claims" / "dev" / "gold.jsonl"):
        gold.setdefault(row["doc"], []).append(row["quote"])
    sets = {
        "news": _found(folder / "news" / "news.jsonl"),
        "claims yardstick": _found(yardsticks / "claims" / "dev" / "articles"),
        "histories": _found(yardsticks / "ledger" / "dev" / "text"),
        "pages of all kinds": _found(yardsticks / "pages" / "dev" / "html"),
    }
    marked = {"claims yardstick": gold}
    chosen = tuple(_chosen(name, found, marked.get(name, {})) for name, found in sets.items())
    read = tuple(_read(name, found[:: max(1, len(found) // READ)][:READ]) for name, found in sets.items())
    return (
        Table("Paragraphs that can hold no claim: shares of the text by why they are parsed", _CHOSEN, chosen),
        Table(f"The same articles read in full and by the choice, at most {READ} of each", _READ, read),
    )


_CHOSEN = (
    "text",
    "articles",
    *(f"parsed, {reason}" for reason in get_args(Reason)),
    "left unparsed",
    "marked quotes",
    "of them kept",
)
_READ = ("text", "articles", "claims of all text", "lost", "new", "parse of all text, seconds", "of the choice")


def _found(inputs: Path) -> Found:
    pages = (page for page in read_pages([inputs]) if isinstance(page, Page))
    return [(page, article) for page in pages for article in articles(page) if isinstance(article, Article)]


def _chosen(name: str, found: Found, gold: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    counts = _Counts()
    for page, group in itertools.groupby(found, key=lambda pair: pair[0]):
        _count(counts, page, [article for _, article in group], gold.get(Path(page.file).stem, ()))
    whole = max(1, counts.by_reason.total())
    shares = (figure(counts.by_reason[reason] / whole) for reason in (*get_args(Reason), None))
    marked = (str(counts.marked), figure(counts.kept / counts.marked)) if counts.marked else ("", "")
    return (name, str(len(found)), *shares, *marked)


def _count(counts: _Counts, page: Page, stories: Iterable[Article], quotes: Iterable[str]) -> None:
    kept: list[Block] = []
    for article in stories:
        for block, reason in zip(article.blocks, reasons(page.text, article), strict=True):
            counts.by_reason[reason] += block.span.end - block.span.start
            kept += [block] if reason is not None else []
    for start in _places(page.text, quotes):
        counts.marked += 1
        counts.kept += any(block.span.start <= start < block.span.end for block in kept)


def _places(text: str, quotes: Iterable[str]) -> Iterator[int]:
    for quote in quotes:
        match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
        yield match.start() if match else -1


def _read(name: str, found: Found) -> tuple[str, ...]:
    chosen = _claims(found)
    with patch(TAKEN, _all_blocks):
        whole = _claims(found)
    lost, new = (whole - chosen).total(), (chosen - whole).total()
    seconds = (_parsing(found, blocks) for blocks in (_all_blocks, worth_parsing))
    return (name, str(len(found)), *map(str, (whole.total(), lost, new)), *(f"{one:.1f}" for one in seconds))


def _claims(found: Found) -> Counter[Any]:
    return Counter((article.id, *_told(claim)) for page, article in found for claim in claims(page, article))


def _all_blocks(_: str, article: Article) -> list[Block]:
    return list(article.blocks)


def _parsing(found: Found, blocks: Callable[[str, Article], list[Block]]) -> float:
    """Return the processor seconds of choosing and parsing articles' blocks, their words known by now."""
    forget()
    start = time.process_time()
    for page, article in found:
        parse(page.text, blocks(page.text, article))
    return time.process_time() - start


def _told(claim: Claim) -> tuple[Any, ...]:
    sides = (tuple(sorted(a.party for a in side)) for side in (claim.actors, claim.recipients))
    return (claim.predicate, claim.type, claim.mode, claim.status, *sides)


def main() -> None:
    tell("paragraphs parsed", measure)


if __name__ == "__main__":
    main()
