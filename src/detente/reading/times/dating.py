"""When an act happened: the expression that dates it, or what its tense and status allow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.model import Date, Interval, Status
from detente.reading.language.parsed import Parsed, Token
from detente.reading.times.almanac import shift
from detente.reading.times.attach import Placed, governor, nouns_above, place, sharing_verbs, telling_verbs
from detente.reading.times.counted import counted
from detente.reading.times.timex import Timex
from detente.reading.times.vocabulary import when_words

UNDATED_PLAN = "plan without a date"
"""The reason of an interval that only says how soon a plan without a date may be meant."""

ANNOUNCING = frozenset({"announce", "declare", "proclaim"})
"""Verbs that do what they tell."""
RECENT_DAYS = 31
"""How far "recently", the perfect and "soon" reach. Beyond a month news gives a date (read from 300 dated claims)."""
BACKGROUND_DAYS = 14
"""A sentence dated earlier than this before the day of writing tells background, and the next sentence goes on so."""

_TURNS = {
    "weekday": (7, "D"),
    "part-weekday": (7, "D"),
    "month": (1, "Y"),
    "month-day": (1, "Y"),
    "day-month": (1, "Y"),
}


@dataclass(frozen=True, slots=True)
class _Case:
    """The act that is dated: its predicate in the parse, the day of writing, and the act's status."""

    parsed: Parsed
    predicate: Token
    anchor: Interval
    status: Status


def when(
    parsed: Parsed, predicate: Token, timexes: Sequence[Timex], *, anchor: Interval, status: Status
) -> Interval | None:
    """Return the days on which the predicate's act took, takes or will take place, ``None`` if nothing tells.

    The rules, in order; ``why`` of the answer names the one that held:

    - a count from another dated act of the text ("one month after the visit");
    - the expression that a "when" takes up ("in 2010, when marines boarded ...");
    - an expression in the predicate's own clause or below its noun;
    - one at the verb that shares its time (a light verb, "began to", a coordinated verb);
    - for a noun, the only expression of its sentence that no other verb takes;
    - for a past act in a side clause, the date of a main clause that tells background ("withdrew in 2010 after ...");
    - for a noun that is announced, and is not to come, the expression of the announcement;
    - for a noun taken up ("the visit") or the next sentence of dated background, the sentence before;
    - by tense and status: news of the day is of that day or the one before, the perfect reaches back a month, plans
      reach ahead a month; hypothetical acts have no time.

    The clause that reports the act never dates it: "said on Friday that ..." dates the saying. But it is the day that
    the last rule is seen from.
    """
    case = _Case(parsed, predicate, anchor, status)
    standing = place(parsed, timexes)
    from_other = counted(parsed, predicate, standing)
    if from_other is not None:
        return from_other
    placed = [p for p in standing if _dates(p.timex, anchor)]
    here = [p for p in placed if p.head.sent == predicate.sent]
    sure = [p for p in here if _agrees(p.timex, anchor, status)]
    for look, among in ((_opened, here), (_own, here), (_shared, here), (_alone, sure)):
        found, rule = look(parsed, predicate, among)
        if found:
            return _interval(case, found, here, rule)
    background = _background(case, here)
    if background is not None:
        return background
    announced = _announced(parsed, predicate, sure) if status in ("occurred", "ongoing") else []
    if announced:
        return _interval(case, announced, here, "announcement of its noun")
    inherited = _inherited(case, placed)
    if inherited:
        return _interval(case, inherited, placed, "previous sentence")
    return _by_tense(case if case.status == "ongoing" else replace(case, anchor=_told_on(case, here)))


def _told_on(case: _Case, here: list[Placed]) -> Interval:
    """Return the days of the telling ("said on Friday that ..."), else of writing."""
    for verb in telling_verbs(case.parsed, case.predicate):
        for timex in (p.timex for p in here if _governed(case.parsed, p, verb) or _is_head(p, verb)):
            if timex.earliest is not None and timex.latest is not None and _width(timex) <= RECENT_DAYS:
                return Interval(timex.earliest, timex.latest)
    return case.anchor


def _dates(timex: Timex, anchor: Interval) -> bool:
    dated = timex.earliest is not None or timex.latest is not None
    return dated or (timex.value.endswith("_REF") and anchor.latest is not None)


def _opened(parsed: Parsed, predicate: Token, here: list[Placed]) -> tuple[list[Placed], str]:
    opener = next((t for t in parsed.children(predicate, "advmod") if t.lemma == "when"), None)
    if opener is None:
        return [], ""
    before = next((t for t in reversed(parsed.tokens[: opener.i]) if t.pos != "PUNCT"), None)
    found = [p for p in here if before is not None and p.timex.span.start <= before.start < p.timex.span.end]
    return found, "expression that its when takes up"


def _own(parsed: Parsed, predicate: Token, here: list[Placed]) -> tuple[list[Placed], str]:
    if predicate.pos in ("VERB", "AUX"):
        found = [p for p in here if _governed(parsed, p, predicate)]
        return found, "expression of its clause"
    return [p for p in here if predicate.i in {n.i for n in nouns_above(parsed, p)}], "expression of its noun"


def _is_head(placed: Placed, verb: Token) -> bool:
    """Whether a relative clause hangs on the expression: "in April, when he told ..."."""
    return verb.dep == "relcl" and placed.head.i == verb.head


def _agrees(timex: Timex, anchor: Interval, status: Status) -> bool:
    """Whether an expression lies on the side of the day of writing that the status allows."""
    if status == "planned":
        return timex.latest is None or anchor.earliest is None or timex.latest >= anchor.earliest
    return timex.earliest is None or anchor.latest is None or timex.earliest <= anchor.latest


def _governed(parsed: Parsed, placed: Placed, verb: Token) -> bool:
    found = governor(parsed, placed)
    return found is not None and found.i == verb.i


def _shared(parsed: Parsed, predicate: Token, here: list[Placed]) -> tuple[list[Placed], str]:
    for token, rule in sharing_verbs(parsed, predicate):
        found, _ = _own(parsed, token, here)
        if found:
            return found, f"expression of the {rule}"
    return [], ""


def _alone(parsed: Parsed, predicate: Token, here: list[Placed]) -> tuple[list[Placed], str]:
    if predicate.pos not in ("NOUN", "PROPN") or len(here) != 1:
        return [], ""
    verb = governor(parsed, here[0])
    free = verb is None or verb.lemma not in when_words().saying
    under = parsed.head(predicate).lemma in when_words().other_times
    return (here, "only expression of its sentence") if free and not under else ([], "")


def _announced(parsed: Parsed, predicate: Token, here: list[Placed]) -> list[Placed]:
    """The expressions of a verb that announces a noun, and does it so ("announced the end of the pact")."""
    verb = parsed.head(predicate)
    done = predicate.pos == "NOUN" and predicate.dep in ("dobj", "nsubjpass") and verb.lemma in ANNOUNCING
    return [p for p in here if _governed(parsed, p, verb)] if done else []


def _background(case: _Case, here: list[Placed]) -> Interval | None:
    """Date a past side clause by the background sentence that it stands in; "after" and "before" widen the answer."""
    parsed, predicate, anchor = case.parsed, case.predicate, case.anchor
    above = [t.i for t in parsed.ancestors(predicate)]
    if predicate.pos != "VERB" or not _is_past(parsed, predicate):
        return None
    for placed in here:
        verb = governor(parsed, placed)
        told = placed.head.i in above
        if not told and (verb is None or verb.i not in above or verb.lemma in when_words().saying):
            continue
        timex = placed.timex
        if told or (_is_background(timex, anchor) and timex.earliest is not None and timex.latest is not None):
            marks = {t.lemma for t in parsed.children(predicate, "mark")}
            earliest = _days(timex.earliest, -RECENT_DAYS if "after" in marks else 0)
            latest = _days(timex.latest, RECENT_DAYS if "before" in marks else 0)
            text = parsed.text[timex.span.start : timex.span.end]
            return Interval(earliest, latest, timex.precision, text, ("side clause of dated background",))
    return None


def _is_past(parsed: Parsed, verb: Token) -> bool:
    return _is_plain_past(parsed, verb) or _is_perfect(parsed, verb)


def _inherited(case: _Case, placed: list[Placed]) -> list[Placed]:
    parsed, predicate = case.parsed, case.predicate
    if predicate.sent == 0:
        return []
    before, own = parsed.sentences[predicate.sent - 1], parsed.sentence_of(predicate)
    if before.block < own.block - 1 or before.kind != own.kind:
        return []
    dated = [p for p in placed if p.head.sent == before.i and not p.timex.value.endswith("_REF")]
    mains = [p for p in dated if _in_main_clause(parsed, p)]
    if predicate.pos in ("NOUN", "PROPN"):
        taken = {t.text.lower() for t in parsed.children(predicate, "det", "poss")} & when_words().taken_up
        return mains[:1] if taken and before.block == own.block else []
    return [p for p in mains if _is_background(p.timex, case.anchor)][:1] if _is_plain_past(parsed, predicate) else []


def _in_main_clause(parsed: Parsed, placed: Placed) -> bool:
    verb = governor(parsed, placed)
    return verb is not None and verb.dep == "ROOT" and verb.lemma not in when_words().saying


def _is_background(timex: Timex, anchor: Interval) -> bool:
    if timex.latest is None or anchor.earliest is None:
        return False
    return (anchor.earliest - timex.latest).days > BACKGROUND_DAYS


def _is_plain_past(parsed: Parsed, verb: Token) -> bool:
    helpers = parsed.children(verb, "aux", "auxpass")
    return verb.tag == "VBD" or any(h.tag == "VBD" and h.lemma == "be" for h in helpers)


def _interval(case: _Case, found: list[Placed], around: list[Placed], rule: str) -> Interval:
    parsed, predicate, anchor, status = case.parsed, case.predicate, case.anchor, case.status
    best = min(found, key=lambda p: (p.timex.value.endswith("_REF"), _width(p.timex), abs(p.head.i - predicate.i)))
    timex, reasons = _turned(best.timex, anchor, status), [rule]
    week = next((p.timex for p in found if p.timex.precision == "week" and _is_beside(parsed, best, p)), None)
    if week is not None and timex.reading == "weekday":
        timex = _within(timex, week)
    if timex is not best.timex:
        reasons.append("turned by status")
    text = parsed.text[timex.span.start : timex.span.end]
    if timex.value.endswith("_REF") and timex.earliest is None:
        return replace(_reference(timex.value, anchor), text=text, why=(rule, timex.value))
    other = _range_partner(parsed, best, around)
    if other is not None:
        pair = sorted((timex, _turned(other.timex, anchor, status)), key=lambda t: t.span.start)
        text = parsed.text[pair[0].span.start : pair[1].span.end]
        return Interval(pair[0].earliest, pair[1].latest, "interval", text, (*reasons, "range"))
    earliest, latest, bound = _bounded(timex, best.lead, anchor, status)
    why = (*reasons, bound) if bound else tuple(reasons)
    return Interval(earliest, latest, timex.precision if bound is None else "interval", text, why)


def _width(timex: Timex) -> int:
    if timex.earliest is None or timex.latest is None:
        return 100_000
    return (timex.latest - timex.earliest).days


def _turned(timex: Timex, anchor: Interval, status: Status) -> Timex:
    """Turn a weekday or month without a year that lies on the wrong side of the day of writing for the status."""
    if timex.reading not in _TURNS or timex.earliest is None or timex.latest is None:
        return timex
    many, unit = _TURNS[timex.reading]
    if status == "planned" and anchor.earliest is not None and timex.latest < anchor.earliest:
        return _move(timex, many, unit)
    if status in ("occurred", "negated") and anchor.latest is not None and timex.earliest > anchor.latest:
        return _move(timex, -many, unit)
    return timex


def _is_beside(parsed: Parsed, day: Placed, week: Placed) -> bool:
    """Whether a week is that of the weekday: one behind it, with other things between, is the time of those."""
    between = parsed.tokens[day.head.i + 1 : week.head.i]
    return not any(token.pos in ("NOUN", "PROPN", "VERB") for token in between)


def _within(timex: Timex, week: Timex) -> Timex:
    """Return the weekday of the week that stands beside it: "last week they met on Tuesday"."""
    for weeks in (0, -1, 1, -2):
        moved = _move(timex, 7 * weeks, "D")
        if moved.earliest and week.earliest and week.latest and week.earliest < moved.earliest <= week.latest:
            return moved
    return timex


def _move(timex: Timex, many: int, unit: str) -> Timex:
    earliest = shift(timex.earliest, many, unit) if timex.earliest else None
    latest = shift(timex.latest, many, unit) if timex.latest else None
    return replace(timex, earliest=earliest, latest=latest)


def _range_partner(parsed: Parsed, placed: Placed, around: list[Placed]) -> Placed | None:
    """Return the other end of "from A to B", "between A and B", "A-B" in the same sentence."""
    for other in around:
        if other.head.sent != placed.head.sent or other is placed:
            continue
        first, second = sorted((placed, other), key=lambda p: p.timex.span.start)
        between = parsed.text[first.timex.span.end : second.timex.span.start]
        joined = re.fullmatch(r"\s?[-–—]\s?|\s(?:to|through|until|till)\s(?:the\s)?", between) is not None
        paired = (
            first.lead in ("between", "from") and re.fullmatch(r"\s(?:and|to|until)\s(?:the\s)?", between) is not None
        )
        if (joined or paired) and first.timex.earliest is not None and second.timex.latest is not None:
            return other
    return None


def _bounded(
    timex: Timex, lead: str | None, anchor: Interval, status: Status
) -> tuple[Date | None, Date | None, str | None]:
    """Return the days that "since", "by", "until", "before" or "after" leaves of an expression, and its name."""
    if lead == "since":
        return timex.earliest, anchor.latest, "since"
    if lead in ("by", "until", "till") and status in ("planned", "ongoing"):
        return anchor.earliest, timex.latest, lead
    if lead == "before" and timex.earliest is not None and status == "planned":
        return anchor.earliest, shift(timex.earliest, -1, "D"), lead
    if lead == "after" and timex.latest is not None:
        return timex.earliest, anchor.latest if status != "planned" else shift(timex.latest, RECENT_DAYS, "D"), lead
    return timex.earliest, timex.latest, None


def _reference(value: str, anchor: Interval) -> Interval:
    if value == "FUTURE_REF":
        return Interval(anchor.earliest, _days(anchor.latest, RECENT_DAYS), "interval")
    if value == "PAST_REF":
        return Interval(_days(anchor.earliest, -RECENT_DAYS), anchor.latest, "interval")
    return Interval(_days(anchor.earliest, -1), anchor.latest, "interval")


def _by_tense(case: _Case) -> Interval | None:
    anchor, status = case.anchor, case.status
    if status == "hypothetical" or (anchor.earliest is None and anchor.latest is None):
        return None
    if status == "planned":
        return Interval(anchor.earliest, _days(anchor.latest, RECENT_DAYS), "interval", None, (UNDATED_PLAN,))
    if status == "ongoing":
        return Interval(
            _days(anchor.earliest, -1), anchor.latest, "interval", None, ("going on at the time of writing",)
        )
    if _is_perfect(case.parsed, case.predicate) or _is_earlier(case.parsed, case.predicate):
        reason = "perfect or earlier, without a date: within a month"
        return Interval(_days(anchor.earliest, -RECENT_DAYS), anchor.latest, "interval", None, (reason,))
    return Interval(_days(anchor.earliest, -1), anchor.latest, "interval", None, ("news of the day",))


def _is_perfect(parsed: Parsed, predicate: Token) -> bool:
    if predicate.pos not in ("VERB", "AUX"):
        return False
    return any(h.lemma in ("have", "'ve") for h in parsed.children(predicate, "aux"))


def _is_earlier(parsed: Parsed, predicate: Token) -> bool:
    return any(t.lemma in when_words().earlier for t in parsed.children(predicate, "advmod"))


def _days(day: Date | None, many: int) -> Date | None:
    return shift(day, many, "D") if day is not None else None
