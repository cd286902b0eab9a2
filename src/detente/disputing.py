"""Disputes: the happenings that accounts contradict each other on, with who says what of which fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.model import Event
from detente.store import Queries

if TYPE_CHECKING:
    from detente.events.differences import Difference
    from detente.events.facts import Facts

DIFFER = "accounts differ: "
"""How the names of an event's scores begin that tell of facts on which its accounts differ."""

HAPPENED = "did it happen"
"""The fact that is disputed where some deny an act."""

_STANCES = {"asserts": "say so", "denies": "deny it", "alleges": "allege it", "declines": "decline to say"}


def is_disputed(event: Event) -> bool:
    """Whether an event is contested, or its accounts differ on a fact that matters."""
    return event.contested or any(score.name.startswith(DIFFER) for score in event.scores)


def disputed(queries: Queries, events: Sequence[Event]) -> dict[str, tuple[Difference, ...]]:
    """Return by each event's id the facts that are disputed of it, with their versions."""
    from detente.events.differences import differences, rivals

    members = _members(queries, [e for e in events if is_disputed(e)])
    rivalries = rivals(members)
    return {
        event.id: (
            *_happened(event, members[event.id]),
            *differences(members[event.id]),
            *([rivalries[event.id]] if event.id in rivalries else []),
        )
        for event in events
        if event.id in members
    }


def _members(queries: Queries, events: Sequence[Event]) -> dict[str, list[Facts]]:
    from detente.events import as_judged
    from detente.events.facts import facts_of

    claims = as_judged(queries.claims({id for e in events for id in e.claims}), queries.record.judgements())
    articles = {a.id: a for a in queries.articles({c.article for c in claims})}
    facts = {}
    for claim in claims:
        text = queries.text(claim.page)
        words = " ".join(text[span.start : span.end] for span in claim.evidence)
        facts[claim.id] = facts_of(claim, articles.get(claim.article), words)
    return {e.id: sorted((facts[id] for id in e.claims), key=lambda f: f.order) for e in events}


def _happened(event: Event, members: Sequence[Facts]) -> list[Difference]:
    """Whether it happened: by the stance that claims take, and those that tell that it did not."""
    from detente.events.differences import Difference, Version

    if not event.contested:
        return []
    negated = {f.claim.id for f in members if f.claim.status == "negated"}
    versions = []
    for account in event.accounts:
        told = tuple(c for c in account.claims if account.stance == "denies" or c not in negated)
        if told:
            versions.append(Version(_STANCES[account.stance], told))
    denying = {c for a in event.accounts if a.stance == "denies" for c in a.claims}
    if left := tuple(sorted(negated - denying)):
        versions.append(Version("say that it did not happen", left))
    return [Difference(HAPPENED, tuple(versions))]
