"""The gate before the coder: how it is fitted, and what a row says."""

from __future__ import annotations

import numpy as np
import pytest

from detente.reading.codes import Question
from training.claims.fitting import ENOUGH, SELDOM, fit
from training.claims.rows import Row
from training.logistic import newton


def rows(right: int, wrong: int, sign: str) -> list[Row]:
    question = Question("Peru met Chile.")
    return [Row({"any": 1.0, sign: 1.0}, question, True)] * right + [Row({"any": 1.0}, question, False)] * wrong


def test_a_sign_of_right_triples_gets_weight() -> None:
    gate = fit(rows(40, 40, "in its slots"))
    assert gate.enough == ENOUGH
    assert gate.weights["in its slots"] > 0 > gate.weights["any"]
    assert gate.chance({"any": 1.0, "in its slots": 1.0}) > gate.chance({"any": 1.0})


def test_a_sign_that_is_seldom_seen_gets_none() -> None:
    assert "rare" not in fit(rows(SELDOM - 1, 40, "rare")).weights


def test_newton_finds_the_log_odds_where_nothing_holds_it_back() -> None:
    x, y = np.ones((4, 1)), np.array([1.0, 1.0, 1.0, 0.0])
    assert newton(x, y, np.ones(4), 1e-9)[0] == pytest.approx(np.log(3))
    assert newton(x, y, np.ones(4), 100.0)[0] < 0.05
