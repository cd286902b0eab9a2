"""The cue lexicon: words that mark a stretch of text as somebody's word, and where source and content stand.

The entries are ``cues.yaml``; this module gives them types and loads them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from detente.data import load_yaml
from detente.model import Stance

CueKind = Literal["speech", "thought", "knowledge", "evaluation", "request", "commitment"]
Factivity = Literal["factive", "neutral", "counterfactive"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that cue an attribution in one way.

    ``content`` lists where the content stands: clause, infinitive, gerund, quote, object, predicate ("called it X"),
    or ``prep:of`` and the like. ``binds`` is false where the source does not vouch for what the content tells
    ("condemned the raid", "urged them to leave"). ``report_object`` asks that the object be a report ("rejected
    claims of ..."), ``comment_only`` that the complement be a comment ("declined to comment on ..."), ``owned`` that
    somebody be named beside a noun ("their support for the ban").
    """

    lemmas: tuple[str, ...]
    stance: Stance = "asserts"
    kind: CueKind = "speech"
    factivity: Factivity = "neutral"
    strength: float = 0.5
    content: tuple[str, ...] = ("clause",)
    binds: bool = True
    report_object: bool = False
    comment_only: bool = False
    owned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A cue of several words that names its source after it, such as "according to"."""

    words: tuple[str, ...]
    stance: Stance = "asserts"
    strength: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """Adverbs and adjectives that leave the content on an unnamed word ("reportedly", "the alleged raid")."""

    adverbs: frozenset[str]
    adjectives: frozenset[str]
    stance: Stance = "alleges"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Verbs that, denied, tell of silence: of speaking, and of answering one of the things ``asked``.

    ``asking`` are verbs that tell what somebody is silent about ("asked about the raid, he declined to comment"), and
    ``unknown`` what who denies a thing has none of ("has no knowledge of the raid").
    """

    comments: frozenset[str]
    answers: frozenset[str]
    asking: frozenset[str]
    unknown: frozenset[str]
    asked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The whole lexicon, keyed by lemma; a key of two words is a verb and what must stand below it."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[Cue, ...]]
    adjectives: dict[str, tuple[Cue, ...]]
    unsourced_verbs: frozenset[str]
    report_nouns: frozenset[str]
    phrases: tuple[Phrase, ...]
    hedges: Hedges
    silence: Silence
    labels: frozenset[str]
    addressed: frozenset[str]
    falsehoods: frozenset[str]
    truths: frozenset[str]
    seconds: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    verbs: tuple[Cue, ...]
    nouns: tuple[Cue, ...]
    adjectives: tuple[Cue, ...]
    unsourced_verbs: frozenset[str]
    report_nouns: frozenset[str]
    phrases: tuple[Phrase, ...]
    hedges: Hedges
    silence: Silence
    labels: frozenset[str]
    addressed: frozenset[str]
    falsehoods: frozenset[str]
    truths: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    """Load the cue lexicon from the package. Raises DataError with the entry where the YAML breaks its schema."""
    part = load_yaml("detente.reading.voices", "cues.yaml", _File)
    verbs = _by_lemma(part.verbs)
    seconds: dict[str, frozenset[str]] = {}
    for lemma in verbs:
        first, _, second = lemma.partition(" ")
        if second:
            seconds[first] = seconds.get(first, frozenset()) | {second}
    return Cues(
        verbs=verbs,
        nouns=_by_lemma(part.nouns),
        adjectives=_by_lemma(part.adjectives),
        unsourced_verbs=part.unsourced_verbs,
        report_nouns=part.report_nouns,
        phrases=part.phrases,
        hedges=part.hedges,
        silence=part.silence,
        labels=part.labels,
        addressed=part.addressed,
        falsehoods=part.falsehoods,
        truths=part.truths,
        seconds=seconds,
    )


def _by_lemma(entries: tuple[Cue, ...]) -> dict[str, tuple[Cue, ...]]:
    table: dict[str, tuple[Cue, ...]] = {}
    for entry in entries:
        for lemma in entry.lemmas:
            table[lemma] = (*table.get(lemma, ()), entry)
    return table
