"""First persons that only the attributions tell: "Chad: Malian jets struck our embassy" has no quotation marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from detente.model import Span
from detente.reading.actors import Mention, Mentions
from detente.reading.language import Parsed, Token
from detente.reading.voices import Attribution

SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})


def with_first_persons(parsed: Parsed, mentions: Mentions, attributions: Iterable[Attribution]) -> Mentions:
    """Return the mentions with one for each first person whose speaker is known; those already told are kept."""
    found = list(_first_persons(parsed, mentions, list(attributions)))
    return Mentions([*mentions, *found]) if found else mentions


def _first_persons(parsed: Parsed, mentions: Mentions, attributions: list[Attribution]) -> Iterator[Mention]:
    for token in parsed.tokens:
        if token.text.lower() not in SINGULAR | PLURAL or token.pos not in ("PRON", "DET") or _told(mentions, token):
            continue
        around = [a for a in attributions if a.source_head is not None and a.covers(token.start, token.end)]
        nearest = min(around, key=_extent, default=None)
        speaker = mentions.at(nearest.source_head) if nearest and nearest.source_head is not None else None
        if speaker is not None and speaker.actors:
            yield _mention(token, speaker)


def _told(mentions: Mentions, token: Token) -> bool:
    mention = mentions.at(token.i)
    return mention is not None and bool(mention.actors)


def _extent(attribution: Attribution) -> int:
    return sum(span.end - span.start for span in attribution.content)


def _mention(token: Token, speaker: Mention) -> Mention:
    span = Span(token.start, token.end)
    return dataclasses.replace(
        speaker,
        first=token.i,
        last=token.i + 1,
        head=token.i,
        span=span,
        kind="pronoun",
        actors=tuple(dataclasses.replace(a, span=span) for a in speaker.actors),
        why=f"'{token.text}' in the words of the speaker",
        locative=False,
        plural=token.text.lower() in PLURAL,
    )
