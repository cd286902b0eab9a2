"""What the claims stage makes of a short text of a fixed day."""

import datetime

from detente.claims import claims
from detente.model import Article, Block, Claim, Interval, Page, Span, content_id

DAY = datetime.date(2019, 6, 3)


def claims_of(text: str) -> list[Claim]:
    """Return the claims of a text, a line a paragraph."""
    page = Page(content_id(text), None, "made.txt", "The Daily", None, "text/plain", text)
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("body", Span(start, start + len(line))))
        start += len(line) + 1
    day = Interval(DAY, DAY)
    return claims(page, Article(content_id(text, 0), page.id, 0, None, None, "The Daily", day, "en", tuple(blocks)))


def heard(text: str) -> list[tuple[str, list[str], list[str], str | None, str]]:
    """Return each voice of each claim: type, parties on both sides, the voice's words, its stance."""
    return [
        (c.type, [a.party for a in c.actors], [a.party for a in c.recipients], _words(text, v.span), v.stance)
        for c in claims_of(text)
        for v in c.voices
    ]


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None
