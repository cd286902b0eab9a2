"""Quotations that no cue took: those that go on after "..., he said." and over paragraphs."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.language import Parsed
from detente.reading.voices.finding import Finding
from detente.reading.voices.quotes import Quote

_SHORTEST = 5


def complete(parsed: Parsed, quotes: list[Quote], found: list[Finding]) -> list[Finding]:
    """Return the findings with each untaken quotation joined to the attribution that it continues.

    A quotation continues the last attributed one if only signs lie between, or if it opens its sentence in the same
    paragraph, or opens a paragraph after one that ended in an open quotation.
    """
    found = sorted(found, key=lambda f: f.cue_head)
    for number, quote in enumerate(quotes):
        if any(_takes(f, quote) for f in found) or quote.last - quote.first < _SHORTEST:
            continue
        earlier = quotes[number - 1] if number else None
        owner = next((f for f in reversed(found) if _continues(parsed, f, quote, earlier)), None)
        if owner is not None:
            joined = replace(owner, content=owner.content | frozenset(range(quote.first, quote.last)))
            found[found.index(owner)] = joined
    return found


def _takes(finding: Finding, quote: Quote) -> bool:
    if quote.first <= finding.cue_head < quote.last:  # an attribution that the speaker makes in turn
        return False
    return any(i in finding.content for i in range(quote.first + 1, quote.last - 1))


def _continues(parsed: Parsed, finding: Finding, quote: Quote, earlier: Quote | None) -> bool:
    sentence = parsed.sentence_of(parsed.tokens[finding.cue_head])
    if earlier is None or not _takes(finding, earlier):
        return False
    opens = _opens_sentence(parsed, quote)
    if sentence.block == quote.block:
        return opens or sentence.first <= quote.first < sentence.last
    next_block = quote.block == earlier.block + 1
    return opens and next_block and (not earlier.closed or _fills_block(parsed, quote))


def _fills_block(parsed: Parsed, quote: Quote) -> bool:
    """Whether a paragraph is all quotation: it goes on for the last one quoted."""
    after = parsed.tokens[quote.last : quote.last + 1]
    before = parsed.tokens[quote.first - 1 : quote.first] if quote.first else ()
    return all(parsed.sentence_of(t).block != quote.block for t in (*before, *after))


def _opens_sentence(parsed: Parsed, quote: Quote) -> bool:
    first = parsed.sentence_of(parsed.tokens[quote.first]).first
    if quote.first + 1 < len(parsed.tokens):
        first = max(first, parsed.sentence_of(parsed.tokens[quote.first + 1]).first)
    return quote.first - first in (-1, 0)
