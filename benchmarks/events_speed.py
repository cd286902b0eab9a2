"""What merging costs by the number of claims: a made stream in which many outlets tell the same happenings.

python -m benchmarks.events_speed        # the tables, each size in a process of its own
python -m benchmarks.events_speed 25000  # one size, as JSON

The stream is drawn by a seeded generator: dyads by Zipf's law, so that a few of them have thousands of claims; a
happening is told some three times in the mean, a few over a hundred times; a third of the claims have no date of their
own words, some name one side only, some are dated to a month or a year. Five years, whatever the size: the days grow
fuller.
"""

from __future__ import annotations

import datetime
import math
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from benchmarks.shared import ROOT, Table, tell
from detente.events import Growing, events
from detente.events.senses import load_senses
from detente.model import Actor, Article, Claim, Interval, Place, Span, Voice, content_id

ADDED = 1_000
SIZES = (25_000, 50_000, 100_000, 200_000)
START = datetime.date(2015, 1, 1)
DAYS = 5 * 365
PER_ARTICLE = 4
STATES = tuple(f"{a}{b}X" for a in "ABCDEFGHIJ" for b in "KLMNOPQRST")
KINDS = (  # type, modes, share
    ("CONSULT", ("visit", "phone", "multilateral", None), 30),
    ("AGREE", (None,), 10),
    ("SUPPORT", (None,), 6),
    ("ACCUSE", ("allege", "disapprove"), 18),
    ("REQUEST", ("yield", "change"), 6),
    ("REJECT", ("yield", "meet"), 5),
    ("SANCTION", ("discontinue", "expel", "withdraw"), 6),
    ("THREATEN", ("violence", "restrict", None), 4),
    ("ASSAULT", ("aerial", "heavy-weapons", "firearms", None), 15),
)
WORDS = tuple(sorted(load_senses().rows))[::45]
"""Stems of our corpus, so that what they mean is compared as in news."""


def stream(size: int, seed: int = 8) -> tuple[list[Claim], dict[str, Article], dict[str, str]]:
    """Return claims, their articles by id, and the words of each claim's evidence."""
    draw = random.Random(seed)
    claims: list[Claim] = []
    articles: dict[str, Article] = {}
    words: dict[str, str] = {}
    for told in _happenings(draw):
        for _ in range(_tellings(draw)):
            if len(claims) == size:
                return claims, articles, words
            claim, article, said = _telling(draw, told, len(claims))
            claims.append(claim)
            articles[article.id] = article
            words[claim.id] = said
    raise AssertionError("the stream does not end")


def _happenings(draw: random.Random) -> Iterator[tuple[str, str, str, str | None, int, Place, str]]:
    dyads = [(a, b) for a in STATES for b in STATES if a < b]
    draw.shuffle(dyads)
    shares = [1 / (n + 1) for n in range(len(dyads))]
    places = [Place(None, f"Town {n}", None, draw.uniform(-50, 60), draw.uniform(-170, 170), n) for n in range(400)]
    kinds = [kind for kind in KINDS for _ in range(kind[2])]
    while True:
        (a, b) = draw.choices(dyads, shares)[0]
        kind, modes, _ = draw.choice(kinds)
        if draw.random() < 0.5:
            a, b = b, a
        said = " ".join(draw.choices(WORDS, k=6))
        yield a, b, kind, draw.choice(modes), draw.randrange(DAYS), draw.choice(places), said


def _tellings(draw: random.Random) -> int:
    return 1 + min(150, int(draw.paretovariate(1.2)))


def _telling(
    draw: random.Random, told: tuple[str, str, str, str | None, int, Place, str], n: int
) -> tuple[Claim, Article, str]:
    a, b, kind, mode, day, place, said = told
    printed = START + datetime.timedelta(days=day + draw.choice((0, 1, 1, 1, 2, 4)))
    article = _article(draw, printed, n)
    actors = () if draw.random() < 0.06 else (_actor(a),)
    recipients = () if draw.random() < 0.1 else (_actor(b),)
    words = " ".join(word for word in (*said.split(), *draw.choices(WORDS, k=3)) if draw.random() < 0.6)
    claim = Claim(
        id=content_id("made", n),
        page=article.page,
        article=article.id,
        evidence=(Span(n, n + 1),),
        predicate=Span(n, n + 1),
        actors=actors,
        recipients=recipients,
        symmetric=kind == "CONSULT" and mode != "visit" and bool(actors and recipients),
        type=kind,
        mode=mode if draw.random() < 0.7 else None,
        contexts=(),
        quad="",
        intensity=0.0,
        cameo=None,
        status="planned" if draw.random() < 0.08 else "occurred",
        voices=(Voice(None, "outlet", None, article.outlet, None, "asserts"),),
        when=_when(draw, day, printed),
        where=place if draw.random() < 0.4 else None,
        confidence=0.8,
    )
    return claim, article, words


def _article(draw: random.Random, printed: datetime.date, n: int) -> Article:
    outlet = f"Outlet {draw.randrange(200)}"
    id = content_id("article", outlet, printed, n // PER_ARTICLE)
    return Article(id, f"page-{id}", 0, None, None, outlet, Interval(printed, printed), "en", ())


def _actor(state: str) -> Actor:
    return Actor(Span(0, 1), state.lower(), None, state, "GOV")


def _when(draw: random.Random, day: int, printed: datetime.date) -> Interval | None:
    happened = START + datetime.timedelta(days=day)
    sort = draw.random()
    if sort < 0.5:
        return Interval(happened, happened, text="on the day")
    if sort < 0.83:
        return Interval(min(happened, printed - datetime.timedelta(days=1)), printed, why=("news of the day",))
    if sort < 0.93:
        first = happened.replace(day=1)
        return Interval(first, first + datetime.timedelta(days=30), "month", "that month")
    if sort < 0.97:
        return Interval(happened.replace(month=1, day=1), happened.replace(month=12, day=31), "year", "that year")
    return None


def measure() -> tuple[Table, ...]:
    """Merge streams of growing size, each in a process of its own, add a thousand claims, and say what that took."""
    runs = [_run(size) for size in SIZES]
    first = runs[0]
    rows, added = [], []
    for size, run in zip(SIZES, runs, strict=True):
        bound = first.seconds * size * math.log(size) / (SIZES[0] * math.log(SIZES[0]))
        each = f"{1000 * run.seconds / size:.2f}"
        memory = f"{run.peak:.0f}", f"{run.made:.0f}"
        rows.append((f"{size:,}", f"{run.events:,}", f"{run.seconds:.1f}", f"{bound:.1f}", each, *memory))
        added.append((f"{size:,}", f"{run.adding:.1f}", f"{run.seconds:.1f}", run.equal))
    columns = ("claims", "events", "user seconds", "n log n", "ms a claim", "peak memory, MB", "of it the claims, MB")
    caption = (
        "Merging claims into events: a made stream, in one process; user seconds of the processor, without making it; "
        "what n log n allows from the first row"
    )
    more = (
        f"Adding {ADDED:,} claims, from all over the five years, to those that were merged: a process that stays keeps "
        "them in memory; a fresh one merges all anew, and has to read them first"
    )
    told = (
        "claims before",
        "user seconds, a process that stays",
        "a fresh one, at least",
        "same bytes as merged whole",
    )
    return Table(caption, columns, tuple(rows)), Table(more, told, tuple(added))


@dataclass(frozen=True, slots=True)
class Run:
    """What one size took: user seconds of the whole merge and of adding, peak memory in MB with and without merging.

    ``equal`` says whether adding gave the bytes of a whole merge; it is looked at for the smallest size.
    """

    events: int
    seconds: float
    adding: float
    made: float
    peak: float
    equal: str


def _run(size: int) -> Run:
    """Merge and add in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.events_speed", str(size)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return msgspec.json.decode(told, type=Run)


def run(size: int) -> Run:
    """Merge, add claims drawn from anywhere in the stream, and return what that took."""
    claims, articles, words = stream(size + ADDED)
    late = set(random.Random(1).sample(range(len(claims)), ADDED))
    early = [c for n, c in enumerate(claims) if n not in late]
    merging, made, start = Growing(), _peak(), os.times().user
    count = len(merging(early, articles.values(), words=words))
    seconds, peak, start = os.times().user - start, _peak(), os.times().user
    found = merging(claims, articles.values(), words=words)
    adding = os.times().user - start
    equal = "not looked at" if size > SIZES[0] else str(found == events(claims, articles.values(), words=words)).lower()
    return Run(count, seconds, adding, made, peak, equal)


def _peak() -> float:
    """The process's peak memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def main() -> None:
    if len(sys.argv) < 2:
        tell("events", measure)
    else:
        print(msgspec.json.encode(run(int(sys.argv[1]))).decode())


if __name__ == "__main__":
    main()
