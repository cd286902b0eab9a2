"""Claim -> Event: which claims tell of one happening, what they agree on, and what became of plans."""

from detente.events.build import events
from detente.events.building import horizon
from detente.events.corrections import as_judged
from detente.events.growing import Growing
from detente.events.plans import outcome_on, settled_by, timing
from detente.events.streaming import Stream
from detente.events.wording import evidence_words

__all__ = [
    "Growing",
    "Stream",
    "as_judged",
    "events",
    "evidence_words",
    "horizon",
    "outcome_on",
    "settled_by",
    "timing",
]
