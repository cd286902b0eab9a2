"""The codebook: PLOVER 2.0's types, modes, contexts, quads and scores, actor sectors, and the way to CAMEO and back.

All of it is YAML in ``codebook/*.yaml``; this module gives it types, checks it against itself and answers questions.
``python -m detente.reading.codes.codebook`` prints it as the reference page in Markdown.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.data import load_yaml
from detente.errors import DataError
from detente.model import Status

PACKAGE = "detente.reading.codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an act of a type was done. ``context`` is one that the mode brings with it."""

    name: str
    intensity: float
    definition: str
    context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """One of PLOVER's sixteen types. ``recipient`` tells whether an event of it needs one."""

    name: str
    quad: str
    intensity: float
    definition: str
    notes: str = ""
    recipient: bool = False
    modes: tuple[Mode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """What a CAMEO code says in PLOVER's terms."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A rule that names the CAMEO code of a type; ``mode``, ``object`` and ``status`` are conditions if given."""

    type: str
    cameo: str
    mode: str | None = None
    object: str | None = None
    status: Status | None = None

    def rank(self, mode: str | None, object_kind: str | None, status: str | None) -> int:
        """Return how many conditions hold, or -1 if one does not."""
        asked = ((self.mode, mode), (self.object, object_kind), (self.status, status))
        if any(wanted is not None and wanted != given for wanted, given in asked):
            return -1
        return sum(wanted is not None for wanted, _ in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The whole codebook; the dictionaries map names to their entries, in the codebook's order."""

    quads: tuple[str, ...]
    types: dict[str, Type]
    contexts: dict[str, str]
    sectors: dict[str, str]
    international: dict[str, str]
    objects: dict[str, str]
    codes: dict[str, Plover]
    choices: tuple[Choice, ...]

    def quad(self, type: str) -> str:
        """Return the quad of a type, such as ``verbal conflict``. Raises DataError for an unknown type."""
        return self._type(type).quad

    def modes(self, type: str) -> tuple[str, ...]:
        """Return the names of a type's modes. Raises DataError for an unknown type."""
        return tuple(mode.name for mode in self._type(type).modes)

    def intensity(self, type: str, mode: str | None = None) -> float:
        """Return the score of a type or mode from -10 (conflict) to 10 (cooperation), PLOVER's table 2.2.

        Raises DataError for an unknown type or mode.
        """
        entry = self._type(type)
        return entry.intensity if mode is None else self._mode(entry, mode).intensity

    def cameo(
        self, type: str, mode: str | None = None, object_kind: str | None = None, status: str | None = None
    ) -> str | None:
        """Return the CAMEO code of an act, or ``None`` where CAMEO has none.

        The rule of ``cameo.yaml`` with the most conditions that hold decides, of equals the later one.
        """
        ranked = [(c.rank(mode, object_kind, status), i) for i, c in enumerate(self.choices) if c.type == type]
        rank, best = max(ranked, default=(-1, -1))
        return self.choices[best].cameo if rank >= 0 else None

    def plover(self, cameo: str) -> Plover | None:
        """Return what a CAMEO code says in PLOVER's terms, or ``None`` for a code that CAMEO does not have."""
        return self.codes.get(cameo)

    def check(self) -> list[str]:
        """Return what is wrong inside the codebook, a line for each fault; an empty list when all is well."""
        return [*self._faults_of_types(), *self._faults_of_cameo()]

    def _type(self, name: str) -> Type:
        if name not in self.types:
            raise DataError(f"PLOVER has no type {name!r}; it has {', '.join(self.types)}")
        return self.types[name]

    def _mode(self, entry: Type, name: str) -> Mode:
        for mode in entry.modes:
            if mode.name == name:
                return mode
        raise DataError(f"{entry.name} has no mode {name!r}; it has {', '.join(m.name for m in entry.modes) or 'none'}")

    def _faults_of_types(self) -> Iterator[str]:
        for entry in self.types.values():
            if entry.quad not in self.quads:
                yield f"types.yaml: {entry.name} has the unknown quad {entry.quad!r}"
            if len({mode.name for mode in entry.modes}) < len(entry.modes):
                yield f"types.yaml: {entry.name} names a mode twice"
            scores = ((entry.name, entry.intensity), *((mode.name, mode.intensity) for mode in entry.modes))
            for name, score in scores:
                if not -10 <= score <= 10:
                    yield f"types.yaml: {entry.name} {name}: intensity {score} is not in -10..10"
            for mode in entry.modes:
                if mode.context is not None and mode.context not in self.contexts:
                    yield f"types.yaml: {entry.name} {mode.name} names the unknown context {mode.context!r}"

    def _faults_of_cameo(self) -> Iterator[str]:
        for code, plover in self.codes.items():
            yield from (f"cameo.yaml: {code}: {fault}" for fault in self.faults(plover.type, plover.mode))
            yield from (f"cameo.yaml: {code}: no context {c!r}" for c in plover.contexts if c not in self.contexts)
        for choice in self.choices:
            where = f"cameo.yaml: {choice.type} {choice.mode} {choice.object}"
            yield from (f"{where}: {fault}" for fault in self.faults(choice.type, choice.mode))
            if choice.cameo not in self.codes:
                yield f"{where}: no CAMEO code {choice.cameo!r}"
            if choice.object is not None and choice.object not in self.objects:
                yield f"{where}: no object kind {choice.object!r}"

    def faults(self, type: str, mode: str | None) -> Iterator[str]:
        """Yield what is wrong with a pair of type and mode; nothing when the codebook has it."""
        if type not in self.types:
            yield f"no type {type!r}"
        elif mode is not None and mode not in self.modes(type):
            yield f"{type} has no mode {mode!r}"


@dataclass(frozen=True, slots=True)
class _Types:
    quads: tuple[str, ...]
    types: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class _Contexts:
    contexts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Sectors:
    sectors: dict[str, str]
    international: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Objects:
    objects: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Cameo:
    codes: dict[str, Plover]
    choices: tuple[Choice, ...]


@functools.cache
def load_codebook() -> Codebook:
    """Load the codebook from the package. Raises DataError with file and entry where the YAML breaks its schema."""
    types, sectors, cameo = (
        load_yaml(PACKAGE, "codebook/types.yaml", _Types),
        load_yaml(PACKAGE, "codebook/sectors.yaml", _Sectors),
        load_yaml(PACKAGE, "codebook/cameo.yaml", _Cameo),
    )
    codebook = Codebook(
        quads=types.quads,
        types={entry.name: entry for entry in types.types},
        contexts=load_yaml(PACKAGE, "codebook/contexts.yaml", _Contexts).contexts,
        sectors=sectors.sectors,
        international=sectors.international,
        objects=load_yaml(PACKAGE, "codebook/objects.yaml", _Objects).objects,
        codes=cameo.codes,
        choices=cameo.choices,
    )
    faults = codebook.check()
    if faults:
        raise DataError("the codebook contradicts itself: " + "; ".join(faults[:5]))
    return codebook


def reference(codebook: Codebook) -> str:
    """Return the codebook as a page in Markdown, the one at ``docs/reference/codebook.md``."""
    parts = [_HEAD, *(_type_section(entry, codebook) for entry in codebook.types.values())]
    parts.append(_table("Contexts", ("Context", "About"), codebook.contexts.items()))
    sectors = (*codebook.sectors.items(), *codebook.international.items())
    parts.append(_table("Actor sectors", ("Code", "Who"), sectors))
    parts.append(_table("What a claim is about", ("Object", "Meaning"), codebook.objects.items()))
    parts.append(_table("CAMEO to PLOVER", ("CAMEO", "PLOVER"), _cameo_rows(codebook)))
    return "\n\n".join(parts) + "\n"


_HEAD = """# The codebook

Types, modes, contexts and scores are those of PLOVER 2.0; the wording is ours. This page is written by
`python -m detente.reading.codes.codebook > docs/reference/codebook.md`."""


def _type_section(entry: Type, codebook: Codebook) -> str:
    needs = "needs a recipient" if entry.recipient else "recipient optional"
    lines = [f"## {entry.name}", "", f"{entry.definition} {entry.notes}".strip(), ""]
    lines.append(f"Quad: {entry.quad}; intensity {entry.intensity:g}; {needs}; CAMEO {codebook.cameo(entry.name)}.")
    if entry.modes:
        lines += ["", "| Mode | Intensity | CAMEO | Meaning |", "|---|---|---|---|"]
        lines += [
            f"| {m.name} | {m.intensity:g} | {codebook.cameo(entry.name, m.name)} | {m.definition} |"
            for m in entry.modes
        ]
    return "\n".join(lines)


def _cameo_rows(codebook: Codebook) -> Iterator[tuple[str, str]]:
    for code, plover in codebook.codes.items():
        said = f"{plover.type} {plover.mode}" if plover.mode else plover.type
        yield code, f"{said} ({', '.join(plover.contexts)})" if plover.contexts else said


def _table(title: str, head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"## {title}", "", f"| {head[0]} | {head[1]} |", "|---|---|"]
    lines += [f"| {name} | {text} |" for name, text in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(reference(load_codebook()), end="")
