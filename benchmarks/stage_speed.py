"""What telling when, where and whether costs, beside the bare parse: times, places and status of each verb.

python -m benchmarks.stage_speed

Every verb of a text counts as an act; the claims stage asks of fewer. Loading is not counted: the grammar, the
gazetteer and the words are there once a process. By processor time, so that other work on the machine hardly shows.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.shared import Table, figure, json_lines, shared, tell
from detente.model import Date, Interval
from detente.reading import places, times, voices
from detente.reading.actors import find_mentions
from detente.reading.actors.mention_types import Mentions
from detente.reading.language import Parsed, parse_text

ARTICLES = 40
WARM_UP = 3
MOST = 0.10
"""The share of the bare parse that the stage may take."""


@dataclass(slots=True)
class Spent:
    """Processor seconds by part."""

    seconds: dict[str, float] = field(default_factory=dict)
    began: float = 0.0

    def start(self) -> None:
        self.began = time.process_time()

    def stop(self, part: str) -> None:
        self.seconds[part] = self.seconds.get(part, 0.0) + time.process_time() - self.began


def measure() -> tuple[Table, ...] | None:
    """Parse articles of news and time each part on them; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    records = list(itertools.islice(json_lines(folder / "news" / "news.jsonl"), ARTICLES + WARM_UP))
    days = [Date.fromisoformat(str(record["published"])[:10]) for record in records]
    _spent([record["text"] for record in records[:WARM_UP]], days[:WARM_UP])
    spent, acts = _spent([record["text"] for record in records[WARM_UP:]], days[WARM_UP:])
    parsing = spent.pop("parse")
    rows = [(part, f"{seconds:.2f}", figure(seconds / parsing)) for part, seconds in spent.items()]
    whole = sum(spent.values())
    rows.append(("all of the stage", f"{whole:.2f}", f"{figure(whole / parsing)} (at most {figure(MOST)})"))
    rows.append(("the bare parse", f"{parsing:.2f}", "1.000"))
    caption = f"When, where and whether, beside the parse: {ARTICLES} articles of news, {acts} verbs"
    return (Table(caption, ("part", "processor seconds", "share of the parse"), tuple(rows)),)


def _spent(texts: Sequence[str], days: Sequence[Date]) -> tuple[dict[str, float], int]:
    """Return the seconds of each part on some texts, and how many verbs were asked about."""
    spent, acts = Spent(), 0
    for text, day in zip(texts, days, strict=True):
        spent.start()
        parsed = parse_text(text)
        spent.stop("parse")
        acts += _asked(parsed, find_mentions(parsed, on=None), Interval(day, day), spent)
    return spent.seconds, acts


def _asked(parsed: Parsed, mentions: Mentions, anchor: Interval, spent: Spent) -> int:
    """Ask everything of each verb of a text, the mentions of actors not counted; return how many there are."""
    spent.start()
    found = times.find_times(parsed, anchor=anchor)
    spent.stop("finding times")
    spent.start()
    named = places.find_places(parsed, mentions=mentions)
    spent.stop("finding places")
    verbs = [token for token in parsed.tokens if token.pos == "VERB"]
    spent.start()
    told = [(verb, voices.status(parsed, verb)) for verb in verbs]
    spent.stop("status of each verb")
    spent.start()
    for verb, status in told:
        times.when(parsed, verb, found, anchor=anchor, status=status)
    spent.stop("date of each verb")
    spent.start()
    for verb in verbs:
        places.where(parsed, verb, named)
    spent.stop("place of each verb")
    return len(verbs)


def main() -> None:
    tell("speed of when, where and whether", measure)


if __name__ == "__main__":
    main()
