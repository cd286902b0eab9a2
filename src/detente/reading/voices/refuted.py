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
    return [denial for content in _false_reports(parsed, cues) for denial in _denials(content, found)]


def _false_reports(parsed: Parsed, cues: Cues) -> Iterator[frozenset[int]]:
    for token in parsed.tokens:
        verb = parsed.head(token)
        words = cues.truths if parsed.child(verb, "neg") else cues.falsehoods
        if token.lemma in words and token.dep in ("acomp", "attr", "oprd"):
            subject = parsed.child(verb, "nsubj", "nsubjpass")
            if subject is not None and subject.lemma in cues.report_nouns:
                yield frozenset(below(parsed, subject))
            elif (report := _report_before(parsed, verb, cues)) is not None:
                yield frozenset(range(min(below(parsed, report)), verb.i))


def _report_before(parsed: Parsed, verb: Token, cues: Cues) -> Token | None:
    """The report that the verb is about where the parse hangs its clause elsewhere ("reports that X freed Y were")."""
    before = parsed.tokens[parsed.sentence_of(verb).first : verb.i]
    openers = ("that", "of", "about")
    return next(
        (t for t in reversed(before) if t.lemma in cues.report_nouns and parsed.tokens[t.i + 1].lemma in openers), None
    )


def _denials(content: frozenset[int], found: list[Finding]) -> Iterator[Finding]:
    around = [f for f in found if content & f.content and f.kind == "speech" and f.source and f.stance == "asserts"]
    if around:
        nearest = min(around, key=lambda f: len(f.content))
        yield replace(nearest, stance="denies", content=content)
