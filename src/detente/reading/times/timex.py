"""The record of one time expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.model import Date, Span

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression: where it stands, its TIMEX3 kind and value, and the days that it may mean.

    ``earliest`` and ``latest`` are ``None`` for durations, sets, references such as "recently", years before Christ,
    and for relative expressions whose anchor is unknown on that side. ``precision`` is the grain, as in
    ``model.Interval``. ``reading`` names the rule of ``rules.yaml`` that read it.
    """

    span: Span
    kind: Kind
    value: str
    earliest: Date | None
    latest: Date | None
    precision: str
    reading: str
