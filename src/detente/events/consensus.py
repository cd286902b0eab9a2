"""What the claims of one event agree on, how far they do, and how far to believe it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from detente.events.facts import Facts, parties
from detente.model import Account, Article, Claim, Event, Interval, Place, Score, Stance, Status, content_id

STANCES: tuple[Stance, ...] = ("asserts", "alleges", "denies", "declines")
# What told claims of one event make of it together: a happening outweighs its denial, which shows as contested.
STATUS_ORDER: tuple[Status, ...] = ("occurred", "ongoing", "negated", "planned", "hypothetical")


def event(members: Sequence[Facts], articles: Mapping[str, Article]) -> Event:
    """Build the event of some claims, in the order in which they joined; ``articles`` by id give outlets and copies."""
    ordered = sorted((f.claim for f in members), key=lambda c: c.id)
    own = [f.claim for f in sorted(members, key=lambda f: f.claim.id) if f.claim.article == f.root]
    best = max(own or ordered, key=lambda c: (c.confidence, c.id))
    actors, recipients = parties(best.actors), parties(best.recipients)
    accounts = _accounts(ordered)
    sources = _sources(ordered, articles)
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
        when=_when(own or ordered),
        where=_where(ordered),
        status=_status(ordered),
        claims=tuple(c.id for c in ordered),
        outlets=tuple(sorted({o for c in ordered if (o := _outlet(c, articles))})),
        independent_sources=len(sources),
        contested=contested,
        accounts=accounts,
        belief=believed,
        scores=(Score("belief", believed, _belief_reason(sources, contested)),),
    )


def stance(claim: Claim) -> Stance:
    """Return the stance a claim takes to its act: a denial wherever in its chain, else that of the nearest voice."""
    stances = [voice.stance for voice in claim.voices]
    return "denies" if "denies" in stances else next(iter(stances), "asserts")


def _accounts(claims: Sequence[Claim]) -> tuple[Account, ...]:
    told: dict[Stance, list[str]] = defaultdict(list)
    for claim in claims:
        told[stance(claim)].append(claim.id)
    return tuple(Account(s, tuple(told[s])) for s in STANCES if s in told)


def _contested(accounts: tuple[Account, ...], claims: Sequence[Claim]) -> bool:
    stances = {a.stance for a in accounts}
    happened = {c.status for c in claims if stance(c) != "denies"}
    told_both_ways = bool(happened & {"occurred", "ongoing"}) and "negated" in happened
    return "denies" in stances or told_both_ways


def _outlet(claim: Claim, articles: Mapping[str, Article]) -> str | None:
    article = articles.get(claim.article)
    return article.outlet if article else None


def _sources(claims: Sequence[Claim], articles: Mapping[str, Article]) -> set[str]:
    """Who vouches, each once: the first named voice, else the outlet; a copy counts as its original's."""
    found = set()
    for claim in claims:
        article = articles.get(claim.article)
        original = articles.get(article.copy_of) if article and article.copy_of else article
        named = next((v.id or v.name for v in claim.voices if v.kind != "outlet" and (v.id or v.name)), None)
        found.add(named or (original.outlet if original else None) or claim.article)
    return found


def _belief(claims: Sequence[Claim], articles: Mapping[str, Article], contested: bool) -> float:
    """Chance that it is as told: 1 - the chance that every independent source errs, halved where it is contested."""
    best: dict[str, float] = defaultdict(float)
    for claim in claims:
        if stance(claim) != "denies":
            for source in _sources([claim], articles):
                best[source] = max(best[source], claim.confidence * (0.6 if stance(claim) == "alleges" else 0.9))
    wrong = 1.0
    for confidence in best.values():
        wrong *= 1.0 - confidence
    return round((1.0 - wrong) * (0.5 if contested else 1.0), 3)


def _belief_reason(sources: set[str], contested: bool) -> str:
    many = "one source" if len(sources) == 1 else f"{len(sources)} independent sources"
    return f"{many}{', contested' if contested else ''}"


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _status(claims: Sequence[Claim]) -> Status:
    told = {c.status for c in claims}
    return next(s for s in STATUS_ORDER if s in told)


def _where(claims: Sequence[Claim]) -> Place | None:
    placed = [c.where for c in claims if c.where is not None]
    name = _commonest(p.name for p in placed)
    return next((p for p in placed if p.name == name), None)


def _when(claims: Sequence[Claim]) -> Interval | None:
    """The days that all dated claims allow; if none, those of the tightest."""
    dated = [c.when for c in claims if c.when is not None and (c.when.earliest or c.when.latest)]
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


def _days(when: Interval) -> int:
    if when.earliest is None or when.latest is None:
        return 10**6
    return (when.latest - when.earliest).days
