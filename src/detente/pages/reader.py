"""Inputs -> pages: each opened and handed to the reader of its kind, or refused by name with its reason."""

from __future__ import annotations

import io
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from detente.errors import RefusedInput
from detente.model import Page, Refusal
from detente.pages.documents import Document, pages_of_html, pages_of_text
from detente.pages.feeds import read_feed
from detente.pages.fetch_addresses import is_address
from detente.pages.inputs import STAGE, STDIN, Input, list_inputs, printable
from detente.pages.jsonlines import because, read_json, read_json_lines
from detente.pages.limits import Gunzip, Metered, faults_of, gunzipped, whole
from detente.pages.metadata import Metadata
from detente.pages.sources import Reader, Source, kind_by_content, kind_by_name
from detente.pages.warc import read_warc
from detente.pages.zips import read_zip, spooled
from detente.settings import Settings

_BUFFER = 1 << 16
_SNIFFED = 4096


def read_pages(
    inputs: Iterable[str | Path | Input | Refusal],
    *,
    metadata: Metadata | None = None,
    settings: Settings | None = None,
    stdin: BinaryIO | None = None,
    report_unmatched: bool = True,
    fetch: Callable[[str], Iterable[Page | Refusal]] | None = None,
) -> Iterator[Page | Refusal]:
    """Yield the page or pages of each input, in order; what can't be read is a Refusal and the rest goes on.

    Inputs are paths, folders, patterns and '-', or what ``list_inputs`` gave (its refusals pass through). A Refusal
    whose code begins with 'warning-' goes with a page that was read all the same, or a metadata line without a page
    (left out where ``report_unmatched`` is off, as for one partition of many). Archives and JSON Lines are streamed: a
    page is in memory at a time. What an address holds is what ``fetch`` gives; without it addresses are refused.
    """
    settings = settings or Settings()
    seen: list[tuple[str, str | None]] = []
    for item in _listed(inputs):
        if isinstance(item, Refusal):
            yield item
            continue
        if metadata is not None:
            seen.append((item.name, None))
        for record in _fetched(item, fetch) if is_address(item.path) else _read(item, settings, stdin):
            if isinstance(record, Page) and metadata is not None:
                seen.append((record.file, record.uri))
                yield _overlaid(record, metadata)
            else:
                yield record
    if metadata is not None and report_unmatched:
        yield from metadata.unmatched(seen)


def _listed(inputs: Iterable[str | Path | Input | Refusal]) -> Iterator[Input | Refusal]:
    for item in inputs:
        if isinstance(item, Input | Refusal):
            yield item
        else:
            yield from list_inputs([item])


def _fetched(item: Input, fetch: Callable[[str], Iterable[Page | Refusal]] | None) -> Iterable[Page | Refusal]:
    if fetch is not None:
        return fetch(item.path)
    return [Refusal(item.name, STAGE, "type", "addresses are not fetched here; save the page and give its file")]


def _read(item: Input, settings: Settings, stdin: BinaryIO | None) -> Iterator[Page | Refusal]:
    label = item.name if item.path == STDIN else printable(item.path)
    try:
        if item.path == STDIN:
            yield from _read_stdin(Source(item.name, label, stdin or sys.stdin.buffer), settings)
        else:
            kind, packed = kind_by_name(_regular(item, label).path, label)
            with Path(item.path).open("rb") as file:
                yield from read_as(Source(item.name, label, file), kind, packed, settings)
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


def read_as(source: Source, kind: str, packed: bool, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield the pages of a source of a known kind, expanded first if gzip is around it; what had to be left is told.

    A text or HTML page whose compressed file is damaged is refused whole; of lines and records the sound ones are read.
    """
    if packed:
        stream, raw = gunzipped(source.stream, settings)
        yield from _read_expanded(replace(source, stream=stream), raw, kind, settings)
    else:
        yield from READERS[kind](source, settings)


def _read_expanded(source: Source, raw: Gunzip, kind: str, settings: Settings) -> Iterator[Page | Refusal]:
    if not cast(io.BufferedReader, source.stream).peek(1) and raw.faults:
        raise RefusedInput(source.label, "damaged", "it is no gzip file, or one damaged from the start; pack it anew")
    if kind in _WHOLE:
        data = io.BytesIO(whole(source.stream, source.label, settings))
        for fault in faults_of(raw, source.label, settings):
            raise RefusedInput(fault.file, fault.code, fault.reason.replace("was read", "is not the whole page"))
        yield from READERS[kind](replace(source, stream=data), settings)
        return
    yield from READERS[kind](source, settings)
    for fault in faults_of(raw, source.label, settings):
        yield Refusal(fault.file, STAGE, fault.code, fault.reason)


def _read_stdin(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    """Read a stream by how it begins; gzip is looked into."""
    metered = Metered(source.stream, source.label, settings.max_stream_bytes)
    stream: io.BufferedReader = io.BufferedReader(metered, _BUFFER)
    kind, raw = kind_by_content(stream.peek(_SNIFFED)), None
    if kind == "gzip":
        stream, raw = gunzipped(stream, settings)
        kind = kind_by_content(stream.peek(_SNIFFED))
        kind = "text" if kind == "gzip" else kind
    if kind == "zip":
        with spooled(stream, source.label, settings) as file:
            yield from read_as(replace(source, stream=file), kind, False, settings)
    elif raw is not None:
        yield from _read_expanded(replace(source, stream=stream), raw, kind, settings)
    else:
        yield from read_as(replace(source, stream=stream), kind, False, settings)


def _read_text(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    data = whole(source.stream, source.label, settings)
    return pages_of_text(data, Document(source.name, source.label), settings)


def _read_html(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    data = whole(source.stream, source.label, settings)
    return pages_of_html(data, Document(source.name, source.label), settings)


def _read_zip(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    return read_zip(source, settings, read_as)


READERS: dict[str, Reader] = {
    "text": _read_text,
    "html": _read_html,
    "json": read_json,
    "json lines": read_json_lines,
    "warc": read_warc,
    "zip": _read_zip,
    "feed": read_feed,
}
"""The reader of each kind that ``detente.pages.sources`` tells; a new kind needs a line here and one there."""

_WHOLE = frozenset({"text", "html", "json"})
"""Kinds of which half a file is no page."""


def _overlaid(page: Page, metadata: Metadata) -> Page:
    row = metadata.find(page.file, page.uri)
    if row is None:
        return page
    return replace(
        page,
        uri=row.uri or page.uri,
        outlet=row.outlet or page.outlet,
        published=because(row.published, "metadata") if row.published else page.published,
        title=row.title or page.title,
        language=row.language or page.language,
    )
