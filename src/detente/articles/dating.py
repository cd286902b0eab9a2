"""When a story was published: an interval that holds the day, and the reasons for it.

What the user or the page says goes first (metadata, a date line under the headline, the address, a lone notice of
publication). Else the text is asked: each clue allows some days, and what all allow is the answer
(``ranges.solved``). The day of the run is no clue. Story dates that don't come from metadata are those of the main
story on the page only.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.articles.clue_datelines import dateline_clues
from detente.articles.clue_offices import office_clues
from detente.articles.clues import caption_clues, sentences_of, text_clues
from detente.articles.drafts import Story
from detente.articles.lines import Line
from detente.articles.odds import likely
from detente.articles.ranges import DAWN, DUSK, Clue, Range, intersected, solved, until
from detente.articles.terms import term_clues
from detente.model import Interval, Page
from detente.pages.dates import date_in_url, find_dates
from detente.reading.actors.register import Register

_HEADER_WORDS = 14
_NEWS = frozenset({"date", "caption", "year", "happening", "topic", "spell"})
_NEAR = datetime.timedelta(days=31)
_CUT = datetime.timedelta(days=16)
_NOTICES = 2  # when it was published and when updated; more belong to a list of stories


def date_story(page: Page, story: Story, *, register: Register, as_of: datetime.date | None) -> Interval:
    """Return the interval of a story's publication, with its reasons in words.

    Sides that nothing bounds are ``None``. ``as_of`` bounds the end if nothing else does.
    """
    if story.is_main and page.published is not None:
        return _with_reason(page.published, "metadata")
    if stated := _stated(_date_lines(story), "at the headline"):
        return stated
    if story.is_main and page.uri and (in_url := date_in_url(page.uri)):
        return replace(in_url, why=(f"the address carries the date {in_url.text.strip('/_-') if in_url.text else ''}",))
    if len(story.notices) <= _NOTICES and (noticed := _stated(story.notices, "that tells of its publication")):
        return noticed
    return _inferred(page, story, register, as_of)


def _with_reason(interval: Interval, reason: str) -> Interval:
    if interval.why:
        return interval
    return replace(interval, why=(f"{reason}: published {interval.text or interval.earliest}",))


def _stated(lines: Iterable[Line], where: str) -> Interval | None:
    """Return the date that lines state; of several, the interval from first to last."""
    found = [date.interval for line in lines for date in find_dates(line.text)]
    days = [day for interval in found for day in (interval.earliest, interval.latest) if day]
    if not days:
        return None
    text = found[0].text
    if len(found) > 1 and max(days) != min(days):
        why = f"the lines {where} are dated {found[0].text} and {found[-1].text}"
        return Interval(min(days), max(days), "interval", text, (why,))
    return Interval(min(days), max(days), found[0].precision, text, (f"the line {where} is dated {text}",))


def _date_lines(story: Story) -> Iterator[Line]:
    head = story.headline.i if story.headline else -1
    below = [line for line in story.header if line.i > head and _may_date(line)]
    yield from below or [line for line in story.header if line.i < head and _may_date(line)]


def _may_date(line: Line) -> bool:
    return line.kind == "meta" and len(line.words) <= _HEADER_WORDS


def _inferred(page: Page, story: Story, register: Register, as_of: datetime.date | None) -> Interval:
    clues = list(_clues(page, story, register))
    days, used, dropped = solved(clues)
    earliest = None if days[0][0] == DAWN else days[0][0]
    latest = None if days[-1][1] == DUSK else days[-1][1]
    why = [clue.why for clue in used]
    kept = [clue for clue in clues if clue not in dropped]
    if narrower := likely(kept, days):
        first, last = _narrowed(narrower, days)
        if (first, last) != (earliest, latest):
            telling = [
                clue for clue in kept if clue.kind in _NEWS and (clue.stale or clue.ranges[0][0]) >= first - _NEAR
            ]
            why.append(_assumed(telling, first if first != earliest else None, last if last != latest else None))
        earliest, latest = first, last
    if as_of is not None and (latest is None or latest > as_of) and (earliest is None or earliest <= as_of):
        latest = as_of
        why.append(f"it was read as of {as_of}")
    why += [f"left out, since it contradicts the rest: {clue.why}" for clue in dropped]
    precision = "day" if earliest is not None and earliest == latest else "interval"
    return Interval(earliest, latest, precision, None, tuple(dict.fromkeys(why)) or ("nothing on the page bounds it",))


def _narrowed(window: Range, days: Sequence[Range]) -> Range:
    """Return the first and last day within the window that logic allows; a cut of some days is not worth telling."""
    within = intersected([window], days) or (window,)
    first, last = within[0][0], within[-1][1]
    near_first, near_last = first - max(days[0][0], DAWN + _CUT) <= _CUT, min(days[-1][1], DUSK - _CUT) - last <= _CUT
    return (days[0][0] if near_first else first), (days[-1][1] if near_last else last)


def _assumed(telling: list[Clue], earliest: datetime.date | None, latest: datetime.date | None) -> str:
    """Return the reason of a bound that no word of the text gives: news is mostly about what is new."""
    bounds = " and ".join(
        f"{word} {day}" for word, day in (("not before", earliest), ("not after", latest)) if day is not None
    )
    newest = max(telling, key=lambda clue: clue.stale or clue.ranges[0][0], default=None)
    told = f"; the newest that it tells: {newest.why}" if newest else ""
    return f"assumed, since news is mostly about what is new: {bounds}{told}"


def _clues(page: Page, story: Story, register: Register) -> Iterator[Clue]:
    paragraphs = [line.text for line in story.body]
    yield from dateline_clues(paragraphs)
    if story.headline:
        paragraphs.insert(0, story.headline.text)
    sentences = sentences_of(paragraphs)
    yield from text_clues(sentences)
    captions = [line.text for line in story.captions]
    yield from caption_clues(captions)
    yield from term_clues(sentences, register)
    yield from office_clues(sentences, register)
    if page.retrieved is not None:
        yield until(page.retrieved, 6, f"the page was retrieved on {page.retrieved}")
