"""What no single sentence shows: sentences written twice or nearly, and words shared with texts of others."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus.format import Problem, Sentence

_WORD = re.compile(r"\w+")
NEAR = 0.5
"""Share of three-word runs in common (of the smaller sentence's) from which two sentences count as nearly the same."""
FOREIGN_RUN = 7
"""Words in a row in common with a text that is not ours, from which a sentence is listed."""
_COMMON = 40
"""A three-word run in more sentences than this tells nothing and is passed over."""


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower())


def runs(text: str, length: int) -> list[tuple[str, ...]]:
    """Return the runs of ``length`` words of a text, in order."""
    found = words(text)
    return [tuple(found[i : i + length]) for i in range(len(found) - length + 1)]


def twice(sentences: list[Sentence]) -> Iterator[Problem]:
    """Yield a problem for each sentence that stands above already, word for word (grave) or nearly (a warning)."""
    seen: dict[tuple[str, ...], Sentence] = {}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shingles = [set(runs(sentence.text, 3)) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        key = tuple(words(sentence.text))
        where = (f"{sentence.source}.txt", sentence.line)
        if key in seen:
            yield Problem(*where, f"stands already in {_place(seen[key])}; write another")
            continue
        seen[key] = sentence
        other = _nearest(shingles, holders, number)
        if other is not None:
            yield Problem(*where, f"is nearly the sentence in {_place(sentences[other])}; write it anew", grave=False)
        for shingle in shingles[number]:
            holders[shingle].append(number)


def _nearest(
    shingles: list[set[tuple[str, ...]]], holders: dict[tuple[str, ...], list[int]], number: int
) -> int | None:
    shared: dict[int, int] = defaultdict(int)
    for shingle in shingles[number]:
        if len(holders[shingle]) <= _COMMON:
            for other in holders[shingle]:
                shared[other] += 1
    for other, count in shared.items():
        if count >= 3 and count >= NEAR * min(len(shingles[number]), len(shingles[other])):
            return other
    return None


def foreign(sentences: list[Sentence], folder: Path) -> list[tuple[Sentence, tuple[str, ...]]]:
    """Return the sentences with ``FOREIGN_RUN`` words in a row from a text under ``folder``, each with one such run."""
    ours: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        for run in runs(sentence.text, FOREIGN_RUN):
            ours[run].append(sentence)
    hits: dict[int, tuple[Sentence, tuple[str, ...]]] = {}
    for text in _texts(folder):
        for run in runs(text, FOREIGN_RUN):
            for sentence in ours.get(run, ()):
                hits.setdefault(id(sentence), (sentence, run))
    return list(hits.values())


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".txt", ".jsonl") or not path.is_file():
            continue
        content = path.read_text("utf-8", errors="replace")
        if path.suffix == ".txt":
            yield content
            continue
        for line in content.splitlines():
            if line.strip():
                yield from _strings(json.loads(line))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _place(sentence: Sentence) -> str:
    return f"{sentence.source}.txt:{sentence.line}"


def shares(sentences: Iterable[Sentence], length: int) -> dict[tuple[str, str], float]:
    """Return for each two sources the share of the smaller one's runs of ``length`` words that the other has too."""
    by_source: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for sentence in sentences:
        by_source[sentence.source].update(runs(sentence.text, length))
    names = sorted(by_source)
    return {
        (one, other): len(by_source[one] & by_source[other]) / (min(len(by_source[one]), len(by_source[other])) or 1)
        for i, one in enumerate(names)
        for other in names[i + 1 :]
    }
