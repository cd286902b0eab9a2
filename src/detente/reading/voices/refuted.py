"""Reports called false: "the office said that claims of a raid were baseless" denies the raid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.reading.language import Parsed, Token
from detente.reading.voices.cues import Cues
from detente.reading.voices.extents import below
from detente.reading.voices.finding import Finding


def refutations(parsed: Parsed, cues: Cues, found: list[Finding]) -> list[Finding]:
    """Return a denial for each statement within which a report is called false; its content is the report."""
    return [denial for report in _false_reports(parsed, cues) for denial in _denials(parsed, report, found)]


def _false_reports(parsed: Parsed, cues: Cues) -> Iterator[Token]:
    for token in parsed.tokens:
        if token.lemma in cues.falsehoods and token.dep in ("acomp", "attr", "oprd"):
            verb = parsed.head(token)
            report = parsed.child(verb, "nsubj", "nsubjpass")
            if report is not None and report.lemma in cues.report_nouns and not parsed.child(verb, "neg"):
                yield report


def _denials(parsed: Parsed, report: Token, found: list[Finding]) -> Iterator[Finding]:
    content = frozenset(below(parsed, report))
    around = [f for f in found if content <= f.content and f.kind == "speech" and f.source and f.stance == "asserts"]
    if around:
        nearest = min(around, key=lambda f: len(f.content))
        yield replace(nearest, stance="denies", content=content)
