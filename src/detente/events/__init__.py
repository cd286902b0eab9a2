"""Claim -> Event: which claims tell of one happening, what they agree on, and what became of plans."""

from detente.events.build import events, horizon
from detente.events.plans import outcome_on

__all__ = ["events", "horizon", "outcome_on"]
