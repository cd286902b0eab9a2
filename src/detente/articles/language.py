"""Which language a text is in; only English is read.

Lines are weighed by their letters. A line is English if English function words that other languages don't use make up
enough of it; what is left is told by py3langid. So names-heavy news stays English, an English story under an Arabic
menu too, and romanised Hindi does not become English.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from detente.data import load_yaml

UNKNOWN = "und"
"""ISO 639's code for a language that nobody can tell."""

_FILE = "languages.yaml"
_SAMPLE = 20_000
_ENGLISHES = ("en", "pcm")  # rows of names and captions are taken for Nigerian Pidgin
_FEW_LETTERS = 600
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH_WORDS = 8  # of 11,018 lines of English news with 20 words and more, 2% have less than the share below
_SHARE = 0.1
_ENGLISH_PAGE = 0.3  # a French page with English notices has less, an English story between French menus more
_LOOSE_SHARE = 0.015  # of texts that the classifier calls English: tables of results keep some "the" and "of"


@dataclass(frozen=True, slots=True)
class Languages:
    """``names``: English names by ISO 639-1 code; ``english``: function words of English and of few others."""

    names: dict[str, str]
    english: frozenset[str]


def language_of(text: str, *, min_letters: int, said: str | None = None) -> str:
    """Return the ISO 639-1 code of a text's language, ``und`` if it can't be told and is not English.

    A text with fewer letters than ``min_letters`` is in the language that is ``said`` (a code, as metadata have it),
    else English if it is in Latin letters. A longer one is in the language it is in, whatever is said: pages' templates
    say "en" of everything.
    """
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()]
    counted = [_counted(line) for line in lines]
    letters = sum(line.letters for line in counted)
    if letters < min_letters:
        return said or ("en" if _is_latin(text[:_SAMPLE]) or not letters else _classified(text[:_SAMPLE]))
    english = sum(line.letters for line in counted if line.is_english)
    if english >= _ENGLISH_PAGE * letters:
        return "en"
    found = _classified("\n".join(line for line in lines if not is_english(line)))
    if found != "en" and not (found in _ENGLISHES and letters < _FEW_LETTERS):
        return found
    return "en" if said == "en" or _share(counted) >= _LOOSE_SHARE else UNKNOWN


def foreign_lines(lines: Sequence[str], *, min_letters: int) -> dict[int, str]:
    """Return the numbers of lines in another language, with its code, in a text that is English as a whole.

    Lines are taken for foreign only in a run of two or more that holds twice ``min_letters`` letters, since one line of
    names is soon taken for Basque.
    """
    found: dict[int, str] = {}
    for english, group in itertools.groupby(enumerate(lines), key=lambda item: is_english(item[1])):
        run = list(group)
        counted = [_counted(line) for _, line in run] if not english and len(run) > 1 else []
        if sum(line.letters for line in counted) >= max(1, 2 * min_letters) and _share(counted) < _LOOSE_SHARE:
            text = "\n".join(line for _, line in run)
            code = _classified(text)
            found |= dict.fromkeys((number for number, _ in run), code) if code not in _ENGLISHES else {}
    return found


def is_english(line: str) -> bool:
    """Whether a line of eight words or more is surely English."""
    return _counted(line).is_english


def language_name(code: str) -> str:
    """Return a language's English name, or its code if it has none here."""
    return _languages().names.get(code, code)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A line's letters and words, those of them that are English function words, and whether these make it English."""

    letters: int
    words: int
    english: int
    is_english: bool


@functools.lru_cache(maxsize=1_000)  # a page's lines are asked for three times: as a page's, a story's, one by one
def _counted(line: str) -> _Counted:
    words = list(map(str.lower, _WORD.findall(line)))
    english = list(filter(_languages().english.__contains__, words))
    enough = len(words) >= _ENOUGH_WORDS and len(english) >= _SHARE * len(words) and len(set(english)) > 1
    return _Counted(sum(map(str.isalpha, line)), len(words), len(english), enough)


def _share(lines: Sequence[_Counted]) -> float:
    return sum(line.english for line in lines) / max(1, sum(line.words for line in lines))


def _is_latin(text: str) -> bool:
    """Whether most letters are Latin; asks for the names of few, since that is slow."""
    letters = [c for c in text if c.isalpha()][:400]
    return sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters) * 2 >= len(letters)


def _classified(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text)[0])


@functools.cache
def _languages() -> Languages:
    return load_yaml("detente.articles", _FILE, Languages)
