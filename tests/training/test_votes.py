import pytest

from tests.training.coder.corpora import many_file
from training.coder.dataset import read_corpus
from training.votes.__main__ import Row, fit, macro_f1, rows, voted

TOLD = {"ACCUSE": 0.5, "AID": 0.4, "NONE": 0.1}


def test_words_that_are_right_are_worth_much_and_those_that_err_nothing():
    found = [Row("AID", TOLD, {"AID": 2, "ACCUSE": 1})] * 9
    one, both = fit(found)
    assert one == 0
    assert both == 2.0


def test_votes_change_what_is_told_and_keep_the_sum():
    row = Row("AID", TOLD, {"AID": 2})
    told = voted(row, (0.2, 1.0))
    assert max(told, key=lambda name: told[name]) == "AID"
    assert sum(told.values()) == pytest.approx(1)
    assert macro_f1([row], (0, 0)) == 0
    assert macro_f1([row], (0.2, 1.0)) == 1


def test_pairs_of_the_corpus_get_the_networks_answer_and_the_lexicons_word(tmp_path):
    found = rows(read_corpus(many_file(tmp_path, 3)).passages[:1])
    assert [row.right for row in found] == ["THREATEN", "CONSULT"]
    assert sum(found[0].told.values()) == pytest.approx(1)
    assert found[1].sides["CONSULT"] == 2
