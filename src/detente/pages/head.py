"""What the markup of a page says of its story: title, writer, outlet, address and day of publication.

Sources, in the order in which they are believed: JSON-LD that describes an article, OpenGraph and its kin, named
``meta`` elements, microdata, and the page's visible ``time`` and ``title``. The order was measured on the pages
yardstick (dev).
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from detente.model import Interval
from detente.pages.dates import date_in_url, read_date
from detente.pages.jsonld import Object, stories, texts
from detente.pages.rendering import plain

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_WRITERS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
_DATES = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date"),
    *("published_time", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dc.date.created"),
    *(
        "dc.date",
        "dcterms.date",
        "dcterms.issued",
        "date",
        "article.published",
        "rnews:datepublished",
        "originalpublicationdate",
    ),
    *("citation_publication_date", "citation_date", "bt:pubdate", "article_date_original", "displaydate", "timestamp"),
)
_UPDATED = re.compile(r"updat|modif|edited", re.I)
_SITE = re.compile(r"\s+[|–—·»-]+\s+")
_ADDRESS = re.compile(r"^(?:https?://|www\.|@)", re.I)
_WORD = re.compile(r"\w+")
_MOST_TIMES = 200
_LONGEST = 2000
_MOST_HEADINGS = 10
_SAME_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What the markup says; ``published`` has the reason in its ``why``."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    uri: str | None = None
    published: Interval | None = None


def read_head(root: Any) -> Head:
    """Return what the markup of a parsed page (lxml) says of its story; whatever is broken or missing is None."""
    metas = _metas(root)
    told = _of_this_page(stories(_scripts(root)), _address(root, metas))
    return Head(
        title=next(iter(titles(root, metas, told).values()), None),
        byline=_byline(root, metas, told),
        outlet=_first(
            [text for story in told for text in texts(story.get("publisher"), "name")], _named(metas, _OUTLETS)
        ),
        uri=_address(root, metas),
        published=next((d for _, d in dates(root, metas, told)), None),
    )


def _scripts(root: Any) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield script.text


def _metas(root: Any) -> dict[str, str]:
    """Return the content of ``meta`` elements by name, property or itemprop in lower case; of several the first."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = plain((meta.get("content") or "")[:2000])
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(key)):
                found.setdefault(name.strip().lower(), content)
    return found


def _address(root: Any, metas: dict[str, str]) -> str | None:
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for address in (*links, metas.get("og:url"), metas.get("twitter:url")):
        if address and re.match(r"https?://[^/\s]+", address.strip()):
            return str(address.strip())
    return None


def _of_this_page(found: list[Object], address: str | None) -> list[Object]:
    """Return the described articles, those of the page's own address first: other stories are described too."""
    if address is None or len(found) < 2:
        return found
    own = [
        story
        for story in found
        if _path(address) in {_path(u) for u in texts([story.get(k) for k in _URLS], "@id", "url")}
    ]
    return [*own, *(story for story in found if story not in own)] if own else found


_URLS = ("url", "mainEntityOfPage", "@id")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return address


def titles(root: Any, metas: dict[str, str], told: list[Object]) -> dict[str, str]:
    """Return the titles that the markup gives, by where it gives them, most trusted first.

    A heading that others bear out goes first: it is what readers see, while the rest is also written for search
    engines and carries the site's name. On dev pages of known title such a heading is it in .93, JSON-LD's in .82.
    """
    found = {
        "json-ld": next((text for story in told for text in texts(story.get("headline") or story.get("name"))), "")
    }
    found["meta"] = _first(_named(metas, _TITLES)) or ""
    title = next(root.iter("title"), None)
    found["title"] = _without_site(plain(title.text_content()[:_LONGEST])) if title is not None else ""
    heads = [plain(" ".join(h1.itertext())[:_LONGEST]) for h1 in list(root.iter("h1"))[:_MOST_HEADINGS]]
    borne_out = [h for h in heads if any(_alike(h, other) >= _SAME_TITLE for other in found.values())]
    found = {"h1": borne_out[0] if borne_out else ""} | found
    return {where: html.unescape(text) for where, text in found.items() if text}


def _alike(one: str, other: str) -> float:
    a, b = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(a & b) / max(1, min(len(a), len(b))) if min(len(a), len(b)) >= 2 else float(a == b and bool(a))


def _without_site(title: str) -> str:
    """Return the longest part of a window's title: "Talks begin in Ostvik | The Ledger"."""
    return max(_SITE.split(title), key=len)


def _byline(root: Any, metas: dict[str, str], told: list[Object]) -> str | None:
    names = next((found for story in told if (found := texts(story.get("author") or story.get("creator"), "name"))), [])
    return (
        ", ".join(dict.fromkeys(_names(names)))
        or _first(_names(_named(metas, _WRITERS)))
        or _first(_names(_signed(root)))
    )


def _names(found: Iterable[str]) -> Iterator[str]:
    for text in found:
        name = re.sub(r"^by\s+", "", text, flags=re.I)
        if not _ADDRESS.match(name) and 1 < len(name) <= 120:
            yield name


def _signed(root: Any) -> Iterator[str]:
    for element in root.xpath('//*[@itemprop="author" or @rel="author"]')[:5]:
        yield plain(" ".join(element.itertext()))


def dates(root: Any, metas: dict[str, str], told: list[Object]) -> Iterator[tuple[str, Interval]]:
    """Yield the days of publication that the markup gives, with where, most trusted first."""
    for story in told:
        yield from _days("JSON-LD datePublished", texts(story.get("datePublished")))
    for name in _DATES:
        yield from _days(f"meta {name}", [metas[name]] if name in metas else [])
    for element in root.xpath('//*[@itemprop="datePublished"]')[:5]:
        yield from _days("itemprop datePublished", _moments(element))
    in_address = date_in_url(_address(root, metas) or "")
    if in_address is not None and in_address.precision == "day":
        yield "address", replace(in_address, why=(f"the page's address carries the date {in_address.earliest}",))
    times = list(itertools.islice(root.iter("time"), _MOST_TIMES))
    for element in sorted(times, key=_is_update)[:1]:  # the others are often those of other stories
        yield from _days("time element", _moments(element))
    for story in told:
        yield from _days("JSON-LD dateCreated", texts(story.get("dateCreated")))


def _is_update(time: Any) -> bool:
    parent = time.getparent()
    around = (parent.get("class") or "") if parent is not None else ""
    return _UPDATED.search(f"{time.get('class') or ''} {time.get('itemprop') or ''} {around}") is not None


def _moments(element: Any) -> Iterator[str]:
    for text in (element.get("datetime"), element.get("content"), element.text_content()):
        if text and text.strip():
            yield plain(text[:200])


def _days(where: str, found: Iterable[str]) -> Iterator[tuple[str, Interval]]:
    for text in found:
        interval = read_date(text)
        if interval is not None and interval.precision == "day":
            yield where, replace(interval, text=text[:60], why=(f"{where}: published {text[:60]}",))


def _named(metas: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    yield from (metas[name] for name in names if name in metas)


def _first(*found: Iterable[str]) -> str | None:
    return next((text for texts_ in found for text in texts_), None)
