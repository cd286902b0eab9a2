"""What merging costs by the number of claims: a made stream in which many outlets tell the same happenings.

python -m benchmarks.events_speed            # the table, each size in a process of its own
python -m benchmarks.events_speed 25000      # one size
python -m benchmarks.events_speed 25000 add  # and what adding a thousand claims to them takes

The stream is drawn by a seeded generator: dyads by Zipf's law, so that a few of them have thousands of claims; a
happening is told some three times in the mean, a few over a hundred times; a third of the claims have no date of their
own words, some name one side only, some are dated to a month or a year. Five years, whatever the size: the days grow
fuller.
"""

from __future__ import annotations

import datetime
import random
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.shared import ROOT, Table, cost, tell
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
    """Merge streams of growing size, each in a process of its own, and say what that took."""
    rows, added = [], []
    for size in SIZES:
        made = cost(sys.executable, "-m", "benchmarks.events_speed", str(size), "make")
        took = cost(sys.executable, "-m", "benchmarks.events_speed", str(size))
        seconds = took.processor - made.processor
        each = f"{1000 * seconds / size:.2f}"
        rows.append((f"{size:,}", f"{seconds:.1f}", each, f"{took.megabytes:.0f}", f"{made.megabytes:.0f}"))
        added.append((f"{size:,}", *_adding(size)))
    columns = ("claims", "processor seconds", "ms a claim", "peak memory, MB", "of it the claims themselves, MB")
    caption = "Merging claims into events: a made stream, in one process; the seconds are without making it"
    more = f"Adding {ADDED:,} claims, from all over the five years, to those that were merged and are kept in memory"
    return (
        Table(caption, columns, tuple(rows)),
        Table(more, ("claims before", "processor seconds", "same bytes as merged whole"), tuple(added)),
    )


def _adding(size: int) -> tuple[str, str]:
    """What adding takes by a process of its own: seconds, and for the smallest size whether a whole merge is equal."""
    command = [sys.executable, "-m", "benchmarks.events_speed", str(size), "add"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    return told[0], told[1]


def add(size: int) -> None:
    """Merge, add claims drawn from anywhere in the stream, and print the seconds that took and whether all is equal."""
    claims, articles, words = stream(size + ADDED)
    late = set(random.Random(1).sample(range(len(claims)), ADDED))
    merging = Growing()
    merging([c for n, c in enumerate(claims) if n not in late], articles.values(), words=words)
    start = time.process_time()
    found = merging(claims, articles.values(), words=words)
    seconds = time.process_time() - start
    equal = "not checked" if size > SIZES[0] else str(found == events(claims, articles.values(), words=words)).lower()
    print(f"{seconds:.1f} {equal.replace(' ', '-')}")


def main() -> None:
    if len(sys.argv) < 2:
        tell("events", measure)
        return
    if "add" in sys.argv:
        add(int(sys.argv[1]))
        return
    claims, articles, words = stream(int(sys.argv[1]))
    start = time.process_time()
    if "make" not in sys.argv:
        found = events(claims, articles.values(), words=words)
        print(f"{len(claims)} claims, {len(found)} events, {time.process_time() - start:.1f} processor seconds")


if __name__ == "__main__":
    main()
