"""Readings of an act: a status with its reason and its place on the scale, and how two of them combine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from detente.model import Status

Scale = Literal[
    "fact", "ongoing", "announced", "future", "possible", "wanted", "condition", "command", "negated", "unlikely"
]

# The middle of FactBank-like scales for each way of being told. News annotators put what is only meant or agreed a
# little above 0; what the author says will be they mostly hold for sure (2.8 in the mean of 51 in MEANTIME's dev part).
FACTUALITY: dict[Scale, float] = {
    "fact": 3.0,
    "ongoing": 2.8,
    "announced": 1.4,
    "future": 0.8,
    "possible": 0.5,
    "wanted": 0.2,
    "condition": -0.5,
    "command": -1.5,
    "negated": -2.5,
    "unlikely": -1.2,
}
_SCALES: dict[Status, Scale] = {
    "occurred": "fact",
    "ongoing": "ongoing",
    "planned": "future",
    "hypothetical": "wanted",
    "negated": "negated",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A status, the words that gave it, and its place on the scale of factuality."""

    status: Status
    reason: str
    scale: Scale


OCCURRED = Reading("occurred", "told as a fact", "fact")


def of(status: Status, reason: str, scale: Scale | None = None) -> Reading:
    """Return a reading, with the status's usual place on the scale unless one is given."""
    return Reading(status, reason, scale or _SCALES[status])


def combine(own: Reading, above: Reading) -> Reading:
    """Return what an act becomes that is told one way below a word that makes it another.

    Two negations cancel; a negated plan, wish or possibility is no act; otherwise the less certain one decides.
    """
    if above.status == "occurred":
        return own
    if own.status == "occurred" or (own.status == "ongoing" and above.status != "ongoing"):
        return above
    if above.status == "ongoing":
        return own
    if above.status == "negated" and own.status == "negated":
        return replace(OCCURRED, reason=f"{own.reason}, {above.reason}")
    if "negated" in (own.status, above.status):
        return own if own.status == "negated" else above
    return own if own.status == "hypothetical" else above
