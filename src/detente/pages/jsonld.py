"""JSON-LD in pages' heads: found in all its shapes, and read as far as it can be where it is broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from detente.pages.rendering import plain

Object = Mapping[str, Any]

_MOST_CHARS = 2_000_000
_MOST_OBJECTS = 5_000
_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_CLOSINGS = (";", "-->", "/*]]>*/", "/* ]]> */", "//]]>", "// ]]>", "]]>", "//")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_FIELD = re.compile(r'"(headline|datePublished|dateModified|dateCreated)"\s*:\s*"((?:[^"\\\n]|\\.)*)"')
_STORY = re.compile(r"(?:Article|Posting|Report|Review|NewsStory)$")


def stories(scripts: Iterator[str]) -> list[Object]:
    """Return the objects of JSON-LD blocks that describe an article, in order; of a broken block its plain fields."""
    found: list[Object] = []
    for script in scripts:
        try:
            found.extend(item for item in _objects(_loaded(script)) if is_story(item))
        except (ValueError, RecursionError):
            fields = {name: _unescaped(value) for name, value in reversed(_FIELD.findall(script[:_MOST_CHARS]))}
            found.extend([fields] if fields else [])
    return found


def is_story(item: Object) -> bool:
    """Say whether an object is an article of some kind: NewsArticle, LiveBlogPosting, Report ..., or looks like one."""
    named = any(_STORY.search(kind) for kind in texts(item.get("@type")))
    return named or ("headline" in item and "datePublished" in item)


def texts(value: Any, *keys: str) -> list[str]:
    """Return the strings in a value: itself, its items, or what its objects hold under one of the keys."""
    if isinstance(value, str):
        cleaned = plain(html.unescape(value[:2000]))
        return [cleaned] if cleaned else []
    if isinstance(value, list):
        return [text for item in value[:50] if not isinstance(item, list) for text in texts(item, *keys)]
    if isinstance(value, dict):
        return next((found for key in keys if (found := texts(value.get(key)))), [])
    return []


def _loaded(script: str) -> Any:
    if len(script) > _MOST_CHARS:
        raise ValueError("too long to be a description of a page")
    content = script.strip()
    for opening in _OPENINGS:
        content = content.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        content = content.removesuffix(closing).rstrip()
    try:
        return json.loads(content, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub("", content), strict=False)


def _objects(loaded: Any) -> Iterator[Object]:
    """Yield all objects of a block, outer ones first: ``@graph``, ``mainEntity`` and lists are all looked into."""
    waiting, seen = [loaded], 0
    while waiting and seen < _MOST_OBJECTS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, dict):
            yield item
            waiting.extend(value for value in item.values() if isinstance(value, dict | list))
        elif isinstance(item, list):
            waiting.extend(value for value in item if isinstance(value, dict | list))


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
