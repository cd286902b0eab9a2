"""What words mean: stems near each other, sums that no order changes, and a file that must be the pinned one."""

from __future__ import annotations

import pytest

from detente.data import pinned
from detente.errors import ModelError
from detente.events.senses import NEUTRAL, PIN, alike, load_senses, sense
from detente.events.wording import stems


def likeness(one: str, other: str) -> float:
    return alike(sense(stems(one)), sense(stems(other)))


def test_words_that_mean_the_like_are_nearer_than_others():
    assert likeness("shelled the town", "bombed the village") > likeness("shelled the town", "praised the accord") + 0.2


def test_the_same_words_mean_the_same_in_any_order():
    assert likeness("envoys signed the accord", "the accord signed by envoys") == pytest.approx(1.0)


def test_what_is_not_known_speaks_neither_way():
    assert sense(["qqqqqq"]) is None
    assert sense([]) is None
    assert alike(None, sense(stems("signed the accord"))) == NEUTRAL


def test_directions_are_small_whole_numbers():
    senses = load_senses()
    assert len(senses.rows) == len(senses.directions) > 5000
    assert senses.directions.dtype.kind == "i"
    assert abs(senses.directions).max() <= 127


def test_another_file_than_the_pinned_one_is_refused():
    with pytest.raises(ModelError, match=r"SHA-256 is .* senses\.yaml pins 0000"):
        pinned("detente.events", "senses.npy", "0" * 64, by=PIN)
    with pytest.raises(ModelError, match="missing"):
        pinned("detente.events", "none.npy", "0" * 64, by=PIN)
