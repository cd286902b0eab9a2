"""What a layout can't hold: for each event whether it has a row, and what of it the row leaves out."""

from __future__ import annotations

from typing import Any

from detente.store.layouts.told import Told

HAPPENED = frozenset({"occurred", "ongoing"})
"""A layout without a status counts every row as a thing that happened, so that only these get one."""


def reason(told: Told, *, status: bool, date: bool, cameo: bool) -> str | None:
    """Return why an event gets no row in a layout, None if it gets one.

    ``status``: the layout has a place for plans and denials; ``date`` and ``cameo``: it can't do without a day, a code.
    """
    if not status and told.event.status not in HAPPENED:
        return f"status {told.event.status}: the layout has no place for it, and would count it as done"
    if date and told.day is None:
        return "no date is known"
    if cameo and told.cameo is None:
        return "no CAMEO code"
    return None


def line(told: Told, row_id: str | int | None, left_out: str | None) -> dict[str, Any]:
    """Return an event's line of the companion file."""
    event, when = told.event, told.event.when
    return {
        "id": event.id,
        "row": row_id if left_out is None else None,
        "left_out": left_out,
        "status": event.status,
        "when": {"earliest": when.earliest, "latest": when.latest, "precision": when.precision} if when else None,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "symmetric": event.symmetric,
        "type": event.type,
        "mode": event.mode,
        "intensity": event.intensity,
        "contested": event.contested,
        "accounts": [{"stance": a.stance, "claims": list(a.claims)} for a in event.accounts],
        "independent_sources": event.independent_sources,
        "belief": event.belief,
        "plan": event.plan,
        "outcome": event.outcome,
        "claims": list(event.claims),
        "outlets": list(event.outlets),
    }
