"""Articles dated by plans: what one tells as planned and another as done bounds when each was printed.

The article itself stays as it is; this is an interval beside its own, with the reason. An article that tells a plan was
out before the plan was settled; one that tells it carried out came after those that still told it as planned, and, if
it tells it as news, not long after it.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.events.plans import EARLY, LATE, settled_by
from detente.model import Article, Claim, Event, Interval

Date = datetime.date
DATED = datetime.timedelta(days=7)
"""An article known to so many days has a date, and needs none from plans."""

NEWS = datetime.timedelta(days=31)
"""What is told without a date of its own happened within so many days before it was printed."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article may have been printed, as plans tell: narrower than its own interval, with the reasons."""

    article: str
    published: Interval
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bound:
    article: str
    plan: str
    earliest: Date | None
    latest: Date | None
    why: str


def datings(events: Iterable[Event], claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> dict[str, Dating]:
    """Return by its id each article that plans date more narrowly than its own interval does.

    ``events`` are all of a record, ``claims`` and ``articles`` by their ids. A bound that contradicts an earlier one,
    or the article's own interval, is left out.
    """
    by_id = {event.id: event for event in events}
    bounds: dict[str, list[_Bound]] = {}
    for plan in sorted(by_id.values(), key=lambda e: e.id):
        done = by_id.get(settled_by(plan) or "")
        if done is not None and plan.outcome is not None:
            for bound in _bounds(plan, done, claims, articles):
                bounds.setdefault(bound.article, []).append(bound)
    found = {id: _narrowed(articles[id], told) for id, told in sorted(bounds.items()) if not is_dated(articles[id])}
    return {id: dating for id, dating in found.items() if dating is not None}


def _bounds(plan: Event, done: Event, claims: Mapping[str, Claim], articles: Mapping[str, Article]) -> Iterator[_Bound]:
    planning, telling = (
        {articles[claims[c].article].id: claims[c] for c in sorted(e.claims) if c in claims} for e in (plan, done)
    )
    last = done.when.latest if done.when else None
    word = {"fulfilled": "was done", "cancelled": "was called off"}.get(plan.outcome or "", "was put off")
    for id in sorted(planning):
        if last is not None and id not in telling:
            yield _Bound(id, plan.id, None, last, f"it tells as planned what {word} by {last}")
    if plan.outcome != "fulfilled":
        return
    told = max((d for id in planning if (d := articles[id].published.earliest)), default=None)
    start, end = (plan.when.earliest, plan.when.latest) if plan.when else (None, None)
    first = max((d for d in (told, start and start - EARLY) if d), default=None)
    for id, claim in sorted(telling.items()):
        if id not in planning:
            stop = end + LATE + NEWS if end and _is_news(claim, articles[id]) else None
            because = f"it tells as done what was planned for {start or 'an unknown day'}{f' to {end}' if end else ''}"
            yield _Bound(id, plan.id, first, stop, because)


def _is_news(claim: Claim, article: Article) -> bool:
    """Whether a claim's date follows from the article's own: it is as wide, and begins when that begins."""
    when, printed = claim.when, article.published.earliest
    if when is None or when.earliest is None or printed is None:
        return True
    return when.earliest >= printed - NEWS and (when.latest is None or when.latest - when.earliest > NEWS)


def is_dated(article: Article) -> bool:
    """Return whether an article has a date of its own."""
    first, last = article.published.earliest, article.published.latest
    return first is not None and last is not None and last - first <= DATED


def _narrowed(article: Article, bounds: Iterable[_Bound]) -> Dating | None:
    first, last = article.published.earliest, article.published.latest
    why, plans = list(article.published.why), []
    for bound in bounds:
        earliest = max((d for d in (first, bound.earliest) if d), default=None)
        latest = min((d for d in (last, bound.latest) if d), default=None)
        if (earliest, latest) != (first, last) and not (earliest and latest and latest < earliest):
            first, last = earliest, latest
            why.append(f"{bound.why} (plan {bound.plan[:8]})")
            plans.append(bound.plan)
    if not plans:
        return None
    published = dataclasses.replace(
        article.published, earliest=first, latest=last, precision="interval", why=tuple(why)
    )
    return Dating(article.id, published, tuple(plans))
