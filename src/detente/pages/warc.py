"""WARC archives -> pages: the answers that hold HTML or plain text, with their addresses and the days of fetching."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.errors import RefusedInput
from detente.model import Date, Page, Refusal
from detente.pages.documents import HTML, TEXT, Document, Known, pages_of_html, pages_of_text
from detente.pages.inputs import STAGE
from detente.pages.sources import Source
from detente.pages.tally import Tally
from detente.pages.warc_records import Gap, WarcRecord, parse_fields, record_length, warc_records
from detente.settings import Settings

_SILENT = frozenset({"warcinfo", "request", "metadata"})
_KINDS = {TEXT: TEXT, HTML: HTML, "application/xhtml+xml": HTML}
_STATUS = re.compile(r"HTTP/\d(?:\.\d)?\s+(\d{3})", re.I)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_HEAD = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml)", re.I)
_STEP = 1 << 16
_GZIP_OR_ZLIB, _RAW_DEFLATE = 47, -15
_FAULTS = {
    "length": "the record is not as long as it says; it was read up to the next one",
    "cut": "the file ends inside the record; what is there was read",
}


@dataclass(frozen=True, slots=True)
class _Payload:
    """What a record bears: its media type (empty if not told), the charset told, and the bytes."""

    media_type: str
    charset: str | None
    body: bytes


def read_warc(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield a page for each record that holds one, called NAME#RECORD (the record's number, from 1, of all).

    One record is in memory at a time. Records that hold no page are refusals, of each reason the first few and a line
    that counts the others; requests and notes on the crawl are passed over in silence.
    """
    tally, met = Tally(source.label, "record"), False
    for record in warc_records(source.stream, settings.max_page_bytes):
        met = met or isinstance(record, WarcRecord)
        place = f"{source.label}#{record.number}" if record.number else source.label
        try:
            for found in _read(record, f"{source.name}#{record.number}", place, settings):
                yield from [found] if isinstance(found, Page) else tally.take(found)
        except RefusedInput as refused:
            yield from tally.take(Refusal(refused.file, STAGE, refused.code, refused.reason))
    yield from tally.rest()
    if not met:
        yield Refusal(source.label, STAGE, "damaged", "there is no WARC record in it; is it another kind of file?")


def _read(record: WarcRecord | Gap, name: str, place: str, settings: Settings) -> Iterator[Page | Refusal]:
    if isinstance(record, Gap):
        raise RefusedInput(place, "damaged", "what stands before the next record is none; it was passed over")
    kind = record.fields.get("warc-type", "").lower()
    if kind in _SILENT:
        return
    if record.fault == "length" and not record.block and (record_length(record.fields) or 0) > settings.max_page_bytes:
        raise RefusedInput(place, "damaged", "it says that it is larger than any page, which is not true; passed over")
    if record.fault in _FAULTS:
        yield Refusal(place, STAGE, "warning-damaged", _FAULTS[record.fault])
    if kind == "revisit":
        raise RefusedInput(place, "revisit", "a repeat of an earlier answer, which holds no page of its own")
    if record.fault == "large" or len(record.block) > settings.max_page_bytes:
        raise _too_large(place, settings)
    uri = record.fields.get("warc-target-uri", "").strip("<>") or None
    payload = _payload(record, place, settings.max_page_bytes)
    media_type = _kind(payload, uri, place)
    if len(payload.body) > settings.max_page_bytes:
        raise _too_large(place, settings)
    document = Document(name, place, Known(uri=uri, retrieved=_day(record.fields)), payload.charset)
    if not payload.body.strip():
        raise RefusedInput(place, "empty", "there is no text in it")
    yield from (pages_of_text if media_type == TEXT else pages_of_html)(payload.body, document, settings)


def _too_large(place: str, settings: Settings) -> RefusedInput:
    megabytes = settings.max_page_bytes / 1_000_000
    return RefusedInput(place, "too-large", f"more than {megabytes:g} MB, which no news page is")


def _payload(record: WarcRecord, place: str, most: int) -> _Payload:
    """Return what was saved: of an HTTP answer with status 200 its body, else the block itself."""
    told = record.fields.get("content-type", "")
    if not told.lower().startswith("application/http") and not record.block.startswith(b"HTTP/"):
        return _Payload(*_media(told), record.block)
    head, body = _split(record.block)
    lines = head.split(b"\n")
    fields, status = parse_fields(lines[1:]), _STATUS.match(lines[0].decode("latin-1"))
    if status is None:
        raise RefusedInput(place, "damaged", "the answer has no HTTP status line")
    if status.group(1) != "200":
        raise RefusedInput(place, "status", f"the answer was {status.group(1)}, not a page")
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    for coding in reversed(fields.get("content-encoding", "").lower().split(",")):
        body = _decompressed(body, coding.strip(), place, most)
    return _Payload(*_media(fields.get("content-type", "")), body)


def _split(block: bytes) -> tuple[bytes, bytes]:
    match = _HEAD_END.search(block)
    return (block[: match.start()], block[match.end() :]) if match else (block, b"")


def _media(told: str) -> tuple[str, str | None]:
    media_type, _, rest = told.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", rest, re.I)
    return media_type.strip().lower(), charset.group(1) if charset else None


def _kind(payload: _Payload, uri: str | None, place: str) -> str:
    if not payload.media_type:
        return HTML if _MARKUP.match(payload.body) else TEXT
    kind = _KINDS.get(payload.media_type)
    if kind is None or (uri and _path(uri) == "/robots.txt"):
        told = payload.media_type if kind is None else "robots.txt"
        raise RefusedInput(place, "type", f"{told[:60]} is no HTML or plain text")
    return kind


def _path(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""


def _day(fields: Mapping[str, str]) -> Date | None:
    try:
        return Date.fromisoformat(fields.get("warc-date", "")[:10])
    except ValueError:
        return None


def _unchunked(body: bytes) -> bytes:
    """Return a chunked body's content; crawlers that saved the content keep the header, so it may not be chunked."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK_HEAD.match(body, at):
        size = int(match.group(1), 16)
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        if size == 0:
            break
    return b"".join(parts) if parts else body


def _decompressed(body: bytes, coding: str, place: str, most: int) -> bytes:
    """Return at most ``most`` + 1 bytes of the content; a body that is not what its coding says stays as it is.

    A compressed body that is cut off gives what can be had of it.
    """
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, _GZIP_OR_ZLIB, most) or body
    if coding == "deflate":
        return _inflated(body, _GZIP_OR_ZLIB, most) or _inflated(body, _RAW_DEFLATE, most) or body
    if coding == "br":
        return _unbrotlied(body, most) or body
    if coding in ("", "identity") or _MARKUP.match(body):
        return body
    raise RefusedInput(place, "coding", f"its content coding {coding[:20]!r} is not read; save it with gzip or none")


def _inflated(body: bytes, window: int, most: int) -> bytes:
    inflate, parts, size = zlib.decompressobj(window), [], 0
    for at in range(0, len(body), _STEP):
        try:
            parts.append(inflate.decompress(body[at : at + _STEP], most + 1 - size))
        except zlib.error:
            break
        size += len(parts[-1])
        if size > most:
            break
    return b"".join(parts)


def _unbrotlied(body: bytes, most: int) -> bytes:
    import brotli

    parts: list[bytes] = []
    reader, size = brotli.Decompressor(), 0
    try:
        data = reader.process(body, output_buffer_limit=most + 1)
        while data:
            parts.append(data)
            size += len(data)
            data = (
                b"" if size > most or reader.can_accept_more_data() else reader.process(b"", output_buffer_limit=most)
            )
    except brotli.error:
        pass
    return b"".join(parts)
