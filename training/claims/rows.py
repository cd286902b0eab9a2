"""The example pages as rows to fit on: each triple, its signs, and whether a reader marked what it may tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from examples import score

from detente.articles import articles
from detente.claims.asking import question
from detente.claims.evidence import clause
from detente.claims.read import Read, read
from detente.claims.triples import Triple, article_triples
from detente.model import Actor, Article, Page
from detente.pages import load_metadata, read_pages
from detente.reading.codes import Question, load_network
from detente.settings import Settings


@dataclass(frozen=True, slots=True)
class Row:
    """A triple. ``right``: a reader marked its sides with the lexicon's type or the coder's likeliest."""

    signs: Mapping[str, float]
    question: Question
    right: bool


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the example pages as read, with its rows."""

    told: Read
    page: Page
    rows: tuple[Row, ...]


def read_examples() -> list[Story]:
    """Return the example pages' stories; the gold is that of ``examples/gold.jsonl``."""
    folder = score.GOLD.parent
    settings, found = Settings(), []
    gold = score.read_gold()
    for page in read_pages([folder / "pages"], metadata=load_metadata(folder / "metadata.csv")):
        marked = [row for row in gold if isinstance(page, Page) and row["file"] == page.file.rpartition("/")[2]]
        if isinstance(page, Page) and marked:
            stories = [a for a in articles(page, settings=settings) if isinstance(a, Article)]
            found += [_story(page, read(page, story, settings), marked) for story in stories]
    return found


def _story(page: Page, told: Read, gold: Sequence[Mapping[str, Any]]) -> Story:
    listed = [triple for _, found in article_triples(told, Settings()) for triple in found]
    return Story(told, page, tuple(_rows(told, listed, page, gold)))


def _rows(told: Read, listed: Sequence[Triple], page: Page, gold: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    questions = [question(told, triple) for triple in listed]
    for triple, asked, answer in zip(listed, questions, load_network().ask(questions), strict=True):
        lexical = {triple.candidate.sense.type} if triple.candidate is not None else set()
        claims = [_claim(told, triple, kind) for kind in (*lexical, answer.coded_type)]
        right = any(score.answers(claim, row, page.text) for claim in claims for row in gold)
        yield Row(triple.signs, asked, right)


def _claim(told: Read, triple: Triple, kind: str) -> dict[str, Any]:
    """Return what an act would be as a claim, as far as the gold is compared with it."""
    sides = (triple.sides.actor, triple.sides.recipient)
    here = [a for side in sides if side.direct for a in side.actors]
    span, word = clause(told.parsed, triple.predicate, here), triple.predicate.token
    return {
        "type": kind,
        "actors": [_party(a) for a in sides[0].actors],
        "recipients": [_party(a) for a in sides[1].actors],
        "evidence": [{"start": span.start, "end": span.end}],
        "predicate": {"start": word.start, "end": word.end},
    }


def _party(actor: Actor) -> dict[str, str | None]:
    return {"country": actor.country, "id": actor.id}
