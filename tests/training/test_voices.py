"""Passages for the training of voices: their marks are read, broken ones named, and the fit is always the same."""

import numpy as np
import pytest

from training.voices.fitting import Example, Examples, best_threshold, figures, fit
from training.voices.passages import passages, read


def test_marks_become_characters():
    passage = read('<s Oslo> <c said> <t the mill is <s2 ours> // or "<t2 yours>">.')
    assert passage.text == 'Oslo said the mill is ours\nor "yours".'
    first = passage.marked[0]
    assert "".join(passage.text[i] for i in sorted(first.source)) == "Oslo"
    assert "".join(passage.text[i] for i in sorted(first.content)).startswith("the mill is ours")


@pytest.mark.parametrize("line", ["<s Oslo said it.", "Oslo said> it."])
def test_broken_marks_are_named(line):
    with pytest.raises(ValueError, match="line 3"):
        read(line, "line 3")


def test_every_passage_can_be_read():
    found = list(passages())
    assert len(found) > 400
    assert sum(len(p.marked) for p in found) > 300


def test_the_fit_ranks_what_speaks_for_a_candidate():
    good = [Example(("near",), True, k, k) for k in range(6)]
    bad = [Example(("far",), False, k, k) for k in range(6)]
    fitted = fit([*good, *bad])
    near, far = fitted.chances([good[0], bad[0]])
    assert near > 0.5 > far
    again = fit([*good, *bad])
    assert np.array_equal(fitted.weights, again.weights)


def test_the_best_candidate_of_a_quotation_counts():
    listed = (Example((), False, 1, 1), Example((), True, 1, 1), Example((), True, 2, 2))
    told = figures(Examples(listed, 2), np.array([0.4, 0.6, 0.2]), 0.3)
    assert (told.precision, told.recall) == (1.0, 0.5)
    assert best_threshold(Examples(listed, 2), np.array([0.4, 0.6, 0.9])).f1 == 1.0
