"""How sure a claim is: its reasons' weights as log-odds, summed."""

from __future__ import annotations

import math
from collections.abc import Iterable

from detente.model import Score


def confidence(scores: Iterable[Score]) -> float:
    """Return the chance in (0, 1) that the weights of a claim's scores amount to, to three places.

    The weights are set by hand; they rank claims, and are no calibrated probability.
    """
    return round(1 / (1 + math.exp(-sum(score.value for score in scores))), 3)
