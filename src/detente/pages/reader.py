"""Inputs -> pages: each file opened, decoded and rendered, or refused by name with its reason."""

from __future__ import annotations

import gzip
import io
import json
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from detente.errors import RefusedInput
from detente.model import Interval, Page, Refusal, content_id
from detente.pages.dates import read_date
from detente.pages.decoding import decode
from detente.pages.inputs import STAGE, STDIN, Input, list_inputs, printable
from detente.pages.markup import render
from detente.pages.metadata import Metadata
from detente.settings import Settings

TEXT, HTML = "text/plain", "text/html"
_SUFFIXES = (".jsonl.gz", ".jsonl", ".txt", ".html", ".htm")
_FIELDS = {
    "text": ("text", "content", "body"),
    "html": ("html",),
    "title": ("title",),
    "uri": ("uri", "url"),
    "published": ("published", "date"),
    "outlet": ("outlet", "source"),
    "language": ("language",),
    "byline": ("byline", "author"),
}

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a page beside its text, from a record's fields."""

    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Interval | None = None
    byline: str | None = None
    language: str | None = None


def read_pages(
    inputs: Iterable[str | Path | Input | Refusal],
    *,
    metadata: Metadata | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    report_unmatched: bool = True,
) -> Iterator[Page | Refusal]:
    """Yield the page or pages of each input, in order; what can't be read is a Refusal and the rest goes on.

    Inputs are paths, folders, patterns and '-', or what ``list_inputs`` gave (its refusals pass through). A Refusal
    whose code begins with 'warning-' goes with a page that was read all the same, or a metadata line without a page
    (left out where ``report_unmatched`` is off, as for one partition of many). Nothing is fetched from the network.
    """
    settings = settings or Settings()
    seen: list[tuple[str, str | None]] = []
    for item in _listed(inputs):
        if isinstance(item, Refusal):
            yield item
            continue
        seen.append((item.name, None))
        for record in _read(item, settings, stdin):
            if isinstance(record, Page):
                seen.append((record.file, record.uri))
                yield _overlaid(record, metadata)
            else:
                yield record
    if metadata is not None and report_unmatched:
        yield from metadata.unmatched(seen)


def page_of(content: str, *, media_type: str, name: str, uri: str | None = None) -> Page:
    """Return the page of a text or HTML given as a string, as reading a file of it would."""
    known = _Known(uri=uri)
    return _html_page(content, name, known)[0] if media_type == HTML else _text_page(content, name, known)


def _listed(inputs: Iterable[str | Path | Input | Refusal]) -> Iterator[Input | Refusal]:
    for item in inputs:
        if isinstance(item, Input | Refusal):
            yield item
        else:
            yield from list_inputs([item])


def _read(item: Input, settings: Settings, stdin: BinaryIO | None) -> Iterator[Page | Refusal]:
    label = item.name if item.path == STDIN else printable(item.path)
    try:
        if item.path == STDIN:
            stream = stdin or sys.stdin.buffer
            data = _limited(stream.read(settings.max_page_bytes + 1), label, settings)
            yield from _reader_of_content(data)(data, item, label, settings)
        elif _suffix(_regular(item, label), label).startswith(".jsonl"):
            yield from _json_lines(item, label, settings)
        else:
            with Path(item.path).open("rb") as file:
                data = _limited(file.read(settings.max_page_bytes + 1), label, settings)
            reader = _text if item.path.lower().endswith(".txt") else _html
            yield from reader(data, item, label, settings)
    except RefusedInput as refused:
        yield Refusal(refused.file, STAGE, refused.code, refused.reason)
    except OSError as error:
        yield Refusal(label, STAGE, "unreadable", f"it can't be opened: {error.strerror or error}")
    except (EOFError, zlib.error) as error:
        yield Refusal(label, STAGE, "unreadable", f"the compressed file is damaged: {error}")


def _regular(item: Input, label: str) -> Input:
    """Return the input if it is a file: a named pipe or a device could be waited for, or read, for ever."""
    if not stat.S_ISREG(Path(item.path).stat().st_mode):
        raise RefusedInput(label, "unreadable", "it is no file but a pipe, socket or device; hand its text over with -")
    return item


def _suffix(item: Input, label: str) -> str:
    name = item.path.lower()
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            return suffix
    kind = Path(name).suffix or "a file without an ending"
    reason = f"{kind} is not read; .txt, .html, .htm, .jsonl and .jsonl.gz are"
    if name.endswith((".warc", ".warc.gz", ".zip", ".xml", ".rss", ".atom")):
        reason = f"{kind} files (archives and feeds) are not read yet; unpack it to .txt, .html or .jsonl"
    raise RefusedInput(label, "type", reason)


def _limited(data: bytes, label: str, settings: Settings) -> bytes:
    if len(data) > settings.max_page_bytes:
        megabytes = settings.max_page_bytes / 1_000_000
        raise RefusedInput(label, "too-large", f"more than {megabytes:g} MB, which no news page is; split it")
    if not data.strip():
        raise RefusedInput(label, "empty", "there is no text in it")
    return data


_Reader = Callable[[bytes, Input, str, Settings], Iterator[Page | Refusal]]


def _reader_of_content(data: bytes) -> _Reader:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{"):
        return _json_stream
    return _html if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) else _text


def _text(data: bytes, item: Input, label: str, settings: Settings) -> Iterator[Page | Refusal]:
    text = _checked(decode(data, file=label), label, settings)
    yield _text_page(text, item.name, _Known())


def _html(data: bytes, item: Input, label: str, settings: Settings) -> Iterator[Page | Refusal]:
    page, truncated = _html_page(decode(data, file=label, markup=True), item.name, _Known())
    _checked(page.text, label, settings)
    if truncated:
        yield Refusal(label, STAGE, "warning-truncated-html", "the markup is cut off; what is there was read")
    yield page


def _checked(text: str, label: str, settings: Settings) -> str:
    if not text.strip():
        raise RefusedInput(label, "empty", "there is no text in it")
    longest = max(map(len, text.split("\n")))
    if longest > settings.max_line_chars:
        reason = f"a line of {longest:,} characters is data, not prose (the limit is {settings.max_line_chars:,})"
        raise RefusedInput(label, "long-line", reason)
    return text


def _text_page(text: str, name: str, known: _Known) -> Page:
    return Page(
        id=content_id(text, known.uri or name),
        uri=known.uri,
        file=name,
        outlet=known.outlet,
        retrieved=None,
        media_type=TEXT,
        text=text,
        title=known.title,
        published=known.published,
        byline=known.byline,
        language=known.language,
    )


def _html_page(html: str, name: str, known: _Known) -> tuple[Page, bool]:
    rendered = render(html)
    page = _text_page(rendered.text, name, replace(known, uri=known.uri or rendered.uri))
    page = replace(
        page,
        media_type=HTML,
        main=rendered.main,
        outlet=known.outlet or rendered.outlet,
        title=known.title or rendered.title,
        published=known.published or rendered.published,
        byline=known.byline or rendered.byline,
    )
    return page, rendered.truncated


def _json_lines(item: Input, label: str, settings: Settings) -> Iterator[Page | Refusal]:
    opened = gzip.open if item.path.lower().endswith(".gz") else open
    empty = True
    with opened(item.path, "rb") as file:
        for record in _records(file, item.name, label, settings):
            empty = False
            yield record
    if empty:
        yield Refusal(label, STAGE, "empty", "there is no line in it")


def _json_stream(data: bytes, item: Input, label: str, settings: Settings) -> Iterator[Page | Refusal]:
    yield from _records(io.BytesIO(data), item.name, label, settings)


def _records(
    file: io.BufferedIOBase | BinaryIO | gzip.GzipFile, name: str, label: str, settings: Settings
) -> Iterator[Page | Refusal]:
    number = 0
    while line := file.readline(settings.max_page_bytes + 1):
        number += 1
        place = f"{label}#{number}"
        if len(line) > settings.max_page_bytes:
            while not line.endswith(b"\n") and (line := file.readline(settings.max_page_bytes)):
                pass
            yield Refusal(place, STAGE, "too-large", "the line is larger than a page may be; split it")
        elif line.strip():
            try:
                yield from _record(_object(line, place), f"{name}#{number}", place, settings)
            except RefusedInput as refused:
                yield Refusal(refused.file, STAGE, refused.code, refused.reason)


def _object(line: bytes, place: str) -> Mapping[str, object]:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        raise RefusedInput(place, "encoding", "JSON Lines must be UTF-8; save it so") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise RefusedInput(
            place, "json", f"this line is not JSON: {getattr(error, 'msg', 'nested too deep')}"
        ) from None
    if not isinstance(record, dict):
        raise RefusedInput(place, "json", "this line is not a JSON object")
    if any(map(_is_broken, record.values())):
        raise RefusedInput(place, "encoding", "it holds half characters (lone surrogates); write it anew as UTF-8")
    return record


def _is_broken(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_is_broken, value.values()))
    return isinstance(value, str) and _HALF.search(value) is not None


def _record(record: Mapping[str, object], name: str, place: str, settings: Settings) -> Iterator[Page | Refusal]:
    published = _field(record, "published")
    interval = read_date(published) if published else None
    if published and interval is None:
        yield Refusal(place, STAGE, "warning-date", f"{published!r} is no date and is left out; write it as 2024-04-02")
    known = _Known(
        uri=_field(record, "uri"),
        outlet=_field(record, "outlet"),
        title=_field(record, "title"),
        published=interval and _because(interval, "record"),
        byline=_field(record, "byline"),
        language=_field(record, "language"),
    )
    html, text = _field(record, "html"), _field(record, "text")
    if not html and not text:
        raise RefusedInput(place, "empty", f"no text: none of {', '.join(_FIELDS['text'] + _FIELDS['html'])} is there")
    if text:
        yield _text_page(_checked(text, place, settings), name, known)
    elif html:
        page, truncated = _html_page(html, name, known)
        _checked(page.text, place, settings)
        if truncated:
            yield Refusal(place, STAGE, "warning-truncated-html", "the markup is cut off; what is there was read")
        yield page


def _field(record: Mapping[str, object], name: str) -> str | None:
    for key in _FIELDS[name]:
        value = record.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def _because(interval: Interval, where: str) -> Interval:
    return replace(interval, why=(f"{where}: published {interval.text}",))


def _overlaid(page: Page, metadata: Metadata | None) -> Page:
    row = metadata.find(page.file, page.uri) if metadata is not None else None
    if row is None:
        return page
    return replace(
        page,
        uri=row.uri or page.uri,
        outlet=row.outlet or page.outlet,
        published=_because(row.published, "metadata") if row.published else page.published,
        title=row.title or page.title,
        language=row.language or page.language,
    )
