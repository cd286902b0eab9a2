"""Articles made by program to find copies among: copies as outlets make them, and pairs that only look like copies."""

from __future__ import annotations

import datetime
import functools
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.shared import ROOT
from detente.model import Article, Interval, content_id

DAY = datetime.date(2024, 3, 4)
_SWAPS = {
    "said": "stated", "talks": "discussions", "visit": "trip", "meet": "see", "will": "would", "minister": "Minister",
    "also": "further", "which": "that", "country": "nation", "first": "opening", "the": "this", "a": "one",
}  # fmt: skip
_FRAME = (
    "The report was carried by this newspaper with the leave of its author and was shortened where space was wanting.",
    "Readers who follow the region will recall that our own columnists have argued about little else since the spring.",
)
_MARKET = (
    "Shares in Norland closed {a} on {day} as investors weighed the central bank's next step. The Ostvik index of {n} "
    "companies ended at {x} points, {a} {y} percent. Banks were {a} {z} percent and shippers {b} {w} percent. Turnover "
    "came to {v} million crowns. The crown traded at {u} to the dollar. Analysts at Strait Capital said that they "
    "expected trading to stay within a narrow range until the bank's meeting. Oil was {b} at {t} dollars a barrel."
)
_WEATHER = (
    "The weather service of Lune expects a {sky} day on {day} with highs of {x} degrees on the coast and {y} in the "
    "hills. Winds from the {side} will reach {z} kilometres an hour in the strait. Ferries are expected to run as "
    "planned. Nights stay {sky} with lows near {w} degrees. Drivers are asked to take care on the mountain roads. "
    "The outlook for the rest of the week is {sky} with a chance of rain of {v} percent."
)
Edit = Callable[[list[str], random.Random], list[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, what was done to the one to make the other, and whether that leaves a copy."""

    kind: str
    is_copy: bool
    first: str
    second: str


@functools.cache
def example_texts() -> tuple[str, ...]:
    """Return the sentences' lines of each example page that is text, so that the pairs don't move with our reading."""
    pages = sorted((ROOT / "examples" / "pages").glob("*.txt"))
    bodies = [[line.strip() for line in page.read_text(encoding="utf-8").splitlines()] for page in pages]
    prose = ["\n".join(dict.fromkeys(line for line in body if _is_prose(line))) for body in bodies]
    return tuple(text for text in prose if len(text.split()) >= 80 and text.count("\n") >= 3)


def _is_prose(line: str) -> bool:
    return len(line.split()) >= 12 and line.endswith((".", '."', ".”"))


def labelled() -> Iterator[Pair]:
    """Yield the labelled pairs, always the same."""
    draw = random.Random(5)
    texts = example_texts()
    for text in texts:
        for kind, edit in COPIES.items():
            yield Pair(kind, True, text, "\n".join(edit(text.split("\n"), draw)))
    for n, text in enumerate(texts):
        for other in texts[n + 1 :]:
            yield Pair("another story, of the same quarrel or visit", False, text, other)
        following = texts[(n + 1) % len(texts)].split("\n")
        yield Pair("a follow-up with the old background", False, text, _follow_up(text.split("\n"), following))
        yield Pair("one new paragraph above much old background", False, text, "\n".join(_headed(text, following)))
        yield Pair("a story that quotes one paragraph", False, text, "\n".join([*following, text.split("\n")[1]]))
    for kind, form in (("the next day's market report", _MARKET), ("the next day's weather report", _WEATHER)):
        reports = [_filled(form, draw) for _ in range(30)]
        for one, other in itertools.pairwise(reports):
            yield Pair(kind, False, one, other)


def _headed(text: str, following: list[str]) -> list[str]:
    old = text.split("\n")
    return [following[0], *old[len(old) // 2 :]]


def _follow_up(old: list[str], new: list[str]) -> str:
    """A new lead of as many words as the background, which is the old story's second half."""
    background = old[len(old) // 2 :]
    words = sum(len(p.split()) for p in background)
    lead: list[str] = []
    while new and sum(len(p.split()) for p in lead) < words:
        lead.append(new[len(lead) % len(new)] if len(lead) < len(new) else "")
        if len(lead) >= len(new):
            break
    return "\n".join([*lead, *background])


def _cut(share: float) -> Edit:
    def edit(paragraphs: list[str], _: random.Random) -> list[str]:
        words = share * sum(len(p.split()) for p in paragraphs)
        kept: list[str] = []
        while sum(len(p.split()) for p in kept) < words:
            kept.append(paragraphs[len(kept)])
        return kept

    return edit


def _edited(every: int) -> Edit:
    def edit(paragraphs: list[str], draw: random.Random) -> list[str]:
        return [" ".join(_word(w, draw) if draw.random() < 1 / every else w for w in p.split()) for p in paragraphs]

    return edit


def _word(word: str, draw: random.Random) -> str:
    return _SWAPS.get(word) or draw.choice(("", f"{word} meanwhile", word.lower() + "s"))


def _placed(paragraphs: list[str], _: random.Random) -> list[str]:
    return [f"OSTVIK, March 4 (AFP) - {paragraphs[0].split(' - ')[-1]}", *paragraphs[1:], "(AFP)"]


def _framed(paragraphs: list[str], _: random.Random) -> list[str]:
    return [_FRAME[1], *paragraphs, _FRAME[0]]


def _set_anew(paragraphs: list[str], _: random.Random) -> list[str]:
    text = " ".join(paragraphs).replace("'", "’").replace("ğ", "g").replace("ü", "u")
    return [text.replace('"', "“")]


def _all_at_once(paragraphs: list[str], draw: random.Random) -> list[str]:
    return _framed(_placed(_edited(25)(_cut(0.5)(paragraphs, draw), draw), draw), draw)


def _reworked(paragraphs: list[str], draw: random.Random) -> list[str]:
    return _framed(_edited(12)(_cut(0.5)(paragraphs, draw), draw), draw)


COPIES: dict[str, Edit] = {
    "its lead only": _cut(0.2),
    "cut to half": _cut(0.5),
    "another dateline and a credit": _placed,
    "a paragraph added above and below": _framed,
    "one word in 25 changed": _edited(25),
    "one word in 12 changed": _edited(12),
    "one paragraph, other quote marks, no accents": _set_anew,
    "cut to half, edited, dateline, framed": _all_at_once,
    "one word in 8 changed": _edited(8),
    "cut to half, one word in 12 changed, framed": _reworked,
}


def _filled(form: str, draw: random.Random) -> str:
    figures = {letter: f"{draw.uniform(1, 90):.1f}" for letter in "tuvwxyz"}
    words = {"a": draw.choice(("up", "down")), "b": draw.choice(("up", "down")), "n": "40"}
    words |= {"sky": draw.choice(("clear", "cloudy", "mild")), "side": draw.choice(("north", "west"))}
    return form.format(**figures, **words, day=draw.choice(("Monday", "Tuesday", "Thursday")))


def collection(size: int) -> Iterator[tuple[Article, str]]:
    """Yield a made news collection: six in ten texts of their own, three copies of late ones, one with old background.

    The texts of their own are the examples' words in another order, so that they share words and no sentences.
    """
    draw = random.Random(7)
    words = [text.split() for text in example_texts()]
    lately: list[list[str]] = []
    for number in range(size):
        kind = draw.random() if lately else 0.0
        if kind < 0.6:
            paragraphs = _shuffled(draw.choice(words), draw)
        elif kind < 0.9:
            paragraphs = draw.choice(list(COPIES.values()))(draw.choice(lately), draw)
        else:
            old = draw.choice(lately)
            paragraphs = [*_shuffled(draw.choice(words), draw), *old[len(old) // 2 :]]
        lately = [*lately[-199:], paragraphs] if kind < 0.6 else lately
        yield story(number, DAY + datetime.timedelta(days=number // 500)), "\n".join(paragraphs)


def _shuffled(words: list[str], draw: random.Random) -> list[str]:
    mixed = draw.sample(words, len(words))
    return [" ".join(mixed[start : start + 45]) for start in range(0, len(mixed), 45)]


def story(number: int, day: datetime.date) -> Article:
    """Return an article of a day, without headline and outlet."""
    name = content_id("made", number)
    return Article(name, f"page {number}", 0, None, None, None, Interval(day, day), "en", ())
