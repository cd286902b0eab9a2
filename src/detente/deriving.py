"""What follows from all that was read: copies, events and the ledger, the same whatever the partitions and their order.

A partition's records are in memory at a time; claims and events lie in files while they are merged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from detente.articles import body_text
from detente.events import Stream, as_judged, events, evidence_words
from detente.model import Article, Claim, Page
from detente.relations import drawn, entries, is_read
from detente.store.record import Copy, Record

if TYPE_CHECKING:
    from detente.pipeline import Stages

Tables = dict[str, Iterable[Any]]


def derive(record: Record, stages: Stages) -> Tables:
    """Return the tables that follow from all articles, claims and judgements, each sorted by its id."""
    copy_of = stages.copies(_bodies(record))
    copies = [Copy(article, original) for article, original in sorted(copy_of.items())]
    if stages.events is events and stages.entries is entries:
        return {"copies": copies, **_streamed(record, copy_of)}
    return {"copies": copies, **_at_once(record, copy_of, stages)}


def _streamed(record: Record, copy_of: Mapping[str, str]) -> Tables:
    """Events and ledger by way of files, which lie beside the record until these tables are written."""
    judgements = record.judgements()
    stream = Stream(judgements, copy_of, record.folder)
    read: set[str] = set()
    for stem in record.stems("pages"):
        for page, stories, claims in _by_page(record, stem):
            said = as_judged(claims, judgements)
            stream.take(page, stories, said)
            read.update(c.id for c in said if is_read(c))
    stream.merge()
    ledger = drawn(stream.told(), {id: stream.claim(id) for id in read})
    return {"events": stream, "entries": sorted(ledger, key=lambda e: e.id)}


def _by_page(record: Record, stem: str) -> Iterator[tuple[Page, list[Article], list[Claim]]]:
    """Yield the pages of a partition, each with its articles and claims."""
    found: dict[str, tuple[Page, list[Article], list[Claim]]] = {
        page.id: (page, [], []) for page in record.partition("pages", stem)
    }
    for article in record.partition("articles", stem):
        found[article.page][1].append(article)
    for claim in record.partition("claims", stem):
        found[claim.page][2].append(claim)
    yield from found.values()


def _at_once(record: Record, copy_of: Mapping[str, str], stages: Stages) -> Tables:
    """Events and ledger by stages that take all claims at once, as those do that keep what they merged."""
    stories = [dataclasses.replace(a, copy_of=copy_of.get(a.id)) for a in record.read("articles")]
    stories.sort(key=lambda a: (a.page, a.position, a.id))
    read = sorted(record.read("claims"), key=lambda c: (c.article, c.predicate.start, c.id))
    said = as_judged(read, record.judgements())
    words, credits = evidence_words(said, stories, record.read("pages"))
    happened = stages.events(said, stories, record.judgements(), words=words, credits=credits)
    return {
        "events": sorted(happened, key=lambda e: e.id),
        "entries": sorted(stages.entries(happened, said, stories), key=lambda e: e.id),
    }


def _bodies(record: Record) -> Iterator[tuple[Article, str]]:
    """Articles with their body's text, a partition's pages in memory at a time."""
    for stem in record.stems("pages"):
        texts = {page.id: page.text for page in record.partition("pages", stem)}
        for article in record.partition("articles", stem):
            yield article, body_text(article, texts[article.page])
