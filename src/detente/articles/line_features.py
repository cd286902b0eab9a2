"""What the line model sees of a page: a row of numbers for each line, of its own, its neighbours and its topic.

The columns are named in ``COLUMNS``; weights were trained on that order. A row holds what the line looks like by
itself (length, case, punctuation, function words, the kinds of ``furniture.yaml``), where it stands (repeats, blank
lines, place on the page), sums and shares over the lines around it, and how well its words fit
those of the page's prose.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line, LineKind, address_count, has_full_stop_inside, is_bio, is_signature
from detente.articles.outlets import DATELINE
from detente.articles.topic import Topic

Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

KINDS: tuple[str, ...] = get_args(LineKind)
_OWN = (
    "words", "chars", "word_length", "stop_share", "title_share", "capital_share", "digit_share", "ends_sentence",
    "ends_colon", "ends_dots", "ends_letter", "starts_lower", "starts_quote", "stop_inside", "commas", "quotes",
    "address", "bars", "arrows", "at_sign", "bracket_end", "year", "clock", "bullet", "bio", "signature", "foreign",
    "reply", "first_person", "capitals", "semicolons", "dash_start", "repeats_word", "long_word",
    "dateline",
)  # fmt: skip
_PLACE = (
    "gap_above", "gap_below", "repeats", "nth_repeat", "begins_other", "index", "from_end", "share_above",
    "chars_above", "to_title", "lines",
)  # fmt: skip
_SHIFTED = ("words", "stop_share", "title_share", "ends_sentence", "gap_above", "bullet", "prose", "meta", "heading",
            "digit_share", "fit", "dateline")  # fmt: skip
_SHIFTS = (-3, -2, -1, 1, 2, 3)
_SUMMED = ("words", "prose", "heading", "bullet", "stop_share", "repeated", "promo_like", "reply", "first_person")
_WIDTHS = (2, 5, 12)
_RUNS = ("run_lines", "run_words", "run_place", "run_share", "to_prose_above", "to_prose_below", "prose_above",
         "prose_below", "section", "since_section", "since_end", "ends_above",
         "replies_above", "replies_below")  # fmt: skip
_FITS = ("fit", "fit_known", "fit_around", "fit_below", "fit_above")

COLUMNS: tuple[str, ...] = (
    *_OWN,
    *(f"kind_{kind}" for kind in KINDS),
    *_PLACE,
    *_RUNS,
    *_FITS,
    *(f"{name}{shift:+d}" for shift in _SHIFTS for name in _SHIFTED),
    *(f"{name}~{width}" for width in _WIDTHS for name in _SUMMED),
)
"""Names of the columns, in their order."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\bmin(?:ute)?s?\b|\bago\b|\d\s?[ap]\.?m\b", re.I)
_END = {".": 1.0, "!": 1.0, "?": 1.0}
_CLOSERS = "\"'”’»)] "
_FIRST_PERSON = frozenset({"I", "my", "me", "My", "I'm", "I’m", "I've", "I’ve", "lol", "LOL"})
_FAR = 60.0
_SECTIONS = frozenset({"ends", "lists", "related"})


def line_features(lines: Sequence[Line], title: frozenset[str] = frozenset(), topic: Topic | None = None) -> Matrix:
    """Return a matrix of (lines, ``COLUMNS``) of a page; ``title`` are the words of the page's own title if known.

    ``topic`` is that of the lines, if it has been made.
    """
    if not lines:
        return np.zeros((0, len(COLUMNS)), np.float32)
    own = np.array([_own(line) for line in lines], np.float32)
    kinds = np.zeros((len(lines), len(KINDS)), np.float32)
    kinds[np.arange(len(lines)), [KINDS.index(line.kind) for line in lines]] = 1.0
    place = _places(lines, title)
    named = dict(zip(_OWN, own.T, strict=True)) | dict(zip(KINDS, kinds.T, strict=True))
    named |= dict(zip(_PLACE, place.T, strict=True))
    named["repeated"] = (named["repeats"] > 1).astype(np.float32)
    named["promo_like"] = kinds[:, [KINDS.index(k) for k in ("link", "promo", "furniture", "lists", "related")]].sum(1)
    fits = _fits(topic or Topic(lines), named["prose"] * named["words"])
    named["fit"] = fits[:, 0]
    around = [shifted(named[name], shift) for shift in _SHIFTS for name in _SHIFTED]
    summed = [window_sum(named[name], width) for width in _WIDTHS for name in _SUMMED]
    return np.column_stack([own, kinds, place, _runs(lines, named), fits, *around, *summed]).astype(np.float32)


@functools.lru_cache(maxsize=100_000)
def _word(word: str) -> tuple[int, ...]:
    """What a word adds to its line: letters, function word, longer, longer with capital, and the like."""
    capital, longer = word[0].isupper(), len(word) > 3
    return (
        len(word),
        word.lower() in load_furniture().stop_words,
        longer,
        longer and capital,
        word.isupper(),
        word[0].isdigit(),
        not word.isascii(),
        word in _FIRST_PERSON,
        capital,
    )


def _own(line: Line) -> tuple[float, ...]:
    text, words = line.text, line.words
    count = len(words) or 1
    facts = tuple(map(sum, zip(*map(_word, words), strict=True))) if words else (0,) * 9
    letters, stop, longer, titled, upper, digit, foreign, first, capital = facts
    bare = text.rstrip(_CLOSERS) or text
    return (
        math.log1p(len(words)),
        math.log1p(len(text)),
        (letters or 1) / count,
        stop / count,
        titled / (longer or 1),
        upper / count,
        digit / count,
        _END.get(bare[-1], 0.0),
        float(bare[-1] == ":"),
        float(bare[-1] == "…" or bare.endswith("..")),
        float(bare[-1].isalpha()),
        float(text[0].islower()),
        float(text[0] in "\"“'‘"),
        float(has_full_stop_inside(text)),
        text.count(",") / count,
        min(4.0, text.count('"') + text.count("“") + text.count("”")),
        min(5.0, address_count(text)) if len(words) < 150 else 0.0,
        float("|" in text) + float("·" in text) + float("•" in text),
        float("»" in text) + float("›" in text) + float(">" in text) + float("→" in text),
        float("@" in text) + float("://" in text) + float("www." in text),
        float(text[-1] in ")]"),
        float(count < 30 and bool(_YEAR.search(text))),
        float(count < 30 and bool(_CLOCK.search(text))),
        float(line.bullet),
        float(count > 5 and is_bio(text)),
        float(count < 12 and is_signature(text)),
        foreign / count,
        float(line.reply),
        first / count,
        capital / count,
        (text.count(";") + text.count(":")) / count,
        float(text[0] in "-–—*"),
        len(set(words)) / count,
        min(40, max(map(len, words), default=0)),
        float(line.kind == "prose" and DATELINE.match(text) is not None),
    )


def _places(lines: Sequence[Line], title: frozenset[str]) -> Matrix:
    places: dict[str, int] = {}
    for line in lines:
        places[line.key] = places.get(line.key, 0) + 1
    seen: dict[str, int] = {}
    total = len(lines)
    length = float(lines[-1].end or 1)
    rows = []
    for line in lines:
        seen[line.key] = nth = seen.get(line.key, 0) + 1
        below = lines[line.i + 1] if line.i + 1 < total else None
        begins = below is not None and len(line.key) > 12 and below.key.startswith(line.key)
        words = set(line.key.split()) if title and len(line.words) <= 40 else set()
        rows.append(
            (
                min(line.gap, 4),
                min(below.gap, 4) if below else 4,
                min(places[line.key], 5),
                min(nth, 5),
                float(begins),
                math.log1p(line.i),
                math.log1p(total - line.i),
                line.i / total,
                line.start / length,
                len(words & title) / len(words | title) if words else -1.0 if not title else 0.0,
                math.log1p(total),
            )
        )
    return np.array(rows, np.float32)


def _fits(topic: Topic, weight: Vector) -> Matrix:
    """How well a line's words, and those around it, fit the prose: the page's own, each line without itself."""
    fit, known = topic.fit(weight)
    told = fit * weight
    mass = np.maximum(window_sum(weight, 3), 1e-6)
    around = window_sum(told, 3) / mass
    below = forward_sum(told, 4) / np.maximum(forward_sum(weight, 4), 1e-6)
    above = forward_sum(told[::-1], 4)[::-1] / np.maximum(forward_sum(weight[::-1], 4)[::-1], 1e-6)
    return np.column_stack([fit, known, around, below, above]).astype(np.float32)


def _runs(lines: Sequence[Line], named: dict[str, Vector]) -> Matrix:
    """Each line's run of prose (short gaps allowed), the distance to prose, and the section heading above."""
    total = len(lines)
    weight = named["prose"] * np.expm1(named["words"])
    solid = np.flatnonzero(weight >= 8)
    out = np.zeros((total, len(_RUNS)), np.float32)
    out[:, 4:6] = _FAR
    if len(solid):
        _fill_runs(out, solid, weight)
    above = np.cumsum(weight) - weight
    whole = max(float(weight.sum()), 1.0)
    out[:, 6] = above / whole
    out[:, 7] = 1 - (above + weight) / whole
    replies = np.cumsum(named["reply"])
    out[:, 12], out[:, 13] = np.log1p(replies), np.log1p(replies[-1] - replies)
    section, since, since_end, ends = 0.0, 0.0, -1.0, 0
    ranks = {"related": 1.0, "lists": 2.0, "ends": 3.0}
    for line in lines:
        told = len(line.words) if line.kind == "prose" else 0
        since += told
        if line.kind == "ends":
            since_end, ends = 0.0, ends + 1
        elif since_end >= 0:
            since_end += told
        if line.kind in _SECTIONS:
            section, since = ranks[line.kind], 0.0
        out[line.i, 8], out[line.i, 9] = section, math.log1p(since)
        out[line.i, 10], out[line.i, 11] = math.log1p(since_end) if since_end >= 0 else -1.0, min(ends, 5)
    return out


def _fill_runs(out: Matrix, solid: NDArray[np.intp], weight: Vector) -> None:
    breaks = np.flatnonzero(np.diff(solid) > 4)
    starts = np.concatenate([[0], breaks + 1])
    stops = np.concatenate([breaks + 1, [len(solid)]])
    whole = float(weight.sum()) or 1.0
    for start, stop in zip(starts, stops, strict=True):
        first, last = solid[start], solid[stop - 1]
        told = float(weight[first : last + 1].sum())
        out[first : last + 1, 0] = last + 1 - first
        out[first : last + 1, 1] = math.log1p(told)
        out[first : last + 1, 2] = np.arange(last + 1 - first) / (last + 1 - first)
        out[first : last + 1, 3] = told / whole
    index = np.arange(len(out))
    nearest = np.searchsorted(solid, index)
    has_below, has_above = nearest < len(solid), nearest > 0
    out[has_below, 5] = np.minimum(_FAR, solid[nearest[has_below]] - index[has_below])
    out[has_above, 4] = np.minimum(_FAR, index[has_above] - solid[nearest[has_above] - 1])


def shifted(values: Vector, shift: int) -> Vector:
    """Return the value of each line's neighbour, -1 where the page has ended."""
    out = np.full_like(values, -1.0)
    if abs(shift) < len(values):
        if shift > 0:
            out[:-shift] = values[shift:]
        else:
            out[-shift:] = values[:shift]
    return out


def window_sum(values: Vector, width: int) -> Vector:
    """Return the sum over each line and ``width`` lines on either side of it."""
    total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    index = np.arange(len(values))
    found: Vector = total[np.minimum(index + width + 1, len(values))] - total[np.maximum(index - width, 0)]
    return found


def forward_sum(values: Vector, width: int) -> Vector:
    """Return the sum over each line and the ``width`` lines below it."""
    total = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    index = np.arange(len(values))
    found: Vector = total[np.minimum(index + width + 1, len(values))] - total[index]
    return found
