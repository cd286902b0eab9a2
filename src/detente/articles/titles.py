"""Office-holders called by their title: 'President X', 'Defence Minister Gen. Y', 'Z, the foreign minister'."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Tenure

# Posts of which a bare surname says little: many bear them.
_LESSER_ROLES = frozenset({"spokesperson", "other", "deputy", "envoy", "ambassador", "leader", "speaker"})
_VAGUE_TITLES = frozenset(
    {
        "chief executive", "chief of staff", "director", "governor", "leader", "chairman", "head", "spokesman",
        "spokeswoman", "spokesperson", "press secretary", "envoy", "special envoy", "commander", "chief",
    }
)  # fmt: skip
_RANK = re.compile(
    r"(?:(?:Lt|Maj|Brig|Gen|General|Adm|Admiral|Rear|Vice|Col|Colonel|Lieutenant|Major|Capt|Cmdr|Army|Navy|Marine|"
    r"Field|Marshal|Dr|Mr|Mrs|Ms|Sheikh|Sheik|Prince|Ayatollah|Sir|Sen|Rev)\.?(?:-General)?\s+)+$"
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w-]*(?: (?:(?:bin|al|van|der|de|von|el|ben|ibn|da|du|abu) )*[A-ZÀ-ÖØ-Þ][\w.-]*){0,4}")
_CALENDAR = re.compile(
    r" (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|"
    r"September|October|November|December)\b.*"
)
_PAST = re.compile(
    r"\b(?:former|ex|late|then|incoming|past|previous|designate|elect|one-time|onetime|longtime|outgoing|next|"
    r"prospective|nominee|candidate|presumptive|future|ousted|deposed)\b[- ]",
    re.I,
)
_LESSER = re.compile(
    r"\b(?:vice|deputy|assistant|shadow|acting|first|foreign|council|commission|"
    r"parliament|senate|under|associate)[ -]*$"
)
_APPOSED = re.compile(r"\s*,\s+(?P<before>(?:[\w.'-]+ ){0,5}?)$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A title as the text writes it (folded; empty for a bare full name), and the terms of those whom both fit."""

    title: str
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class _Post:
    tenure: Tenure
    titles: tuple[str, ...]


Index = dict[str, tuple[_Post, ...]]
_CACHE: dict[int, tuple[Register, Index]] = {}


def tenure_index(register: Register) -> Index:
    """Return the terms by every name of their holder; kept for as long as the register is the same object."""
    kept = _CACHE.get(id(register))
    if kept is None or kept[0] is not register:
        names: dict[str, list[_Post]] = defaultdict(list)
        for person in register.persons():
            posts = [_Post(t, _titles(t)) for t in register.tenures_of(person.id)]
            for name in sorted({fold(n) for n in (person.name, *person.aka, *person.surnames)}):
                names[name].extend(post for post in posts if " " in name or post.tenure.role not in _LESSER_ROLES)
        kept = _CACHE[id(register)] = (register, {name: tuple(posts) for name, posts in names.items() if posts})
    return kept[1]


def titled(sentence: str, index: Index) -> Iterator[Hit]:
    """Yield the terms for each name that has a title right before or after it, or is written in full."""
    for match in _NAME.finditer(sentence):
        name = match.group()
        words = (_CALENDAR.sub("", name) if " " in name else name).split()
        folded = [fold(word) for word in words]
        for first in range(len(words)):
            hit = _longest((words, folded), first, sentence, match.start(), index)
            if hit:
                yield hit
                break


def fold(text: str) -> str:
    """Return a text in lower case without accents, as names and titles are compared."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def _longest(name: tuple[list[str], list[str]], first: int, sentence: str, offset: int, index: Index) -> Hit | None:
    """Return what the longest name from word ``first`` on hits; ``name`` holds the words, as written and folded."""
    words, folded = name
    for last in range(len(words), first, -1):
        key = " ".join(folded[first:last]).rstrip(".")
        key = key.removesuffix("'s")
        if key not in index or (last - first == 1 and last < len(words)):
            continue
        before = sentence[:offset] + "".join(word + " " for word in words[:first])
        after = sentence[offset + len(" ".join(words[:last])) :]
        hit = _before(before, index[key]) or (_after(after, index[key]) if last - first > 1 else None)
        if hit:
            return hit
        if last - first > 1:
            return Hit("", tuple(post.tenure for post in index[key]))
    return None


def _before(before: str, posts: tuple[_Post, ...]) -> Hit | None:
    tail = fold(_RANK.sub("", before[-90:])).rstrip()
    best = ""
    for post in posts:
        for title in post.titles:
            if len(title) > len(best) and tail.endswith(title) and _is_whole(tail, title):
                best = title
    if not best or _PAST.search(tail[-len(best) - 24 :] + " ") or _LESSER.search(tail[: len(tail) - len(best)]):
        return None
    return Hit(best, tuple(dict.fromkeys(p.tenure for p in posts if best in p.titles)))


def _is_whole(tail: str, title: str) -> bool:
    left = tail[: len(tail) - len(title)]
    return not left or not (left[-1].isalnum() or left[-1] in "_-")


def _after(after: str, posts: tuple[_Post, ...]) -> Hit | None:
    """Return what a title set behind the name says: 'X, the country's foreign minister, said'."""
    if not after.startswith(","):
        return None
    told = fold(after[:80])
    best, at = "", 0
    for post in posts:
        for title in post.titles:
            where = told.find(title)
            ended = not told[where + len(title) : where + len(title) + 1].isalnum()
            if where > 0 and ended and len(title) > len(best) and _APPOSED.fullmatch(told[:where]):
                best, at = title, where
    if not best or _PAST.search(told[:at]) or _LESSER.search(told[:at]):
        return None
    return Hit(best, tuple(dict.fromkeys(p.tenure for p in posts if best in p.titles)))


def _titles(tenure: Tenure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in map(fold, (tenure.title, *tenure.aliases)) if t not in _VAGUE_TITLES))
