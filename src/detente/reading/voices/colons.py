"""Attributions by a mark: "Minister: talks to resume" in headlines, tickers and transcripts; a quotation and "- X"."""

from __future__ import annotations

import itertools

from detente.reading.language import Parsed, Sentence, Token
from detente.reading.voices.cues import Cue, Cues
from detente.reading.voices.finding import Finding, finding
from detente.reading.voices.kinds import load_kinds
from detente.reading.voices.quotes import Quote

_LONGEST = 8
_TAIL = 12
_HEADLINE = 25  # tokens; a longer block is no headline
_CUE = Cue(lemmas=(":",), strength=0.8)
_QUOTES = frozenset(('"', "“", "''", "``"))
_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_DASHES = frozenset("-–—―") | {"--"}


def find(parsed: Parsed, cues: Cues, quotes: list[Quote]) -> list[Finding]:
    """Return the attributions of blocks that open with a speaker and a colon, or that close with a speaker.

    The latter are headlines after a colon, and quotations after a dash.
    """
    blocks: dict[int, list[Sentence]] = {}
    for sentence in parsed.sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    found: list[Finding | None] = []
    for sentences in blocks.values():
        found.append(_opening(parsed, cues, sentences) or _closing(parsed, cues, sentences))
    found.extend(_signed(parsed, cues, quote) for quote in quotes)
    return [f for f in found if f is not None]


def _opening(parsed: Parsed, cues: Cues, sentences: list[Sentence]) -> Finding | None:
    first, last = sentences[0].first, sentences[-1].last
    if parsed.tokens[first].text in _QUOTES:  # each line of a transcript that is quoted whole
        first += 1
    colon = next((t for t in parsed.tokens[first : min(last, first + _LONGEST + 1)] if t.text == ":"), None)
    if colon is None or not _speaker(parsed, parsed.tokens[first : colon.i], cues):
        return None
    content = range(colon.i + 1, last)
    return _finding(parsed, range(first, colon.i), colon, content) if _tells(parsed, content) else None


def _closing(parsed: Parsed, cues: Cues, sentences: list[Sentence]) -> Finding | None:
    first, last = sentences[0].first, sentences[-1].last
    colon = next((t for t in reversed(parsed.tokens[first:last]) if t.text == ":"), None)
    kind = sentences[0].kind
    headline = kind == "headline" or last - first < _HEADLINE
    if colon is None or not headline or last - colon.i > _LONGEST or kind == "caption":  # who took a photo says nothing
        return None
    if not _speaker(parsed, parsed.tokens[colon.i + 1 : last], cues):
        return None
    content = range(first, colon.i)
    return _finding(parsed, range(colon.i + 1, last), colon, content) if _tells(parsed, content) else None


def _signed(parsed: Parsed, cues: Cues, quote: Quote) -> Finding | None:
    """Return a quotation that its speaker signs: a dash and a name up to the paragraph's end."""
    dash = next(iter(parsed.tokens[quote.last : quote.last + 1]), None)
    if dash is None or dash.text not in _DASHES:
        return None
    block = parsed.sentence_of(dash).block
    tail = [t for t in parsed.tokens[dash.i + 1 : dash.i + 2 + _TAIL] if parsed.sentence_of(t).block == block]
    name = [t for t in tail if t.text != "."][: _TAIL + 1]
    comma = next((k for k, t in enumerate(name) if t.text == ","), len(name))
    if len(name) > _TAIL or not _speaker(parsed, tuple(name[:comma]), cues):
        return None
    return _finding(parsed, range(dash.i + 1, name[-1].i + 1), dash, range(quote.first, quote.last))


def _tells(parsed: Parsed, content: range) -> bool:
    """Whether words make a statement: some verb stands in them."""
    return any(parsed.tokens[i].pos in ("VERB", "AUX") for i in content)


def _speaker(parsed: Parsed, words: tuple[Token, ...], cues: Cues) -> bool:
    """Whether words can name a speaker: short, a name or a noun with a capital, no verb and no label.

    What follows a preposition tells whose or where, not who: "Success on the Border" and "Anger at police" name nobody.
    """
    own = tuple(itertools.takewhile(lambda w: w.pos != "ADP", words))
    described = any(load_kinds().knows(w.lemma) for w in own)
    if not own or len(words) > _LONGEST or not (words[0].text[:1].isupper() or described):
        return False
    if any(w.text.lower() in cues.labels or w.text in ".,?!;" for w in words):
        return False
    if all(w.text.isupper() or not w.text.isalpha() for w in words):
        return any(len(w.text) > 2 for w in words)
    if any(w.pos in ("VERB", "AUX", "SCONJ") for w in words):
        return False
    return described or any(w.ent in _NAMES for w in own) or _is_name_elsewhere(parsed, own)


def _is_name_elsewhere(parsed: Parsed, words: tuple[Token, ...]) -> bool:
    """Whether the last word, as in "Okello: no talks planned", is or ends a name in the rest of the article."""
    last = words[-1]
    return any(n.label in _NAMES and parsed.tokens[n.last - 1].text == last.text for n in parsed.names)


def _finding(parsed: Parsed, source: range, mark: Token, content: range) -> Finding:
    inside = [i for i in source if parsed.tokens[i].head not in source or parsed.tokens[i].head == i]
    head = inside[-1] if inside else source[-1]
    return finding(_CUE, source=(list(source), head), sign=([mark.i], mark.i), content=set(content))
