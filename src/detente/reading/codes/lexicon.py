"""The predicate lexicon: which verbs and event nouns tell of which act, and where their sides stand.

The entries are YAML in ``lexicon/*.yaml``; this module gives them types and loads them. A *sense* is one reading of a
word; of several, the one whose conditions hold and that has most of them is taken (``matching.py``).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from detente.data import load_yaml, yaml_names
from detente.model import Status

PACKAGE = "detente.reading.codes"
Slots = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One reading of a predicate.

    Conditions (all must hold; the more a sense has, the more it is preferred). Values are lemmas, or class names
    written ``@class`` (``classes.yaml``):

    - ``object``: the lemma of the direct object, or of a passive subject
    - ``no_object``: there must be no direct object
    - ``prep``: for a preposition, the lemma of its object ({"for": ["@talks"]}); ``["*"]`` for any
    - ``particle``: "off" for "call off"
    - ``subject``: the lemma of the subject
    - ``complement``: the lemma of the clause that the verb governs ("agreed to meet": meet); ``["*"]`` for any
    - ``modifier``: for a noun, the lemma of an adjective or compound before it ("peace talks")
    - ``of``: for a noun, the lemma of the object of its "of" ("recall of its ambassador")

    Sides, each a list of slots tried in order; the first that holds an actor is taken: ``subject``, ``agent`` (by X of
    a passive), ``object``, ``indirect``, ``prep:with``, ``possessive`` (X's visit), ``modifier`` (the Turkish raid),
    ``between`` (between X and Y: both sides), ``complement.object`` (accused X; urged Y to), ``object.possessive``
    (freed Iran's sailors), ``object.modifier`` (expelled Russian diplomats), ``object.prep:to`` (its ambassador to X),
    ``complement.subject``. Empty means the default of its part of speech.

    ``symmetric``: both sides do it together. ``embeds``: what the clause it governs becomes (a promise makes it
    planned, a refusal negated). ``object_kind``: what the claim is about, as the ledger needs it (ambassador, embassy,
    ties, sanctions, troops, agreement, ceasefire, talks ...).
    """

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    no_object: bool = False
    prep: dict[str, tuple[str, ...]] = field(default_factory=dict)
    particle: str | None = None
    subject: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    actor: Slots = ()
    recipient: Slots = ()
    symmetric: bool = False
    embeds: Status | None = None
    status: Status | None = None
    object_kind: str | None = None
    cameo: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A predicate: lemmas that share their senses."""

    lemmas: tuple[str, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The whole lexicon. ``light_verbs`` give an event noun its sides ("Turkey launched strikes on ...")."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    light_verbs: frozenset[str]
    classes: dict[str, frozenset[str]]

    def matches(self, lemma: str, wanted: tuple[str, ...]) -> bool:
        """Whether a lemma is among the wanted lemmas or in one of the wanted ``@classes``."""
        return any(w in ("*", lemma) or (w.startswith("@") and lemma in self.classes.get(w[1:], ())) for w in wanted)


@dataclass(frozen=True, slots=True)
class _File:
    verbs: tuple[Entry, ...] = ()
    nouns: tuple[Entry, ...] = ()
    light_verbs: tuple[str, ...] = ()
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)


@functools.cache
def load_lexicon() -> Lexicon:
    """Load the lexicon from the package. Raises DataError with file and entry where the YAML breaks its schema."""
    files = [load_yaml(PACKAGE, name, _File) for name in yaml_names(PACKAGE, "lexicon")]
    verbs: dict[str, tuple[Sense, ...]] = {}
    nouns: dict[str, tuple[Sense, ...]] = {}
    for part in files:
        for table, entries in ((verbs, part.verbs), (nouns, part.nouns)):
            for entry in entries:
                for lemma in entry.lemmas:
                    table[lemma] = (*table.get(lemma, ()), *entry.senses)
    light = frozenset(lemma for part in files for lemma in part.light_verbs)
    classes = {name: frozenset(words) for part in files for name, words in part.classes.items()}
    return Lexicon(verbs=verbs, nouns=nouns, light_verbs=light, classes=classes)
