"""Who published and who wrote a story: from its dateline, byline and address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line, is_signature

DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.’' /-]{2,}(?:,\s*[A-Z][\w.’' ]{1,30}){0,2})"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?\s*(?:\((?P<agency>[^()]{2,30})\)\s*)?(?:[-–—]{1,2}|:)\s+\S"
)
_AGENCY = re.compile(r"\(([A-Z][\w. /]{1,25})\)\s*[-–—]")
_BY = re.compile(r"^(?:(?:written|story|report|analysis)\s+)?by[:\s]+(?P<name>[A-Z].{2,60})$", re.I)
_STAFF = re.compile(
    r"\b(?:staff|agencies|news|english|desk|online|press|times|post|correspondent|team|editors?)\b", re.I
)
_FULL_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3}")
_BIO_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3}(?=,? (?:is|was|covers|writes|reports|has|joined)\b)")
_EMPLOYER = re.compile(
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|producer) (?:for|at|with) (?:the )?"
    r"((?:[A-Z][\w'’.&-]*)(?: [A-Z][\w'’.&-]*){1,4})"
)
_ROLE = re.compile(r"\s*(?:[,|·•–—-]|\bfor\b|\bin (?=[A-Z])|\bSource:|\bUpdated\b|\bPublished\b).*$")


def byline_of(header: Sequence[Line], bio: Line | None) -> str | None:
    """Return the writer or desk: of a 'By ...' line, a name with a post or standing twice, or the author box."""
    for line in header:
        if line.kind in ("meta", "short", "heading") and (match := _BY.match(line.text)):
            return _ROLE.sub("", match.group("name")).strip() or None
    if signed := next((line.text for line in header if is_signature(line.text)), None):
        return _ROLE.sub("", signed)
    counts = Counter(line.text for line in header if line.kind == "short" and _FULL_NAME.fullmatch(line.text))
    twice = [name for name, count in counts.items() if count > 1]
    if twice:
        return twice[0]
    told = _BIO_NAME.match(bio.text) if bio else None
    return told.group() if told else None


def outlet_of(byline: str | None, texts: Iterable[str], bio: Line | None = None) -> str | None:
    """Return the outlet that a story names: a byline that is a desk's, the dateline's agency, or the author box's."""
    if byline and _STAFF.search(byline) and len(byline.split()) <= 6:
        return byline
    agencies = load_furniture().agencies
    for text in texts:
        match = DATELINE.match(text)
        agency = (match and match.group("agency")) or next(iter(_AGENCY.findall(text[:120])), None)
        if agency and agency.strip() in agencies:
            return agencies[agency.strip()]
    employer = _EMPLOYER.search(bio.text) if bio else None
    return employer.group(1) if employer else None


def site_of(uri: str) -> str | None:
    """Return an address's host without 'www.', or ``None``."""
    host = (urlsplit(uri).hostname or "") if "://" in uri else ""
    return re.sub(r"^(?:www|m|edition|amp|en|english)\.", "", host) or None
