"""Claim -> Event: blocking, scoring, merging, plans, contradictions."""

from detente.events.build import events, horizon
from detente.events.plans import outcome_on

__all__ = ["events", "horizon", "outcome_on"]
