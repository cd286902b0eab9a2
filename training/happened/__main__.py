"""Fit the weights of ``detente.reading.voices.happening`` on ``sentences.txt``, or cross-validate them.

    python -m training.happened check     each tenth of the sentences judged by weights that saw none of it
    python -m training.happened           writes src/detente/reading/voices/happening.yaml

The sentences were written to show what is hard; running text has more plain facts. So the classes weigh unequally
(``BALANCE``). No yardstick is read here; the coder has not seen the sentences either.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.reading.codes import Question, load_network
from detente.reading.language import parse_text
from detente.reading.voices import happening
from detente.reading.voices.happening import CLASSES, Numbers, coder_signs, digest, signs

SENTENCES = Path(__file__).with_name("sentences.txt")
WRITTEN = Path(happening.__file__).with_name("happening.yaml")
BALANCE = {"yes": 2.0, "no": 1.0, "open": 1.0}
STRENGTH = 0.1
FOLDS = 10
LEAST = 0.01
_MARK = re.compile(r"\*([^*\s]+)\*([-+?])")
_JUDGED = {"+": "yes", "-": "no", "?": "open"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its judged words: (start, end, one of ``CLASSES``)."""

    text: str
    words: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One judged word: its signs, the judgement, and which sentence it stands in."""

    signs: dict[str, float]
    judged: str
    sentence: int


def sentences(path: Path = SENTENCES) -> Iterator[Sentence]:
    """Yield the sentences of a file, their marks taken out. Raises ValueError, with the line, for a stray asterisk."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        text, at, words = "", 0, []
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            words.append((len(text), len(text) + len(mark[1]), _JUDGED[mark[2]]))
            text, at = text + mark[1], mark.end()
        text += line[at:]
        if "*" in text:
            raise ValueError(f"{path.name}, line {number}: an asterisk that marks no word; write *word*+, - or ?")
        yield Sentence(text, tuple(words))


def rows() -> Iterator[Row]:
    """Yield the judged words with their signs; auxiliaries, which the parser hangs on another verb, are left out."""
    network = load_network()
    for number, sentence in enumerate(sentences()):
        parsed = parse_text(sentence.text)
        for start, end, judged in sentence.words:
            token = parsed.tokens_between(start, end)[0]
            if token.dep not in ("aux", "auxpass"):
                answer = network.ask([Question(sentence.text, None, None, (start, end))])[0]
                yield Row(signs(parsed, token, coder_signs(answer)), judged, number)


def model() -> Any:
    """Return the regression, unfitted."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, class_weight=BALANCE, max_iter=5000)


def check(found: list[Row]) -> None:
    """Print F1 of each class, each tenth of the sentences judged by a fit on the others."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.model_selection import GroupKFold, cross_val_predict

    table = DictVectorizer().fit_transform([row.signs for row in found])
    wanted = np.array([row.judged for row in found])
    folds = {"groups": np.array([row.sentence for row in found]), "cv": GroupKFold(FOLDS)}
    told = cross_val_predict(model(), table, wanted, **folds)
    scores = {}
    for name in CLASSES:
        both = Counter(wanted)[name] + Counter(told)[name]
        scores[name] = 2 * int(((wanted == name) & (told == name)).sum()) / max(1, both)
    print(f"{len(found)} words; F1", *(f"{name} {score:.3f}" for name, score in scores.items()))
    print(f"macro F1 {sum(scores.values()) / len(scores):.3f}")


def fit(found: list[Row]) -> tuple[Numbers, dict[str, Numbers]]:
    """Return the numbers to start from and those of each sign that weighs anything."""
    from sklearn.feature_extraction import DictVectorizer

    vectors = DictVectorizer()
    fitted = model().fit(vectors.fit_transform([row.signs for row in found]), [row.judged for row in found])
    order = [list(fitted.classes_).index(name) for name in CLASSES]
    rounded = np.round(fitted.coef_[order].T, 3).tolist()
    named = dict(zip(vectors.get_feature_names_out().tolist(), map(tuple, rounded), strict=True))
    weighty = {name: numbers for name, numbers in named.items() if max(map(abs, numbers)) >= LEAST}
    start: Any = tuple(np.round(fitted.intercept_[order], 3).tolist())
    return start, weighty


def write(start: Numbers, found: dict[str, Numbers]) -> None:
    """Write ``happening.yaml``."""
    lines = [
        "# Written by python -m training.happened: what each sign weighs for yes, no and open (see happening.py).",
        f"sentences: {hashlib.sha256(SENTENCES.read_bytes()).hexdigest()}",
        f"sha256: {digest(start, found)}",
        f"start: {list(start)}",
        "signs:",
        *(f"  {name!r}: {list(numbers)}" for name, numbers in sorted(found.items())),
    ]
    WRITTEN.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write, or check."""
    found = list(rows())
    if sys.argv[1:] == ["check"]:
        check(found)
    else:
        write(*fit(found))
        print(f"{WRITTEN}: fitted on {len(found)} words")


if __name__ == "__main__":
    main()
