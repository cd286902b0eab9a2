"""Each word is left out once: spans move with the text, and the word that tells the act weighs most."""

from __future__ import annotations

import pytest

from detente.reading.codes import Question, influence, load_network

TEXT = "Peru bombed a Chilean base, officials said."
QUESTION = Question(TEXT, (0, 4), (14, 21), (5, 11))


class Listener:
    """A network that keeps what it was asked and answers by the shipped one."""

    def __init__(self):
        self.asked = []
        self.pins = load_network().pins

    def ask(self, questions):
        self.asked += questions
        return load_network().ask(questions)


def weighed(question):
    (answer,) = load_network().ask([question])
    return [(question.text[start:end], weight) for (start, end), weight in influence(question, answer)]


@pytest.mark.parametrize("predicate", [None, (5, 11)], ids=["not marked", "marked"])
def test_the_word_of_the_act_weighs_most(predicate):
    assert weighed(Question(TEXT, (0, 4), (14, 21), predicate))[0][0] == "bombed"


def test_all_words_but_the_sides_are_weighed_heaviest_first():
    found = weighed(QUESTION)
    assert sorted(word for word, _ in found) == ["a", "base", "bombed", "officials", "said"]
    assert [weight for _, weight in found] == sorted((weight for _, weight in found), reverse=True)


def test_spans_move_with_the_text_and_a_predicate_left_out_is_none():
    network = Listener()
    (answer,) = load_network().ask([QUESTION])
    influence(QUESTION, answer, network=network)
    assert len(network.asked) == 5
    for question in network.asked:
        assert question.text[slice(*question.actor)] == "Peru"
        assert question.text[slice(*question.recipient)] == "Chilean"
        left = question.text[slice(*question.predicate)] if question.predicate else None
        assert left == ("bombed" if "bombed" in question.text else None)


def test_a_long_text_is_weighed_near_its_spans():
    text = "It rained. " * 400 + TEXT
    moved = [(len(text) - len(TEXT) + a, len(text) - len(TEXT) + b) for a, b in ((0, 4), (14, 21))]
    network = Listener()
    question = Question(text, *moved)
    (answer,) = load_network().ask([question])
    found = influence(question, answer, network=network)
    assert len(network.asked) <= network.pins.longest
    assert "bombed" in [text[start:end] for (start, end), _ in found]
