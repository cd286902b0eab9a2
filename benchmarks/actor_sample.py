"""How often the country of a mention is right in real news, as judged by reading, and how many mentions are missed.

python -m benchmarks.actor_sample [--mentions | --articles] [--from N] [--to N]

--mentions prints 300 mentions of the news drawn by a fixed seed; --articles prints the opening paragraphs of 50
articles with all their mentions marked. What a reader judged is kept beside this file, as the article's number,
offsets and the right countries or organisations, none of the text. Without an option the news are read again and
compared with it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.shared import ABSENT, Table, figure, json_lines, shared, tell
from detente.model import Interval
from detente.reading.actors import Mention, find_mentions
from detente.reading.language import Parsed, parse_text

JUDGED = Path(__file__).with_name("actor_sample.jsonl")
SEED = 20260
MENTIONS = 300
ARTICLES = 50
LONGEST = 700
WHOLE = 4_000


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read: its number in the news file, its parse and the mentions that have an actor of some side."""

    number: int
    parsed: Parsed
    mentions: tuple[Mention, ...]


def read(number: int, record: Any) -> Reading:
    """Read the start of an article's text on its day."""
    day = date.fromisoformat(record["published"][:10]) if record.get("published") else None
    parsed = parse_text(record["text"][:WHOLE])
    found = find_mentions(parsed, on=Interval(day, day) if day else None)
    return Reading(number, parsed, tuple(m for m in found if takes_a_side(m)))


def takes_a_side(mention: Mention) -> bool:
    """Whether a mention tells of a state or organisation; relative pronouns repeat what stands before them."""
    told = any(a.country or a.organisation or a.sector in ("IGO", "REB") for a in mention.actors)
    return told and mention.why != "relative pronoun"


def drawn(news: Path) -> list[tuple[Reading, Mention]]:
    """Return the 300 mentions: three from each of 100 articles drawn by the seed."""
    records = list(json_lines(news))
    chance = random.Random(SEED)
    found: list[tuple[Reading, Mention]] = []
    for number in chance.sample(range(len(records)), MENTIONS // 3):
        reading = read(number, records[number])
        found += [(reading, m) for m in chance.sample(reading.mentions, min(3, len(reading.mentions)))]
    return found


def paragraphs(news: Path) -> Iterator[tuple[Reading, int, int]]:
    """Yield the characters of the opening paragraphs of 50 articles drawn by the seed, up to 700 of them."""
    records = list(json_lines(news))
    chance = random.Random(SEED + 1)
    for number in chance.sample(range(len(records)), ARTICLES):
        reading = read(number, records[number])
        sentences = [s for s in reading.parsed.sentences if s.end <= LONGEST]
        if sentences:
            yield reading, sentences[0].start, sentences[-1].end


def measure() -> tuple[Table, ...] | None:
    """Read the judged articles again and return the figures; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = list(json_lines(folder / "news" / "news.jsonl"))
    kept = list(json_lines(JUDGED))
    readings = {n: read(n, records[n]) for n in sorted({row["article"] for row in kept})}
    rows = []
    for part in ("mentions", "articles"):
        judged = [(row, _at(readings[row["article"]], row)) for row in kept if row["part"] == part]
        claimed = [(row, found) for row, found in judged if found is not None]
        meant = [(row, found) for row, found in judged if row["sides"]]
        right = sum(1 for row, found in claimed if sides(found) == set(row["sides"]))
        recall = sum(1 for row, found in meant if found is not None and sides(found) == set(row["sides"]))
        rows.append(
            (
                part,
                str(len(claimed)),
                figure(right / max(1, len(claimed))),
                str(len(meant)),
                figure(recall / max(1, len(meant))) if part == "articles" else "not asked",
            )
        )
    columns = ("part", "mentions found", "country right", "mentions that a reader sees", "of these right")
    return (Table("Mentions in real news, judged by reading", columns, tuple(rows)),)


def _at(reading: Reading, row: Any) -> Mention | None:
    """Return the mention at the judged characters, else the shortest that lies over them."""
    over = [m for m in reading.mentions if m.span.start <= row["start"] and row["end"] <= m.span.end]
    same = [m for m in over if (m.span.start, m.span.end) == (row["start"], row["end"])]
    return same[0] if same else min(over, key=lambda m: m.span.end - m.span.start, default=None)


def sides(mention: Mention) -> set[str]:
    """Return whose side a mention is on: countries, else organisations or groups."""
    return {a.country or a.organisation or a.id or "" for a in mention.actors}


def _print_mentions(news: Path, first: int, last: int) -> None:
    for n, (reading, m) in enumerate(drawn(news)):
        if first <= n < last:
            sentence = reading.parsed.sentences[reading.parsed.tokens[m.head].sent]
            text = reading.parsed.text
            before = text[max(0, sentence.start - 110, m.span.start - 260) : m.span.start]
            after = text[m.span.end : min(sentence.end, m.span.end + 90)]
            print(" ".join(f"{n} #{reading.number} {before}<<{shown(reading, m)}>>{after}".split()))


def shown(reading: Reading, m: Mention) -> str:
    """Return a mention's words with what they were taken for."""
    words = reading.parsed.text[m.span.start : m.span.end]
    actors = "+".join(f"{a.country or a.organisation or a.id}" for a in m.actors)
    who = next((f" {a.id}" for a in m.actors if m.person), "")
    return f"{words}|{actors}{who}{' place' if m.locative else ''}"


def _print_articles(news: Path, first: int, last: int) -> None:
    for n, (reading, start, end) in enumerate(paragraphs(news)):
        if first <= n < last:
            text, reached = "", start
            for m in sorted(reading.mentions, key=lambda m: (m.span.start, -m.span.end)):
                if start <= m.span.start and m.span.end <= end and m.span.start >= reached:
                    text += reading.parsed.text[reached : m.span.start] + f"<<{shown(reading, m)}>>"
                    reached = m.span.end
            print(f"{n} #{reading.number} {text}{reading.parsed.text[reached:end]}\n".replace("\n\n", "\n"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", action="store_true", help="print the 300 mentions")
    parser.add_argument("--articles", action="store_true", help="print the paragraphs of 50 articles")
    parser.add_argument("--from", dest="first", type=int, default=0, help="first to print")
    parser.add_argument("--to", dest="last", type=int, default=MENTIONS, help="print up to this one, excluded")
    given = parser.parse_args()
    folder = shared()
    if folder is None:
        sys.exit(ABSENT)
    news = folder / "news" / "news.jsonl"
    if given.mentions:
        _print_mentions(news, given.first, given.last)
    elif given.articles:
        _print_articles(news, given.first, given.last)
    else:
        tell("actors in news", measure)


if __name__ == "__main__":
    main()
