"""Records made by hand for tests: claims and articles with everything that a test does not care about filled in."""

from __future__ import annotations

import datetime
from typing import Any

from detente.model import Actor, Article, Claim, Interval, Span, Stance, Status, Voice, content_id


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def interval(earliest: str, latest: str | None = None) -> Interval:
    return Interval(day(earliest), day(latest or earliest))


def state(country: str, **fields: Any) -> Actor:
    return Actor(
        Span(0, 3),
        fields.get("id", country.lower()),
        fields.get("name", country),
        country,
        fields.get("sector", "GOV"),
        fields.get("office"),
    )


def article(name: str, published: str, outlet: str | None = "The Courier", **fields: Any) -> Article:
    return Article(name, f"page-{name}", 0, None, None, outlet, interval(published), "en", (), fields.get("copy_of"))


def claim(actor: str, kind: str, recipient: str, when: str | Interval | None, **fields: Any) -> Claim:
    told = interval(when) if isinstance(when, str) else when
    stance: Stance = fields.get("stance", "asserts")
    status: Status = fields.get("status", "occurred")
    named = fields.get("voice")
    voices = (Voice(Span(0, 1), "official", named, named, None, stance),) if named else ()
    source = fields.get("article", "a1")
    return Claim(
        id=fields.get("id") or content_id(actor, kind, recipient, when, sorted(fields.items(), key=str)),
        page=f"page-{source}",
        article=source,
        evidence=(Span(0, 10),),
        predicate=Span(0, 4),
        actors=fields.get("actors", (state(actor),)),
        recipients=fields.get("recipients", (state(recipient),) if recipient else ()),
        symmetric=fields.get("symmetric", False),
        type=kind,
        mode=fields.get("mode"),
        contexts=("diplomatic",),
        quad="verbal cooperation",
        intensity=2.5,
        cameo=None,
        status=status,
        voices=(*voices, Voice(None, "outlet", None, None, None, "asserts")),
        when=told,
        where=None,
        confidence=fields.get("confidence", 0.8),
        object=fields.get("object"),
    )
