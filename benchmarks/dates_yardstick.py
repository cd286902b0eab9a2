"""When pages were published: whether the interval that is given holds the day, and how wide it is.

python -m benchmarks.dates_yardstick

HTML pages and flattened ones are the pages yardstick's, those with a sure date; beside ours stand the days that
htmldate reads of the same HTML pages, in the same run. The third kind are the articles of ``news``, given as bare text,
in two halves split by outlet: what little is fitted was fitted on the first. The last table are the five real pages.
"""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from benchmarks.pages_yardstick import main_story
from benchmarks.shared import Table, figure, json_lines, shared, tell
from detente.articles import articles
from detente.model import Article, Interval, Page
from detente.pages import page_of

SURE = ("agrees", "no_evidence")
"""Gold dates that the page's own address or head does not speak against."""
_COLUMNS = (
    "input",
    "stories",
    "holds the day",
    "wrong",
    "exactly the day",
    "a single day, and wrong",
    "bounded on both sides",
    "days wide, quartiles",
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A page of known day, with its markup where it has any."""

    page: Page
    day: datetime.date
    html: str | None = None


Answer = tuple[Interval | None, datetime.date]


def measure() -> tuple[Table, ...] | None:
    """Date the pages whose day is known; None where they are absent."""
    folder = shared()
    if folder is None:
        return None
    dev = folder / "yardsticks" / "pages" / "dev"
    rows: list[tuple[str, ...]] = []
    for name, file in (("HTML, pages", "pages.inscriptis.jsonl.gz"), ("HTML, dates", "dates.jsonl.gz")):
        pages = list(_html(dev / file))
        rows.append(_row(name, map(_ours, pages)))
        rows.append(_row("&nbsp; htmldate on the same", map(_htmldate, pages)))
    rows.append(_row("flattened (resimc)", map(_ours, _flattened(dev / "pages.resimc.jsonl.gz"))))
    news = [(outlet, _ours(dated)) for outlet, dated in _news(folder / "news" / "news.jsonl")]
    rows.append(_row("news, bare text", (answer for _, answer in news)))
    for half in (0, 1):
        part = (answer for outlet, answer in news if _half(outlet) == half)
        rows.append(_row(f"&nbsp; outlets that it was {('fitted', 'not fitted')[half]} on", part))
    return (
        Table("Day of publication, an interval (pages yardstick, dev, and news)", _COLUMNS, tuple(rows)),
        Table("The five real pages", ("page", "earliest", "latest", "days wide"), tuple(_seeds(folder / "seeds"))),
    )


def _half(outlet: str) -> int:
    return int(hashlib.md5(outlet.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def _ours(dated: Dated) -> Answer:
    """Return the main story's interval; where a page is in a language that is not read, what its markup says."""
    story = main_story(dated.page)
    return (story.published if story else dated.page.published), dated.day


def _htmldate(dated: Dated) -> Answer:
    from htmldate import find_date

    found = find_date(dated.html or "", original_date=True)
    day = datetime.date.fromisoformat(found) if found else None
    return (Interval(day, day) if day else None), dated.day


def _row(name: str, answers: Iterable[Answer]) -> tuple[str, ...]:
    """Return the figures of the pages that were answered for; one without an answer holds no day and is not wrong."""
    found = list(answers)
    told = [(interval, day) for interval, day in found if interval]
    held = sum(_holds(interval, day) for interval, day in told)
    single = [(i.earliest, day) for i, day in told if i.earliest and i.earliest == i.latest]
    exact = sum(first == day for first, day in single)
    widths = [(i.latest - i.earliest).days + 1 for i, _ in told if i.earliest and i.latest]
    count = max(1, len(found))
    counts = (held, len(told) - held, exact, len(single) - exact, len(widths))
    quartiles = " / ".join(f"{q:.0f}" for q in quantiles(widths, n=4)) if len(widths) > 1 else ""
    return (name, str(len(found)), *(figure(n / count) for n in counts), quartiles)


def _holds(interval: Interval, day: datetime.date) -> bool:
    return (interval.earliest or day) <= day <= (interval.latest or day)


def _html(path: Path) -> Iterator[Dated]:
    for record in _records(path):
        html = gzip.decompress((path.parent / record["html_path"]).read_bytes()).decode("utf-8", "replace")
        page = page_of(html, media_type="text/html", name=record["id"])
        yield Dated(page, datetime.date.fromisoformat(record["gold_date"]), html)


def _flattened(path: Path) -> Iterator[Dated]:
    for record in _records(path):
        page = page_of(record["text"], media_type="text/plain", name=record["id"])
        yield Dated(page, datetime.date.fromisoformat(record["gold_date"]))


def _records(path: Path) -> Iterator[dict[str, str]]:
    for record in map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()):
        if record.get("gold_date") and record.get("gold_date_check") in SURE:
            yield record


def _news(path: Path) -> Iterator[tuple[str, Dated]]:
    for number, record in enumerate(json_lines(path)):
        page = page_of(record["text"], media_type="text/plain", name=str(number))
        yield record["outlet"], Dated(page, datetime.date.fromisoformat(record["published"][:10]))


def _seeds(folder: Path) -> Iterator[tuple[str, ...]]:
    for path in sorted(folder.glob("*.txt")):
        page = page_of(path.read_text("utf-8"), media_type="text/plain", name=path.name)
        for story in articles(page):
            if isinstance(story, Article):
                first, last = story.published.earliest, story.published.latest
                width = str((last - first).days + 1) if first and last else "open"
                yield (f"{path.name[:3]}, story {story.position + 1}", str(first or "–"), str(last or "–"), width)


def main() -> None:
    tell("dates", measure)


if __name__ == "__main__":
    main()
