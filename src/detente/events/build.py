"""Claims about one happening become one event: a pure function of the claims, whatever their order."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from detente.events.consensus import event
from detente.events.pairing import Cluster, block_key, is_tight
from detente.events.plans import link_plans
from detente.model import Article, Claim, Event, Judgement


def events(claims: Sequence[Claim], articles: Iterable[Article], judgements: Sequence[Judgement] = ()) -> list[Event]:
    """Merge claims into events and link plans to what became of them; sorted by date, then id.

    Claims are grouped by dyad and type (near-linear), then joined where their dates overlap and nothing that
    identifies the happening contradicts. A claim judged wrong is left out. The result does not depend on the order of
    the input.
    """
    wrong = {j.target for j in judgements if j.verdict == "wrong"}
    by_article = {a.id: a for a in articles}
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id not in wrong:
            blocks[block_key(claim)].append(claim)
    clusters = [cluster for block in blocks.values() for cluster in _clusters(block)]
    built = [(event(cluster.claims, by_article), cluster.persons()) for cluster in clusters]
    linked = link_plans([e for e, _ in built], horizon(by_article.values()), {e.id: named for e, named in built})
    return sorted(linked, key=lambda e: (_first_day(e), e.id))


def horizon(articles: Iterable[Article]) -> datetime.date | None:
    """Return the latest day that the record is known to reach: the newest article's latest possible date."""
    days = [a.published.latest or a.published.earliest for a in articles]
    return max((d for d in days if d is not None), default=None)


def _clusters(block: list[Claim]) -> list[Cluster]:
    """Join the claims of a block in a fixed order: the best dated first, so that vague ones find their place.

    A claim dated too loosely to tell two happenings apart joins only where one alone fits it.
    """
    clusters: list[Cluster] = []
    for claim in sorted(block, key=_tightness):
        homes = list(itertools.islice((c for c in clusters if c.takes(claim)), 1 if is_tight(claim.when) else 2))
        if len(homes) == 1:
            homes[0].add(claim)
        else:
            clusters.append(Cluster(claim))
    return clusters


def _tightness(claim: Claim) -> tuple[int, str, str]:
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return (10**6, "", claim.id)
    return ((when.latest - when.earliest).days, when.earliest.isoformat(), claim.id)


def _first_day(found: Event) -> str:
    if found.when is None or found.when.earliest is None:
        return "9999-99-99"
    return found.when.earliest.isoformat()
