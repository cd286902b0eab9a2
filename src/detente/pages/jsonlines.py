"""JSON Lines, or one JSON document, -> pages: fields found by their names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO

from detente.errors import RefusedInput
from detente.model import Interval, Page, Refusal
from detente.pages.dates import read_date
from detente.pages.documents import Document, Known, pages_of_html, pages_of_text
from detente.pages.inputs import STAGE
from detente.pages.limits import whole
from detente.pages.sources import Source
from detente.pages.tally import Tally
from detente.settings import Settings

_FIELDS = {
    "text": ("text", "content", "body"),
    "html": ("html",),
    "title": ("title", "headline"),
    "uri": ("uri", "url", "link"),
    "published": ("published", "date", "published_at", "publishedAt"),
    "outlet": ("outlet", "source"),
    "language": ("language", "lang"),
    "byline": ("byline", "author"),
}
_INNER = ("name", "title", "text", "value", "id")
_HALF = re.compile("[\ud800-\udfff]")


def read_json_lines(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield a page for each line, called NAME#LINE; a line that can't be read is a Refusal and the rest goes on."""
    tally, empty = Tally(source.label, "line"), True
    for number, line in _lines(source.stream, settings.max_page_bytes):
        empty = False
        place = f"{source.label}#{number}"
        try:
            if line is None:
                raise RefusedInput(place, "too-large", "the line is larger than a page may be; split it")
            found = _pages(_object(_loaded(line, place), place), f"{source.name}#{number}", place, settings)
            for record in found:
                yield from [record] if isinstance(record, Page) else tally.take(record)
        except RefusedInput as refused:
            yield from tally.take(Refusal(refused.file, STAGE, refused.code, refused.reason))
    yield from tally.rest()
    if empty:
        yield Refusal(source.label, STAGE, "empty", "there is no line in it")


def read_json(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield the page of a JSON object, or one for each object of an array, called NAME#POSITION from 1.

    The document is held whole; one beyond the limit of a page is refused with the way to make it JSON Lines.
    """
    try:
        data = whole(source.stream, source.label, settings)
    except RefusedInput as refused:
        if refused.code != "too-large":
            raise
        reason = f"a JSON document of {refused.reason.split(',')[0]}; make it JSON Lines (jq -c '.[]') and read that"
        raise RefusedInput(source.label, "too-large", reason) from None
    loaded = _loaded(data, source.label)
    if not isinstance(loaded, list):
        yield from _pages(_object(loaded, source.label), source.name, source.label, settings)
        return
    if not loaded:
        raise RefusedInput(source.label, "empty", "the list in it is empty")
    tally = Tally(source.label, "object")
    for number, item in enumerate(loaded, 1):
        place = f"{source.label}#{number}"
        try:
            for record in _pages(_object(item, place), f"{source.name}#{number}", place, settings):
                yield from [record] if isinstance(record, Page) else tally.take(record)
        except RefusedInput as refused:
            yield from tally.take(Refusal(refused.file, STAGE, refused.code, refused.reason))
    yield from tally.rest()


def _lines(stream: IO[bytes], most: int) -> Iterator[tuple[int, bytes | None]]:
    """Number the lines that hold something; ``None`` stands for one longer than ``most`` bytes."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            if line.strip():
                yield number, line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
            pass
        yield number, None


def _loaded(data: bytes, place: str) -> object:
    try:
        return json.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        raise RefusedInput(place, "encoding", "JSON must be UTF-8; save it so") from None
    except (ValueError, RecursionError) as error:
        told = "nested too deep" if isinstance(error, RecursionError) else getattr(error, "msg", "a number too long")
        raise RefusedInput(place, "json", f"this is not JSON: {told}") from None


def _object(loaded: object, place: str) -> Mapping[str, object]:
    if not isinstance(loaded, dict):
        raise RefusedInput(place, "json", "this is not a JSON object")
    try:
        broken = any(map(_is_broken, loaded.values()))
    except RecursionError:
        raise RefusedInput(place, "json", "this is not JSON: nested too deep") from None
    if broken:
        raise RefusedInput(place, "encoding", "it holds half characters (lone surrogates); write it anew as UTF-8")
    return loaded


def _is_broken(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_is_broken, value.values()))
    if isinstance(value, list):
        return any(map(_is_broken, value))
    return isinstance(value, str) and _HALF.search(value) is not None


def _pages(record: Mapping[str, object], name: str, place: str, settings: Settings) -> Iterator[Page | Refusal]:
    published = _field(record, "published")
    interval = read_date(published) if published else None
    if published and interval is None:
        yield Refusal(place, STAGE, "warning-date", f"{published!r} is no date and is left out; write it as 2024-04-02")
    known = Known(
        uri=_field(record, "uri"),
        outlet=_field(record, "outlet"),
        title=_field(record, "title"),
        published=interval and because(interval, "record"),
        byline=_field(record, "byline"),
        language=_field(record, "language"),
    )
    html, text = _field(record, "html"), _field(record, "text")
    if not html and not text:
        raise RefusedInput(place, "empty", f"no text: none of {', '.join(_FIELDS['text'] + _FIELDS['html'])} is there")
    document = Document(name, place, known)
    yield from pages_of_text(text, document, settings) if text else pages_of_html(html or "", document, settings)


def _field(record: Mapping[str, object], name: str) -> str | None:
    return next((text for key in _FIELDS[name] if (text := _words(record.get(key)))), None)


def _words(value: object, depth: int = 2) -> str | None:
    """A field's words: of an object those of its name, of a list those of its members."""
    if isinstance(value, dict) and depth:
        return next((text for key in _INNER if (text := _words(value.get(key), depth - 1))), None)
    if isinstance(value, list) and depth:
        return ", ".join(text for item in value if (text := _words(item, depth - 1))) or None
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        return str(value)
    return None


def because(interval: Interval, where: str) -> Interval:
    """Return a date with the place that named it as its reason."""
    return replace(interval, why=(f"{where}: published {interval.text}",))
