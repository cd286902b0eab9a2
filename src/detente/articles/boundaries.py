"""Which runs of text on a page go on with a story, begin another, return to the one before, or are of none.

A run is a stretch of lines that the line model takes for text, nothing between them. A second model goes down the runs
and, knowing the story so far, tells for each what it is (``MOVES``). So one decision covers where the first
story begins, where it ends, and where another begins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.articles.lines import Line
from detente.articles.outlets import DATELINE
from detente.articles.topic import Topic, alike, shared

MOVES = ("goes on", "begins", "returns", "none")
GOES_ON, BEGINS, RETURNS, NONE = range(4)

_GAP_KINDS = ("ends", "lists", "related", "meta", "promo", "link", "heading", "caption", "furniture", "short")
_SELF = ("words", "lines", "body", "least_body", "words_a_line", "bullets", "bio", "first_person", "foreign",
         "dateline", "lower", "closed")  # fmt: skip
_GAP = ("gap_lines", "gap_words", "gap_blank", "title", "title_words", "title_gap", "title_best", "title_twice",
        "title_kin", "head_to_run", "head_to_story", "header", "replies",
        *(f"gap_{k}" for k in _GAP_KINDS))  # fmt: skip
_STORY = ("stories", "story_words", "story_lines", "story_runs", "share_above", "share_below", "share_run", "chars",
          "since", "ends_since", "lists_since", "replies_since", "replies_below", "body_gap", "words_gap",
          "person_gap", "skipped")  # fmt: skip
_FIT = ("known", "alike", "known_ahead", "alike_ahead", "alike_rest", "names", "names_ahead", "usual", "last_known",
        "before_known", "before_alike", "title_known")  # fmt: skip
COLUMNS = (*_SELF, *_GAP, *_STORY, *_FIT)
"""Names of the columns of a run's row, in their order."""

_AHEAD = 8
_PERSONS = frozenset({"I", "my", "me", "My", "you", "your", "You", "Your", "we", "our", "We", "Our", "us"})
_CLOSED = re.compile(r"[.!?:…][\s\"'”’»)\]]*$")
_BREAKING_TITLE = 0.35

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of text in a row, by their numbers."""

    first: int
    last: int


@dataclass(slots=True)
class Told:
    """A story as told so far: its runs, and the stems and names of its lines."""

    stems: Floats
    names: Floats
    lines: list[int] = field(default_factory=list)
    runs: int = 0
    words: int = 0
    truth: int = -1
    """Which story it really is, where labels tell (in training)."""


def runs_of(body: NDArray[np.floating], title: NDArray[np.floating], threshold: float) -> list[Run]:
    """Return the runs of lines whose chance of being text reaches a threshold, broken where a title is likely."""
    found: list[Run] = []
    for i in np.flatnonzero(body >= threshold).tolist():
        if found and found[-1].last == i - 1 and title[i] < _BREAKING_TITLE:
            found[-1] = Run(found[-1].first, i)
        else:
            found.append(Run(i, i))
    return found


class Walk:
    """Goes down the runs of one page: gives the row of the next run, takes what it was found to be."""

    def __init__(
        self,
        lines: Sequence[Line],
        chances: NDArray[np.floating],
        runs: Sequence[Run],
        topic: Topic | None = None,
    ) -> None:
        self.lines, self.chances, self.runs = lines, chances, runs
        self.topic = topic or Topic(lines)
        self.named = np.zeros(self.topic.size, bool)
        self.named[self.topic.capitals] = True
        self.body = np.array([i for run in runs for i in range(run.first, run.last + 1)], np.intp)
        self.counts = np.array([len(line.words) for line in lines], float)
        self.whole = max(1.0, float(self.counts[self.body].sum()))
        self.replies = np.cumsum([line.reply for line in lines])
        self.persons, self.foreign, self.closed = np.zeros((3, len(lines)))
        for i in self.body.tolist():
            words = lines[i].words
            self.persons[i] = sum(map(_PERSONS.__contains__, words))
            self.foreign[i] = len(words) - sum(map(str.isascii, words))
            self.closed[i] = _CLOSED.search(lines[i].text) is not None
        self.stories: list[Told] = []
        self.current: Told | None = None
        self.before: Told | None = None
        self.at = 0
        self.taken = -1
        self.skipped = 0

    def row(self) -> list[float]:
        """Return the next run's row, in the order of ``COLUMNS``."""
        run = self.runs[self.at]
        own = np.arange(run.first, run.last + 1)
        gap = np.arange(self.runs[self.at - 1].last + 1 if self.at else 0, run.first)
        head = self._title(run, gap)
        return [*self._self(run, own), *self._gap(run, gap, own, head), *self._story(run, own), *self._fit(own, head)]

    def take(self, move: int) -> None:
        """Note what the next run is, and go to the one after it."""
        run = self.runs[self.at]
        own = np.arange(run.first, run.last + 1)
        self.at += 1
        if move == NONE:
            self.skipped += 1
            return
        if move == BEGINS or self.current is None:
            self._begin()
        elif move == RETURNS and self.before is not None:
            self.current, self.before = self.before, self.current
        told = self.current
        assert told is not None
        profile = self.topic.profile(own)
        told.stems = told.stems + profile
        told.names = told.names + np.where(self.named, profile, 0.0)
        told.lines.extend(own.tolist())
        told.runs += 1
        told.words += int(self.counts[own].sum())
        self.taken, self.skipped = run.last, 0

    def _begin(self) -> None:
        self.before = self.current
        self.current = Told(np.zeros(self.topic.size), np.zeros(self.topic.size))
        self.stories.append(self.current)

    def _title(self, run: Run, gap: Ints) -> int | None:
        """Return the likeliest headline between the run before and the second line of this one."""
        places = np.concatenate([gap, np.arange(run.first, min(run.last, run.first + 1) + 1)])
        return int(places[self.chances[places, 2].argmax()]) if len(places) else None

    def _self(self, run: Run, own: Ints) -> list[float]:
        first = self.lines[run.first]
        top = own[:20]
        count = max(1.0, float(self.counts[top].sum()))
        told = float(self.counts[own].sum())
        return [
            math.log1p(told),
            math.log1p(len(own)),
            float(self.chances[own, 1].mean()),
            float(self.chances[own, 1].min()),
            told / len(own),
            sum(self.lines[i].bullet for i in own) / len(own),
            float(first.kind == "prose" and bool(self.chances[run.first, 1] < 0.7)),
            float(self.persons[top].sum()) / count,
            float(self.foreign[top].sum()) / count,
            float(DATELINE.match(first.text) is not None),
            float(first.text[0].islower()),
            float(self.closed[top].mean()),
        ]

    def _gap(self, run: Run, gap: Ints, own: Ints, head: int | None) -> list[float]:
        kinds = [self.lines[i].kind for i in gap]
        chance = float(self.chances[head, 2]) if head is not None else 0.0
        best = float(self.chances[: run.first, 2].max()) if run.first else 0.0
        line = self.lines[head] if head is not None else None
        profile = self.topic.profile(np.array([head])) if head is not None else np.zeros(self.topic.size)
        below = range(head + 1, run.first) if head is not None else range(0)
        ahead = self.topic.profile(own[own != head][:_AHEAD])
        return [
            math.log1p(len(gap)),
            math.log1p(self.counts[gap].sum()),
            float(sum(min(4, self.lines[i].gap) for i in (*gap, run.first))),
            chance,
            float(len(line.words)) if line else 0.0,
            float(run.first - head) if head is not None else -1.0,
            chance / max(best, chance, 1e-6),
            float(sum(self.lines[i].key == line.key for i in gap)) if line else 0.0,
            float(line.kind == "heading") if line else 0.0,
            shared(profile, ahead),
            shared(profile, self.current.stems) if self.current else -1.0,
            float(any(self.lines[i].kind in ("meta", "caption") for i in below)),
            float(sum(self.lines[i].reply for i in gap)),
            *(float(min(6, kinds.count(kind))) for kind in _GAP_KINDS),
        ]

    def _story(self, run: Run, own: Ints) -> list[float]:
        told = self.current
        above = float(self.counts[self.body[self.body < run.first]].sum()) / self.whole
        share = float(self.counts[own].sum()) / self.whole
        since = range(self.taken + 1, run.first) if self.taken >= 0 else range(0)
        kinds = [self.lines[i].kind for i in since]
        mine = np.array(told.lines if told else [], np.intp)
        person = self._person(mine) if told else 0.0
        return [
            float(len(self.stories)),
            math.log1p(told.words) if told else -1.0,
            math.log1p(len(told.lines)) if told else -1.0,
            float(told.runs) if told else -1.0,
            above,
            1 - above - share,
            share,
            run.first / len(self.lines),
            math.log1p(run.first - self.taken),
            float(kinds.count("ends")),
            float(kinds.count("lists")),
            float(self.replies[run.first] - (self.replies[self.taken] if self.taken >= 0 else 0)),
            float(self.replies[-1] - self.replies[run.last]),
            float(self.chances[own, 1].mean() - self.chances[mine, 1].mean()) if told else 0.0,
            math.log((1 + self.counts[own].mean()) / (1 + self.counts[mine].mean())) if told else 0.0,
            self._person(own) - person,
            float(min(10, self.skipped)),
        ]

    def _person(self, own: Ints) -> float:
        return float(self.persons[own[-20:]].sum()) / max(1.0, float(self.counts[own[-20:]].sum()))

    def _fit(self, own: Ints, head: int | None) -> list[float]:
        told = self.current
        ahead_lines = self.body[np.searchsorted(self.body, own[0]) :]
        here, ahead = self.topic.profile(own), self.topic.profile(ahead_lines[:_AHEAD])
        if told is None:
            title = self.topic.profile(np.array([head])) if head is not None else here
            rest = self.topic.profile(ahead_lines)
            return [-1.0] * 4 + [alike(here, rest), -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, shared(title, ahead)]
        names_here, names_ahead = np.where(self.named, here, 0.0), np.where(self.named, ahead, 0.0)
        last = self.topic.profile(np.array(told.lines[-6:], np.intp))
        before = self.before
        top = self.topic.profile(np.array(told.lines[:1], np.intp))
        return [
            shared(here, told.stems),
            alike(here, told.stems),
            shared(ahead, told.stems),
            alike(ahead, told.stems),
            alike(self.topic.profile(ahead_lines), told.stems),
            shared(names_here, told.names),
            shared(names_ahead, told.names),
            shared(last, told.stems - last),
            shared(here, last),
            shared(here, before.stems) if before else -1.0,
            alike(here, before.stems) if before else -1.0,
            shared(top, here),
        ]
