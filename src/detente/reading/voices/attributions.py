"""Attributions: who is given as the source of what, by which words.

Read off the dependency parse and the quotation marks: indirect speech, inversions ("..., said X"), quotations that run
over sentences and paragraphs, "according to X", passives, nouns ("X's claim that ..."), hedges ("reportedly") and the
"X: ..." of headlines and tickers. The division into source, cue and content is PolNeAR's (Newell et al., LREC 2018).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.model import Span, Stance
from detente.reading.language import Parsed, parse_text
from detente.reading.voices import colons, nominal, phrases, quoted, refuted, silence, verbal, whose
from detente.reading.voices.cues import CueKind, Factivity, load_cues
from detente.reading.voices.extents import spans_of
from detente.reading.voices.finding import Finding
from detente.reading.voices.kinds import load_kinds
from detente.reading.voices.quotes import find_quotes


@dataclass(frozen=True, slots=True)
class Attribution:
    """One stretch of text given on somebody's word.

    ``source`` is ``None`` where nobody is named ("reportedly"); ``source_head`` and ``cue_head`` are token indices;
    ``content`` has a span for each unbroken part. ``binds`` says whether the source vouches for what the content
    tells: not so in "condemned the raid" or "urged them to leave".
    """

    source: Span | None
    source_head: int | None
    cue: Span
    cue_head: int
    content: tuple[Span, ...]
    stance: Stance
    kind: CueKind = "speech"
    factivity: Factivity = "neutral"
    strength: float = 0.5
    binds: bool = True

    def covers(self, start: int, end: int) -> bool:
        """Whether the characters lie in the content."""
        return any(c.start <= start and end <= c.end for c in self.content)


def voices(text: str) -> list[Attribution]:
    """Return the attributions of a plain text, offsets counting its characters; each line is a paragraph.

    Left out is what a reader would not hear as somebody's word by itself: what speakers attribute to others inside
    their own quotations, and attitudes told within a reported clause ("said she backs the deal"). See
    ``find_attributions`` for all.
    """
    parsed = parse_text(text)
    return _built(parsed, outermost(parsed, findings(parsed)))


def find_attributions(parsed: Parsed) -> list[Attribution]:
    """Return all attributions of a parsed article in the order of their cues.

    Nested ones ("A said that B denied ...") are all returned: the content of one then holds the other.
    """
    return _built(parsed, findings(parsed))


def outermost(parsed: Parsed, found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a reader hears by themselves: none in quotations, and no attitudes that are reported."""
    quotes = find_quotes(parsed)
    heard = [f for f in found if _is_mark(parsed, f) or not any(q.first <= f.cue_head < q.last for q in quotes)]
    said = [f for f in heard if f.kind == "speech"]
    return [f for f in heard if _stands_alone(parsed, f, said)]


def _stands_alone(parsed: Parsed, finding: Finding, said: Iterable[Finding]) -> bool:
    """Whether a finding is more than part of a description: not "a plan backed by two banks", "no hint that ..."."""
    cue = parsed.tokens[finding.cue_head]
    if finding.kind == "speech":
        return not (cue.pos == "NOUN" and finding.source_head is None) or load_kinds().knows(cue.lemma)
    return cue.dep != "acl" and not any(finding.cue_head in s.content for s in said)


def findings(parsed: Parsed) -> list[Finding]:
    """Return all that is found, nested ones and those within quotations included."""
    cues, found = load_cues(), by_rules(parsed)
    found = [*found, *whose.spoken(parsed, cues, find_quotes(parsed), found)]
    return [*found, *refuted.refutations(parsed, cues, found)]


def by_rules(parsed: Parsed) -> list[Finding]:
    """Return what the rules find, without reports called false and quotations whose speaker is only likely."""
    cues, quotes = load_cues(), find_quotes(parsed)
    found = [
        *verbal.find(parsed, cues, quotes),
        *nominal.find(parsed, cues),
        *phrases.find(parsed, cues),
        *colons.find(parsed, cues, quotes),
        *silence.find(parsed, cues, quotes),
    ]
    return quoted.complete(parsed, quotes, found)


def _built(parsed: Parsed, found: Iterable[Finding]) -> list[Attribution]:
    built = (_build(parsed, finding) for finding in found)
    return sorted((a for a in built if a is not None), key=lambda a: (a.cue.start, a.cue.end))


def _is_mark(parsed: Parsed, finding: Finding) -> bool:
    """Whether a colon or dash is the cue: the lines of a transcript are no quotations within another."""
    return parsed.tokens[finding.cue_head].pos == "PUNCT"


def _build(parsed: Parsed, finding: Finding) -> Attribution | None:
    content = spans_of(parsed, finding.content - finding.source - finding.cue)
    cue = spans_of(parsed, finding.cue)
    if not content:
        return None
    source = spans_of(parsed, finding.source)
    sign = parsed.tokens[finding.cue_head]
    return Attribution(
        source=Span(source[0].start, source[-1].end) if source else None,
        source_head=finding.source_head,
        cue=Span(cue[0].start, cue[-1].end) if cue else Span(sign.start, sign.end),
        cue_head=finding.cue_head,
        content=content,
        stance=finding.stance,
        kind=finding.kind,
        factivity=finding.factivity,
        strength=finding.strength,
        binds=finding.binds,
    )
