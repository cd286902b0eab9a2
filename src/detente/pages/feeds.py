"""RSS and Atom -> entries, whatever their version and however broken; feed files -> pages of the feed's own text.

feedparser reads the XML. Before it sees any, what could blow up or reach out is refused: entities that are made of
entities, or that lie elsewhere.
"""

from __future__ import annotations

import datetime
import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from detente.errors import RefusedInput
from detente.model import Date, Interval, Page, Refusal, content_id
from detente.pages.dates import read_date
from detente.pages.decoding import decode
from detente.pages.documents import Document, Known, pages_of_html
from detente.pages.fetch_addresses import is_address
from detente.pages.inputs import STAGE
from detente.pages.limits import whole
from detente.pages.sources import Source
from detente.settings import Settings

FEED_SUFFIXES = (".xml", ".rss", ".atom", ".rdf")

_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?[^\s>]+\s+(SYSTEM\b|PUBLIC\b|\"[^\"]*\"|'[^']*')?", re.I)
_MOST_ENTITY_CHARS = 32
"""Enough for the named letters that feeds declare; longer ones, many times repeated, make a large text of a small."""

_ELEMENT = re.compile(r"<!\[CDATA\[(?:.*?\]\]>|.*)|<(/?)[a-zA-Z][^<>]{0,2000}(?<!/)>", re.S)
_MOST_NESTED = 500
"""Elements open at once; feeds have ten. feedparser takes 13 s for a million characters of tags never closed."""

_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|(?:read|continue|full)\s+(?:more|reading|story|article)\W*)\Z", re.I
)
_FULL_CHARS = 1_200
"""From here on an entry's own text is taken for the whole article: teasers have 100 to 600 characters."""

_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>", re.I)
_DAY = re.compile(r"<day>\s*([a-z]+)\s*</day>", re.I)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: ``key`` tells it from others, ``digest`` changes with what it says; ``content`` is HTML."""

    key: str
    digest: str
    link: str | None
    title: str | None
    content: str
    published: Interval | None
    outlet: str | None
    byline: str | None
    language: str | None

    @property
    def text(self) -> str:
        """The entry's own text without markup, on one line."""
        return _plain(self.content)

    @property
    def is_whole(self) -> bool:
        """Whether the entry's own text is long enough, and ends well enough, to be the article itself."""
        text = self.text
        return len(text) >= _FULL_CHARS and _CUT.search(text) is None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its entries in its own order, each once, and how often it wants to be asked."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    interval: datetime.timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day, in UTC, at which it is not to be asked."""

    skip_days: frozenset[int] = frozenset()
    """Weekdays, Monday being 0, on which it is not to be asked."""


def is_feed(data: bytes) -> bool:
    """Say whether bytes begin like RSS or Atom."""
    return _ROOT.search(data[:4096].replace(b"\0", b"")) is not None


def parse_feed(data: bytes, *, file: str, charset: str | None = None, address: str | None = None) -> Feed:
    """Return what a feed says. ``charset`` is what HTTP says of its encoding, ``address`` where relative links begin.

    Raises RefusedInput 'empty', 'encoding', 'binary', 'entities', 'nested' or, if it is no RSS or Atom, 'type'.
    """
    import feedparser

    if not data.strip():
        raise RefusedInput(file, "empty", "there is no text in it")
    text = _DECLARATION.sub("", decode(data, file=file, markup=True, charset=charset), count=1)
    _check_entities(text, file)
    _check_nesting(text, file)
    source = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address or ""}
    parsed = feedparser.parse(source, response_headers=headers, sanitize_html=False)
    if not parsed.version and not parsed.entries:
        raise RefusedInput(file, "type", "it is no RSS or Atom feed; give the address or file of the feed itself")
    title = _plain(parsed.feed.get("title", "")) or None
    base = address or parsed.feed.get("link")
    language = parsed.feed.get("language") or None
    entries = {e.key: e for e in reversed([_entry(dict(e), title, language, base) for e in parsed.entries])}
    hours, days = _skipped(text)
    return Feed(title, tuple(reversed(entries.values())), _interval(parsed.feed), hours, days)


def read_feed(source: Source, settings: Settings) -> Iterator[Page | Refusal]:
    """Yield the pages of a feed file, one an entry, of the text that the feed itself holds; nothing is fetched.

    A teaser is read with a warning. Raises RefusedInput if it is no feed.
    """
    for entry in parse_feed(whole(source.stream, source.label, settings), file=source.label).entries:
        found = list(own_pages(entry, f"{source.name}#{entry.key}", settings))
        if not entry.is_whole and any(isinstance(item, Page) for item in found):
            place, reason = f"{source.label}#{entry.key}", "only the feed's short text was read; "
            reason += "give the feed's address to have its articles fetched"
            yield Refusal(place, STAGE, "warning-feed-text", reason)
        yield from found


def own_pages(
    entry: FeedEntry, name: str, settings: Settings, *, retrieved: Date | None = None
) -> Iterator[Page | Refusal]:
    """Yield the page of the text that the feed itself holds of an entry, or a refusal if that is none."""
    if not entry.text:
        yield Refusal(name, STAGE, "empty", "the feed holds no text of this entry")
        return
    title = f"<h1>{html.escape(entry.title)}</h1>" if entry.title else ""
    document = f"<!doctype html><html><body><article>{title}{entry.content}</article></body></html>"
    known = Known(entry.link, entry.outlet, entry.title, entry.published, entry.byline, entry.language, retrieved)
    try:
        for item in pages_of_html(document, Document(name, name, known), settings):
            if isinstance(item, Page):
                yield with_feed(item, entry)
    except RefusedInput as refused:
        yield Refusal(refused.file, STAGE, refused.code, refused.reason)


def with_feed(page: Page, entry: FeedEntry) -> Page:
    """Return a page on which what it does not say itself is taken from the feed, with an id that its story alone makes.

    So the same article, fetched again with other teasers around it, is the same page.
    """
    return replace(
        page,
        id=content_id(story_text(page), page.uri or page.file),
        title=page.title or entry.title,
        published=page.published or entry.published,
        outlet=page.outlet or entry.outlet,
        byline=page.byline or entry.byline,
        language=page.language or entry.language,
    )


def story_text(page: Page) -> str:
    """Return the main text of a page, all of it where the markup does not show which is."""
    return "\n".join(page.text[span.start : span.end] for span in page.main) or page.text


def _check_entities(text: str, file: str) -> None:
    for match in _ENTITY.finditer(text):
        value = (match[2] or "").strip("\"'")
        character = re.fullmatch(r"&(?:amp;)?#?\w+;", value)
        if match[1] or not match[2] or match[2][0] not in "\"'" or len(value) > _MOST_ENTITY_CHARS:
            break
        if "&" in value and not character:
            break
    else:
        return
    raise RefusedInput(file, "entities", "it declares entities of entities, or outside of itself, which no feed needs")


def _check_nesting(text: str, file: str) -> None:
    depth = 0
    for match in _ELEMENT.finditer(text):
        if match[1] is not None:
            depth += -1 if match[1] else 1
            if depth > _MOST_NESTED:
                raise RefusedInput(file, "nested", "elements in it are opened hundreds deep and not closed")


def _entry(raw: Mapping[str, Any], outlet: str | None, language: str | None, base: str | None) -> FeedEntry:
    link, title = _link(raw, base), _plain(raw.get("title", "")) or None
    content = max((*(c.get("value") or "" for c in raw.get("content", ())), _summary(raw)), key=len)
    source = raw.get("source")
    of_entry = _plain(source.get("title", "")) if isinstance(source, Mapping) else ""
    return FeedEntry(
        key=str(raw.get("id") or link or content_id(title, content)),
        digest=content_id(title, raw.get("updated") or raw.get("published"), content),
        link=link,
        title=title,
        content=content,
        published=_published(raw),
        outlet=of_entry or outlet,
        byline=_plain(raw.get("author", "")) or None,
        language=(language or "").partition("-")[0].lower() or None,
    )


def _link(raw: Mapping[str, Any], base: str | None) -> str | None:
    link = str(raw.get("feedburner_origlink") or raw.get("link") or "").strip()
    if not link and raw.get("guidislink"):
        link = str(raw.get("id") or "")
    link = urljoin(base or "", link) if link else ""
    return link if is_address(link) else None


def _summary(raw: Mapping[str, Any]) -> str:
    detail = raw.get("summary_detail") or {}
    value = str(raw.get("summary") or "")
    if detail.get("type") == "text/plain":
        return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(r"\n\s*\n", value) if part.strip())
    return value


def _published(raw: Mapping[str, Any]) -> Interval | None:
    """The day as the feed writes it, in its own time zone; feedparser's reading, in UTC, of forms we don't know."""
    for field in ("published", "updated"):
        written = str(raw.get(field) or "")
        found = read_date(written)
        if (found is None or found.precision != "day") and (moment := raw.get(f"{field}_parsed")):
            day = datetime.date(moment.tm_year, moment.tm_mon, moment.tm_mday)
            found = Interval(day, day, "day", written)
        if found:
            return replace(found, why=(f"feed: {field} {found.text}",))
    return None


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def _interval(feed: Mapping[str, Any]) -> datetime.timedelta | None:
    """How long a reading holds: <ttl> in minutes, else the syndication module's period over its frequency."""
    ttl = str(feed.get("ttl") or "").strip()
    if ttl.isdecimal() and len(ttl) < 7:
        return datetime.timedelta(minutes=int(ttl))
    seconds = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    frequency = str(feed.get("sy_updatefrequency") or "1").strip()
    if seconds and frequency.isdecimal() and 0 < int(frequency) < 10_000:
        return datetime.timedelta(seconds=seconds / int(frequency))
    return None


def _skipped(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Hours and weekdays to leave out; feedparser keeps only the last of each. All hours, or all days, is a mistake."""
    hours = {int(hour) % 24 for hour in _HOUR.findall(_inside(text, "skipHours"))}
    named = {day.lower() for day in _DAY.findall(_inside(text, "skipDays"))}
    days = {_WEEK.index(day) for day in named & set(_WEEK)}
    return frozenset(hours if len(hours) < 24 else ()), frozenset(days if len(days) < 7 else ())


def _inside(text: str, tag: str) -> str:
    start = text.find(f"<{tag}>")
    return text[start : text.find(f"</{tag}>", start) + 1][:5_000] if start >= 0 else ""
