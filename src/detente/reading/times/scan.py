"""Finds the matches of the grammar in a text's blocks and picks among those that overlap."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.model import Span
from detente.reading.language.parsed import Parsed, Token
from detente.reading.language.parser import plain
from detente.reading.times.guards import GUARDS
from detente.reading.times.stretches import Stretches
from detente.reading.times.vocabulary import Rule, grammar

_UNTIL = re.compile(r"\s?(?:-|–|to|through|until|till)\s?")
_DASH = re.compile(r"\s?[-–—/]\s?")
_RANGE = re.compile(r"\s?(?:-|–|—|to|and|until|through|or|,|, and|/)\s?(?:the )?$")


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a rule: its characters in the page's text, groups, tokens and block."""

    rule: Rule
    span: Span
    groups: dict[str, str]
    tokens: list[Token]
    block: int


def scan(parsed: Parsed) -> list[Match]:
    """Return the matches of all blocks in reading order, none of which overlap."""
    starts = [t.start for t in parsed.tokens]
    return [match for block, span in _blocks(parsed) for match in _scan_block(parsed, starts, block, span)]


def _blocks(parsed: Parsed) -> Iterator[tuple[int, Span]]:
    spans: dict[int, Span] = {}
    for s in parsed.sentences:
        old = spans.get(s.block)
        spans[s.block] = Span(old.start if old else s.start, s.end)
    yield from spans.items()


def _scan_block(parsed: Parsed, starts: list[int], block: int, span: Span) -> Iterator[Match]:
    text = plain(parsed.text[span.start : span.end])
    stretches = Stretches(text)
    found = [
        (_bounds(m)[0], -_bounds(m)[1], order, m)
        for needs, rules in _by_needs()
        for first, last in stretches(needs)
        for order, regex in rules
        for m in regex.finditer(text, first, last)
        if m.end() > m.start()
    ]
    found.sort(key=lambda item: item[:3])
    at, day_end, year_end = 0, -1, -1
    for start, back, order, m in found:
        rule = grammar()[order].rule
        if start < at or (rule.guard == "range" and not _follows_day(text, day_end, start)):
            continue
        if rule.guard == "year-range" and not (year_end >= 0 and _DASH.fullmatch(text[year_end:start])):
            continue
        match = _match(parsed, starts, rule, m, Span(span.start, block))
        if match is None:
            continue
        if at and _UNTIL.fullmatch(text[at:start]):
            match.groups["until"] = "yes"
        yield match
        at = -back
        day_end = at if "day" in match.groups or "day2" in match.groups else -1
        year_end = at if rule.name == "years-start" else -1


@functools.cache
def _by_needs() -> tuple[tuple[tuple[str, ...], tuple[tuple[int, re.Pattern[str]], ...]], ...]:
    """Return the grammar's patterns, each with its place in it, by the words that they need: looked for once."""
    found: dict[tuple[str, ...], list[tuple[int, re.Pattern[str]]]] = {}
    for order, compiled in enumerate(grammar()):
        found.setdefault(compiled.rule.needs, []).append((order, compiled.regex))
    return tuple((needs, tuple(rules)) for needs, rules in found.items())


def _bounds(m: re.Match[str]) -> tuple[int, int]:
    """Return where the expression lies: all of the match, or its group ``span``."""
    return m.span("span") if "span" in m.re.groupindex else m.span()


def _follows_day(text: str, day_end: int, start: int) -> bool:
    return 0 <= day_end <= start and _RANGE.fullmatch(text[day_end:start]) is not None


def _match(parsed: Parsed, starts: list[int], rule: Rule, m: re.Match[str], place: Span) -> Match | None:
    """Build the match; ``place`` holds the block's first character and its number."""
    start, end = _bounds(m)
    span = Span(place.start + start, place.start + end)
    first = max(bisect.bisect_right(starts, span.start) - 1, 0)
    last = bisect.bisect_left(starts, span.end)
    tokens = list(parsed.tokens[first:last])
    if rule.guard in GUARDS:
        before = parsed.tokens[first - 1] if first else None
        after = parsed.tokens[last] if last < len(parsed.tokens) else None
        if not GUARDS[rule.guard](m.group(), tokens, before, after):
            return None
    groups = {name: value for name, value in m.groupdict().items() if value is not None}
    return Match(rule, span, groups, tokens, place.end)
