"""Numbers in words, and how many a vague one may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.times.vocabulary import words


@dataclass(frozen=True, slots=True)
class Count:
    """A number as TIMEX3 writes it (``X`` for a vague one), and the least and most that it may be."""

    text: str
    least: float
    most: float

    @property
    def exact(self) -> int | None:
        """The whole number, or ``None``."""
        return int(self.least) if self.least == self.most and self.least == int(self.least) else None


def count(text: str | None) -> Count:
    """Return the number that the words mean; no words mean one."""
    said = re.sub(r"\s+", " ", (text or "one").lower()).removesuffix(" more")
    if said in words().vague:
        return Count("X", *words().vague[said])
    if said.startswith("half"):
        return Count("0.5", 0.5, 0.5)
    if said == "a dozen":
        return Count("12", 12, 12)
    if re.match(r"(?:an?|one|another)(?: |$)", said) and "hundred" not in said:
        return Count("1", 1, 1)
    if said[0].isdigit():
        value = float(re.sub(r",(?=\d{3}\b)", "", said).replace(",", "."))
        return _plain(value)
    return _plain(_in_words(said))


def ordinal(text: str) -> int:
    """Return the number of an ordinal: "third" or "3rd"."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else words().ordinals[text.lower()]


def _plain(value: float) -> Count:
    return Count(f"{value:g}" if value < 1_000_000 else str(int(value)), value, value)


def _in_words(said: str) -> float:
    total = 0
    for word in re.split(r"[- ]", said):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += words().numbers.get(word, 0)
    return float(total)
