"""Who published and who wrote a story: from its dateline, byline and address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line

DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.’' /-]{2,}(?:,\s*[A-Z][\w.’' ]{1,30}){0,2})"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?\s*(?:\((?P<agency>[^()]{2,30})\)\s*)?(?:[-–—]{1,2}|:)\s+\S"
)
_AGENCY = re.compile(r"\(([A-Z][\w. /]{1,25})\)\s*[-–—]")
_BY = re.compile(r"^(?:(?:written|story|report|analysis)\s+)?by[:\s]+(?P<name>[A-Z].{2,60})$", re.I)
_TRAILER = re.compile(
    r"(?P<names>(?:The )?Associated Press|Reuters|AFP|Agence France-Presse)\b.{0,40} contributed to this report", re.I
)
_STAFF = re.compile(
    r"\b(?:staff|agencies|news|english|desk|online|press|times|post|correspondent|team|editors?)\b", re.I
)
_ROLE = re.compile(r"\s*(?:[,|·•–—-]|\bfor\b|\bSource:|\bUpdated\b|\bPublished\b).*$")


def byline_of(lines: Iterable[Line]) -> str | None:
    """Return the writer (or desk) that a 'By ...' line names, or ``None``."""
    for line in lines:
        if line.kind in ("meta", "short", "heading") and (match := _BY.match(line.text)):
            return _ROLE.sub("", match.group("name")).strip() or None
    return None


def outlet_of(uri: str | None, byline: str | None, texts: Iterable[str]) -> str | None:
    """Return the outlet: the address's site, a byline that is a desk's, or the agency of the dateline."""
    if uri and (site := site_of(uri)):
        return site
    if byline and _STAFF.search(byline) and len(byline.split()) <= 6:
        return byline
    agencies = load_furniture().agencies
    for text in texts:
        match = DATELINE.match(text)
        agency = (match and match.group("agency")) or next(iter(_AGENCY.findall(text[:120])), None)
        if agency and agency.strip() in agencies:
            return agencies[agency.strip()]
    return None


def site_of(uri: str) -> str | None:
    """Return an address's host without 'www.', or ``None``."""
    host = (urlsplit(uri).hostname or "") if "://" in uri else ""
    return re.sub(r"^(?:www|m|edition|amp|en|english)\.", "", host) or None
