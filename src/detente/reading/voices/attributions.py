"""Attributions: who is given as the source of what, by which words.

Read off the dependency parse and the quotation marks: indirect speech, inversions ("..., said X"), quotations that run
over sentences and paragraphs, "according to X", passives, nouns ("X's claim that ..."), hedges ("reportedly") and the
"X: ..." of headlines and tickers. The division into source, cue and content is PolNeAR's (Newell et al., LREC 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Span, Stance
from detente.reading.language import Parsed, parse_text
from detente.reading.voices import colons, nominal, phrases, quoted, refuted, silence, verbal
from detente.reading.voices.cues import CueKind, Factivity, load_cues
from detente.reading.voices.extents import spans_of
from detente.reading.voices.finding import Finding
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

    What speakers attribute to others inside their own quotations is left out: see ``find_attributions``.
    """
    return find_attributions(parse_text(text), within_quotes=False)


def find_attributions(parsed: Parsed, *, within_quotes: bool = True) -> list[Attribution]:
    """Return the attributions of a parsed article in the order of their cues, those inside quotations if wanted.

    Nested ones ("A said that B denied ...") are all returned: the content of one then holds the other.
    """
    cues, quotes = load_cues(), find_quotes(parsed)
    found = [
        *verbal.find(parsed, cues, quotes),
        *nominal.find(parsed, cues),
        *phrases.find(parsed, cues),
        *colons.find(parsed, cues, quotes),
        *silence.find(parsed, cues),
    ]
    found = quoted.complete(parsed, quotes, found)
    found = [*found, *refuted.refutations(parsed, cues, found)]
    if not within_quotes:
        found = [f for f in found if _is_mark(parsed, f) or not any(q.first <= f.cue_head < q.last for q in quotes)]
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
