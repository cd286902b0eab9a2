"""What the claims of one event agree on, how far they do, and how far to believe it."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from detente.events.clustering import COMPARED
from detente.events.differences import differences, score
from detente.events.facts import Facts, parties
from detente.events.likeness import FEATURES, merging, told
from detente.events.sources import outlet_of, source, sources, stance
from detente.model import Account, Article, Claim, Event, Interval, Place, Score, Stance, Status, content_id

STANCES: tuple[Stance, ...] = ("asserts", "alleges", "denies", "declines")
START = FEATURES["one"]
HAPPENED: frozenset[Status] = frozenset({"occurred", "ongoing"})
# What told claims of one event make of it together: a happening outweighs its denial, which shows as contested.
STATUS_ORDER: tuple[Status, ...] = ("occurred", "ongoing", "negated", "planned", "hypothetical")


def event(members: Sequence[Facts], articles: Mapping[str, Article]) -> Event:
    """Build the event of some claims, in the order in which they joined; ``articles`` by id give outlets and copies."""
    ordered = sorted((f.claim for f in members), key=lambda c: c.id)
    own = [f.claim for f in sorted(members, key=lambda f: f.claim.id) if f.claim.article == f.root]
    best = max(own or ordered, key=lambda c: (c.confidence, c.id))
    actors, recipients = parties(best.actors), parties(best.recipients)
    accounts = _accounts(ordered)
    vouching = sources(ordered, articles)
    contested = _contested(accounts, ordered)
    believed = _belief(ordered, articles, contested)
    mode = _commonest(c.mode for c in ordered)
    return Event(
        id=content_id("event", *(c.id for c in ordered)),
        type=best.type,
        mode=mode,
        contexts=tuple(sorted({x for c in ordered for x in c.contexts})),
        quad=best.quad,
        intensity=next((c.intensity for c in ordered if c.mode == mode), best.intensity),
        actors=actors,
        recipients=recipients,
        symmetric=best.symmetric,
        object=_commonest(c.object for c in ordered),
        when=_when(own or ordered, {f.claim.id for f in members if f.guessed}),
        where=_where(ordered),
        status=_status(ordered, best.type),
        claims=tuple(c.id for c in ordered),
        outlets=tuple(sorted({o for c in ordered if (o := outlet_of(c, articles))})),
        independent_sources=len(vouching),
        contested=contested,
        accounts=accounts,
        belief=believed,
        scores=(
            Score("belief", believed, _belief_reason(vouching, contested)),
            *joined(members),
            *(score(difference, members, articles) for difference in differences(members)),
        ),
    )


def _accounts(claims: Sequence[Claim]) -> tuple[Account, ...]:
    by_stance: dict[Stance, list[str]] = defaultdict(list)
    for claim in claims:
        by_stance[stance(claim)].append(claim.id)
    return tuple(Account(s, tuple(by_stance[s])) for s in STANCES if s in by_stance)


def _contested(accounts: tuple[Account, ...], claims: Sequence[Claim]) -> bool:
    stances = {a.stance for a in accounts}
    happened = {c.status for c in claims if stance(c) != "denies"}
    told_both_ways = bool(happened & HAPPENED) and "negated" in happened
    return "denies" in stances or told_both_ways


def _belief(claims: Sequence[Claim], articles: Mapping[str, Article], contested: bool) -> float:
    """Chance that it is as told: 1 - the chance that every independent source errs, halved where it is contested."""
    best: dict[str, float] = defaultdict(float)
    for claim in claims:
        if stance(claim) != "denies":
            vouching = source(claim, articles)
            best[vouching] = max(best[vouching], claim.confidence * (0.6 if stance(claim) == "alleges" else 0.9))
    wrong = 1.0
    for confidence in best.values():
        wrong *= 1.0 - confidence
    return round((1.0 - wrong) * (0.5 if contested else 1.0), 3)


def _belief_reason(vouching: set[str], contested: bool) -> str:
    many = "one source" if len(vouching) == 1 else f"{len(vouching)} independent sources"
    return f"{many}{', contested' if contested else ''}"


def joined(members: Sequence[Facts]) -> tuple[Score, ...]:
    """Return why the claims were taken for one happening: the mean chance of their pairs, and what weighed most.

    Each claim is held against the first one; nothing is returned for a single claim. A copy's claim needs no reason.
    """
    first, *others = members[:COMPARED]
    pairs = [told(first, other) for other in others if other.claim.article == other.root]
    if not any(pairs):
        return ()
    weight: dict[str, float] = defaultdict(float)
    for name, value in itertools.chain.from_iterable(pairs):
        weight[name] += value / len(pairs)
    chance = 1 / (1 + math.exp(-sum(weight.values())))
    most = sorted(weight.items(), key=lambda item: (-abs(item[1]), item[0]))
    for_it = [name for name, value in most if value > 0 and name != START][:4]
    against = [name for name, value in most if value < -0.2][:2]
    reason = "; ".join(for_it) + (f"; though {', '.join(against)}" if against else "")
    return (Score("one happening", round(chance, 3), reason),)


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _status(claims: Sequence[Claim], type: str) -> Status:
    """What the claims make of it together; of measures that are planned it is no news that they were threatened.

    What nobody but those who deny it tells of has not happened, as far as is told.
    """
    promises = merging().promises
    telling = [c for c in claims if c.type == type or c.type not in promises]
    statuses = {c.status for c in telling}
    if statuses <= HAPPENED and all(stance(c) == "denies" for c in telling):
        return "negated"
    return next(s for s in STATUS_ORDER if s in statuses)


def _where(claims: Sequence[Claim]) -> Place | None:
    placed = [c.where for c in claims if c.where is not None]
    name = _commonest(p.name for p in placed)
    return next((p for p in placed if p.name == name), None)


def _when(claims: Sequence[Claim], guessed: Set[str]) -> Interval | None:
    """The days that all dated claims allow, or those that words date; if none, those of the tightest."""
    dated = [c.when for c in claims if c.when is not None and (c.when.earliest or c.when.latest)]
    told = [c.when for c in claims if c.when in dated and c.id not in guessed]
    if told and len(told) < len(dated) and not _meet(dated):
        return _when([c for c in claims if c.id not in guessed], guessed)
    if not dated:
        return None
    starts = [w.earliest for w in dated if w.earliest is not None]
    ends = [w.latest for w in dated if w.latest is not None]
    earliest, latest = max(starts, default=None), min(ends, default=None)
    tightest = min(dated, key=_days)
    if earliest is None or latest is None or earliest > latest:
        return tightest
    reason = "the days that all its claims allow" if len(dated) > 1 else "its one dated claim"
    return Interval(earliest, latest, tightest.precision, tightest.text, (*tightest.why, reason))


def _meet(dated: Sequence[Interval]) -> bool:
    latest_start = max((w.earliest for w in dated if w.earliest is not None), default=None)
    first_end = min((w.latest for w in dated if w.latest is not None), default=None)
    return latest_start is None or first_end is None or latest_start <= first_end


def _days(when: Interval) -> int:
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days
