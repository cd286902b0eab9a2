"""Acts dated by another act of the text: "exactly one month after the visit", "two weeks after they met on 7 April"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from detente.model import Interval
from detente.reading.language.parsed import Parsed, Token
from detente.reading.times.almanac import shift
from detente.reading.times.attach import Placed, governor, nouns_above
from detente.reading.times.timex import Timex

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_SLACK = {"D": 0, "W": 2, "M": 7, "Y": 60}
"""Days by which a count of news may be off on either side, unless it says "exactly"."""
_STEPS = {"after": 1, "before": -1}


def counted(parsed: Parsed, predicate: Token, placed: Sequence[Placed]) -> Interval | None:
    """Return the days of an act that is so long after or before another dated one, ``None`` if it is not.

    The other act is the noun or the clause that "after" leads; its date is the expression of its own clause or noun or,
    for a noun, that of an earlier mention of it ("the visit").
    """
    for length in placed:
        told = _LENGTH.fullmatch(length.timex.value) if length.timex.kind == "DURATION" else None
        link = _link(parsed, length.timex) if told is not None else None
        other = _other(parsed, link) if link is not None else None
        if told is None or link is None or other is None or _counting(parsed, length, link, other) != predicate.i:
            continue
        base = _date_of(parsed, other, placed)
        if base is None or base.earliest is None or base.latest is None:
            continue
        words = parsed.text[length.timex.span.start : length.timex.span.end]
        slack = 0 if words.lower().startswith("exactly") else _SLACK[told[2]]
        days = [shift(day, int(told[1]) * _STEPS[link.lemma], told[2]) for day in (base.earliest, base.latest)]
        rule = f"counted from {parsed.text[base.span.start : base.span.end]}"
        return Interval(shift(days[0], -slack, "D"), shift(days[1], slack, "D"), "interval", words, (rule,))
    return None


def _link(parsed: Parsed, length: Timex) -> Token | None:
    """Return the "after" or "before" right behind a length."""
    at = bisect.bisect_left(parsed.tokens, length.span.end, key=lambda t: t.start)
    after = parsed.tokens[at] if at < len(parsed.tokens) else None
    near = after is not None and after.start - length.span.end <= 1
    return after if after is not None and near and after.lemma in _STEPS else None


def _other(parsed: Parsed, link: Token) -> Token | None:
    """Return the act that is counted from: the link's object, or the verb of its clause."""
    noun = parsed.child(link, "pobj")
    if noun is not None:
        return noun
    verb = parsed.head(link)
    return verb if link.dep == "mark" and verb.pos in ("VERB", "AUX") else parsed.child(link, "pcomp")


def _counting(parsed: Parsed, length: Placed, link: Token, other: Token) -> int:
    """Return the index of the verb, or the act's noun, that the length belongs to."""
    if link.dep == "mark":
        return parsed.head(other).i
    verb = governor(parsed, length)
    nouns = [n.i for n in nouns_above(parsed, length)]
    return nouns[0] if nouns else verb.i if verb is not None else -1


def _date_of(parsed: Parsed, act: Token, placed: Sequence[Placed]) -> Timex | None:
    dated = [p for p in placed if p.timex.kind in ("DATE", "TIME") and p.timex.earliest is not None]
    own = next((p.timex for p in dated if _belongs(parsed, p, act)), None)
    if own is not None or act.pos not in ("NOUN", "PROPN"):
        return own
    before = [t for t in parsed.tokens[: act.i] if t.lemma == act.lemma and t.pos in ("NOUN", "VERB")]
    found = (p.timex for t in reversed(before) for p in dated if _belongs(parsed, p, t) or _of_clause(parsed, p, t))
    return next(found, None)


def _belongs(parsed: Parsed, placed: Placed, act: Token) -> bool:
    if act.pos in ("VERB", "AUX"):
        verb = governor(parsed, placed)
        return verb is not None and verb.i == act.i
    return act.i in {n.i for n in nouns_above(parsed, placed)}


def _of_clause(parsed: Parsed, placed: Placed, noun: Token) -> bool:
    """Whether a noun is the subject or object of the verb that an expression dates: "the visit began on 3 May"."""
    verb = governor(parsed, placed)
    return verb is not None and noun.dep in ("nsubj", "dobj") and noun.head == verb.i
