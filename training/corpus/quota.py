"""What one author hands in (AUTHORING.md), as figures that can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.reading.codes.codebook import load_codebook
from training.corpus.checks import words
from training.corpus.format import NONE, NONE_KINDS, Sentence
from training.corpus.statistics import AUTHOR_FLOOR, counts, short_modes

STATUS_FLOORS = {"negated": 40, "hypothetical": 60, "planned": 80, "ongoing": 60}
LONG = 30
TYPES_FLOOR = 45
KIND_FLOOR = 15
CONTEXT_FLOOR = 3
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class Quota:
    """One line of the table: what is counted, how many there are, how many are wanted."""

    name: str
    count: int
    wanted: int


def quotas(sentences: Sequence[Sentence]) -> Iterator[Quota]:
    """Yield each quota of one author with what his sentences have of it."""
    counted = counts(sentences)
    labels = sum(counted["type"].values())
    yield Quota("sentences", len(sentences), 1000)
    yield Quota("labels", labels, 1500)
    yield Quota("NONE", counted["type"][NONE], max(300, labels // 5))
    for kind in NONE_KINDS[:-1]:
        yield Quota(f"NONE/{kind}", counted["none"][kind], KIND_FLOOR)
    for name, count in short_modes(sentences, AUTHOR_FLOOR):
        yield Quota(name, count, AUTHOR_FLOOR)
    yield from _types(counted["type"])
    for status, wanted in STATUS_FLOORS.items():
        yield Quota(status, counted["status"][status], wanted)
    for context in load_codebook().contexts:
        yield Quota(f"context {context}", counted["contexts"][context], CONTEXT_FLOOR)
    yield Quota("recipient before actor", counted["form"]["recipient before actor"], labels // 5)
    yield Quota("on a par", counted["form"]["on a par"], 50)
    yield Quota("no recipient", counted["form"]["no recipient"], 60)
    yield Quota("headlines", sum(s.about.get("style") == "headline" for s in sentences), 120)
    yield Quota("with a quotation", sum(any(mark in s.text for mark in _QUOTES) for s in sentences), 80)
    long = sum(len(words(s.text)) >= LONG and len(s.labels) >= 2 for s in sentences)
    yield Quota(f"of {LONG} words, two labels", long, 150)


def _types(counted: dict[str, int]) -> Iterator[Quota]:
    for name in load_codebook().types:
        yield Quota(name, counted[name], TYPES_FLOOR)


def missing(sentences: Sequence[Sentence]) -> list[Quota]:
    """Return the quotas that are not yet reached, in the order of the table."""
    return [quota for quota in quotas(sentences) if quota.count < quota.wanted]
