"""The common nouns that denote actors: people, bodies, titles of office, and the cues that tell a name's use.

Data: ``nouns/*.yaml``. A noun alone says the sector; which state it belongs to is read from the phrase it heads.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from detente.data import load_yaml
from detente.reading.actors.register_types import Role, Sector

PACKAGE = "detente.reading.actors"
Words = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """Nouns of one kind. ``sector`` is PLOVER's; ``people`` tells persons from bodies.

    ``state``: an organ that acts for its state. ``with_``: only beside one of these words; ``without``: beside none of
    these. ``plural``: only in the plural. ``need_country``: only with a country in its own phrase, never from the
    story's context. ``collective``: the singular means many ("family"). ``generic``: too common a word to take up
    somebody named before.
    """

    sector: Sector
    nouns: Words
    people: bool = False
    state: bool = False
    with_: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    plural: bool = False
    need_country: bool = False
    collective: bool = False
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title of office: the register's ``role`` if it keeps holders of it, and the forms it is written in.

    A ``local`` office is of a city or province, by which its state is known.
    """

    office: str
    forms: Words
    role: Role | None = None
    sector: Sector = "GOV"
    local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words that tell how a name or noun is used; ``nouns/cues.yaml`` says what each list is for."""

    not_actor_after: frozenset[str]
    not_actor_before: frozenset[str]
    other_thing_of: frozenset[str]
    not_actor_phrases: frozenset[str]
    motion_verbs: frozenset[str]
    motion_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    from_place: frozenset[str]
    place_nouns: frozenset[str]
    adjunct_participles: frozenset[str]
    prefixes: frozenset[str]
    inert_verbs: frozenset[str]
    object_control: frozenset[str]
    empty_it: frozenset[str]
    naming_verbs: frozenset[str]
    fact_verbs: frozenset[str]
    praising_verbs: frozenset[str]
    not_person_last: frozenset[str]
    game_verbs: frozenset[str]
    game_nouns: frozenset[str]
    sector_words: dict[str, Sector]
    saying_verbs: frozenset[str]
    harming_verbs: frozenset[str]
    harmed_nouns: frozenset[str]
    topic_nouns: frozenset[str]
    rebel_nouns: frozenset[str]
    posts: frozenset[str]
    keeping_verbs: frozenset[str]
    portfolios: frozenset[str]
    american_titles: frozenset[str]
    honorifics: frozenset[str]
    pair_nouns: dict[str, frozenset[str]]
    female_titles: frozenset[str]
    male_titles: frozenset[str]
    female_names: frozenset[str]
    male_names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All of it: nouns by lemma, offices (each form's words with its office) by their first and last word, cues."""

    nouns: dict[str, tuple[Noun, ...]]
    offices: dict[str, tuple[tuple[Words, Office], ...]]
    cues: Cues


@dataclass(frozen=True, slots=True)
class _PersonRow:
    sector: Sector
    nouns: Words
    need_country: bool = False
    collective: bool = False
    generic: bool = False


class _GroupRow(msgspec.Struct, frozen=True, rename={"with_": "with"}):
    sector: Sector
    nouns: Words
    state: bool = False
    with_: Words = ()
    without: Words = ()
    plural: bool = False
    need_country: bool = False


@dataclass(frozen=True, slots=True)
class _Persons:
    persons: tuple[_PersonRow, ...]


@dataclass(frozen=True, slots=True)
class _Groups:
    groups: tuple[_GroupRow, ...]


@dataclass(frozen=True, slots=True)
class _Offices:
    offices: tuple[Office, ...]


@functools.cache
def vocabulary() -> Vocabulary:
    """Load the nouns from the package. Raises DataError with the file where the YAML breaks its schema."""
    people = [
        Noun(
            sector=r.sector,
            nouns=r.nouns,
            people=True,
            need_country=r.need_country,
            collective=r.collective,
            generic=r.generic,
        )
        for r in load_yaml(PACKAGE, "nouns/persons.yaml", _Persons).persons
    ]
    bodies = [
        Noun(
            sector=r.sector,
            nouns=r.nouns,
            state=r.state,
            with_=frozenset(r.with_),
            without=frozenset(r.without),
            plural=r.plural,
            need_country=r.need_country,
        )
        for r in load_yaml(PACKAGE, "nouns/groups.yaml", _Groups).groups
    ]
    nouns: dict[str, tuple[Noun, ...]] = {}
    for entry in (*bodies, *people):
        for lemma in entry.nouns:
            nouns[lemma] = (*nouns.get(lemma, ()), entry)
    return Vocabulary(
        nouns=nouns,
        offices=_by_word(load_yaml(PACKAGE, "nouns/offices.yaml", _Offices).offices),
        cues=load_yaml(PACKAGE, "nouns/cues.yaml", Cues),
    )


def _by_word(offices: tuple[Office, ...]) -> dict[str, tuple[tuple[Words, Office], ...]]:
    table: dict[str, tuple[tuple[Words, Office], ...]] = {}
    for office in offices:
        for form in office.forms:
            words = tuple(form.split())
            for key in dict.fromkeys((words[0], words[-1])):
                table[key] = (*table.get(key, ()), (words, office))
    return table
