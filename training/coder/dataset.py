"""corpus.jsonl -> examples, their parts, and what one epoch is made of.

Parts are cut by topic: all sentences under headers of one topic in one source fall in one part, so no header's
sentences are both learnt and asked.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.reading.codes.marking import Span
from training.coder.labels import Labels
from training.corpus.format import NONE

PARTS = ("train", "dev", "calibration", "test")
SHARES = (4, 4, 6)
"""Hundredths of the topics in dev, calibration and test; train has the rest."""
UNTOLD = "?"
"""The type of a question that no author answered; only a teacher does."""
UNTOLD_AT_MOST = 2
"""Of such questions in a sentence: of 103,000 pairs 24,802, so that teaching takes half as long again."""
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose act says much of the other side too: turned round they are no sure NONE and are not used as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question with its answer: what does ``actor`` do to ``recipient`` by ``predicate``?

    ``name`` is the sentence's id and the label's number; made examples carry a further sign and are never asked in a
    measurement. ``sole`` says that no other label of the sentence has the same actor and recipient, so the predicate
    may be left out.
    """

    name: str
    text: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: str | None = None
    symmetric: bool = False
    actor: Span | None = None
    recipient: Span | None = None
    predicate: Span | None = None
    sole: bool = True

    @property
    def spans(self) -> tuple[Span | None, Span | None, Span | None]:
        """Actor, recipient, predicate."""
        return self.actor, self.recipient, self.predicate

    def unmarked(self) -> Example:
        """Return the same question without its predicate."""
        return replace(self, predicate=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence of the corpus: its examples, and what its part is cut by."""

    id: str
    source: str
    topic: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How often, of 1, an example is changed in an epoch, and what is made beside those that authors wrote."""

    unmarked: float = 0.4
    """The predicate is left out, if nothing else is asked of the pair: ``detente.code`` gets none."""
    dropped: float = 0.04
    """The recipient is left out, of a type that can do without."""
    turned: float = 0.15
    """A one-way act is asked the other way round, as NONE. The candidate finder asks both ways."""
    crossed: float = 0.15
    """A pair is asked with the predicate of another label, as NONE. The candidate finder offers such triples too."""
    untold: float = 0.5
    """A pair that no author labelled is asked of teacher and student (``untold``); nothing without a teacher."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences, and the SHA-256 of the file they came from."""

    passages: tuple[Passage, ...]
    sha256: str

    @property
    def labels(self) -> int:
        """How many labels there are."""
        return sum(len(passage.examples) for passage in self.passages)


def read_corpus(path: Path) -> Corpus:
    """Return the sentences of ``corpus.jsonl``. Raises ValueError naming the line that can't be read."""
    content = path.read_bytes()
    passages = []
    for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
        try:
            passages.append(_passage(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(
                f"{path}, line {number}: {error!r}; build it anew (python -m training.corpus build)"
            ) from None
    if not passages:
        raise ValueError(f"{path} is empty; build it (python -m training.corpus build)")
    return Corpus(tuple(passages), hashlib.sha256(content).hexdigest())


def _passage(record: dict[str, Any]) -> Passage:
    labels = record["labels"]
    pairs = [(_span(label["actor"]), _span(label["recipient"])) for label in labels]
    examples = tuple(
        Example(
            name=f"{record['id']}#{number}",
            text=record["text"],
            type=label["type"],
            mode=label["mode"],
            contexts=tuple(label["contexts"]),
            status=label["status"],
            symmetric=label["symmetric"],
            actor=pairs[number][0],
            recipient=pairs[number][1],
            predicate=_span(label["predicate"]),
            sole=pairs.count(pairs[number]) == 1,
        )
        for number, label in enumerate(labels)
    )
    return Passage(id=record["id"], source=record["source"], topic=record["topic"], examples=examples)


def _span(value: Sequence[int] | None) -> Span | None:
    return None if value is None else (int(value[0]), int(value[1]))


def _hundredth(*key: str) -> int:
    return int(hashlib.sha256("\x1f".join(key).encode()).hexdigest(), 16) % 100


def parts(
    passages: Iterable[Passage], held_out: str | None = None, shares: Sequence[int] = SHARES
) -> dict[str, list[Passage]]:
    """Return the sentences by part (``PARTS``). With ``held_out``, the test part is that source and nothing else.

    Raises ValueError if a part would be empty.
    """
    found: dict[str, list[Passage]] = {part: [] for part in PARTS}
    for passage in passages:
        found[_part(passage, held_out, shares)].append(passage)
    empty = [part for part in PARTS if not found[part]]
    if empty:
        raise ValueError(f"no sentence falls in {', '.join(empty)}; the corpus is too small, or no source is so called")
    return found


def _part(passage: Passage, held_out: str | None, shares: Sequence[int]) -> str:
    if held_out is not None and passage.source == held_out:
        return "test"
    at = _hundredth(passage.source, passage.topic)
    for part, share in zip(PARTS[1:], shares, strict=True):
        if held_out is not None and part == "test":
            continue
        if at < share:
            return part
        at -= share
    return "train"


def without(passages: Iterable[Passage], beginnings: Sequence[str]) -> list[Passage]:
    """Return the sentences but those of sources whose names begin so."""
    return [p for p in passages if not p.source.startswith(tuple(beginnings))]


def first(passages: Sequence[Passage], count: int) -> list[Passage]:
    """Return ``count`` sentences drawn by the hash of their id: those of a smaller count are among a larger one's."""
    return sorted(passages, key=lambda passage: hashlib.sha256(passage.id.encode()).hexdigest())[:count]


def examples_of(passages: Iterable[Passage]) -> list[Example]:
    """Return the labels that authors wrote, in order."""
    return [example for passage in passages for example in passage.examples]


def epoch(
    passages: Sequence[Passage], making: Making, labels: Labels, seed: int, *, taught: bool = False
) -> list[Example]:
    """Return what one epoch asks, shuffled: each label once, some changed (``making``), and those made beside them.

    ``taught``: also pairs that only a teacher answers.
    """
    draw = random.Random(seed)
    found = []
    for passage in passages:
        for example in passage.examples:
            found.append(_changed(example, making, labels, draw))
            if draw.random() < making.turned and can_turn(example, passage):
                found.append(_blind(_turned(example), making, draw))
        found += [made for made in crossed(passage) if draw.random() < making.crossed]
        if taught:
            found += [made for made in untold(passage) if draw.random() < making.untold]
    draw.shuffle(found)
    return found


def _changed(example: Example, making: Making, labels: Labels, draw: random.Random) -> Example:
    if example.symmetric and draw.random() < 0.5:
        example = replace(example, actor=example.recipient, recipient=example.actor)
    if example.type in labels.no_recipient and example.actor is not None and draw.random() < making.dropped:
        return replace(example, recipient=None, name=f"{example.name}-")
    return _blind(example, making, draw)


def _blind(example: Example, making: Making, draw: random.Random) -> Example:
    return example.unmarked() if example.sole and draw.random() < making.unmarked else example


def _turned(example: Example) -> Example:
    return Example(
        name=f"{example.name}<",
        text=example.text,
        type=NONE,
        actor=example.recipient,
        recipient=example.actor,
        predicate=example.predicate,
    )


def can_turn(example: Example, passage: Passage) -> bool:
    """Say whether the pair the other way round is surely NONE: a one-way act, and no label that speaks of that way."""
    if example.type in MUTUAL | {NONE} or example.symmetric or None in (example.actor, example.recipient):
        return False
    return not any(
        (other.actor, other.recipient) == (example.recipient, example.actor)
        or (other.symmetric and {other.actor, other.recipient} == {example.actor, example.recipient})
        for other in passage.examples
    )


def crossed(passage: Passage) -> list[Example]:
    """Return pairs with a predicate of another pair of the sentence, as NONE.

    Only where the two labels share neither actor nor recipient in the same place: *warned A and B* has one act for two
    pairs, and an author may have written but one of them.
    """
    found = []
    for one in passage.examples:
        for number, other in enumerate(passage.examples):
            strangers = one.actor != other.actor and one.recipient != other.recipient
            apart = all(
                span is None or other.predicate is None or not _touch(span, other.predicate) for span in one.spans
            )
            turned = (one.actor, one.recipient) == (other.recipient, other.actor) and other.symmetric
            if strangers and apart and not turned and other.predicate and other.type != NONE and one.actor:
                found.append(
                    Example(
                        name=f"{one.name}x{number}",
                        text=one.text,
                        type=NONE,
                        actor=one.actor,
                        recipient=one.recipient,
                        predicate=other.predicate,
                        sole=False,
                    )
                )
    return found


def untold(passage: Passage) -> list[Example]:
    """Return pairs of a sentence's parties that no label speaks of in that direction, without predicate; a few each.

    What they do to each other, mostly nothing, nobody wrote down: a teacher tells (Bucila, Caruana & Niculescu-Mizil
    2006, Model Compression, KDD, on cases without labels).
    """
    spans = sorted({span for one in passage.examples for span in one.spans[:2] if span is not None})
    told = {(one.actor, one.recipient) for one in passage.examples}
    told |= {(one.recipient, one.actor) for one in passage.examples if one.symmetric}
    pairs = [(a, b) for a in spans for b in (*spans, None) if a != b and (b is None or not _touch(a, b))]
    found = [
        Example(
            name=f"{passage.id}?{a[0]}-{a[1]}>" + ("" if b is None else f"{b[0]}-{b[1]}"),
            text=passage.examples[0].text,
            type=UNTOLD,
            actor=a,
            recipient=b,
        )
        for a, b in pairs
        if (a, b) not in told
    ]
    return sorted(found, key=lambda one: hashlib.sha256(one.name.encode()).hexdigest())[:UNTOLD_AT_MOST]


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
