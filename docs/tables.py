"""Tables of the docs that are made from the package's own data when the pages are built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

import detente.errors
from detente.reading.actors import load_register
from detente.reading.times.vocabulary import grammar
from detente.reading.voices import Cue, load_cues
from detente.reading.voices.status_rules import load_rules
from detente.relations import Track, load_tracks

KINDS = {
    "state": "States, members and observers of the United Nations, others, and former ones",
    "territory": "Territories: dependencies, and places that govern themselves without wide recognition",
    "organisation": "Organisations",
    "group": "Armed, criminal and political groups",
    "body": "Bodies of states: ministries, services, forces, parliaments, parties",
}


def register_counts() -> str:
    """Return a Markdown table of how many of each kind the register holds."""
    register = load_register()
    kinds = Counter(entity.kind for entity in register.entities())
    rows = [(label, kinds[kind]) for kind, label in KINDS.items()]
    rows.append(("Persons", sum(1 for _ in register.persons())))
    rows += [("Tenures of offices", len(register.tenures())), ("Forms", len(register.forms()))]
    return _table(("What", "How many"), ((what, f"{count:,}") for what, count in rows))


def ledger_tracks() -> str:
    """Return a Markdown section for each track: what it keeps, and which events move it where."""
    return "\n\n".join(_track(track) for track in load_tracks())


def cue_lexicon() -> str:
    """Return Markdown tables of all cues: verbs, nouns and adjectives, by kind and stance."""
    cues = load_cues()
    parts = (("Verbs", cues.verbs), ("Nouns", cues.nouns), ("Adjectives", cues.adjectives))
    tables = (
        f"## {name}: {len(known)}\n\n{_table(('Kind', 'Stance', 'Vouches', 'Cues'), _cues(known))}"
        for name, known in parts
    )
    return "\n\n".join(tables)


def time_rules() -> str:
    """Return a Markdown table of the grammar of time expressions: each rule with a phrase that it reads."""
    return _table(("Rule", "Reads"), ((c.rule.name, c.rule.example) for c in grammar()))


def status_words() -> str:
    """Return a Markdown table of the words that decide a status, by where they stand and what they make of the act."""
    rules = load_rules()
    tables = {field.name: getattr(rules, field.name) for field in fields(rules)}
    rows = []
    for name, table in tables.items():
        if name == "particles":
            continue
        by_effect: dict[str, list[str]] = {}
        for word in table:
            by_effect.setdefault(table[word] if isinstance(table, dict) else "", []).append(word)
        rows += [(name.replace("_", " "), effect, ", ".join(sorted(words))) for effect, words in by_effect.items()]
    return _table(("Where", "Makes it", "Words"), rows)


def _cues(known: dict[str, tuple[Cue, ...]]) -> Iterator[tuple[str, ...]]:
    classes: dict[tuple[str, str, str], list[str]] = {}
    for lemma, entries in known.items():
        for cue in entries:
            lemmas = classes.setdefault((cue.kind, cue.stance, "yes" if cue.binds else "no"), [])
            lemmas.extend([lemma] if lemma not in lemmas else [])
    for kind, stance, vouches in sorted(classes):
        yield kind, stance, vouches, ", ".join(sorted(classes[kind, stance, vouches]))


def error_tree() -> str:
    """Return the tree of errors as a block of text, as the docstring of ``detente.errors`` draws it."""
    return f"```text\n{(detente.errors.__doc__ or '').split(chr(10), 2)[2].strip()}\n```"


def _track(track: Track) -> str:
    whose = "of A towards B" if track.directed else "of both"
    keeps = "one state at a time" if track.keeps == "latest" else "the last of each kind"
    each = ", for each object" if track.by_object else ""
    head = ("Type", "Mode", "About", "Whose", "State")
    return f"### {track.label} (`{track.name}`)\n\nThe state {whose}; {keeps}{each}.\n\n{_table(head, _rules(track))}"


def _rules(track: Track) -> Iterator[tuple[str, ...]]:
    for rule in track.rules:
        modes = ", ".join(mode or "none" for mode in rule.modes) or "any"
        state = ", ".join(f"{key}: {value}" for key, value in rule.set.items())
        only = [f"told as {' or '.join(s or 'no more than that' for s in rule.signs)}"] if rule.signs else []
        only += [f"after {' or '.join(rule.after)}"] if rule.after else []
        only += [f"unless {' or '.join(rule.unless)}"] if rule.unless else []
        only += [f"before {rule.until}"] if rule.until else []
        state += f", {rule.third}: who brings them together" if rule.third else ""
        state += f" ({'; '.join(only)})" if only else ""
        yield ", ".join(rule.types), modes, ", ".join(rule.objects) or "anything", rule.parties, state


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
