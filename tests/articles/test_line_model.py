import numpy as np
import pytest

from detente.articles import boundaries, line_features, line_model
from detente.articles.lines import page_lines
from detente.errors import ModelError
from detente.pages import page_of


def test_weights_answer_for_rows_of_their_columns():
    models = line_model.load_models()
    found = models.lines(np.zeros((3, len(line_features.COLUMNS)), np.float32))
    assert found.shape == (3, 4)
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-4)
    moves = models.runs(np.zeros((2, len(boundaries.COLUMNS)), np.float32))
    assert moves.shape == (2, len(boundaries.MOVES))


def test_weights_other_than_the_pinned_are_refused_by_name():
    with pytest.raises(ModelError, match=r"lines\.onnx: SHA-256 is .* pins 000000000000"):
        line_model.weights("lines.onnx", "0" * 64)


def test_missing_weights_are_refused_by_name():
    with pytest.raises(ModelError, match=r"nowhere\.onnx: the weights are missing"):
        line_model.weights("nowhere.onnx", "0" * 64)


def test_a_row_for_each_line_all_of_them_finite():
    text = "Menu\n\nConsulates to reopen\n\nThe ministers agreed to reopen both consulates.\n\n\n5 comments\n…\n"
    lines = page_lines(page_of(text, media_type="text/plain", name="page.txt"))
    rows = line_features.line_features(lines, frozenset({"consulates"}))
    assert rows.shape == (len(lines), len(line_features.COLUMNS))
    assert np.isfinite(rows).all()
    assert line_features.line_features([]).shape == (0, len(line_features.COLUMNS))


def test_windows_end_where_the_page_does():
    values = np.array([1.0, 2.0, 3.0, 4.0], np.float32)
    assert line_features.window_sum(values, 1).tolist() == [3, 6, 9, 7]
    assert line_features.forward_sum(values, 1).tolist() == [3, 5, 7, 4]
    assert line_features.shifted(values, 1).tolist() == [2, 3, 4, -1]
    assert line_features.shifted(values, -2).tolist() == [-1, -1, 1, 2]
    assert line_features.shifted(values, 9).tolist() == [-1] * 4
