"""A whole merge whose claims and events lie in files: the events of ``events``, byte for byte, in a part of its memory.

Pages are taken in one after the other. What stays in memory of a claim is its place in the order of merging, what it is
found by and its cluster; its facts are read from a file when it is compared, those used last being at hand. Since
claims are merged in the order of their days, they mostly are.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.events.building import Built, build, credited, first_day, horizon, with_rivalry
from detente.events.clustering import Clusters, leaders
from detente.events.corrections import corrected
from detente.events.differences import Difference, is_deed, rivals
from detente.events.facts import Facts, Order, facts_of
from detente.events.growing import no_search_for_cycles
from detente.events.headlines import Headlines
from detente.events.judging import judged, regroup, settle
from detente.events.plans import link_plans, plan_key, settling_keys
from detente.events.spool import Spool, Spooled
from detente.events.wording import evidence_words
from detente.model import Article, Claim, Date, Event, Interval, Judgement, Page


@dataclass(frozen=True, slots=True)
class _Kept:
    """An event as it was built, and by claim the day by which its article was surely out."""

    built: Built
    known: dict[str, Date]


class Stream:
    """Claims taken in page by page, then merged; ``folder`` is where its files lie, which go with the process.

    ``copy_of`` maps the article of a copy to its original.
    """

    def __init__(self, judgements: Iterable[Judgement], copy_of: Mapping[str, str], folder: Path | None = None) -> None:
        self._settled = settle(judgements)
        self._copy_of = copy_of
        self._copied = frozenset(copy_of.values())
        self._facts = Spool(Facts, folder)
        self._as_read = Spool(Claim, folder, near=0)
        self._kept = Spool(_Kept, folder, near=0)
        self._articles = Spool(Article, folder)
        self._horizon: Date | None = None
        self._orders: list[Order] = []
        self._by_root: dict[str, list[str]] = defaultdict(list)
        self._first: dict[str, str] = {}
        self._linked: dict[str, Event] = {}
        self._rivals: dict[str, Difference] = {}

    def take(self, page: Page, stories: Iterable[Article], claims: Sequence[Claim]) -> None:
        """Take in a page, with all of its articles and claims."""
        told = [dataclasses.replace(a, copy_of=self._copy_of.get(a.id)) for a in stories]
        words, credits = evidence_words(claims, told, [page])
        by_id = {a.id: credited(a, credits) for a in told}
        facts = {c.id: self._facts_of(c, by_id, words) for c in claims if c.id not in self._settled.wrong}
        for id, one in Headlines().as_told(facts).items():
            if one is not facts[id]:
                self._as_read.put(id, facts[id].claim)
            self._facts.put(id, one)
            self._orders.append(one.order)
            if one.root in self._copied:
                self._by_root[one.root].append(id)
        for id, article in by_id.items():
            self._articles.put(id, _counted(article))
        days = (horizon(by_id.values()), self._horizon)
        self._horizon = max((day for day in days if day is not None), default=None)

    def merge(self) -> None:
        """Merge what was taken in."""
        with no_search_for_cycles():
            deeds: dict[str, Sequence[Facts]] = {}
            plans: set[object] = set()
            for group in self._groups():
                event = self._build(list(group))
                self._first[event.id] = sys.intern(first_day(event)[0])
                if event.status == "planned":
                    plans.add(plan_key(event))
                if is_deed(group[0]):
                    deeds[event.id] = group
            self._rivals = rivals(deeds)
            self._link(plans)

    def __iter__(self) -> Iterator[Event]:
        """Yield the events by id."""
        return (self._event(id) for id in sorted(self._kept))

    def told(self) -> Iterator[tuple[Event, Mapping[str, Date]]]:
        """Yield the events by date, then id, and by claim the day by which its article was surely out."""
        for id in sorted(self._first, key=lambda id: (self._first[id], id)):
            yield self._event(id), self._kept[id].known

    def claim(self, id: str) -> Claim:
        """Return a claim as it was read, and as people corrected it."""
        return self._as_read[id] if id in self._as_read else self._facts[id].claim

    def _facts_of(self, claim: Claim, articles: Mapping[str, Article], words: Mapping[str, str]) -> Facts:
        fields = self._settled.fields.get(claim.id)
        said = corrected(claim, fields) if fields else claim
        return facts_of(said, articles.get(claim.article), words.get(claim.id, ""))

    def _groups(self) -> Iterator[Sequence[Facts]]:
        """Yield the members of each happening, as people judged them."""
        followers: dict[str, str] = {}
        for ids in self._by_root.values():
            followers |= leaders([self._facts[id] for id in ids])
        clusters = Clusters(lambda: Spooled(self._facts), once=True)
        clusters.merge(self._facts[id] for id in self._in_order() if id not in followers)
        following: dict[str, list[Order]] = defaultdict(list)
        for id, leader in followers.items():
            following[clusters.home(leader)[0].claim.id].append(self._facts[id].order)
        named = {claim for pair in (*self._settled.same, *self._settled.different) for claim in pair}
        touched: list[list[Facts]] = []
        for members in clusters:
            ids = [f.claim.id for f in members]
            group = Spooled(self._facts, [*ids, *(order[-1] for order in sorted(following.get(ids[0], ())))])
            if named.isdisjoint(group.ids):
                yield group
            else:
                touched.append(list(group))
        yield from regroup(touched, self._settled)

    def _in_order(self) -> Iterator[str]:
        """Yield the claims in the order of merging, and forget it."""
        self._orders.sort(reverse=True)
        while self._orders:
            yield self._orders.pop()[-1]

    def _build(self, members: Sequence[Facts]) -> Event:
        said = judged(members, self._settled) if self._settled.holding else ()
        built = build(members, self._articles, said)
        outs = {f.claim.id: self._articles[f.claim.article].published.latest for f in members}
        self._kept.put(built.event.id, _Kept(built, {id: day for id, day in outs.items() if day is not None}))
        return built.event

    def _link(self, plans: set[object]) -> None:
        """Link the plans; of the events only those are looked at that are plans, or may have settled one."""
        bare, told = [], {}
        for id in self._kept:
            built = self._kept[id].built
            if built.event.status == "planned" or not plans.isdisjoint(settling_keys(built.event)):
                bare.append(
                    dataclasses.replace(built.event, claims=(), outlets=(), accounts=(), scores=(), contexts=())
                )
                told[id] = built.told
        linked = link_plans(bare, self._horizon, told)
        self._linked = {e.id: e for e in linked if e.outcome or e.plan}
        self._first |= {id: first_day(event)[0] for id, event in self._linked.items()}

    def _event(self, id: str) -> Event:
        found = with_rivalry(self._kept[id].built.event, self._rivals.get(id), self._facts, self._articles)
        linked = self._linked.get(id)
        if linked is None:
            return found
        scores = (*found.scores, *linked.scores)
        return dataclasses.replace(found, plan=linked.plan, outcome=linked.outcome, when=linked.when, scores=scores)


def _counted(article: Article) -> Article:
    """What is needed of an article beside its claims: who prints it, from whom, and when."""
    when = Interval(article.published.earliest, article.published.latest)
    return dataclasses.replace(article, page="", headline=None, published=when, blocks=())
