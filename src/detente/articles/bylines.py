"""Who wrote a story: from its "By ..." line, a name with a post, the "Reporting by ..." at its end, the author's box.

What comes out is the writers' names as print has them, joined by commas: "Ada Fenwick, Kerem Aydin".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from detente.articles.lines import Line, is_signature
from detente.articles.media import outlet_named

_BY = re.compile(
    r"^(?:(?:written|words|story|report|reported|analysis|opinion|exclusive|text)\s+)*by\b[:\s]+(?P<names>\S.{1,160})$"
    r"|^(?:authors?|byline|writers?|reporters?|correspondents?)\s*:\s*(?P<named>\S.{1,120})$",
    re.I,
)
_REPORTING = re.compile(r"\b(?:additional )?reporting by (?P<names>[^;()\n]{3,160})", re.I)
_FULL_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3}")
_BIO_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3}(?=,? (?:is|was|covers|writes|reports|has|joined)\b)")
_HANDLE = re.compile(r"\(?(?:\S+@\S+\.\w+|@\w+|https?://\S+|www\.\S+)\)?")
_TAIL = re.compile(
    r"\s*(?:[|·•]|\s[–—-]\s|\bSource:|\b(?:Last )?[Uu]pdated\b|\bPublished\b|\bPosted\b|"
    r"\b\d{1,2} (?:[A-Z][a-z]{2}|min)|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d).*$"
)
_POST = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|columnists?|chief|bureau|desk|analyst|director|fellow|professor|"
    r"contributors?|producer|anchor|journalist|special to|staff|minister|ambassador)\b",
    re.I,
)
_FROM = re.compile(r"\s+(?:in|for|at|from|with|of)\s+(?:the\s+)?[A-Z].*$|\s+in\s+[A-Z][\w’'. -]+$")
_JOIN = re.compile(r"\s*(?:;|,\s*and\s+|,|\s+and\s+|\s+&\s+)\s*", re.I)
_STAFF = re.compile(r"\b(?:staff|agenc(?:y|ies)|wires?|correspondents?|desk|online|team|reporters?|editors?)\b", re.I)
_WORDS = 6  # of a name


def byline_of(header: Sequence[Line], bio: Line | None, ending: Sequence[str] = ()) -> str | None:
    """Return the writers or the desk of a story, ``None`` if nobody is told.

    ``header`` are the short lines around the headline, ``ending`` the story's last paragraphs. A 'By ...' line goes
    first, then a name with a post, a name that stands twice, 'Reporting by ...', the author's box.
    """
    return (
        next(_in_by_lines(header), None)
        or next((_FROM.sub("", line.text) for line in header if is_signature(line.text)), None)
        or _twice(header)
        or next(_reporting(ending), None)
        or (told.group() if bio and (told := _BIO_NAME.match(bio.text)) else None)
    )


def clean_byline(text: str) -> str | None:
    """Return a byline's names without 'By', posts, places, dates, addresses and handles; ``None`` if none is left.

    "By ADA FENWICK and Kerem Aydin in Ostvik" gives "Ada Fenwick, Kerem Aydin". A desk's name stays as it is.
    """
    text = _HANDLE.sub(" ", text)
    said = _BY.match(text.strip())
    text = (said.group("names") or said.group("named")) if said else text
    text = " ".join(_TAIL.sub("", text).split()).strip(" ,;|-")
    if _is_desk(text):
        return text or None
    names = [_written(name) for piece in _JOIN.split(text) if (name := _name(piece))]
    return ", ".join(dict.fromkeys(names)) or None


def _in_by_lines(header: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(header):
        if line.kind not in ("meta", "short", "heading"):
            continue
        text = line.text
        if re.fullmatch(r"(?:written )?by:?", text, re.I) and number + 1 < len(header):
            text = f"By {header[number + 1].text}"
        if _BY.match(text) and (found := clean_byline(text)):
            yield found


def _twice(header: Sequence[Line]) -> str | None:
    counts = Counter(line.text for line in header if line.kind == "short" and _FULL_NAME.fullmatch(line.text))
    return next((name for name, count in counts.items() if count > 1), None)


def _reporting(ending: Sequence[str]) -> Iterator[str]:
    for text in ending:
        if (match := _REPORTING.search(text)) and (found := clean_byline(match.group("names"))):
            yield found


def _is_desk(text: str) -> bool:
    return outlet_named(text) is not None or (
        bool(_STAFF.search(text)) and len(text.split()) <= _WORDS and "," not in text
    )


def _name(piece: str) -> str | None:
    """Return the name of one piece between commas, ``None`` for a post, a place or an outlet beside another name."""
    piece = _FROM.sub("", piece.strip(" .,:")).strip()
    words = piece.split()
    if not words or len(words) > _WORDS or not piece[0].isalpha() or not piece[0].isupper():
        return None
    if _POST.search(piece) or (len(words) > 1 and piece.islower()):
        return None
    return piece if len(words) > 1 or outlet_named(piece) else None


def _written(name: str) -> str:
    """Return a name in capitals as names are written: McADAMS is beyond this, O'BRIEN-SMITH is not."""
    if not name.isupper() or outlet_named(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize() if len(m.group()) > 1 else m.group(), name)
