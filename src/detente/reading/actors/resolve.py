"""Resolve the actors of a text that comes without a page: the contract's ``detente.resolve``."""

from __future__ import annotations

from datetime import date

from detente.model import Actor, Interval
from detente.reading.actors.mention_types import Mention
from detente.reading.actors.mentions import find_mentions
from detente.reading.language import parse_text


def resolve(text: str, *, on: date | None) -> list[Actor]:
    """Return the actors that a text mentions, in reading order, one for each mention (several for "both sides").

    ``on`` is the day that the text speaks from; ``None`` leaves offices open. Of nested mentions the outer counts:
    "the Turkish president" is one actor, not two.
    """
    interval = Interval(on, on) if on is not None else None
    mentions = find_mentions(parse_text(text), on=interval).all
    return [actor for m in mentions if not _nested(m, mentions) for actor in m.actors]


def _nested(mention: Mention, mentions: tuple[Mention, ...]) -> bool:
    return any(
        o is not mention
        and o.first <= mention.first
        and mention.last <= o.last
        and (o.last - o.first) > (mention.last - mention.first)
        for o in mentions
    )
