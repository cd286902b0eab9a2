"""Whether the triples that the coder is asked about hold what human readers marked (claims yardstick, dev).

python -m benchmarks.claims_candidates [--missed]

A gold record is found if some triple of a sentence that meets its quote names its countries on both sides, as the
yardstick's own scorer judges (either way round where the record, or the lexicon's sense of the triple, is mutual). What
the act is, is not asked. A record fails for want of a mention if no known mention of those sentences answers one side.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.claims_sides import scorer
from benchmarks.shared import ABSENT, Table, figure, shared
from detente.articles import articles
from detente.claims.asking import question, worth_asking
from detente.claims.read import Read, read
from detente.claims.sides import known
from detente.claims.triples import Triple, article_triples
from detente.model import Actor, Article, Page
from detente.pages import load_metadata, read_pages
from detente.reading.codes import Question
from detente.reading.language import Sentence
from detente.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence, the triples it offers, those of them that the coder is asked, and the parties of its mentions."""

    sentence: Sentence
    triples: tuple[Triple, ...]
    asked: tuple[Triple, ...]
    questions: frozenset[Question]
    mentions: tuple[tuple[Actor, ...], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Triples offered and asked, and the distinct questions that those make."""

    offered: int
    asked: int
    questions: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold record: whether a triple holds its sides, one that is asked does, and its sentences mention both."""

    row: Row
    found: bool
    asked: bool
    mentioned: bool


def measure() -> tuple[Table, ...] | None:
    """Read the dev articles, list their triples and compare them with the gold; None where the yardstick is absent."""
    folder = shared()
    if folder is None:
        return None
    return (_table(*judged(folder / "yardsticks" / "claims")),)


def _table(found: Sequence[Judged], count: Count) -> Table:
    core = [one for one in found if one.row["core"]]
    rows = tuple(
        (name, which, *_cells(part, [one.asked if which == "asked" else one.found for one in part]), per)
        for name, part in (("all", found), ("core", core))
        for which, per in (("offered", count.offered), ("asked", count.asked))
    )
    columns = ("records", "triples", "number", "found", "missed", "for want of a mention", "triples a record of all")
    caption = (
        "Triples that sentences offer, and those that the gate lets through to the coder, beside the gold of the "
        f"claims yardstick, dev; {count.questions} distinct questions"
    )
    shares = tuple((*row[:-1], figure(int(row[-1]) / max(1, len(found)))) for row in rows)
    return Table(caption, columns, shares)


def _cells(part: Sequence[Judged], found: Sequence[bool]) -> tuple[str, ...]:
    missed = [one for one, yes in zip(part, found, strict=True) if not yes]
    share = 1 - len(missed) / max(1, len(part))
    return str(len(part)), figure(share), str(len(missed)), str(sum(not one.mentioned for one in missed))


def judged(yardstick: Path) -> tuple[list[Judged], Count]:
    """Return the gold records as judged, and how many triples and questions all articles have."""
    score = scorer(yardstick / "score.py")
    dev = yardstick / "dev"
    asked = {name: (text, told) for name, text, told in _asked(dev)}
    found = [
        _judge(score, row, *asked[row.get("file") or f"{row['doc']}.txt"]) for row in score.read(dev / "gold.jsonl")
    ]
    sentences = [one for _, told in asked.values() for one in told]
    questions = sum(len(one.questions) for one in sentences)
    return found, Count(sum(len(one.triples) for one in sentences), sum(len(one.asked) for one in sentences), questions)


def _asked(dev: Path) -> Iterator[tuple[str, str, list[Asked]]]:
    """Yield each article's file name, page text, and sentences with their triples."""
    settings = Settings()
    for page in read_pages([dev / "articles"], metadata=load_metadata(dev / "metadata.jsonl")):
        if not isinstance(page, Page):
            continue
        stories = [a for a in articles(page, settings=settings) if isinstance(a, Article)]
        told = [read(page, story, settings) for story in stories]
        yield Path(page.file).name, page.text, [one for story in told for one in _sentences(story)]


def _sentences(told: Read) -> Iterator[Asked]:
    for sentence, triples in article_triples(told, Settings()):
        inside = [m for m in told.mentions if sentence.first <= m.head < sentence.last]
        kept = worth_asking(triples)
        questions = frozenset(question(told, triple) for triple in kept)
        yield Asked(sentence, tuple(triples), tuple(kept), questions, tuple(known(m) for m in inside))


def _judge(score: ModuleType, row: Row, text: str, told: Sequence[Asked]) -> Judged:
    start = row["start"] if row.get("start") is not None else text.index(row["quote"])
    near = [a for a in told if min(start + len(row["quote"]), a.sentence.end) > max(start, a.sentence.start)]
    found = any(_answers(score, row, triple) for one in near for triple in one.triples)
    asked = any(_answers(score, row, triple) for one in near for triple in one.asked)
    mentioned = all(_is_mentioned(score, row[side], near) for side in ("actors", "recipients"))
    return Judged(row, found, asked, mentioned)


def _answers(score: ModuleType, row: Row, triple: Triple) -> bool:
    actors, recipients = (_names(side.actors) for side in (triple.sides.actor, triple.sides.recipient))
    if score.side_right(row["actors"], actors) and score.side_right(row["recipients"], recipients):
        return True
    both = actors | recipients
    mutual = bool(row.get("symmetric")) or triple.sides.mutual
    return mutual and score.side_right(row["actors"], both) and score.side_right(row["recipients"], both)


def _is_mentioned(score: ModuleType, codes: Sequence[str], near: Sequence[Asked]) -> bool:
    if score.side_right(codes, set()):
        return True
    return any(score.side_right(codes, _names(actors)) for one in near for actors in one.mentions)


def _names(actors: Sequence[Actor]) -> set[str]:
    return {name.lower() for a in actors for name in (a.country, a.id, a.name) if name}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="list the records without a triple")
    folder = shared()
    if folder is None:
        sys.exit(ABSENT)
    missed = parser.parse_args().missed
    found, count = judged(folder / "yardsticks" / "claims")
    print(_table(found, count).markdown())
    for one in found if missed else ():
        if not one.found:
            row = one.row
            why = "" if one.mentioned else "no mention"
            print(
                row["id"], "core" * row["core"], why, row["types"], row["actors"], row["recipients"], "|", row["quote"]
            )


if __name__ == "__main__":
    main()
