"""The pages that we wrote: stories set into skins, both in ``pages/``, labelled line by line as they are made."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from detente.articles.lines import page_lines
from detente.articles.topic import stem_of
from detente.pages import page_of
from training.lines.corpus import BODY, CAPTION, OTHER, TITLE, Labelled

PAGES = Path(__file__).parent / "pages"
ROUNDS = 6
_LABEL = {"T": TITLE, "C": CAPTION, "S": BODY}
_TAKES = {"@1": 1, "@2": 2, "@P": 99}
_SET_IN = re.compile(r"(?:[•] |[\w ]+: )?@([TCS])")
_SAID = "@C="
_SQUEEZED = 0.3
_WRAPPED = 0.12
_KIN = 0.5


@dataclass(frozen=True, slots=True)
class Written:
    """One of our stories: its lines by kind."""

    lines: dict[str, list[str]] = field(default_factory=dict)

    def all(self, kind: str) -> list[str]:
        """Return the lines of a kind: T headline, S standfirst, W writer, D date, C captions, P paragraphs."""
        return self.lines.get(kind, [])


def stories(path: Path = PAGES / "stories.txt") -> list[Written]:
    """Return our stories in the file's order."""
    found: list[Written] = [Written()]
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line:
            found.append(Written())
        elif not line.startswith("#"):
            found[-1].lines.setdefault(line[0], []).append(line[2:])
    return [story for story in found if story.lines]


def skins(path: Path = PAGES / "skins.txt") -> list[list[str]]:
    """Return the skins, each a list of lines."""
    text = path.read_text(encoding="utf-8").split("\n")
    lines = [line for line in text if not line.startswith("#")]
    return [skin.strip("\n").split("\n") for skin in "\n".join(lines).split("\n---\n")]


def own_pages() -> Iterator[Labelled]:
    """Yield our pages: each skin filled several times, with and without its blank lines, some with broken lines."""
    written = stories()
    rng = np.random.default_rng(0)
    for turn in range(ROUNDS):
        for number, skin in enumerate(skins()):
            order = [written[i] for i in rng.permutation(len(written))]
            if rng.random() < _KIN:
                order[1:] = sorted(order[1:], key=lambda story: -_shared(order[0], story))
            width = int(rng.integers(48, 80)) if rng.random() < _WRAPPED else None
            yield fill(skin, order, f"own-{turn}-{number}", squeezed=bool(rng.random() < _SQUEEZED), width=width)


def _shared(one: Written, other: Written) -> float:
    left, right = _stems(one), _stems(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def _stems(story: Written) -> frozenset[str]:
    words = (word.strip('.,:;?!"“”‘’()') for kind in "TSP" for line in story.all(kind) for word in line.split())
    return frozenset(stem for word in words if word and (stem := stem_of(word)))


def fill(
    skin: Sequence[str], told: Sequence[Written], name: str, *, squeezed: bool = False, width: int | None = None
) -> Labelled:
    """Return a page made of a skin and as many stories as it takes.

    Without blank lines if ``squeezed``; with lines broken at ``width`` characters, as in scans and mails, if given.
    """
    lines: list[tuple[str, int, int]] = []
    number, left = 0, list(told[0].all("P"))
    spaced = "" in skin or width is not None
    for row in skin:
        if row == "@@":
            number, left = number + 1, list(told[number + 1].all("P"))
        elif row in _TAKES:
            take, left = left[: _TAKES[row]], left[_TAKES[row] :]
            for place, paragraph in enumerate(take):
                lines += [("", OTHER, -1)] * (place > 0 and spaced) + [(paragraph, BODY, number)]
        elif row.startswith(_SAID):
            lines.append((row.removeprefix(_SAID), CAPTION, number))
        elif found := _SET_IN.fullmatch(row):
            kind = found[1]
            lines += [(row.replace(f"@{kind}", text), _LABEL[kind], number) for text in told[number].all(kind)[:1]]
        else:
            lines.append((_headed(row, told[number]), OTHER, -1))
    broken = [(part, *rest) for text, *rest in lines for part in _broken(text, width)]
    return _labelled([line for line in broken if line[0] or not squeezed], name)


def _broken(text: str, width: int | None) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False) or [""] if width else [text]


def _headed(row: str, story: Written) -> str:
    for kind in "WDT":
        row = row.replace(f"@{kind}", next(iter(story.all(kind)), ""))
    return row


def _labelled(rows: Sequence[tuple[str, int, int]], name: str) -> Labelled:
    """Label a page's lines by the rows that they begin in: of text broken at one width, lines are whole paragraphs."""
    page = page_of("\n".join(text for text, _, _ in rows), media_type="text/plain", name=name)
    lines = page_lines(page, unwrap=False)
    starts = np.cumsum([0, *(len(text) + 1 for text, _, _ in rows)])
    told = [rows[int(np.searchsorted(starts, line.start, side="right")) - 1] for line in lines]
    labels = np.array([label for _, label, _ in told], np.int64)
    places = np.array([story for _, _, story in told], np.int64)
    return Labelled(name, name, "own", page, lines, labels, places, np.ones(len(lines), bool))
