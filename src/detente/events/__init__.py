"""Claim -> Event: which claims tell of one happening, what they agree on, and what became of plans."""

from detente.events.build import events
from detente.events.corrections import as_judged
from detente.events.growing import Growing, horizon
from detente.events.plans import outcome_on, settled_by, timing
from detente.events.wording import evidence_words

__all__ = ["Growing", "as_judged", "events", "evidence_words", "horizon", "outcome_on", "settled_by", "timing"]
