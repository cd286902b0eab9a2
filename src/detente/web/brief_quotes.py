"""Who says what: the quoted words of each speaker, from the claims that stand on their word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.explain import Told
from detente.model import Span, Voice
from detente.signs import signs, unnamed
from detente.web.brief_words import spoken

QUOTED = re.compile(r"(?<![\w.,;!?’”])[“\"](?=\S)[^“”\"\n]{12,600}(?<=\S)[”\"](?!\w)|«[^«»\n]{12,600}»")
"""Quoted speech; shorter stretches are scare quotes and names more often than not. A straight mark opens before a word
and closes after one, so that what stands between two quotes is not taken for a third."""


PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which", "one", "i", "we"))
"""No headings: of a speaker whom the text only points to, the country stands there."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a speaker, quoted or reported, where they stand, and the signs of how near the outlet has them."""

    words: str
    direct: bool
    stance: str
    source: str
    published: str
    claim: str
    article: str
    signs: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker and what they said, in the order of the articles' dates; ``unnamed`` tells of one without a name."""

    name: str
    country: str | None
    kind: str
    unnamed: str | None
    quotes: tuple[Quote, ...]


def speakers(told: Sequence[Told]) -> tuple[Speaker, ...]:
    """Return speakers with their words, those quoted most often first; outlets' own words are left out."""
    found: dict[str, dict[str, Quote]] = defaultdict(dict)
    voices: dict[str, Voice] = {}
    for one in sorted(told, key=lambda t: (str(t.article.published.earliest), t.file, t.shown.start)):
        voice = one.claim.voices[0] if one.claim.voices else None
        name = _name(one, voice) if voice else None
        if voice and name:
            voices.setdefault(name, voice)
            for quote in _quotes(one, voice):
                found[name].setdefault(quote.words, quote)
    listed = [_speaker(name, voices[name], tuple(quotes.values())) for name, quotes in found.items()]
    return tuple(sorted(listed, key=lambda s: (-sum(q.direct for q in s.quotes), -len(s.quotes), s.name)))


def _speaker(name: str, voice: Voice, quotes: tuple[Quote, ...]) -> Speaker:
    shown_already = voice.of is not None and voice.country is not None and voice.of == voice.country.lower()
    told = unnamed(replace(voice, of=None) if shown_already else voice)
    return Speaker(name, voice.country, voice.kind, told, quotes)


def _name(one: Told, voice: Voice) -> str | None:
    """Who speaks: a person by name, an office or a document in the article's words."""
    if voice.kind == "outlet":
        return None
    words = " ".join(one.words(voice.span).split()) if voice.span else None
    of_state = voice.country is not None and voice.id == voice.country.lower()
    name = words if words and (of_state or not voice.name) and len(words.split()) > 1 else voice.name or words
    if words and name == words and words.lower() in PRONOUNS:
        name = f"Somebody of {voice.country}" if voice.country else "Somebody"
    return name[0].upper() + name[1:] if name else None


def _quotes(one: Told, voice: Voice) -> list[Quote]:
    block = next((b.span for b in one.article.blocks if b.span.start <= one.shown.start < b.span.end), one.shown)
    direct = [
        m.group() for m in QUOTED.finditer(one.text, block.start, block.end) if _meets(Span(*m.span()), one.shown)
    ]
    stance, source, day = voice.stance, one.article.outlet or one.file, spoken(one.article.published)
    seen = signs(one.claim.voices, (*one.claim.actors, *one.claim.recipients))
    signs_seen = seen.words() if seen is not None else ""
    said = [" ".join(w.split()) for w in direct or [one.words(one.shown)]]
    return [Quote(w, bool(direct), stance, source, day, one.claim.id, one.article.id, signs_seen) for w in said]


def _meets(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
