"""Headlines tell news in the tense of plans: "X visits Y", "X to visit Y"; the body tells whether it was done.

A headline's plan without a date of its own is taken for the act that its article's body tells as done just before it
was printed, by the same sides, if the body tells no such plan.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from detente.events.facts import Facts
from detente.events.likeness import kin

RECENT = 7
"""Days before printing within which a headline's news is: a body also tells of the last visit, years ago."""


class Headlines:
    """The headlines' claims as their articles' bodies tell them; remembers what it gave, so that it stays the same."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[Facts, Facts, Facts]] = {}

    def as_told(self, facts: Mapping[str, Facts]) -> dict[str, Facts]:
        """Return the facts by claim, those of headlines' plans that are news in the place of what they were."""
        wanted = [f for f in facts.values() if f.headline and f.guessed and f.claim.status == "planned"]
        if not wanted:
            self._given = {}
            return dict(facts)
        articles = {f.claim.article for f in wanted}
        bodies: dict[str, list[Facts]] = defaultdict(list)
        for one in facts.values():
            if one.claim.article in articles and not one.headline:
                bodies[one.claim.article].append(one)
        given: dict[str, tuple[Facts, Facts, Facts]] = {}
        for one in wanted:
            news = _news(one, bodies[one.claim.article])
            if news is not None:
                before = self._given.get(one.claim.id)
                same = before is not None and before[0] is one and before[1] is news
                given[one.claim.id] = before if before and same else (one, news, _retold(one, news))
        self._given = given
        return {id: given[id][2] if id in given else f for id, f in facts.items()}


def _news(headline: Facts, body: Iterable[Facts]) -> Facts | None:
    """The best dated claim of the body that tells as done what a headline tells as planned."""
    alike = [f for f in body if _alike(headline, f)]
    if any(f.pending for f in alike):
        return None
    return min((f for f in alike if _recent(f)), key=lambda f: f.order, default=None)


def _alike(headline: Facts, other: Facts) -> bool:
    a, b = headline.claim, other.claim
    sides = headline.actors | headline.recipients
    return (
        kin(a.type, b.type)
        and len(sides) > 1
        and sides == other.actors | other.recipients
        and (a.symmetric or b.symmetric or headline.actors == other.actors or a.type == b.type == "CONSULT")
        and (a.mode == b.mode or not a.mode or not b.mode)
        and (
            not headline.doers
            or not other.doers
            or bool((headline.doers | headline.others) & (other.doers | other.others))
        )
    )


def _recent(one: Facts) -> bool:
    return one.days is None or one.printed is None or one.days[1] >= one.printed - RECENT


def _retold(headline: Facts, news: Facts) -> Facts:
    claim = dataclasses.replace(headline.claim, status=news.claim.status, when=news.claim.when)
    order = (headline.order[0], news.order[1], news.order[2], news.order[3], headline.order[4])
    return dataclasses.replace(
        headline, claim=claim, pending=news.pending, days=news.days, span=news.span, guessed=news.guessed, order=order
    )
