"""Which outlet a story is of: its address, what was said of the page, the page's own lines, the story's credit.

An address of a known outlet goes before all; a name is given as ``outlets.yaml`` has it, so that aljazeera.com, "AJE"
and "Al Jazeera English" are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detente.articles.bylines import byline_of
from detente.articles.datelines import dateline_of
from detente.articles.lines import Line
from detente.articles.mastheads import outlet_on_page
from detente.articles.media import outlet_at, outlet_named, site_of
from detente.model import Page

__all__ = ["DATELINE", "byline_of", "outlet_of", "publisher_of", "readable", "site_of"]

DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.’' /-]{2,}(?:,\s*[A-Z][\w.’' ]{1,30}){0,2})"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,?)?\s*(?:\((?P<agency>[^()]{2,30})\)\s*)?(?:[-–—]{1,2}|:)\s+\S"
)
_DESK = re.compile(
    r"\s*(?:\b(?:staff|and|&|with|agenc(?:y|ies)|wires?|newsroom|news desk|desk|online|team|reporters?|correspondents?|"
    r"writers?|editors?|report|bureau)\b\s*)+$",
    re.I,
)
_STAFF = re.compile(
    r"\b(?:staff|agencies|news|english|desk|online|press|times|post|correspondent|team|editors?)\b", re.I
)
_OWN = re.compile(r"(?:our|the|by|from|special|foreign|web|news|world|political|diplomatic|international|\s)*", re.I)
_EMPLOYER = re.compile(
    r"\b(?:reporter|journalist|correspondent|editor|writer|columnist|producer) (?:for|at|with) (?:the )?"
    r"((?:[A-Z][\w'’.&-]*)(?: [A-Z][\w'’.&-]*){1,4})"
)


def publisher_of(page: Page, lines: Sequence[Line]) -> str | None:
    """Return the outlet of a whole page, ``None`` if nothing tells.

    Trusted in this order: the address, if its host is a known outlet's; what the user or the page's metadata say; the
    page's copyright line, masthead and appeals; an unknown host as it stands. A page that carries others' texts (news
    portals) is the credited outlet's, so its address goes last.
    """
    known = outlet_at(page.uri) if page.uri else None
    if known and not known.carrier:
        return known.name
    said = page.outlet or outlet_on_page(lines)
    if said and readable(said) != (known and known.name):
        return readable(said)
    return site_of(page.uri) if page.uri and not known else None


def outlet_of(byline: str | None, texts: Iterable[str], bio: Line | None = None) -> str | None:
    """Return the outlet that a story names: a byline that is a desk's, the dateline's agency, or the author box's."""
    if byline and (desk := _desk(byline)):
        return desk
    for text in texts:
        if (dateline := dateline_of(text)) and dateline.agency and outlet_named(dateline.agency):
            return dateline.agency
    employer = _EMPLOYER.search(bio.text) if bio else None
    return readable(employer.group(1).rstrip(".")) if employer else None


def readable(name: str) -> str:
    """Return an outlet's name as ``outlets.yaml`` has it, else as given; a bare host counts as an address."""
    found = outlet_named(name)
    if found is None and re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name, re.I):
        found = outlet_at(f"https://{name.lower()}")
    return found.name if found else name


def _desk(byline: str) -> str | None:
    """Return whose desk a byline is: of "Coast Weekly staff and agencies" Coast Weekly, of "Our correspondent" none."""
    if known := outlet_named(byline):
        return known.name
    bare = _DESK.sub("", byline).strip(" ,")
    if bare != byline and not _OWN.fullmatch(bare):
        return readable(bare) if len(bare.split()) <= 5 and "," not in bare else None
    return (
        byline if bare == byline and _STAFF.search(byline) and len(byline.split()) <= 6 and "," not in byline else None
    )
