"""Logistic regression with an L2 penalty by Newton's method (Hastie, Tibshirani and Friedman 2009, section 4.4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 30


def newton(x: Array, y: Array, w: Array, penalty: float) -> Array:
    """Return the weights of the columns of ``x`` for ``y`` (0 or 1); ``w`` weighs the rows. There is no intercept."""
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (w * (y - p)) - penalty * beta
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + penalty * np.eye(x.shape[1])
        beta = beta + np.linalg.solve(curve, gradient)
    return beta
