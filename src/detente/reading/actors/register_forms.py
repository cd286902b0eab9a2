"""Derives the ways that each actor is written from its entry: spellings, acronyms, surnames, other transcriptions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from detente.reading.actors.register_types import Entity, Form, FormKind, Person

_FIELDS: tuple[tuple[str, FormKind], ...] = (
    ("names", "name"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)

_STROKES = str.maketrans("øØłŁđĐıİ", "oOlLdDiI")
"""Letters that Unicode does not take apart."""
_ARTICLE = re.compile(r"(?:[aA]l|[eE]l)-(?=\w{3})")
_INITIAL = re.compile(r"[A-Z]\.?")


def all_forms(entities: Iterable[Entity], persons: Iterable[Person]) -> Iterator[Form]:
    """Yield the forms that usually mean their actor, persons' forms, then those that seldom do."""
    seldom: list[Form] = []
    for e in entities:
        rare = {spelling for surface in e.seldom for spelling in _spellings(surface)}
        for form in _entity_forms(e):
            if form.surface in rare:
                seldom.append(form)
            else:
                yield form
    for p in persons:
        yield from _person_forms(p)
    yield from seldom


def _entity_forms(e: Entity) -> Iterator[Form]:
    ordinary = e.kind in ("state", "territory")
    seen: set[tuple[str, FormKind]] = set()
    for attribute, kind in _FIELDS:
        surfaces: tuple[str, ...] = getattr(e, attribute)
        for surface in (e.name, *surfaces) if attribute == "names" else surfaces:
            real: FormKind = "acronym" if kind == "name" and _is_acronym(surface) else kind
            strict = not ordinary or real in ("acronym", "capital", "seat") or surface in e.capitalised
            for spelling in _spellings(surface):
                if (spelling, real) not in seen:
                    seen.add((spelling, real))
                    yield Form(spelling, e.id, real, strict)


def _person_forms(p: Person) -> Iterator[Form]:
    kinds: dict[str, FormKind] = {}
    for surface in p.surnames:
        for variant in _article_variants(surface):
            kinds |= dict.fromkeys(_spellings(variant), "surname")
    for surface in (p.name, *p.aka):
        if " " in surface and surface not in p.surnames:
            for variant in _name_variants(surface, p.surnames):
                kinds |= dict.fromkeys(_spellings(variant), "fullname")
    for spelling, kind in kinds.items():
        yield Form(spelling, p.id, kind, True)


def _name_variants(name: str, surnames: tuple[str, ...]) -> Iterator[str]:
    """Yield a full name as other desks write it: without middle initial, other articles, given names joined or not."""
    words = name.split()
    yield name
    if any(_INITIAL.fullmatch(w) for w in words[1:-1]):
        yield " ".join(w for i, w in enumerate(words) if i == 0 or not _INITIAL.fullmatch(w))
    if words[0] in surnames:
        yield from _given_name_variants(words[0], re.split("[ -]", name)[1:])
    elif words[0] != name and _ARTICLE.match(words[-1]):
        given = " ".join(words[:-1])
        yield from (f"{given} {last}" for last in _article_variants(words[-1]))


def _given_name_variants(family: str, given: list[str]) -> Iterator[str]:
    """Yield "Kim Jong Un", "Kim Jong-un" and "Kim Jong-Un", all three from any."""
    if len(given) == 2:
        first, second = given
        yield f"{family} {first} {second.capitalize()}"
        yield f"{family} {first}-{second.lower()}"
        yield f"{family} {first}-{second.capitalize()}"


def _article_variants(surname: str) -> tuple[str, ...]:
    """Return "al-Sisi", "Al-Sisi", "el-Sisi", "El-Sisi", "al Sisi", "Al Sisi" and "Sisi" from any with the article."""
    match = _ARTICLE.match(surname)
    if match is None or " " in surname:
        return (surname,)
    bare = surname[match.end() :]
    return (surname, *(article + bare for article in ("al-", "Al-", "el-", "El-", "al ", "Al ", "")))


def _spellings(surface: str) -> tuple[str, ...]:
    """Return a surface as it stands and, where that differs, without its accents and with straight apostrophes."""
    if surface.isascii() and "'" not in surface:
        return (surface,)
    straight = surface.replace("’", "'")
    plain = _without_accents(straight)
    curly = straight.replace("'", "’")
    return tuple(dict.fromkeys((straight, plain, curly, _without_accents(curly))))


def _without_accents(text: str) -> str:
    swapped = text.translate(_STROKES)
    return "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))


def _is_acronym(surface: str) -> bool:
    letters = [c for c in surface if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return " " not in surface and len(letters) > 1 and upper >= 2 and upper * 2 > len(letters)
