"""A made store of any size for the reading room: articles, claims, events and a ledger that no page was read for.

python -m benchmarks.room_made FOLDER [EVENTS]     # a store of so many events (100,000 by default)
python -m benchmarks.room_made FOLDER --more       # one more partition and a new index, as a read publishes them

All is drawn by a seeded generator from the states of the register: dyads by Zipf's law, ten years, 200 outlets, four
claims an article. Of events one in twelve is planned, one in thirty contested, two in five have a place.
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.model import (
    Account,
    Actor,
    Article,
    Block,
    Claim,
    Event,
    Interval,
    Page,
    Place,
    Score,
    Span,
    Voice,
    content_id,
)
from detente.reading.actors import load_register
from detente.relations import entries
from detente.store import Record, create, open_record
from detente.store.index import publish

EVENTS = 100_000
PER_ARTICLE, PER_PARTITION = 4, 1_000
START, DAYS = datetime.date(2015, 1, 1), 3_650
KINDS = (  # type, mode, object, quad, intensity, share
    ("CONSULT", "visit", None, "verbal cooperation", 4.0, 30),
    ("AGREE", None, "agreement", "verbal cooperation", 2.5, 12),
    ("AID", None, None, "material cooperation", 7.0, 6),
    ("ACCUSE", "disapprove", None, "verbal conflict", -2.0, 22),
    ("SANCTION", "withdraw", "ambassador", "material conflict", -6.0, 8),
    ("ASSAULT", "aerial", None, "material conflict", -9.0, 22),
)
FILLER = "The two sides have dealt with each other for many years, and those who follow them were not surprised. "


def make(folder: Path, size: int = EVENTS, *, seed: int = 11) -> Record:
    """Write a store of so many events and return its record."""
    record = create(folder)
    draw = random.Random(seed)
    made: list[Event] = []
    claims: list[Claim] = []
    articles: list[Article] = []
    tables: dict[str, list[Any]] = {"pages": [], "articles": [], "claims": [], "refusals": []}
    for page, article, told, events in _stories(draw, size):
        tables["pages"].append(page)
        tables["articles"].append(article)
        tables["claims"].extend(told)
        made.extend(events)
        claims.extend(told)
        articles.append(article)
        if len(tables["pages"]) == PER_PARTITION:
            _write(record, tables)
    _write(record, tables)
    _derive(record, made, entries(made, claims, articles))
    return record


def more(record: Record) -> None:
    """Add a partition of made articles to a store and publish a new index, as a read does."""
    draw = random.Random(len(record.partitions()) * 7919)
    tables: dict[str, list[Any]] = {"pages": [], "articles": [], "claims": [], "refusals": []}
    made = list(record.read("events"))
    for page, article, told, events in _stories(draw, 400, salt=str(len(record.partitions()))):
        tables["pages"].append(page)
        tables["articles"].append(article)
        tables["claims"].extend(told)
        made.extend(events)
    _write(record, tables)
    _derive(record, made, list(record.read("entries")))


def _write(record: Record, tables: dict[str, list[Any]]) -> None:
    if tables["pages"]:
        record.write_partition(content_id("made", *(p.id for p in tables["pages"])), tables)
        for rows in tables.values():
            rows.clear()


def _derive(record: Record, events: list[Event], ledger: list[Any]) -> None:
    record.write_derived(record.key(), {"copies": [], "events": events, "entries": ledger})
    publish(record, record.key())


Story = tuple[Page, Article, list[Claim], list[Event]]


def _stories(draw: random.Random, size: int, salt: str = "") -> Iterator[Story]:
    states = sorted(e.code for e in load_register().entities() if e.kind == "state" and e.code and not e.end)
    dyads = [(a, b) for a in states for b in states if a < b]
    draw.shuffle(dyads)
    shares = [1 / (n + 1) for n in range(len(dyads))]
    places = [Place(None, f"Town {n}", None, draw.uniform(-50, 65), draw.uniform(-160, 170), n) for n in range(500)]
    kinds = [kind for kind in KINDS for _ in range(kind[-1])]
    before: list[tuple[str, str, Any, datetime.date, Place | None, str]] = []
    count = serial = 0
    while count < size:
        printed = START + datetime.timedelta(days=draw.randrange(DAYS))
        told = []
        for _ in range(PER_ARTICLE):
            if before and draw.random() < 0.3:
                told.append((*draw.choice(before[-400:]), False))
            else:
                a, b = draw.choices(dyads, shares)[0]
                day = printed - datetime.timedelta(days=draw.choice((0, 1, 1, 2, 30)))
                status = "planned" if draw.random() < 0.08 else "occurred"
                found = (a, b, draw.choice(kinds), day, draw.choice(places) if draw.random() < 0.4 else None, status)
                before.append(found)
                told.append((*found, True))
        story = _story(draw, printed, told, f"{salt}-{serial}")
        serial += 1
        count += len(story[3])
        yield story


def _story(draw: random.Random, printed: datetime.date, told: list[Any], name: str) -> Story:
    text = ""
    spans = []
    for a, b, kind, *_ in told:
        line = f"{a} and {b}: {kind[0].lower()}, officials said on Monday."
        spans.append((Span(len(text), len(text) + len(line)), Span(len(text), len(text) + 3)))
        text += f"{line} {FILLER * draw.randrange(1, 4)}\n"
    page = content_id("page", name)
    outlet = f"Outlet {draw.randrange(200)}"
    id = content_id("article", name)
    day = Interval(printed, printed, why=("the made date",))
    headline = f"{told[0][0]} and {told[0][1]} in the news of {printed}"
    claims, events = [], []
    for n, ((a, b, kind, when, where, status, fresh), (whole, actor)) in enumerate(zip(told, spans, strict=True)):
        claim = Claim(
            id=content_id("claim", name, n),
            page=page,
            article=id,
            evidence=(whole,),
            predicate=Span(whole.start + 13, whole.end - 27),
            actors=(Actor(actor, a.lower(), a, a, "GOV"),),
            recipients=(Actor(Span(actor.end + 5, actor.end + 8), b.lower(), b, b, "GOV"),),
            symmetric=kind[0] == "AGREE",
            type=kind[0],
            mode=kind[1],
            contexts=(),
            quad=kind[3],
            intensity=kind[4],
            cameo=None,
            status=status,
            voices=(Voice(None, "outlet", None, outlet, None, "asserts"),),
            when=Interval(when, when),
            where=where,
            confidence=round(draw.uniform(0.4, 0.99), 2),
            object=kind[2],
        )
        claims.append(claim)
        if fresh:
            events.append(_event(draw, claim, outlet))
    article = Article(id, page, 0, headline, None, outlet, day, "en", (Block("body", Span(0, len(text))),))
    whole_page = Page(page, None, f"{name}.txt", outlet, None, "text/plain", text)
    return whole_page, article, claims, events


def _event(draw: random.Random, claim: Claim, outlet: str) -> Event:
    return Event(
        id=content_id("event", claim.id),
        type=claim.type,
        mode=claim.mode,
        contexts=(),
        quad=claim.quad,
        intensity=claim.intensity,
        actors=(claim.actors[0].country or "",),
        recipients=(claim.recipients[0].country or "",),
        symmetric=claim.symmetric,
        object=claim.object,
        when=claim.when,
        where=claim.where,
        status=claim.status,
        claims=(claim.id,),
        outlets=(outlet,),
        independent_sources=1,
        contested=draw.random() < 0.03,
        accounts=(Account("asserts", (claim.id,)),),
        belief=claim.confidence,
        scores=(Score("belief", claim.confidence, "one source"),),
    )


if __name__ == "__main__":
    if sys.argv[2:] == ["--more"]:
        more(open_record(Path(sys.argv[1])))
    else:
        make(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
