"""What the words of a claim's evidence give to compare: stems of its content words, and the numbers it tells."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente.articles import body_text
from detente.articles.credits import credit_of
from detente.model import Article, Claim, Page
from detente.reading.times.vocabulary import words

STEM = 6
"""Letters kept of a word: "missile" and "missiles", "expelled" and "expelling" are then the same. Taking endings off
first made no difference to our labelled pairs (log-loss .268 for .267)."""

REACH = 4
"""Words that may stand between a number and the word of death it belongs to: "killed at least another 39"."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year"
_COMMON = (
    "the and for with from that this these those has have had was were are been being will would could should may "
    "might its his her their they them she him who whom which what when where while after before over under into "
    "onto out off about against between during since until than then there here also but not nor all any some "
    "more most other another such only own same both each few said says say told tells tell added according new"
)
_EMPTY = frozenset(word[:STEM] for text in (_MONTHS, _DAYS, _COMMON) for word in text.split())
_TIMES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")
_WORDS = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+|[;:]")
_DEATH = re.compile(r"\b(?:kill(?:ed|s|ing)?|dead|die[ds]?|dying|deaths?|toll|fatalities|slain)\b", re.I)
_POSTPONED = re.compile(
    r"\b(?:postpon\w+|delay(?:s|ed|ing)?|defer(?:s|red|ring)?|reschedul\w+|later date"
    r"|put(?:s|ting)? (?:\w+ \w+ )?off|push(?:es|ed|ing)? (?:\w+ \w+ )?back)\b",
    re.I,
)
_SERIES = re.compile(
    r"\b(?:so far|to date|in total|altogether|all told|repeatedly|daily|every (?:day|week|month)|almost every"
    r"|a (?:series|string|wave|spate|succession) of|(?:several|many|countless|dozens? of|\d+|two|three|four|five) times"
    r"|(?:over|in|during|for) the (?:past|last) (?:\w+ )?(?:days|weeks|months|years|decades?)"
    r"|(?:days|weeks|months|years|decades) of)\b",
    re.I,
)
_SINCE = re.compile(r"\bsince\b", re.I)
_FIRST = re.compile(r"\b(?:first|largest|worst|deadliest|biggest|heaviest|last)\b", re.I)
_HURT = frozenset({"wounded", "hurt", "injured", "missing"})
# A number beside one of these is a day, a clock's hour or a stretch of time, which the claim's interval tells already.
_CALENDAR = frozenset(f"{_MONTHS} hours hour days weeks months years minutes minute am pm day week month year".split())


def evidence_words(
    claims: Iterable[Claim], articles: Iterable[Article], pages: Iterable[Page]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of each claim's evidence by its id, and by article the agency whose text it says it prints.

    Of the pages one at a time is needed.
    """
    claims_of, articles_of = defaultdict[str, list[Claim]](list), defaultdict[str, list[Article]](list)
    for claim in claims:
        claims_of[claim.page].append(claim)
    for article in articles:
        articles_of[article.page].append(article)
    said, credits = dict[str, str](), dict[str, str]()
    for page in pages:
        for claim in claims_of.get(page.id, ()):
            said[claim.id] = " ".join(page.text[span.start : span.end] for span in claim.evidence)
        for article in articles_of.get(page.id, ()):
            if agency := credit_of(body_text(article, page.text), article.byline):
                credits[article.id] = agency
    return said, credits


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a word's first letters in lower case, or nothing for one that tells nothing."""
    cut = word.lower()[:STEM]
    return "" if cut in _EMPTY else cut


def stems(text: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Return the stems of a text's content words, those of the names ``without`` left out."""
    found = {stem(word) for word in _WORD.findall(text)}
    for name in without:
        found.difference_update(stem(word) for word in _WORD.findall(name))
    found.discard("")
    return frozenset(found)


def numbers(text: str) -> frozenset[int]:
    """Return the numbers above two that a text tells, in figures or words; years, days and hours are left out."""
    tokens = _TOKEN.findall(text.lower().replace("-", " "))
    return frozenset(value for value, _, _ in _told(tokens) if value > 2)


def toll(text: str) -> int | None:
    """Return how many dead a text tells of, ``None`` if it gives no number of them: the one nearest to such a word."""
    if not _DEATH.search(text):
        return None
    tokens = _WORDS.findall(text.lower().replace("-", " "))
    deaths = [at for at, token in enumerate(tokens) if _DEATH.fullmatch(token)]
    if not deaths:
        return None
    near = []
    for value, start, end in _told(tokens):
        if (end < len(tokens) and tokens[end] in _HURT) or (start and tokens[start - 1] == "no"):
            continue
        away = min(start - at if at < start else at - end for at in deaths)
        if away <= REACH:
            near.append((away, -value))
    return -min(near)[1] if near else None


def tells_series(text: str) -> bool:
    """Whether a text tells of many acts together: "since May", "several times", "so far"; not "the worst since May"."""
    return _SERIES.search(text) is not None or (_SINCE.search(text) is not None and _FIRST.search(text) is None)


def postpones(text: str) -> bool:
    """Whether a text says that something is put off to a later day."""
    return _POSTPONED.search(text) is not None


def _told(tokens: list[str]) -> Iterator[tuple[int, int, int]]:
    """Yield each number with its first token and the one after its last."""
    at = 0
    while at < len(tokens):
        value, used = _number(tokens, at)
        beside = {tokens[at - 1] if at else "", tokens[at + used] if at + used < len(tokens) else ""}
        if used and not beside & _CALENDAR and not (used == 1 and 1900 <= value <= 2100):
            yield value, at, at + used
        at += max(used, 1)


def _number(tokens: list[str], at: int) -> tuple[int, int]:
    """The number that begins at a token, and how many tokens tell it."""
    value, used = _simple(tokens[at])
    if not used:
        return 0, 0
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if 20 <= value < 100 and value % 10 == 0 and not tokens[at][0].isdigit() and 0 < _small().get(after, 0) < 10:
        value, used = value + _small()[after], 2
    while at + used < len(tokens) and tokens[at + used] in _TIMES:
        value, used = value * _TIMES[tokens[at + used]], used + 1
    return int(value), used


def _simple(token: str) -> tuple[float, int]:
    if token[0].isdigit():
        return float(token.replace(",", "")), 1
    return (float(_small()[token]), 1) if token in _small() else (0.0, 0)


@functools.cache
def _small() -> dict[str, int]:
    """Numbers below a hundred by their one word."""
    return {word: value for word, value in words().numbers.items() if word not in _TIMES}
