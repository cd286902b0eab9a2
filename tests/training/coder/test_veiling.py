import random

from detente.reading.codes.marking import Markers, mark
from training.coder.veiling import Veil, veiled

MARKERS = Markers(1, 2, 0, ((3, 4), (5, 6), (7, 8)))
MASK = 9
WORDS = [10, 11, 12, 13, 14]
OFFSETS = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]


def hidden(spans, veil):
    marked = mark(WORDS, OFFSETS, spans, MARKERS, 32)
    return veiled(marked, MARKERS, MASK, veil, random.Random(1)), marked


def test_nothing_is_hidden_without_a_veil():
    found, marked = hidden([(0, 1), (4, 5), (2, 3)], Veil(words=0, names=0))
    assert found == marked


def test_names_are_hidden_whole_and_the_act_is_not():
    found, marked = hidden([(0, 3), (8, 9), (4, 5)], Veil(words=0, names=1))
    assert found.ids == [1, 3, MASK, MASK, 4, 7, 12, 8, 13, 5, MASK, 6, 2]
    assert found.places == marked.places


def test_words_are_hidden_outside_the_spans_alone():
    found, _ = hidden([(0, 1), None, (4, 5)], Veil(words=1, names=0))
    assert found.ids == [1, 5, 3, 10, 4, MASK, 7, 12, 8, MASK, MASK, 2]
