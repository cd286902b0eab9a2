"""The main job on the five real pages beside the project: what it costs, and how right the claims are.

python -m benchmarks.seeds [--misses] [--extras] [--wrong]

seeds_gold.jsonl says what a careful reader finds in the six stories, by offsets alone, since the pages are their
publishers'. It was written from the pages before any claim of Détente's on them was looked at, and says nothing of
menus, tickers or links. Its conventions are those of examples/README.md, except that `when` is the day by the public
record also where the page itself bears no date (only one of the six stories bears its own).

Two things flatter: the gold is generous (minor acts and second-best types are in it, as in the claims yardstick's), and
the rules were written with these pages in sight. The claims yardstick is the sterner measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from examples import score

import detente
from benchmarks.shared import ABSENT, COST_COLUMNS, ROOT, Cost, Table, cost, figure, shared
from benchmarks.shared import detente as command_line
from detente.reading.language import parse

GOLD = ROOT / "benchmarks" / "seeds_gold.jsonl"
STORIES = 6
PETRARCH2 = (0.25, 0.13, 0.17)
PETRARCH2_SENTENCES = 3
"""Precision, recall, F1 and sentences a second on these pages, as we were told them; gold and matching were others'."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The seeds read once: what the claims score, and with second-best types refused; what was found; what it took."""

    report: score.Report
    sterner: score.Report
    stories: int
    sentences: int
    cost: Cost


def seeds() -> Path | None:
    """Return the folder of the five pages; None where it is absent."""
    folder = shared()
    return folder / "seeds" if folder is not None and (folder / "seeds").is_dir() else None


def page_texts(folder: Path) -> dict[str, str]:
    """Return the pages' texts by file name."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


def read(folder: Path) -> Reading:
    """Read the pages into a fresh store by the command line and score its claims."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store"
        took = cost(sys.executable, "-m", "detente", "read", folder, "--store", store)
        claims = [json.loads(line) for line in command_line("export", "claims", "--store", store).splitlines()]
        stories, sentences = _count(store)
    gold, texts = score.read_gold(GOLD), page_texts(folder)
    first = [{**row, "types": row["types"][:1]} for row in gold]
    return Reading(score.score(claims, gold, texts), score.score(claims, first, texts), stories, sentences, took)


def _count(path: Path) -> tuple[int, int]:
    with detente.open(path, create=False) as store:
        texts = {page.id: page.text for page in store.queries.pages()}
        found = list(store.queries.articles())
    return len(found), sum(len(parse(texts[article.page], article.blocks).sentences) for article in found)


def measure() -> tuple[Table, ...] | None:
    """Read and score the five pages; None where they are absent."""
    folder = seeds()
    return None if folder is None else tables(read(folder))


def tables(reading: Reading) -> tuple[Table, ...]:
    """Return what a reading says as tables."""
    report = reading.report
    speed = reading.sentences / reading.cost.wall
    rows = (
        ("Détente", f"{reading.stories} of {STORIES}", str(report.claims), *_rates(report), f"{speed:.0f}"),
        ("&nbsp; second-best types refused", "", str(report.claims), *_rates(reading.sterner), ""),
        ("PETRARCH2, as we were told", "", "", *map(figure, PETRARCH2), str(PETRARCH2_SENTENCES)),
    )
    right = Table(
        f"Claims beside what a reader found ({report.gold} records, {report.core} of them core); starting included",
        ("coder", "stories", "claims", "precision", "recall of core", "F1", "sentences a second"),
        rows,
    )
    parts = Table(
        f"Right among the {len(report.pairs)} claims that a record answers for",
        (*score.CHECKS, "date, however wide the interval"),
        ((*(figure(report.right(part)) for part in score.CHECKS), figure(wide(report))),),
    )
    took = Table(
        f"`detente read` of the five pages into a fresh store, {reading.sentences} sentences",
        (*COST_COLUMNS, "sentences a processor second"),
        ((*reading.cost.cells(), f"{reading.sentences / reading.cost.processor:.0f}"),),
    )
    return right, parts, took


def _rates(report: score.Report) -> tuple[str, str, str]:
    return figure(report.precision), figure(report.recall), figure(report.f1)


def wide(report: score.Report) -> float | None:
    """Return the share of dated pairs whose interval meets the true days, however wide or open it is."""
    right = [_meets(claim["when"] or {}, row["when"]) for claim, row in report.pairs if row["when"]]
    return sum(right) / len(right) if right else None


def _meets(when: Mapping[str, str | None], days: Sequence[str]) -> bool:
    earliest, latest = when.get("earliest"), when.get("latest")
    known = bool(earliest or latest)
    return known and (earliest or days[1]) <= days[1] and days[0] <= (latest or days[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list core gold records without a claim")
    parser.add_argument("--extras", action="store_true", help="list claims without a gold record")
    parser.add_argument("--wrong", action="store_true", help="list pairs whose status, date or voice is wrong")
    flags = vars(parser.parse_args())
    folder = seeds()
    if folder is None:
        print(f"seeds: {ABSENT}")
        return
    reading = read(folder)
    print("\n\n".join(table.markdown() for table in tables(reading)))
    print(score.listing(reading.report, **flags), end="")


if __name__ == "__main__":
    main()
