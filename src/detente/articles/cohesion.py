"""Whether two stretches of a page speak of the same things, by the words that carry content."""

from __future__ import annotations

from collections.abc import Iterable

from detente.articles.furniture import load_furniture
from detente.articles.lines import Line
from detente.reading.actors.register import Register

_STEM = 6


def content_words(lines: Iterable[Line]) -> set[str]:
    """Return the stems (first six letters) of names and longer words in lines."""
    stop = load_furniture().stop_words
    return {
        word.lower().replace("’s", "").replace("'s", "")[:_STEM]
        for line in lines
        for word in line.words
        if (len(word) > 4 or (word[0].isupper() and len(word) > 2)) and word.lower() not in stop
    }


def shared(part: set[str], whole: set[str]) -> float:
    """Return the share of ``part`` that ``whole`` has too; 0 for nothing."""
    return len(part & whole) / len(part) if part else 0.0


def countries_named(lines: Iterable[Line], register: Register) -> set[str]:
    """Return the register ids of the states that lines name by name, adjective, people or capital, in one word."""
    words = _country_words(register)
    return {words[bare] for line in lines for word in line.words if (bare := _bare(word)) in words}


_CACHE: dict[int, tuple[Register, dict[str, str]]] = {}


def _country_words(register: Register) -> dict[str, str]:
    """Return states by the words that name them; kept for as long as the register is the same object."""
    kept = _CACHE.get(id(register))
    if kept is None or kept[0] is not register:
        named: dict[str, str] = {}
        for state in register.entities():
            if state.kind == "state" and state.end is None:
                for word in (state.name, *state.names, *state.adjectives, *state.demonyms, *state.capitals):
                    if " " not in word and word not in state.seldom:
                        named.setdefault(word, state.id)
        kept = _CACHE[id(register)] = (register, named)
    return kept[1]


def _bare(word: str) -> str:
    return word.replace("’s", "").replace("'s", "")
