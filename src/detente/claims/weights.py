"""The gate before the coder: a logistic regression over the signs of a triple, whose weights stand in ``weights.yaml``.

The coder is the dearest part of a reading, and most of what a sentence might tell it does not. Which triples are not
worth a question is told by what the parse and the story show (``signs.py``). ``python -m training.claims`` fits the
weights to the gold of the example pages.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

from detente.data import load_yaml

Signs = Mapping[str, float]
"""What is seen of a triple, by name: 1 for what is so, a share of 1 for what is more or less so."""


@dataclass(frozen=True, slots=True)
class Logit:
    """A logistic regression: log-odds by sign, and the chance from which its answer is yes.

    ``unknown`` is that chance for a word of which the lexicon has no sense.
    """

    enough: float
    unknown: float
    weights: dict[str, float]

    def weigh(self, signs: Signs) -> float:
        """Return the log-odds of the signs; one that has no weight counts nothing."""
        return sum(value * self.weights.get(name, 0.0) for name, value in signs.items())

    def chance(self, signs: Signs) -> float:
        """Return the chance that the signs amount to."""
        return 1 / (1 + math.exp(-self.weigh(signs)))


@functools.cache
def load_weights() -> Logit:
    """Return the weights of the gate before the coder. Raises DataError where the file breaks its schema."""
    return load_yaml("detente.claims", "weights.yaml", Logit)
