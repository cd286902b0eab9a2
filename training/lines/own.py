"""The pages that we wrote: stories set into skins, both in ``pages/``, labelled line by line as they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from detente.articles.lines import page_lines
from detente.pages import page_of
from training.lines.corpus import BODY, CAPTION, OTHER, TITLE, Labelled

PAGES = Path(__file__).parent / "pages"
ROUNDS = 6
_LABEL = {"T": TITLE, "C": CAPTION, "S": BODY}
_TAKES = {"@1": 1, "@2": 2, "@P": 99}


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
    """Yield our pages: each skin filled several times, with and without its blank lines."""
    written = stories()
    rng = np.random.default_rng(0)
    for turn in range(ROUNDS):
        for number, skin in enumerate(skins()):
            order = [written[i] for i in rng.permutation(len(written))]
            yield fill(skin, order, f"own-{turn}-{number}", squeezed=bool(rng.random() < 0.3))


def fill(skin: Sequence[str], told: Sequence[Written], name: str, *, squeezed: bool = False) -> Labelled:
    """Return a page made of a skin and as many stories as it takes, without blank lines if ``squeezed``."""
    lines: list[tuple[str, int, int]] = []
    number, left = 0, list(told[0].all("P"))
    for row in skin:
        if row == "@@":
            number, left = number + 1, list(told[number + 1].all("P"))
        elif row in _TAKES:
            take, left = left[: _TAKES[row]], left[_TAKES[row] :]
            for place, paragraph in enumerate(take):
                lines += [("", OTHER, -1)] * (place > 0 and "" in skin) + [(paragraph, BODY, number)]
        elif row.strip("•@ ")[:1] in _LABEL and row.lstrip("• ") in ("@T", "@C", "@S"):
            kind = row[-1]
            lines += [(row.replace(f"@{kind}", text), _LABEL[kind], number) for text in told[number].all(kind)[:1]]
        else:
            lines.append((_headed(row, told[number]), OTHER, -1))
    return _labelled([line for line in lines if line[0] or not squeezed], name)


def _headed(row: str, story: Written) -> str:
    for kind in "WD":
        row = row.replace(f"@{kind}", next(iter(story.all(kind)), ""))
    return row


def _labelled(rows: Sequence[tuple[str, int, int]], name: str) -> Labelled:
    page = page_of("\n".join(text for text, _, _ in rows), media_type="text/plain", name=name)
    lines = page_lines(page)
    told = [row for row in rows if row[0].strip()]
    if len(told) != len(lines):
        raise ValueError(f"{name}: {len(told)} lines were written, {len(lines)} are read")
    labels = np.array([label for _, label, _ in told], np.int64)
    places = np.array([story for _, _, story in told], np.int64)
    return Labelled(name, name, "own", page, lines, labels, places, np.ones(len(lines), bool))
