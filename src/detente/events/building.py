"""An event as its members make it, with what is needed of them to link plans and to tell rival accounts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.events.consensus import event
from detente.events.differences import Difference, score
from detente.events.facts import Facts
from detente.events.plans import Telling
from detente.model import Article, Date, Event, Score


@dataclass(frozen=True, slots=True)
class Built:
    """An event before plans are linked, and how it is told."""

    event: Event
    told: Telling


def build(members: Sequence[Facts], articles: Mapping[str, Article], said: tuple[Score, ...]) -> Built:
    """Build the event of some claims; ``said`` are the scores of what people judged of them."""
    built = event(members, articles)
    if said:
        built = dataclasses.replace(built, scores=(*built.scores, *said))
    return Built(built, _telling(members, articles))


def with_rivalry(
    happened: Event, difference: Difference | None, facts: Mapping[str, Facts], articles: Mapping[str, Article]
) -> Event:
    """Return an event with the score of whom others say that they did the same deed, if any do."""
    if difference is None:
        return happened
    told = {id for version in difference.versions for id in version.claims}
    return dataclasses.replace(
        happened, scores=(*happened.scores, score(difference, (facts[id] for id in told), articles))
    )


def credited(article: Article, credits: Mapping[str, str]) -> Article:
    """Return an article as its sources are counted: an agency's text is by the agency."""
    return dataclasses.replace(article, byline=credits[article.id]) if article.id in credits else article


def horizon(articles: Iterable[Article]) -> Date | None:
    """Return the latest day that the record is known to reach: the newest article's latest possible date."""
    days = [a.published.latest or a.published.earliest for a in articles]
    return max((d for d in days if d is not None), default=None)


def first_day(found: Event) -> tuple[str, str]:
    """Return what events are sorted by: the first day of each, then its id."""
    if found.when is None or found.when.earliest is None:
        return ("9999-99-99", found.id)
    return (found.when.earliest.isoformat(), found.id)


def _telling(members: Sequence[Facts], articles: Mapping[str, Article]) -> Telling:
    told = [articles[f.claim.article] for f in members if f.claim.article in articles]
    return Telling(
        persons=frozenset().union(*(f.doers | f.others if f.claim.symmetric else f.doers for f in members)),
        articles=frozenset(f.root for f in members),
        first=min((a.published.earliest for a in told if a.published.earliest), default=None),
        postponed=any(f.postpones for f in members),
    )
