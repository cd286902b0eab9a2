"""How often each rule of when, where and whether decides, on the claims of real news.

python -m benchmarks.rule_shares

A rule is named as ``explain`` names it, the words of the text left out. docs/reference/rules.md has these figures.
"""

from __future__ import annotations

import itertools
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.shared import Table, figure, json_lines, shared, tell
from benchmarks.speed import _written
from detente.articles import articles
from detente.claims import claims
from detente.model import Article, Claim, Page
from detente.pages import read_pages

ARTICLES = 60
FIRST = 300
"""Where in the news the articles begin: not those that the speeds are measured on."""
UNTOLD = "nothing tells"
_WORDS = re.compile(r"'[^']+'(?= (?:above|before|beside|of|with)\b)|(?<=sense of )'[^']+'|(?<=counted from ).+")


def measure() -> tuple[Table, ...] | None:
    """Read articles of news as far as claims and count the rules; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = itertools.islice(json_lines(folder / "news" / "news.jsonl"), FIRST, FIRST + ARTICLES)
    found = list(_claims(list(records)))
    return (
        _table("Rules of status", Counter(_status(claim) for claim in found)),
        _table("Rules of dates", Counter(claim.when.why[0] if claim.when else UNTOLD for claim in found)),
        _table("Rules of places", Counter(claim.where.why[0] if claim.where else UNTOLD for claim in found)),
    )


def _claims(records: list[Any]) -> Iterator[Claim]:
    with tempfile.TemporaryDirectory() as scratch:
        for page in read_pages([_written(records, Path(scratch) / "news")]):
            if isinstance(page, Page):
                for story in articles(page):
                    yield from claims(page, story) if isinstance(story, Article) else ()


def _status(claim: Claim) -> str:
    told = next((score.reason for score in claim.scores if score.name == "status"), UNTOLD)
    return told.partition("; by the parse")[0]


def _table(caption: str, counts: Counter[str]) -> Table:
    named: Counter[str] = Counter()
    for rule, many in counts.items():
        named[_WORDS.sub("'...'", rule)] += many
    whole = sum(named.values())
    rows = tuple((rule, str(many), figure(many / whole)) for rule, many in named.most_common())
    return Table(f"{caption}: {whole} claims of {ARTICLES} articles of news", ("rule", "claims", "share"), rows)


def main() -> None:
    tell("shares of rules", measure)


if __name__ == "__main__":
    main()
