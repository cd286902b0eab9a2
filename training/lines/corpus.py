"""Labelled pages for the line model: the yardstick's dev part where it is at hand, and the pages we wrote.

A label stands for each line of a page (``detente.articles.lines.page_lines``): 0 other, 1 body, 2 title, 3 caption.
Of the yardstick's pages nothing is kept but the weights that are trained on them.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.articles.lines import Line, line_key, page_lines
from detente.articles.topic import stem_of
from detente.model import Page, Span
from detente.pages import page_of

OTHER, BODY, TITLE, CAPTION = range(4)
RENDERINGS = ("crude", "inscriptis", "resimc")
_LABELS = {"body": BODY, "title": TITLE, "other": OTHER}
_CAPTION_REACH = 4
_KIN = 0.4
_NEAREST = 5
_SAME = 0.6

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with the label of each of its lines; ``stories`` numbers the story of each line, -1 for none's.

    Of pages that don't teach, the labels leave out much of the story, or hold something else: they are only measured.
    """

    id: str
    site: str
    rendering: str
    page: Page
    lines: Sequence[Line]
    labels: Labels
    stories: Labels
    graded: NDArray[np.bool_]
    teaches: bool = True


def yardstick_pages(folder: Path, renderings: Sequence[str] = RENDERINGS) -> Iterator[Labelled]:
    """Yield the dev pages of the pages yardstick as text, in the given renderings, labelled line by line."""
    for rendering in renderings:
        for record in records(folder, rendering):
            page = page_of(record["text"], media_type="text/plain", name=record["id"])
            yield _labelled(record, rendering, page)


def yardstick_html(folder: Path, main: Mapping[str, tuple[Span, ...]]) -> Iterator[Labelled]:
    """Yield the dev pages as HTML, labelled as the same line of the text browser's rendering is.

    ``main`` holds each page's stretches of main text by a forest that saw nothing of its site
    (``training.markup``): lines far from them are left out, as they are when a page is read.
    """
    for record in records(folder, "inscriptis"):
        html = gzip.decompress((folder / "dev" / record["html_path"]).read_bytes()).decode("utf-8", "replace")
        page = replace(page_of(html, media_type="text/html", name=record["id"]), main=main.get(record["id"], ()))
        lines = page_lines(page, unwrap=False)
        queues: dict[str, deque[dict[str, Any]]] = defaultdict(deque)
        for row in record["lines"]:
            queues[_bare_key(row["text"])].append(row)
        rows = [queues[_bare_key(line.text)].popleft() if queues[_bare_key(line.text)] else None for line in lines]
        yield _with_rows(record, "html", page, lines, rows)


def records(folder: Path, rendering: str) -> Iterator[dict[str, Any]]:
    """Yield the yardstick's records of one rendering of its dev part."""
    path = folder / "dev" / f"pages.{rendering}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _labelled(record: dict[str, Any], rendering: str, page: Page) -> Labelled:
    lines = page_lines(page, unwrap=False)
    rows: list[dict[str, Any] | None] = [None] * len(lines)
    end, at = 0, 0
    for row in record["lines"]:
        start = page.text.find(row["text"], end)
        if start < 0:
            continue
        end = start + len(row["text"])
        while at < len(lines) and lines[at].end <= start:
            at += 1
        place = at
        while place < len(lines) and lines[place].start < end:
            rows[place] = row
            place += 1
    return _with_rows(record, rendering, page, lines, rows)


def _with_rows(
    record: dict[str, Any], rendering: str, page: Page, lines: Sequence[Line], rows: Sequence[dict[str, Any] | None]
) -> Labelled:
    labels = np.array([_LABELS[row["label"]] if row else OTHER for row in rows], np.int64)
    graded = np.array([row is not None and not row.get("dup") for row in rows], bool)
    body = np.flatnonzero(labels == BODY)
    for line in lines:
        near = len(body) and np.abs(body - line.i).min() <= _CAPTION_REACH
        if near and labels[line.i] == OTHER and _is_captioned(lines, line):
            labels[line.i] = CAPTION
    stories = np.where(labels != OTHER, 0, -1)
    return Labelled(record["id"], record["site"], rendering, page, lines, labels, stories, graded)


def _is_captioned(lines: Sequence[Line], line: Line) -> bool:
    below = lines[line.i + 1] if line.i + 1 < len(lines) else None
    credited = below is not None and below.kind == "caption"
    return line.kind == "caption" or (credited and len(line.key) > 20 and below.key.startswith(line.key))


def _bare_key(text: str) -> str:
    return line_key(text.lstrip("*+-• "))


def paste(first: Labelled, second: Labelled, at: int) -> Labelled:
    """Return a page with the second's story set in above line ``at`` of the first, without what trails it.

    The second part begins at most three lines above its title and ends with its last line of text.
    """
    keep = np.flatnonzero(second.labels != OTHER)
    start = max(0, int(keep[0]) - 0)
    stop = int(np.flatnonzero(second.labels == BODY)[-1]) + 1
    cut = first.lines[at].start if at < len(first.lines) else len(first.page.text)
    cut = first.page.text.rfind("\n", 0, cut) + 1 if at < len(first.lines) else cut
    begin = second.page.text.rfind("\n", 0, second.lines[start].start) + 1
    middle = second.page.text[begin : second.lines[stop - 1].end]
    text = first.page.text[:cut] + "\n\n" + middle + "\n\n\n" + first.page.text[cut:]
    page = page_of(text, media_type="text/plain", name=f"{first.id}+{second.id}")
    lines = page_lines(page, unwrap=False)
    total = len(first.lines) + stop - start
    if len(lines) != total:
        raise ValueError(f"{page.file}: {len(lines)} lines, {total} expected")
    join = lambda a, b: np.concatenate([a[:at], b[start:stop], a[at:]])  # noqa: E731
    stories = join(first.stories, np.where(second.stories >= 0, 1, -1))
    pasted = replace(first, id=page.file, rendering=first.rendering + "+", page=page, lines=lines)
    return replace(
        pasted,
        labels=join(first.labels, second.labels),
        stories=stories,
        graded=join(first.graded, second.graded),
    )


def cut_short(page: Labelled, paragraphs: int) -> Labelled:
    """Return the labels of a page as if its story ended after a number of paragraphs; for ``paste`` only."""
    body = np.flatnonzero(page.labels == BODY)
    if paragraphs >= len(body):
        return page
    labels, stories = page.labels.copy(), page.stories.copy()
    labels[body[paragraphs - 1] + 1 :] = OTHER
    stories[body[paragraphs - 1] + 1 :] = -1
    return replace(page, labels=labels, stories=stories)


def pasted_pages(pages: Sequence[Labelled], rng: np.random.Generator, each: int = 1) -> Iterator[Labelled]:
    """Yield each page with another's story below its own, inside it, or at the page's end.

    The other's is any story, or one of those that share most words with the first: stories on a page often do.
    """
    stems = {page.id: _stems(page) for page in pages}
    for first in pages:
        likeness = [(_likeness(stems[first.id], stems[page.id]), page) for page in pages if page.site != first.site]
        others = sorted((pair for pair in likeness if pair[0] < _SAME), key=lambda pair: -pair[0])
        for _ in range(each if others else 0):
            reach = _NEAREST if rng.random() < _KIN else len(others)
            second = others[int(rng.integers(min(reach, len(others))))][1]
            size = int((second.labels == BODY).sum())
            second = cut_short(second, int(rng.integers(3, max(4, size + 1))))
            body = np.flatnonzero(first.labels == BODY)
            where = rng.random()
            at = int(body[-1]) + 1
            if where < 0.2 and len(body) >= 8:
                at = int(body[int(rng.integers(len(body) // 3, len(body) - 2))]) + 1
            elif where < 0.35:
                at = len(first.lines)
            yield paste(first, second, at)


def _stems(page: Labelled) -> frozenset[str]:
    body = (line for line in page.lines if page.labels[line.i] == BODY)
    return frozenset(stem for line in body for word in line.words if (stem := stem_of(word)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def shortened_pages(pages: Sequence[Labelled], rng: np.random.Generator) -> Iterator[Labelled]:
    """Yield each page with a few paragraphs of its story only, often without headline, blank lines or what trails it.

    Dispatches and cut-off pages look so; pages of long stories alone teach that a short text is none.
    """
    for page in pages:
        body = np.flatnonzero(page.labels == BODY)
        if len(body) < 3:
            continue
        last = body[min(len(body), int(rng.integers(2, 9))) - 1]
        first = body[0] if rng.random() < 0.2 else 0
        if (titles := np.flatnonzero(page.labels[: body[0]] == TITLE)).size and rng.random() < 0.5:
            first = min(first, titles[-1]) if first == 0 else first
            first = titles[-1] if first == 0 else first
        kept = np.arange(first, last + 1)
        if rng.random() < 0.4:
            kept = np.concatenate([kept, np.arange(body[-1] + 1, len(page.lines))])
        yield chosen_lines(page, kept, squeezed=bool(rng.random() < 0.4))


def chosen_lines(page: Labelled, kept: NDArray[np.intp], *, squeezed: bool = False) -> Labelled:
    """Return a page of some lines of another, in their order, with or without the blank lines above them."""
    parts = []
    for i in kept:
        line = page.lines[i]
        start = page.page.text.rfind("\n", 0, line.start) + 1
        blank = 0 if squeezed or not parts else line.gap
        parts.append("\n" * blank + page.page.text[start : line.end])
    made = page_of("\n".join(parts), media_type="text/plain", name=page.id + "-")
    lines = page_lines(made, unwrap=False)
    if len(lines) != len(kept):
        raise ValueError(f"{page.id}: {len(kept)} lines were kept, {len(lines)} are read")
    cut = replace(page, id=page.id + "-", rendering="short", page=made, lines=lines)
    return replace(cut, labels=page.labels[kept], stories=page.stories[kept], graded=page.graded[kept])
