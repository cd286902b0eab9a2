"""The dateline that opens a report: "ANKARA, March 9 (Reuters) -": from where, of what day, whose text.

dateline_of("BEIJING, Jan. 5 (Xinhua) -- China said ...")
# Dateline(end=28, places=("Beijing",), region=None, agency="Xinhua", year=None, month=1, day=5)
"""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass, replace

from detente.articles.media import outlet_named
from detente.data import load_yaml
from detente.model import Interval
from detente.pages.dates import MONTH, MONTHS, YEAR

_LONGEST = 130  # characters up to the dash: two capitals with their countries, an agency and a date
_DASH = re.compile(r"\s*(?:—|–|\s-{1,2}(?=\s)|--)\s*(?=[\"“‘'(\[]*[A-Z0-9])|\s*[-_](?=\s)\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_COLON = re.compile(r":\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_BRACKET = re.compile(r"[\s,.]*\((?P<agency>[^()\n]{2,60})\)[\s,.]*")
_NOT_NAME = re.compile(r"\s*[/|;,·]\s*")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?:^|[\s,.]+)(?:{_WEEKDAY},?\s+)?(?:(?P<m>{MONTH})\s+{_DAY.format('d')}|{_DAY.format('e')}\s+(?P<n>{MONTH}))"
    rf"(?:,?\s+(?P<y>{YEAR}))?(?=[\s,.:]|$)",
    re.I,
)
_ALONE = re.compile(rf"(?:^|[\s,]+){_WEEKDAY}(?=[\s,.]|$)", re.I)
_CAPITALS = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Z .’'`\-À-ÖØ-Þ]*[A-Z.]")
_NAME = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w’'`.-]*(?: (?:(?:de|del|la|el|al|the|of|do|da|dos|ob|sur|am|upon) )*[A-ZÀ-ÖØ-Þ][\w’'`.-]*){0,3}"
)
_LITTLE = frozenset(["de", "del", "la", "do", "da", "dos", "of", "the", "on", "upon", "and", "am", "sur", "ob"])


@dataclass(frozen=True, slots=True)
class Dateline:
    """A report's opening up to the dash or colon, ``end`` characters of its text.

    ``places`` are as they are written but for capitals; ``region`` is the state or country after the last of them;
    ``agency`` is the outlet's readable name where it is known, else as written. ``month`` and ``day`` are given
    together or not at all, ``year`` seldom.
    """

    end: int
    places: tuple[str, ...]
    region: str | None
    agency: str | None
    year: int | None
    month: int | None
    day: int | None

    @property
    def interval(self) -> Interval | None:
        """The day, where the year is told too."""
        if self.year is None or self.month is None or self.day is None:
            return None
        day = datetime.date(self.year, self.month, self.day)
        return Interval(day, day, "day")


def dateline_of(text: str) -> Dateline | None:
    """Return the dateline that a paragraph opens with, ``None`` if it opens with none.

    A place in capitals before a dash is enough. One in small letters takes an agency or a date beside it, or must be a
    known city with a capital letter after the dash; before a colon any place takes as much.
    """
    for mark, is_colon in ((_DASH, False), (_COLON, True)):
        if (cut := mark.search(text, 1, _LONGEST)) and (found := _read(text[: cut.start()], cut.end(), is_colon)):
            return found if found.agency else _with_agency_after(found, text)
    return None


def _with_agency_after(found: Dateline, text: str) -> Dateline:
    """Read "ISTANBUL - AFP - The ministers" to the second dash."""
    cut = _DASH.search(text, found.end, found.end + _LONGEST)
    agency = outlet_named(text[found.end : cut.start()]) if cut else None
    return replace(found, end=cut.end(), agency=agency.name) if cut and agency else found


def _read(head: str, end: int, is_colon: bool) -> Dateline | None:
    rest, agency, bracketed = _without_agency(head.strip())
    date = _DATE.search(rest)
    if date:
        if _day_of(date) is None:
            return None
        tail = rest[date.end() :].strip(" ,.")
        rest = rest[: date.start()]
        if tail and agency is None:
            agency, tail = _outlet(tail), ""
            if agency is None:
                return None
        if tail:
            return None
    rest = _ALONE.sub("", rest).strip(" ,")
    if agency is None and "," in rest:  # "TEHRAN, IRNA - "
        before, _, last = rest.rpartition(",")
        if known := _outlet(last.strip()):
            rest, agency = before.strip(), known
    places, region = _places(rest)
    if rest and not places:
        return None
    if not _is_sure(places, agency, bracketed, bool(date), is_colon):
        return None
    year, month, day = (date and _day_of(date)) or (None, None, None)
    return Dateline(end, tuple(map(_written, places)), region, agency, year, month, day)


def _without_agency(head: str) -> tuple[str, str | None, bool]:
    """Return the head without its last bracket, who is named in that, and whether there was one."""
    found = list(_BRACKET.finditer(head))
    if not found:
        return head, None, False
    match = found[-1]
    inside = match.group("agency").strip()
    rest = (head[: match.start()] + " " + head[match.end() :]).strip()
    if not rest and _outlet(inside) is None:
        return inside, None, True  # "(Ankara) - "
    return rest, _outlet(inside) or inside, True


def _outlet(name: str) -> str | None:
    """Return the readable name of an outlet, of "AP/AFP" and "Reuters, Baku" of the first."""
    for piece in (name, *_NOT_NAME.split(name)):
        if known := outlet_named(piece.strip()):
            return known.name
    return None


def _places(rest: str) -> tuple[list[str], str | None]:
    """Return "JERUSALEM/ANKARA" as its places, and of "QUETTA, Pakistan" the region apart."""
    first, _, region = rest.partition(",")
    places = [place.strip(" .") for place in re.split(r"/| and | AND |;", first) if place.strip(" .")]
    region = region.strip(" ,")
    if not places or not all(_NAME.fullmatch(p) or _CAPITALS.fullmatch(p) for p in places):
        return [], None
    if region and not re.fullmatch(r"[A-ZÀ-ÖØ-Þ][\w’'. -]{1,40}(?:, [A-Z][\w’'. -]{1,30})?", region):
        return [], None
    if {p.lower() for p in places} & _labels():
        return [], None
    return places, region or None


def _is_sure(places: list[str], agency: str | None, bracketed: bool, dated: bool, is_colon: bool) -> bool:
    known = agency is not None and outlet_named(agency) is not None
    if not places:
        return known and not is_colon
    capital = all(_CAPITALS.fullmatch(place) for place in places)
    if known or dated or (agency and capital):
        return True
    if agency or (is_colon and not capital):
        return False
    if capital and not is_colon and not (bracketed and not agency):
        return True
    return all(map(_is_city, places))


def _is_city(name: str) -> bool:
    from detente.reading.places import look_up

    entry = look_up(name)
    return entry is not None and entry.grain == "city"


def _day_of(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    month = MONTHS.get((match.group("m") or match.group("n")).rstrip(".").lower())
    day, year = int(match.group("d") or match.group("e")), match.group("y")
    try:
        datetime.date(int(year or 2000), month or 0, day)
    except ValueError:
        return None
    return int(year) if year else None, month or 0, day


def _written(place: str) -> str:
    """Return a place in capitals as a name is written: RIO DE JANEIRO as Rio de Janeiro, but U.N. as it is."""
    if not place.isupper():
        return place
    words = [w if "." in w else w.lower() if w.lower() in _LITTLE else _capitalised(w) for w in place.split()]
    return " ".join((words[0][:1].upper() + words[0][1:], *words[1:]))


def _capitalised(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))


@functools.cache
def _labels() -> frozenset[str]:
    return frozenset(load_yaml("detente.articles", "datelines.yaml", tuple[str, ...]))
