"""Whose text an article says that it prints: "(Reuters)" in its dateline, "Source: AFP" at its end."""

from __future__ import annotations

import re

from detente.articles.datelines import dateline_of
from detente.articles.media import Outlet, outlet_named

_ENDING = 4  # lines at a text's end in which a credit may stand
_LINE = re.compile(
    r"[\s(\[{–—-]*(?:(?:source|via|credit|agency|from|with inputs? from|copyright|©|\(c\))\s*[:.]?\s*(?:\d{4}\s+)?)?"
    r"(?P<name>[^\n]{2,40}?)[\s)\]}.,]*(?:\s?\d{4})?",
    re.I,
)
_TAIL = re.compile(r"[.!?”\"][\s)]*(?:[–—-]{1,2}|\(|\[)\s*(?P<name>[A-Z][\w .&/-]{1,30})[\s)\]]*\.?$")
_REUTERS = re.compile(r"(?:^|\()(?:additional )?reporting by .{3,300}\b(?:editing|writing) by\b", re.I)
_STAFF = re.compile(r"\s+(?:staff|news agency|newswires?|agency|wires?)$", re.I)
_BY = re.compile(r"^by\s+", re.I)


def credit_of(text: str, byline: str | None = None) -> str | None:
    """Return the agency whose text an article prints, by its dateline, its last lines or its byline; or ``None``."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    dateline = dateline_of(lines[0])
    named = _agency(dateline.agency) if dateline and dateline.agency else None
    return named or _at_end(lines[-_ENDING:]) or (_in_byline(byline) if byline else None)


def is_agency(outlet: str | None) -> bool:
    """Whether a readable outlet name is an agency's."""
    return _agency(outlet) is not None if outlet else False


def _at_end(lines: list[str]) -> str | None:
    for line in reversed(lines):
        whole, tail = _LINE.fullmatch(line), _TAIL.search(line)
        for match in filter(None, (whole, tail)):
            if name := _agency(match.group("name")):
                return name
        if _REUTERS.search(line):
            return "Reuters"
    return None


def _in_byline(byline: str) -> str | None:
    pieces = [_BY.sub("", piece) for piece in re.split(r"[,|/•·]| - | – | for | and ", byline)]
    return next((name for piece in pieces if (name := _agency(piece))), None)


def _agency(name: str) -> str | None:
    name = name.strip()
    found: Outlet | None = outlet_named(name) or outlet_named(_STAFF.sub("", name))
    return found.name if found and found.agency else None
