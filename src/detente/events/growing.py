"""Events that are kept up to date: what is new is merged into what was merged before.

The result is that of a whole merge, byte for byte. Only claims that are new, or whose article or correction changed,
are worked out again, with the claims that these touch and the events that change.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.events.building import Built, build, credited, first_day, horizon, with_rivalry
from detente.events.clustering import Clusters, leaders
from detente.events.corrections import corrected
from detente.events.differences import rivals
from detente.events.facts import Facts, facts_of
from detente.events.headlines import Headlines
from detente.events.judging import Settled, judged, regroup, settle
from detente.events.plans import link_plans
from detente.model import Article, Claim, Event, Judgement, Score

Fields = Mapping[str, Mapping[str, str]]

RESTART = 0.25
"""From this share of changed claims on a whole merge is quicker: nothing needs to be decided twice."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An event as it was built, from which members, with which judgements."""

    members: Sequence[Facts]
    built: Built
    judged: tuple[Score, ...]


class Growing:
    """A merge that remembers: called like ``events`` with all claims each time, it works out what changed.

    A claim's content goes by its id. Whoever keeps it keeps the claims in memory; it travels to other processes empty.
    """

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._facts: dict[str, Facts] = {}
        self._fields: Fields = {}
        self._headlines = Headlines()
        self._told: dict[str, Facts] = {}
        self._placed: dict[str, Facts] = {}
        self._clusters = Clusters()
        self._built: dict[str, _Kept] = {}

    def __reduce__(self) -> tuple[type[Growing], tuple[()]]:
        return (Growing, ())

    def __call__(
        self,
        claims: Sequence[Claim],
        articles: Iterable[Article],
        judgements: Sequence[Judgement] = (),
        *,
        words: Mapping[str, str] | None = None,
        credits: Mapping[str, str] | None = None,
    ) -> list[Event]:
        """Return the events of these claims; see ``events``."""
        with no_search_for_cycles():
            return self._merged(claims, articles, judgements, words, credits)

    def _merged(
        self,
        claims: Sequence[Claim],
        articles: Iterable[Article],
        judgements: Sequence[Judgement],
        words: Mapping[str, str] | None,
        credits: Mapping[str, str] | None,
    ) -> list[Event]:
        by_article = {a.id: credited(a, credits or {}) for a in articles}
        settled = settle(judgements)
        self._take_in([c for c in claims if c.id not in settled.wrong], by_article, words or {}, settled.fields)
        self._told = self._headlines.as_told(self._facts)
        followers = leaders(list(self._told.values()))
        self._place(followers)
        built = [self._event(members, settled) for members in regroup(self._groups(followers), settled)]
        self._built = {one.members[0].claim.id: one for one in built}
        happened = self._with_rivals(built)
        told = {one.built.event.id: one.built.told for one in built}
        linked = link_plans(happened, horizon(by_article.values()), told)
        return sorted(linked, key=first_day)

    def _take_in(
        self, claims: Sequence[Claim], articles: dict[str, Article], words: Mapping[str, str], fields: Fields
    ) -> None:
        """Work out what is compared of the claims that are new, corrected, or in an article that is not as before."""
        same = {id for id, article in articles.items() if self._articles.get(id) == article}
        before, self._articles = self._facts, articles
        recorrected = {id for id in {*fields, *self._fields} if fields.get(id) != self._fields.get(id)}
        self._facts, self._fields = {}, fields
        for claim in claims:
            known = before.get(claim.id) if claim.article in same and claim.id not in recorrected else None
            self._facts[claim.id] = known or facts_of(
                corrected(claim, fields[claim.id]) if claim.id in fields else claim,
                articles.get(claim.article),
                words.get(claim.id, ""),
            )

    def _place(self, followers: Mapping[str, str]) -> None:
        placed = {id: f for id, f in self._told.items() if id not in followers}
        added = [f for id, f in placed.items() if self._placed.get(id) is not f]
        removed = [f for id, f in self._placed.items() if placed.get(id) is not f]
        if len(added) + len(removed) > RESTART * len(placed):
            self._clusters = Clusters()
            added, removed = list(placed.values()), []
        self._clusters.update(added, removed)
        self._placed = placed

    def _groups(self, followers: Mapping[str, str]) -> list[list[Facts]]:
        """The members of each cluster, and then the claims of copies that go with one of them."""
        following: dict[str, list[Facts]] = {}
        for one in sorted((self._told[id] for id in followers), key=lambda f: f.order):
            founder = self._clusters.home(followers[one.claim.id])[0]
            following.setdefault(founder.claim.id, []).append(one)
        return [[*members, *following.get(members[0].claim.id, ())] for members in self._clusters]

    def _event(self, members: Sequence[Facts], settled: Settled) -> _Kept:
        known = self._built.get(members[0].claim.id)
        said = judged(members, settled) if settled.holding else ()
        if known is not None and known.members == members and known.judged == said:
            return known
        return _Kept(members, build(members, self._articles, said), said)

    def _with_rivals(self, built: Sequence[_Kept]) -> list[Event]:
        """The events, those with scores of whom others say that they did the same deed."""
        found = rivals({one.built.event.id: one.members for one in built})
        events = (one.built.event for one in built)
        return [with_rivalry(e, found.get(e.id), self._told, self._articles) for e in events]


@contextlib.contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Let Python look for no garbage in circles meanwhile: merging makes none, and the search took a fifth of it."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()
