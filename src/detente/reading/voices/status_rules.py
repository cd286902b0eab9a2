"""The words that decide an act's status: classes of verbs, nouns, adjectives and modals, from ``status.yaml``."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from detente.data import load_yaml
from detente.model import Status

Effects = dict[str, Status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The tables, each from lemma to what it makes of the act below or beside it.

    ``clauses``: a verb and its clause; ``objects``: a verb and an event noun as object or passive subject;
    ``subjects``: a verb and an event noun as subject; ``adjectives``: an adjective and its infinitive; ``modifiers``:
    an event noun's adjective or predicate; ``nouns``: a noun and the event it governs; ``modals``: auxiliaries.
    ``particles``: the verbs that have their effect on objects only with a particle. ``states``: verbs whose present
    tells of what lasts. ``realized``: verbs whose purpose is reached with them. ``state_nouns``: nouns of
    what lasts. ``felt``: verbs of the writer's own feeling, which stand bare without being commands.
    ``takes_for_granted``: adverbs that ask about an act which is taken to be done. ``raising``: verbs of belief whose
    negation belongs to what is believed. ``ahead``: verbs before "to" and "on" with what lies ahead.
    ``adverbs``: those that ``happening`` weighs.
    """

    clauses: Effects
    objects: Effects
    subjects: Effects
    adjectives: Effects
    modifiers: Effects
    nouns: Effects
    modals: Effects
    particles: dict[str, frozenset[str]]
    negators: frozenset[str]
    conditions: frozenset[str]
    without: frozenset[str]
    soon: frozenset[str]
    states: frozenset[str]
    realized: frozenset[str]
    state_nouns: frozenset[str]
    felt: frozenset[str]
    takes_for_granted: frozenset[str]
    raising: frozenset[str]
    ahead: frozenset[str]
    adverbs: frozenset[str]


_Classes = dict[Status, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    clauses: _Classes
    objects: _Classes
    subjects: _Classes
    adjectives: _Classes
    modifiers: _Classes
    nouns: _Classes
    modals: dict[str, Status]
    particles: dict[str, frozenset[str]]
    negators: frozenset[str]
    conditions: frozenset[str]
    without: frozenset[str]
    soon: frozenset[str]
    states: frozenset[str]
    realized: frozenset[str]
    state_nouns: frozenset[str]
    felt: frozenset[str]
    takes_for_granted: frozenset[str]
    raising: frozenset[str]
    ahead: frozenset[str]
    adverbs: frozenset[str]


@functools.cache
def load_rules() -> Rules:
    """Load the rules from the package. Raises DataError with the entry where the YAML breaks its schema."""
    part = load_yaml("detente.reading.voices", "status.yaml", _File)
    return Rules(
        clauses=_effects(part.clauses),
        objects=_effects(part.objects),
        subjects=_effects(part.subjects),
        adjectives=_effects(part.adjectives),
        modifiers=_effects(part.modifiers),
        nouns=_effects(part.nouns),
        modals=part.modals,
        particles=part.particles,
        negators=part.negators,
        conditions=part.conditions,
        without=part.without,
        soon=part.soon,
        states=part.states,
        realized=part.realized,
        state_nouns=part.state_nouns,
        felt=part.felt,
        takes_for_granted=part.takes_for_granted,
        raising=part.raising,
        ahead=part.ahead,
        adverbs=part.adverbs,
    )


def _effects(classes: _Classes) -> Effects:
    """Return the table by lemma; a lemma in two classes keeps the first."""
    table: Effects = {}
    for effect, lemmas in classes.items():
        for lemma in lemmas:
            table.setdefault(lemma, effect)
    return table
