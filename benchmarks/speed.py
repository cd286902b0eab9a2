"""How much processor time `read` takes, beside the bare parser on the same text in the same run.

python -m benchmarks.speed

Processor seconds depend on the machine, their ratio hardly. The bare parser is spaCy's pipeline as it comes, all
components, over the same blocks; ours gives the same parse (tests/reading/language/test_words.py).
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
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
from detente.reading.actors import find_mentions
from detente.reading.codes import load_network
from detente.reading.language import parse, parse_text
from detente.reading.language.parser import forget, load_model, plain
from detente.store import create

ARTICLES = 100
ROUNDS = 4
"""Parse and read take turns, since between one minute and the next the same work took a third longer on a shared
machine; each turn has articles of its own, since words that were met before take less time."""
WARM_UP = 3


def measure() -> tuple[Table, ...] | None:
    """Parse and read some hundred articles at a time, one process; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = list(itertools.islice(json_lines(folder / "news" / "news.jsonl"), WARM_UP + ROUNDS * ARTICLES))
    parts = [records[start : start + ARTICLES] for start in range(WARM_UP, len(records), ARTICLES)]
    with tempfile.TemporaryDirectory() as scratch:
        _timed_read(records[:WARM_UP], Path(scratch) / "warm-up")
        rounds = [_round(part, Path(scratch) / str(number)) for number, part in enumerate(parts)]
        actors = _timed_actors(records[WARM_UP:])
    number, sentences, bare, ours, reading = (sum(column) for column in zip(*rounds, strict=True))
    rows = tuple(
        (name, f"{seconds:.1f}", f"{number / seconds:.1f}", f"{sentences / seconds:.0f}", f"{seconds / bare:.2f}")
        for name, seconds in (
            ("the bare parser", bare),
            ("our parse of the same", ours),
            ("finding and resolving actors", actors),
            ("`detente read`, all stages", reading),
        )
    )
    caption = (
        f"Speed, one process, by processor time: {number} articles of news, {sentences} sentences, models loaded; "
        f"parse and read in turns of {ARTICLES}"
    )
    columns = ("what", "seconds", "articles a second", "sentences a second", "times the parser")
    return Table(caption, columns, rows), _loading()


def _round(records: Sequence[Any], folder: Path) -> tuple[int, int, float, float, float]:
    """Return the articles, their sentences, and what the bare parser, our parse and a whole read take, in seconds."""
    forget()
    load_network().forget()
    number, sentences, bare, ours = _timed_parse(records, folder / "bare")
    forget()
    return number, sentences, bare, ours, _timed_read(records, folder / "read")


def _loading() -> Table:
    """Return what a fresh process takes to have the register and its names ready, without the imports."""
    done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
    columns = ("register, from its cache", "automaton of the names", "nouns and cues")
    return Table("Loading what actors are found with, processor seconds", columns, (tuple(done.stdout.split()),))


_LOAD = """
import time
from detente.reading.actors import epithets, names, nouns, register
times = [time.process_time()]
known = register.load_register()
times.append(time.process_time())
names.gazetteer(known)
times.append(time.process_time())
nouns.vocabulary(), epithets.epithets()
times.append(time.process_time())
print(*(f"{b - a:.3f}" for a, b in zip(times, times[1:])))
"""


def _timed_actors(records: Sequence[Any]) -> float:
    """Return the seconds that the mentions of the parsed texts take, the parse not counted."""
    texts = [parse_text(record["text"]) for record in records]
    find_mentions(texts[0], on=None)
    start = time.process_time()
    for parsed in texts:
        find_mentions(parsed, on=None)
    return time.process_time() - start


def _timed_parse(records: Sequence[Any], folder: Path) -> tuple[int, int, float, float]:
    """Return the articles, their sentences, and the seconds that spaCy as it comes and our parse take for them."""
    found: list[tuple[Page, Article]] = []
    for page in read_pages([_written(records, folder)]):
        if isinstance(page, Page):
            found.extend((page, article) for article in articles(page) if isinstance(article, Article))
    model = load_model()
    list(model.pipe([found[0][0].text]))
    start = time.process_time()
    for page, article in found:
        for doc in model.pipe([plain(page.text[b.span.start : b.span.end]) for b in article.blocks], batch_size=64):
            sum(1 for _ in doc.sents)
    middle = time.process_time()
    sentences = sum(len(parse(page.text, article.blocks).sentences) for page, article in found)
    return len(found), sentences, middle - start, time.process_time() - middle


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
