"""The words and rules of the time grammar, loaded from YAML and compiled once."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.data import load_yaml
from detente.errors import DataError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """``words.yaml``: what the grammar's placeholders stand for."""

    months: dict[str, int]
    ambiguous_months: tuple[str, ...]
    weekdays: dict[str, int]
    seasons: dict[str, str]
    parts_of_day: dict[str, str]
    units: dict[str, str]
    plurals: dict[str, str]
    numbers: dict[str, int]
    vague: dict[str, tuple[int, int]]
    ordinals: dict[str, int]
    modifiers: dict[str, tuple[float, float]]
    sets: dict[str, str]
    references: dict[str, str]
    holidays: dict[str, tuple[int, int]]
    decades: dict[str, int]
    eras: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class WhenWords:
    """``when.yaml``: words that decide which expression dates which act."""

    other_times: frozenset[str]
    light_verbs: frozenset[str]
    shared_complements: frozenset[str]
    saying: frozenset[str]
    taken_up: frozenset[str]
    earlier: frozenset[str]


@dataclass(frozen=True, slots=True)
class TenseWords:
    """``tense.yaml``: verbs and helpers that look back or ahead."""

    modals: frozenset[str]
    planning: frozenset[str]
    fixed: frozenset[str]
    reporting: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the grammar: a pattern with placeholders, and the reading that its groups are given to.

    ``guard`` names the check of ``guards.py`` that a match must pass; ``example`` is a phrase that it reads whole.
    ``needs`` are words, or names of groups of words (``stretches.py``), of which every match holds one; text far from
    them is not searched.
    """

    name: str
    pattern: str
    reading: str
    example: str
    guard: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule and its compiled pattern."""

    rule: Rule
    regex: re.Pattern[str]


@functools.cache
def words() -> Words:
    """Load ``words.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.times", "data/words.yaml", Words)


@functools.cache
def when_words() -> WhenWords:
    """Load ``when.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.times", "data/when.yaml", WhenWords)


@functools.cache
def tense_words() -> TenseWords:
    """Load ``tense.yaml``. Raises DataError where it breaks its schema."""
    return load_yaml("detente.reading.times", "data/tense.yaml", TenseWords)


@functools.cache
def grammar() -> tuple[Compiled, ...]:
    """Load and compile ``rules.yaml``. Raises DataError for a bad entry or pattern."""
    rules = load_yaml("detente.reading.times", "data/rules.yaml", tuple[Rule, ...])
    return tuple(_compile(rule) for rule in rules)


def _compile(rule: Rule) -> Compiled:
    pattern = rule.pattern
    for _ in range(4):
        pattern = re.sub(r"\{([A-Z]+)\}", lambda m: _placeholder(m.group(1), rule), pattern)
    pattern = re.sub(r" (\?)?", lambda m: r"\s*" if m.group(1) else r"\s+", pattern.strip())
    try:
        return Compiled(rule, re.compile(rf"(?<![\w$£€.])(?:{pattern})(?![\w])", re.IGNORECASE))
    except re.error as error:
        raise DataError(f"times/data/rules.yaml: rule {rule.name}: {error}; mend its pattern") from None


def _placeholder(name: str, rule: Rule) -> str:
    try:
        return f"(?:{_placeholders()[name]})"
    except KeyError:
        known = ", ".join(sorted(_placeholders()))
        raise DataError(f"times/data/rules.yaml: rule {rule.name}: unknown {{{name}}}; known: {known}") from None


@functools.cache
def _placeholders() -> dict[str, str]:
    w = words()
    full = [m for m in w.months if len(m) > 4 or m in ("may", "june", "july")]
    short = [m for m in w.months if m not in full]
    number = _any(n for n in w.numbers if n not in ("zero", "hundred"))
    unit = _any([*(f"{u}s?" for u in w.units), *w.plurals], escape=False)
    count = rf"\d+(?:[.,]\d+)*|(?:{number})(?:[- ](?:{number}))?(?: hundred)?|hundred"
    bare = ("few", "couple", "these", "those")
    vague = _any([*(v for v in w.vague if v not in bare), "a dozen"])
    loose = (
        r"(?P<loose>about|around|exactly|approximately|almost|nearly|roughly|some|more than|less than|at least"
        r"|at most|only|just|over|under|up to|as many as|close to|no more than|no less than|fewer than|barely|well over"
        r"|another)"
    )
    return {
        "MONTH": rf"(?P<month>{_any(full)}|(?:{_any(short)})\b\.?)",
        "MONTHEND": rf"(?P<monthend>{_any(full)}|(?:{_any(short)})\b\.?)",
        "WD": rf"(?P<weekday>{_any(w.weekdays)}|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.?(?=,? ))",
        "WEEKDAY": rf"(?P<weekday>{_any(w.weekdays)})",
        "WEEKDAYS": rf"(?P<weekday>{_any(w.weekdays)})s",
        "SEASON": rf"(?P<season>{_any(w.seasons)})",
        "PART": rf"(?P<part>{_any(w.parts_of_day)})",
        "YEAR": r"(?P<year>1\d{3}|20\d{2})",
        "BIGYEAR": r"(?P<year>1[3-9]\d{2}|20[0-6]\d)",
        "DAY": r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "N": rf"(?P<n>{count}|{vague}|an?|half an?)",
        "EXACT": rf"(?P<n>{count})",
        "NOTHE": (
            rf"(?P<n>(?:{count}|{vague}) more|{count}|{vague}|(?:an?|one) (?:full|whole|single|entire)|another|an?"
            r"|half an?|these|those)"
        ),
        "EXACTOTHER": rf"(?P<n2>{count})",
        "UNITOTHER": rf"(?P<unit2>{unit})",
        "EXACTORVAGUE": rf"(?P<n>{count}|{vague}|few|couple)",
        "THATYEAR": r"(?:(?P<sameyear> (?:of )?(?:that|the same) year)| (?:of )?(?P<whichyear>last|this|next) year)",
        "TIMES": rf"(?P<times>{count}|{vague})",
        "LOOSE": loose,
        "AHEAD": (
            r"(?! of \d)(?=(?: ?(?:-|–|to|and|or|until|through) (?:the )?"
            r"(?:[A-Z][a-z]+ \d{1,2}|\d{1,2}(?: [A-Z][a-z]+)?)"
            r",? (?P<yearlater>1\d{3}|20\d{2}))?)"
        ),
        "MONTHLATER": rf"(?P<month>{_any(full)})",
        "YEARLATER": r"(?P<yearlater>1\d{3}|20\d{2})",
        "DAYTH": r"(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))",
        "WHICH": r"(?P<which>last|past|this|next|this past|this coming|coming)",
        "MODREL": r"(?:(?P<mod>early|late|earlier|later|mid|the end of|the beginning of|the start of)[- ](?:the )?)",
        "MODOF": r"(?:the )?(?P<mod>beginning|start|middle|end|close|turn|outset) of ",
        "AMPM": r"(?P<ampm>[ap]\.?m\b\.?)",
        "ZONE": r"(?:GMT|UTC|EST|EDT|ET|CET|BST|local time|local)",
        "UNIT": rf"(?P<unit>{unit})",
        "UNITONE": rf"(?P<unit>{_any(w.units)})",
        "MOD": (
            rf"(?:the )?(?P<mod>{_any(w.modifiers)})(?: part| half| stages?)?"
            r"(?:[- ]|(?: of| in)(?: the)? )(?:the )?"
        ),
        "ORD": rf"(?P<ord>{_any(w.ordinals)}|\d{{1,2}}(?:st|nd|rd|th))",
        "SET": rf"(?P<set>{_any(w.sets)})",
        "REF": rf"(?P<ref>{_any(w.references)})",
        "HOLIDAY": rf"(?P<holiday>{_any(w.holidays)})",
        "CLOCK": r"(?P<clock>\d{1,2}(?:[:.]\d{2})?)",
        "HOUR": (
            r"(?:(?P<clock>\d{1,2}(?:[:.]\d{2})?) ?(?P<ampm>[ap]\.?m\b\.?)|(?P<named>noon|midnight|midday)"
            rf"|(?P<oclock>\d{{1,2}}|{number}) o['’]clock)(?: {{ZONE}})?"
        ),
        "DECADE": rf"(?P<tens>{_any(w.decades)})",
    }


def _any(items: Any, escape: bool = True) -> str:
    ordered = sorted(items, key=len, reverse=True)
    return "|".join(re.escape(i).replace(r"\ ", " ") if escape else i for i in ordered)
