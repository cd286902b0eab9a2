"""The weights of merging can be fitted with what people judged."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.events import likeness
from training.events.__main__ import installed, lines
from training.events.fitting import fit, judged, with_judged

AT = list(likeness.FEATURES).index


def row(verdict, **features):
    return json.dumps({"verdict": verdict, "features": features or None, "by": "Ada"})


def test_judged_pairs_move_the_weights(tmp_path):
    file = tmp_path / "judged.jsonl"
    told = [row("same", one=1.0, place=1.0)] * 20 + [row("different", one=1.0, place=0.0)] * 20
    file.write_text("\n".join([*told, row("same"), row("wrong")]) + "\n", encoding="utf-8")
    found = judged([file])
    assert (len(found.rows), found.left_out) == (40, 1)
    rng = np.random.default_rng(1)
    x = np.zeros((40, len(likeness.FEATURES)))
    x[:, AT("one")] = 1.0
    x[:, AT("place")] = rng.integers(0, 2, 40)
    gold = (x, rng.integers(0, 2, 40).astype(float), np.ones(40))
    assert fit(*with_judged(gold, found))[AT("place")] > fit(*gold)[AT("place")] + 0.5


def test_a_line_that_is_no_json_is_named(tmp_path):
    file = tmp_path / "judged.jsonl"
    file.write_text("{\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: no JSON"):
        judged([file])


def test_weights_take_their_place_in_the_data():
    text = installed("a: 1\nweights:\n  one: 2.0\n  two: 1.0\n", lines({"one": 3.0, "two": 0.0}))
    assert text == "a: 1\nweights:\n  one: 3.0\n"
