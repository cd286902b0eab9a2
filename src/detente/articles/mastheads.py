"""Which outlet a page says that it is of: in its copyright line, its masthead, its appeals to readers.

A name counts only if the page gives it in a place where outlets stand, and, but for a copyright line and for a
masthead that reads like a paper's, gives it again where only an outlet's name would stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line

_TOP = 3
_YEARS = r"(?:\d{4}(?:\s*[-–]\s*\d{4})?\W+)?"
_NAME = r"(?:The )?[A-Z][\w'’-]*(?: (?:(?:of|and) (?:the )?)?[A-Z][\w'’-]*){1,3}"
_MARK = r"(?:©|\([cC]\))"
_COPYRIGHT = re.compile(rf"(?:{_MARK}|[Cc]opyright(?:\s*{_MARK})?)\W*{_YEARS}(?:by )?(?P<name>{_NAME})")
_COPYRIGHT_AFTER = re.compile(rf"(?P<name>{_NAME})\s*{_MARK}")
_LEGAL = re.compile(
    r"\s+(?:LLC|L\.L\.C|Inc|Ltd|Limited|Plc|Corp|Corporation|Company|Co|All|Rights?|Reserved|GmbH|Media Group)\b.*$",
    re.I,
)
_MASTHEAD = re.compile(r"(?:The )?[A-Z][\w'’&-]*(?: (?:(?:of|and|the) )*[A-Z][\w'’&-]*){1,3}")
_ARTICLE = re.compile(r"^the\s+", re.I)
_EDITION = re.compile(r"\s+(?:English|Online|International|Edition)$", re.I)
_CREDIT = r"(?:©\s*|\b(?:photo(?:graph)?|illustration|source|credit|image):\s*(?:[\w ]{1,30}/)?)"
_APPEAL = re.compile(
    r"\b(?:[Ss]upport(?:ing)?|[Jj]oin(?:ing)?|[Ss]ubscribe to|[Mm]embers? of|[Ee]ditor of|[Ss]tarted|[Rr]eading|"
    r"[Rr]eaders? of)\s+(?P<name>(?:[Tt]he )?[A-Z][\w'’-]*(?: (?:(?:of|and) (?:the )?)?[A-Z][\w'’-]*){1,4})"
)
_CLUB = re.compile(r"\s+(?:Community|Circle|Club|Members?|Membership|Newsletters?|Today|Now)$")


def outlet_on_page(lines: Sequence[Line]) -> str | None:
    """Return the outlet that a page's own lines name, ``None`` if they name none surely."""
    return _in_copyright(lines) or _in_masthead(lines) or _in_appeals(lines)


def _in_copyright(lines: Sequence[Line]) -> str | None:
    """Return the holder in the last copyright line below the page's prose; a photo's stands above."""
    last = max((line.i for line in lines if line.kind == "prose" and len(line.words) >= 8), default=-1)
    for line in reversed(lines[last + 1 :]):
        match = _COPYRIGHT.match(line.text) or _COPYRIGHT_AFTER.match(line.text)
        name = _LEGAL.sub("", match.group("name")) if match else ""
        if " " in name and (_ends_like_a_paper(name) or _said_again(name, line, lines)):
            return name
    return None


def _in_masthead(lines: Sequence[Line]) -> str | None:
    for line in lines[:_TOP]:
        if line.kind in ("prose", "open", "caption", "meta"):
            return None
        if line.kind not in ("short", "heading") or line.bullet or not _MASTHEAD.fullmatch(line.text):
            continue
        if said := _said_again(line.text, line, lines):
            return said if line.text.isupper() and not _ARTICLE.match(line.text) else _written(line.text)
        if _ARTICLE.match(line.text) and len(line.words) >= 3 and _ends_like_a_paper(line.text):
            return _written(line.text)
    return None


def _ends_like_a_paper(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].capitalize() in load_furniture().papers


def _said_again(name: str, line: Line, lines: Sequence[Line]) -> str | None:
    """Return the name as another line has it: in brackets, in a credit, as a byline's staff, in an appeal."""
    bare = re.escape(_EDITION.sub("", _ARTICLE.sub("", name)))
    places = [re.compile(rf"[\[(]({bare})[\])]", re.I), re.compile(rf"{_CREDIT}({bare})\b", re.I)]
    appeal = re.compile(rf"\b(?:support|supporting|join|joining|subscribe to|reading)\s+(?:the\s+)?({bare})\b", re.I)
    byline = re.compile(rf"(?:the\s+)?({bare}) staff\b.*", re.I)
    for other in lines:
        if other.key == line.key:
            continue
        found = [place.search(other.text) for place in places]
        found.append(appeal.search(other.text) if other.kind == "promo" else None)
        found.append(byline.fullmatch(other.text) if other.kind == "meta" else None)
        if match := next(filter(None, found), None):
            return match.group(1)
    return None


def _written(name: str) -> str:
    """Return a name in capitals as it is written elsewhere; short words may be initials and stay."""
    if not name.isupper():
        return name
    return " ".join(word.capitalize() if len(word) > 3 or word == "THE" else word for word in name.split())


def _in_appeals(lines: Sequence[Line]) -> str | None:
    """Return the name that a page's appeals to its readers give twice or more."""
    found: Counter[str] = Counter()
    for line in lines:
        if line.kind == "promo":
            names = {_CLUB.sub("", match.group("name")) for match in _APPEAL.finditer(line.text)}
            found.update(name[0].upper() + name[1:] for name in names if len(_ARTICLE.sub("", name).split()) > 1)
    name, count = max(found.items(), key=lambda item: item[1], default=("", 0))
    return name if count > 1 else None
