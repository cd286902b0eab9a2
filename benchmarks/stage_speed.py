"""What telling when, where and whether costs in the claims stage, beside the parse of the same articles.

python -m benchmarks.stage_speed

The stage runs as it does in ``detente read``; each of its calls of the parser, of times, places and status is timed, by
processor time, so that other work on the machine hardly shows. Loading is not counted: the grammar, the gazetteer and
the words are there once a process.
"""

from __future__ import annotations

import importlib
import itertools
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.shared import Table, figure, json_lines, shared, tell
from benchmarks.speed import _written
from detente.articles import articles
from detente.claims import claims
from detente.model import Article, Page
from detente.pages import read_pages
from detente.reading.language.parser import forget

ARTICLES = 30
WARM_UP = 4
MOST = 0.10
"""The share of the parse that the stage may take."""
PARSE = "the parse"
CALLS = {
    ("detente.claims.read", "parse"): PARSE,
    ("detente.claims.read", "find_times"): "finding times",
    ("detente.claims.read", "find_places"): "finding places",
    ("detente.reading.times", "when"): "dates of acts",
    ("detente.reading.places", "where"): "places of acts",
    ("detente.reading.voices", "explain"): "status of acts",
    ("detente.reading.voices", "status"): "status of acts",
}
"""What is timed, by the module in which the claims stage looks it up."""


def measure() -> tuple[Table, ...] | None:
    """Read articles of news as far as claims and time each part; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = list(itertools.islice(json_lines(folder / "news" / "news.jsonl"), ARTICLES + WARM_UP))
    _spent(records[:WARM_UP])
    spent, found = _spent(records[WARM_UP:])
    parsing = spent.pop(PARSE)
    rows = [(part, f"{seconds:.2f}", figure(seconds / parsing)) for part, seconds in spent.items()]
    whole = sum(spent.values())
    rows += [("all of these", f"{whole:.2f}", figure(whole / parsing)), (PARSE, f"{parsing:.2f}", "1.000")]
    asked = f"{ARTICLES} articles of news, {found} claims"
    caption = f"When, where and whether, beside the parse (at most {figure(MOST)} of it): {asked}"
    return (Table(caption, ("part", "processor seconds", "share of the parse"), tuple(rows)),)


def _spent(records: Sequence[Any]) -> tuple[dict[str, float], int]:
    """Return the seconds of each part on some articles, and how many claims they gave."""
    spent = dict.fromkeys(CALLS.values(), 0.0)
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        told = [page for page in read_pages([_written(records, Path(scratch) / "news")]) if isinstance(page, Page)]
        stories = [(page, one) for page in told for one in articles(page) if isinstance(one, Article)]
        for (module, name), part in CALLS.items():
            holder = importlib.import_module(module)
            stack.enter_context(patch.object(holder, name, _timed(getattr(holder, name), part, spent)))
        forget()  # parses that an earlier measure of this process kept
        found = sum(len(claims(page, story)) for page, story in stories)
    return spent, found


def _timed(call: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return call(*given, **named)
        finally:
            spent[part] += time.process_time() - start

    return timed


def main() -> None:
    tell("speed of when, where and whether", measure)


if __name__ == "__main__":
    main()
