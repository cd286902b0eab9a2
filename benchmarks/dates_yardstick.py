"""When pages were published: whether the interval that is given holds the day, and how wide it is.

python -m benchmarks.dates_yardstick

HTML pages and flattened ones are the pages yardstick's, those with a sure date; the third kind are the articles of
``news``, given as bare text.
"""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.pages_yardstick import main_story
from benchmarks.shared import Table, figure, json_lines, shared, tell
from detente.model import Interval, Page
from detente.pages import page_of

SURE = ("agrees", "no_evidence")
"""Gold dates that the page's own address or head does not speak against."""

Dated = tuple[Page, datetime.date]


def measure() -> tuple[Table, ...] | None:
    """Date the pages whose day is known; None where they are absent."""
    folder = shared()
    if folder is None:
        return None
    dev = folder / "yardsticks" / "pages" / "dev"
    rows = (
        _row("HTML", _html(dev)),
        _row("flattened (resimc)", _flattened(dev / "pages.resimc.jsonl.gz")),
        _row("news, bare text", _news(folder / "news" / "news.jsonl")),
    )
    columns = (
        "input",
        "stories",
        "holds the day",
        "wrong",
        "exactly the day",
        "bounded on both sides",
        "median days wide",
    )
    return (Table("Day of publication, an interval (pages yardstick, dev, and news)", columns, rows),)


def _row(name: str, pages: Iterable[Dated]) -> tuple[str, ...]:
    found = [(story.published, day) for page, day in pages if (story := main_story(page))]
    held = sum(_holds(interval, day) for interval, day in found)
    exact = sum(interval.earliest == interval.latest == day for interval, day in found)
    widths = [(i.latest - i.earliest).days + 1 for i, _ in found if i.earliest and i.latest]
    count = max(1, len(found))
    shares = (held / count, 1 - held / count, exact / count, len(widths) / count)
    return (name, str(len(found)), *map(figure, shares), f"{median(widths):g}" if widths else "")


def _holds(interval: Interval, day: datetime.date) -> bool:
    return (interval.earliest or day) <= day <= (interval.latest or day)


def _html(dev: Path) -> Iterator[Dated]:
    for name in ("pages.inscriptis.jsonl.gz", "dates.jsonl.gz"):
        for record in _records(dev / name):
            html = gzip.decompress((dev / record["html_path"]).read_bytes()).decode("utf-8", "replace")
            day = datetime.date.fromisoformat(record["gold_date"])
            yield page_of(html, media_type="text/html", name=record["id"]), day


def _flattened(path: Path) -> Iterator[Dated]:
    for record in _records(path):
        page = page_of(record["text"], media_type="text/plain", name=record["id"])
        yield page, datetime.date.fromisoformat(record["gold_date"])


def _records(path: Path) -> Iterator[dict[str, str]]:
    for record in map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()):
        if record.get("gold_date") and record.get("gold_date_check") in SURE:
            yield record


def _news(path: Path) -> Iterator[Dated]:
    for number, record in enumerate(json_lines(path)):
        page = page_of(record["text"], media_type="text/plain", name=str(number))
        yield page, datetime.date.fromisoformat(record["published"][:10])


def main() -> None:
    tell("dates", measure)


if __name__ == "__main__":
    main()
