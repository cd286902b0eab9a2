"""What pages hold beside the story, loaded from ``furniture.yaml``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from detente.data import load_yaml
from detente.errors import DataError

_FILE = "furniture.yaml"


@dataclass(frozen=True, slots=True)
class _Sections:
    ends: tuple[str, ...]
    lists: tuple[str, ...]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Content:
    sections: _Sections
    links: tuple[str, ...]
    live: tuple[str, ...]
    meta: tuple[str, ...]
    phrases: tuple[str, ...]
    promos: tuple[str, ...]
    replies: tuple[str, ...]
    promo_words: tuple[str, ...]
    credits: tuple[str, ...]
    agencies: dict[str, str]
    papers: tuple[str, ...]
    stop_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The compiled patterns and word lists; see the file for what each is.

    Credits are searched one by one: most begin with a bracket or word, which is found faster than a choice of eight.
    """

    ends: re.Pattern[str]
    lists: re.Pattern[str]
    related: re.Pattern[str]
    links: re.Pattern[str]
    live: re.Pattern[str]
    meta: re.Pattern[str]
    phrases: re.Pattern[str]
    promos: re.Pattern[str]
    replies: re.Pattern[str]
    credits: tuple[re.Pattern[str], ...]
    promo_words: frozenset[str]
    agencies: dict[str, str]
    papers: frozenset[str]
    stop_words: frozenset[str]


@functools.cache
def load_furniture() -> Furniture:
    """Return the patterns of ``furniture.yaml``; DataError names the entry that breaks the schema."""
    content = load_yaml("detente.articles", _FILE, _Content)
    return Furniture(
        ends=_any(content.sections.ends, r"\s*[:»>|]?$"),
        lists=_any(content.sections.lists, r"\s*[:»>|]?$"),
        related=_any(content.sections.related, r"\s*[:»>|]?$"),
        links=_any(content.links),
        live=_any(content.live),
        meta=_any(content.meta),
        phrases=_any(content.phrases),
        promos=_any(content.promos),
        replies=_any(content.replies),
        credits=tuple(_any((pattern,), flags=0) for pattern in content.credits),
        promo_words=frozenset(content.promo_words),
        agencies=content.agencies,
        papers=frozenset(content.papers),
        stop_words=frozenset(content.stop_words),
    )


def _any(patterns: tuple[str, ...], tail: str = "", *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise DataError(f"{_FILE}: {pattern!r} is no regular expression ({error}); mend it") from error
    return re.compile("(?:" + "|".join(f"(?:{p})" for p in patterns) + ")" + tail, flags)
