"""Our labelled happenings as claims and articles: the compact text of events_gold.txt made into records.

The file's head tells its form. Stories are read apart, so that a part (dev or held) holds whole ones.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from detente.model import Actor, Article, Block, Claim, Interval, Place, Span, Stance, Status, Voice, content_id

GOLD = Path(__file__).with_name("events_gold.txt")
STATUSES: tuple[Status, ...] = ("occurred", "ongoing", "planned", "negated", "hypothetical")
OWN = {  # armed groups and organisations: the state they belong to, and their sector
    "houthis": ("YEM", "REB"),
    "taliban": ("AFG", "REB"),
    "m23": ("COD", "REB"),
    "farc": ("COL", "REB"),
    "spla-io": ("SSD", "REB"),
    "alshabaab": ("SOM", "REB"),
    "islamic-jihad": ("PSE", "REB"),
    "lashkar": ("PAK", "REB"),
    "jihadists": (None, "REB"),
    "united-nations": (None, "IGO"),
    "european-union": (None, "IGO"),
}
_HEAD = re.compile(r"= (\S+) ([A-Z]+)/(\S*) (\S+) (>|<>) ?(.*)")
_STORY = re.compile(r"## (\S+) (\d{4}) (dev|held)")
_CLAIM = re.compile(r"(\w+)@(\w+) \| ([^|]*)\|([^|]*)\| (.+)")


@dataclass(slots=True)
class Labelled:
    """The claims and articles of one part, each claim's label and words by its id."""

    claims: list[Claim] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def labelled(part: str, path: Path = GOLD) -> Labelled:
    """Return one part of the gold, dev or held. Raises ValueError naming a line that is not in its form."""
    found = Labelled()
    places: dict[str, Place] = {}
    story, year, kept = "", "", False
    head: dict[str, str] = {}
    for line in _lines(path):
        if line.startswith("@ "):
            name, country, lat, lon = line[2:].split()
            places[name] = Place(None, name, country, float(lat), float(lon), len(places) + 1)
        elif told := _STORY.fullmatch(line):
            story, year, kept = told[1], told[2], told[3] == part
        elif told := _HEAD.fullmatch(line):
            head = _happening(told)
        elif told := _CLAIM.fullmatch(line):
            if kept:
                _add(found, told, _Context(story, year, head, places))
        else:
            raise ValueError(f"{path.name}: not in the form that its head tells: {line}")
    return found


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not re.match(r"#(?!#)", line):
            yield line.strip()


def _happening(told: re.Match[str]) -> dict[str, str]:
    said = {"label": told[1], "t": f"{told[2]}/{told[3]}", "a": told[4], "r": "", "st": "occurred", "way": told[5]}
    for word in told[6].split():
        key, is_set, value = word.partition("=")
        if is_set:
            said[key] = value
        else:
            said["st" if word in STATUSES else "r"] = word
    return said


@dataclass(frozen=True, slots=True)
class _Context:
    story: str
    year: str
    head: dict[str, str]
    places: dict[str, Place]


def _add(found: Labelled, told: re.Match[str], context: _Context) -> None:
    said = dict(context.head)
    said |= dict(word.split("=", 1) for word in told[4].split())
    article = _article(told[1], told[2], said, context)
    found.articles.setdefault(article.id, article)
    n = len(found.claims)
    if said.get("h"):
        headline = (Block("headline", Span(n * 100, n * 100 + 99)),)
        found.articles[article.id] = dataclasses.replace(found.articles[article.id], blocks=headline)
    claim = _claim(article, told[3].strip(), said, context, n)
    found.claims.append(claim)
    found.labels[claim.id] = f"{context.story}/{said['label']}"
    found.words[claim.id] = told[5]


def _article(outlet: str, told: str, said: dict[str, str], context: _Context) -> Article:
    published = _days(said.get("pub") or told, context.year) or Interval(None, None)
    id = f"{context.story}/{outlet}@{told}"
    copied = f"{context.story}/{said['cp']}" if said.get("cp") else None
    return Article(id, f"page-{id}", 0, None, None, outlet.title(), published, "en", (), copied)


def _claim(article: Article, when: str, said: dict[str, str], context: _Context, n: int) -> Claim:
    kind, _, mode = said["t"].partition("/")
    actors, recipients = _actors(said["a"]), _actors(said["r"])
    at = context.places.get(said.get("at", ""))
    return Claim(
        id=content_id(article.id, n),
        page=article.page,
        article=article.id,
        evidence=(Span(n * 100, n * 100 + 90),),
        predicate=Span(n * 100, n * 100 + 5),
        actors=actors,
        recipients=recipients,
        symmetric=said["way"] == "<>" or (len(actors) > 1 and not recipients),
        type=kind,
        mode=mode or None,
        contexts=(),
        quad="",
        intensity=0.0,
        cameo=None,
        status=next(s for s in STATUSES if s == said["st"]),
        voices=(*_voices(said.get("v")), Voice(None, "outlet", None, article.outlet, None, "asserts")),
        when=_days(when, context.year),
        where=at,
        confidence=0.8,
        object=said.get("o") or None,
    )


def _voices(told: str | None) -> tuple[Voice, ...]:
    if not told:
        return ()
    name, _, stance = told.partition(":")
    found: Stance = "denies" if stance == "denies" else "alleges" if stance == "alleges" else "asserts"
    return (Voice(Span(0, 1), "official", name, name, None, found),)


def _actors(told: str) -> tuple[Actor, ...]:
    return tuple(_actor(word) for word in told.split("+") if word not in ("", "?"))


def _actor(word: str) -> Actor:
    if word in OWN:
        country, sector = OWN[word]
        return Actor(Span(0, 1), word, word, country, sector)
    country, _, person = word.partition("/")
    if person:
        return Actor(Span(0, 1), f"{country.lower()}-{person}", person.title(), country, "GOV", "office")
    return Actor(Span(0, 1), country.lower(), None, country, "GOV")


def _days(told: str, year: str) -> Interval | None:
    first, _, last = told.rstrip("~").partition("-")
    earliest, latest = _day(first, year), _day(last or first, year)
    if earliest and latest and earliest > latest:  # over the turn of the year
        earliest = earliest.replace(year=earliest.year - 1)
    if not (earliest or latest):
        return None
    if told.endswith("~"):
        return Interval(earliest, latest, why=("news of the day",))
    return Interval(earliest, latest, text="told")


def _day(told: str, year: str) -> datetime.date | None:
    if not told.isdigit():
        return None
    whole = told if len(told) == 8 else year + told
    return datetime.date(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
