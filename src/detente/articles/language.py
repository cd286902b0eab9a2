"""Which language a text is in; only English is read."""

from __future__ import annotations

import functools

from detente.articles.furniture import load_furniture
from detente.data import load_yaml

_ENGLISH_STOP_SHARE = 0.12
_SAMPLE = 20_000


def language_of(text: str, *, min_letters: int) -> str:
    """Return the ISO 639-1 code of a text's language; texts with fewer letters are taken as English.

    English function words outvote the classifier (py3langid), which names-heavy news leads astray.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < min_letters:
        return "en"
    words = sample.lower().split()
    stop = load_furniture().stop_words
    if sum(word.strip(".,;:!?\"'“”’()") in stop for word in words) >= _ENGLISH_STOP_SHARE * len(words):
        return "en"
    import py3langid

    return str(py3langid.classify(sample)[0])


def language_name(code: str) -> str:
    """Return a language's English name, or its code if it has none here."""
    return _names().get(code, code)


@functools.cache
def _names() -> dict[str, str]:
    return load_yaml("detente.articles", "languages.yaml", dict[str, str])
