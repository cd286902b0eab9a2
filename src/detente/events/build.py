"""Claims about one happening become one event: a pure function of the claims, whatever their order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from detente.events.clustering import clusters
from detente.events.consensus import event
from detente.events.facts import facts_of
from detente.events.plans import link_plans
from detente.model import Article, Claim, Event, Judgement


def events(
    claims: Sequence[Claim],
    articles: Iterable[Article],
    judgements: Sequence[Judgement] = (),
    *,
    words: Mapping[str, str] | None = None,
) -> list[Event]:
    """Merge claims into events and link plans to what became of them; sorted by date, then id.

    ``words`` gives the words of each claim's evidence by its id; without them claims are compared by the rest. A claim
    judged wrong is left out. The result does not depend on the order of the input.
    """
    wrong = {j.target for j in judgements if j.verdict == "wrong"}
    by_article = {a.id: a for a in articles}
    said = words or {}
    facts = (facts_of(c, by_article.get(c.article), said.get(c.id, "")) for c in claims if c.id not in wrong)
    found = clusters(facts)
    built = [event(members, by_article) for members in found]
    persons = {e.id: frozenset().union(*(f.doers for f in members)) for e, members in zip(built, found, strict=True)}
    linked = link_plans(built, horizon(by_article.values()), persons)
    return sorted(linked, key=lambda e: (_first_day(e), e.id))


def horizon(articles: Iterable[Article]) -> datetime.date | None:
    """Return the latest day that the record is known to reach: the newest article's latest possible date."""
    days = [a.published.latest or a.published.earliest for a in articles]
    return max((d for d in days if d is not None), default=None)


def _first_day(found: Event) -> str:
    if found.when is None or found.when.earliest is None:
        return "9999-99-99"
    return found.when.earliest.isoformat()
