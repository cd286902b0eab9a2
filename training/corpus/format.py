"""The authoring format: a sentence, below it indented label lines; read into records with character offsets.

    # topic: border | region: South Asia | decade: 2010s | style: agency
    Turkish jets struck militant camps in northern Iraq, drawing a protest from Baghdad.
      ASSAULT/aerial military | Turkish jets > militant camps | struck
      ACCUSE/disapprove diplomatic | Baghdad > Turkish | protest

``training/AUTHORING.md`` explains it to authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from detente.model import Status
from detente.reading.codes.codebook import load_codebook

NONE = "NONE"
NONE_KINDS = ("reported", "about", "background", "third", "commentary", "sport", "trade", "history", "other")
HEADER_KEYS = ("topic", "region", "decade", "style")
STATUSES: tuple[str, ...] = get_args(Status)
SHORTEST, LONGEST = 15, 700
"""Characters of a sentence: a headline of three words to a long agency sentence."""
LONGEST_PREDICATE = 5
"""Words of a predicate: a verb with its particle or a set phrase, never a clause."""

_HEADER_PART = re.compile(r"\s*([a-z]+)\s*:\s*(.+?)\s*")
_NUMBERED = re.compile(r"(.+)#(\d+)")
_MULTI_PART = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a source, where, and how to mend it. ``grave`` problems keep the sentence out."""

    file: str
    line: int
    text: str
    grave: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'' if self.grave else 'warning: '}{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One coded (or NONE) pair of a sentence; spans are [start, end) in its characters, ``None`` where nobody is named.

    ``kind`` is the kind of a NONE pair; a coded pair has ``status`` instead.
    """

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: str | None = None
    kind: str | None = None
    symmetric: bool = False
    actor: tuple[int, int] | None = None
    recipient: tuple[int, int] | None = None
    predicate: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its labels, and where it stands: ``source`` is the name of the file without its ending."""

    source: str
    line: int
    text: str
    about: dict[str, str] = field(default_factory=dict)
    labels: tuple[Label, ...] = ()


class _FaultError(Exception):
    """A label line that can't be read; the message holds the remedy."""


def read_sources(paths: Iterable[Path]) -> tuple[list[Sentence], list[Problem]]:
    """Read source files, in the order given. A sentence with a grave problem is left out and its problem listed."""
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), 0, f"can't be read ({error}); save it as UTF-8 text"))
            continue
        found, faults = parse_text(text, name=str(path), source=path.stem)
        sentences += found
        problems += faults
    return sentences, problems


def parse_text(text: str, *, name: str, source: str) -> tuple[list[Sentence], list[Problem]]:
    """Read the text of one source; ``name`` is what problems call it, ``source`` what its sentences do."""
    sentences: list[Sentence] = []
    problems: list[Problem] = []
    about: dict[str, str] = {}
    for line, kind, content, indented in _blocks(text):
        if kind == "header":
            about, faults = _header(content)
            problems += [Problem(name, line, fault) for fault in faults]
            continue
        found = [Problem(name, line, fault) for fault in _sentence_faults(content, about, indented)]
        labels: list[Label] = []
        for at, written in indented:
            try:
                labels.append(_label(content, written))
            except _FaultError as fault:
                found.append(Problem(name, at, str(fault)))
        found += [Problem(name, line, fault) for fault in _repeats(content, labels)]
        problems += found
        if not any(problem.grave for problem in found):
            sentences.append(Sentence(source=source, line=line, text=content, about=about, labels=tuple(labels)))
    return sentences, problems


def record(sentence: Sentence) -> dict[str, Any]:
    """Return a sentence as the line of JSON that training reads."""
    labels = [{slot: getattr(label, slot) for slot in Label.__slots__} for label in sentence.labels]
    return {
        "id": f"{sentence.source}:{sentence.line}",
        "text": sentence.text,
        "source": sentence.source,
        **{key: sentence.about.get(key) for key in HEADER_KEYS},
        "labels": labels,
    }


def _blocks(text: str) -> Iterator[tuple[int, str, str, list[tuple[int, str]]]]:
    """Yield (line, "header" or "sentence", its text, its indented lines with their line numbers)."""
    waiting: tuple[int, str, str, list[tuple[int, str]]] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        stripped = raw.strip()
        if not stripped or stripped.startswith("//"):
            continue
        if raw[0] in " \t" and waiting is not None and waiting[1] == "sentence":
            waiting[3].append((number, stripped))
            continue
        if waiting is not None:
            yield waiting
        header = stripped.startswith("#")
        waiting = (number, "header" if header else "sentence", stripped.lstrip("# ") if header else stripped, [])
    if waiting is not None:
        yield waiting


def _header(content: str) -> tuple[dict[str, str], list[str]]:
    about: dict[str, str] = {}
    faults: list[str] = []
    for part in content.split("|"):
        found = _HEADER_PART.fullmatch(part)
        if found is None or found[1] not in HEADER_KEYS:
            faults.append(f"header part {part.strip()!r} is none; write # topic: … | region: … | decade: … | style: …")
        else:
            about[found[1]] = found[2]
    missing = [key for key in HEADER_KEYS if key not in about]
    if missing and not faults:
        faults.append(f"the header lacks {', '.join(missing)}; write all of {', '.join(HEADER_KEYS)}")
    return about, faults


def _sentence_faults(text: str, about: dict[str, str], indented: list[tuple[int, str]]) -> Iterator[str]:
    if not about:
        yield "no header above it; put a line # topic: … | region: … | decade: … | style: … first"
    if not indented:
        yield "no label line below it; add one, indented by two spaces (a NONE pair is one too)"
    if not SHORTEST <= len(text) <= LONGEST:
        yield f"{len(text)} characters; a sentence has {SHORTEST} to {LONGEST}"
    if "  " in text or "\t" in text:
        yield "two blanks or a tab inside; use single blanks"


def _label(text: str, written: str) -> Label:
    parts = [part.strip() for part in written.split("|")]
    if len(parts) != _MULTI_PART:
        raise _FaultError(f"{written!r}: write TYPE/mode contexts status | actor > recipient | predicate")
    code, pair, predicate = parts
    coded = _code(code)
    symmetric = "<>" in pair
    sides = [side.strip() for side in pair.split("<>" if symmetric else " > ")]
    if len(sides) != 2:
        raise _FaultError(
            f"{pair!r}: write actor > recipient, or actor <> recipient for an act on a par; - stands for nobody"
        )
    spans = [_span(text, side) for side in (*sides, predicate)]
    actor, recipient, act = spans
    _check_spans(coded, actor, recipient, act)
    if symmetric and (actor is None or recipient is None):
        raise _FaultError("<> needs both sides named; write > otherwise")
    if act is not None and len(text[slice(*act)].split()) > LONGEST_PREDICATE:
        raise _FaultError(f"the predicate {predicate!r} is long; take its head word, {LONGEST_PREDICATE} words at most")
    return Label(**coded, symmetric=symmetric, actor=actor, recipient=recipient, predicate=act)


def _check_spans(
    coded: dict[str, Any],
    actor: tuple[int, int] | None,
    recipient: tuple[int, int] | None,
    predicate: tuple[int, int] | None,
) -> None:
    if coded["type"] == NONE:
        if actor is None or recipient is None:
            raise _FaultError(
                "a NONE pair needs both an actor and a recipient: it says that nothing is coded between them"
            )
    else:
        if predicate is None:
            raise _FaultError("a coded act needs a predicate: the word that tells it")
        if actor is None and recipient is None:
            raise _FaultError("neither actor nor recipient is named; name one")
        if recipient is None and load_codebook().types[coded["type"]].recipient:
            raise _FaultError(f"{coded['type']} needs a recipient; name one or take another sentence")
    spans = [span for span in (actor, recipient, predicate) if span is not None]
    for i, one in enumerate(spans):
        for other in spans[i + 1 :]:
            if one[0] < other[1] and other[0] < one[1]:
                raise _FaultError(
                    "actor, recipient and predicate overlap; choose spans apart (word#2 is the second 'word')"
                )


def _code(written: str) -> dict[str, Any]:
    name, *words = written.split()
    type_, _, mode = name.partition("/")
    if type_ == NONE:
        if mode not in NONE_KINDS or words:
            raise _FaultError(
                f"{written!r}: write NONE/kind, kind one of {', '.join(NONE_KINDS)}, and nothing after it"
            )
        return {"type": NONE, "kind": mode}
    codebook = load_codebook()
    if type_ not in codebook.types:
        raise _FaultError(f"no type {type_!r}; there are {', '.join(codebook.types)} and {NONE}")
    modes = codebook.modes(type_)
    if mode and mode not in modes:
        raise _FaultError(f"{type_} has no mode {mode!r}; it has {', '.join(modes) or 'none'}")
    status = words.pop() if words and words[-1] in STATUSES else "occurred"
    contexts = tuple(name for name in ",".join(words).split(",") if name and name != "-")
    unknown = [name for name in contexts if name not in codebook.contexts]
    if unknown:
        raise _FaultError(
            f"no context or status {unknown[0]!r}; statuses are {', '.join(STATUSES)}; CODEBOOK.md lists the contexts"
        )
    brought = [entry.context for entry in codebook.types[type_].modes if entry.name == mode and entry.context]
    contexts += tuple(name for name in brought if name not in contexts)
    return {"type": type_, "mode": mode or None, "contexts": contexts, "status": status}


def _span(text: str, written: str) -> tuple[int, int] | None:
    if written == "-":
        return None
    numbered = _NUMBERED.fullmatch(written)
    wanted, nth = (numbered[1], int(numbered[2])) if numbered else (written, 0)
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)]
    if not found:
        raise _FaultError(f"{wanted!r} does not stand in the sentence as a whole word; copy it letter by letter")
    if nth > len(found) or (numbered and nth < 1):
        raise _FaultError(f"{wanted!r} stands {len(found)} times; there is no number {nth}")
    if not nth and len(found) > 1:
        raise _FaultError(f"{wanted!r} stands {len(found)} times; write {wanted}#1 to {wanted}#{len(found)}")
    return found[max(nth, 1) - 1]


def _repeats(text: str, labels: list[Label]) -> Iterator[str]:
    seen = set()
    for label in labels:
        key = (label.actor, label.recipient, label.predicate)
        if key in seen:
            yield f"two labels for one pair and predicate ({text[:40]!r}…); keep the better one"
        seen.add(key)
