import numpy as np
import pytest

from detente.errors import DataError
from detente.pages import maincut
from detente.pages.cues import CUES, line_cues, measure, votes
from detente.pages.markup import parse
from detente.pages.rendering import lay_out

TREE = maincut.Tree(cue=(1, 0, 0), at=(0.5, 0.0, 0.0), low=(1, 1, 2), high=(2, 1, 2), value=(0.0, -1.0, 2.0))


def test_a_forest_adds_up_its_leaves():
    forest = maincut.Forest.of(maincut.Trained(("a", "b"), 0.0, 1, (TREE, TREE)))
    assert forest.odds(np.array([[0.0, 0.5], [0.0, 0.6]])).tolist() == [-2.0, 4.0]


def test_the_shipped_forest_is_the_one_that_was_measured():
    assert maincut.load_forest().cue.max() < len(CUES)


def test_another_file_is_refused(monkeypatch):
    monkeypatch.setattr(maincut, "SHA256", "0" * 64)
    with pytest.raises(DataError, match="install Détente anew"):
        maincut.load_forest.__wrapped__()


def test_votes_go_by_runs_of_words_in_order():
    lines = ["They met in the old town", "town old the in", "and agreed."]
    assert votes(lines, "They met in the old").tolist() == [5 / 6, 0.0, 0.0]
    assert votes(["They met", "in the", "old town"], "They met in the old town").tolist() == [1.0, 1.0, 1.0]
    assert votes(["Met"], "Met").tolist() == [0.0]


def test_cues_are_for_lines_that_may_be_text():
    prose = "Norland and Lune met on Monday and agreed to reopen both consulates before the end of the year."
    layout = lay_out(parse(f"<html><body>{'<div>Menu</div>' * 9}<p>{prose}</p></body></html>"))
    chosen, cues = line_cues(measure(layout), None, prose)
    assert chosen.tolist() == [7, 8, 9]
    assert cues.shape == (3, len(CUES))
    assert cues[:, CUES.index("vote")].tolist() == [0.0, 0.0, 1.0]
    assert cues[:, CUES.index("repeats")].tolist() == [9.0, 9.0, 1.0]


def test_no_lines_no_cues():
    chosen, cues = line_cues(measure(lay_out(parse("<p> </p>"))), None, "")
    assert (len(chosen), cues.shape) == (0, (0, len(CUES)))
