"""The trained coder: its files are checked, questions are answered one by one, and bad ones are refused or NONE."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from detente.errors import DataError, ModelError, UsageError
from detente.reading.codes import load_codebook, load_network
from detente.reading.codes.network import Question, is_latin, read_network
from detente.reading.codes.weights import PINS

MODEL = Path(str(resources.files("detente.reading.codes"))) / "model"
BOMBED = Question("Peruvian jets bombed a Chilean base on Monday.", (0, 8), (23, 30), (14, 20))
CONDEMNED = Question("Peru condemned Chile.", (0, 4), (15, 20), (5, 14))
MET = Question(
    "The Peruvian and the Chilean foreign ministers met in Quito for talks on the disputed waters off Arica.",
    (4, 12),
    (21, 28),
    (47, 50),
)


@pytest.fixture
def folder(tmp_path):
    """A copy of the model's folder, its weights replaced by a few bytes."""
    for name in (PINS, "tokenizer.json"):
        shutil.copyfile(MODEL / name, tmp_path / name)
    (tmp_path / "coder.onnx").write_bytes(b"no weights")
    return tmp_path


@pytest.mark.parametrize(
    ("question", "type_", "mode"),
    [(BOMBED, "ASSAULT", "aerial"), (CONDEMNED, "ACCUSE", "disapprove"), (MET, "CONSULT", None)],
    ids=["bombed", "condemned", "met"],
)
def test_plain_sentences_are_told(question, type_, mode):
    (answer,) = load_network().ask([question])
    assert answer.type == answer.coded_type == type_
    assert mode is None or max(answer.modes, key=answer.modes.__getitem__) == mode
    assert max(answer.statuses, key=answer.statuses.__getitem__) == "occurred"


def test_who_does_it_to_whom_counts():
    turned = Question(BOMBED.text, BOMBED.recipient, BOMBED.actor, BOMBED.predicate)
    right, wrong = load_network().ask([BOMBED, turned])
    assert right.types["ASSAULT"] > wrong.types["ASSAULT"]
    par, not_par = load_network().ask([MET, BOMBED])
    assert par.symmetric > not_par.symmetric


@pytest.mark.parametrize("question", [BOMBED, CONDEMNED, MET, Question(MET.text, MET.actor), Question(MET.text)])
def test_probabilities_are_of_all_names_and_sum_to_one(question):
    (answer,) = load_network().ask([question])
    book = load_codebook()
    assert list(answer.types) == [*book.types, "NONE"]
    assert list(answer.contexts) == list(book.contexts)
    assert set(answer.modes) == {None, *book.modes(answer.coded_type)}
    for told in (answer.types, answer.modes, answer.statuses):
        assert sum(told.values()) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in (*answer.contexts.values(), answer.symmetric))


def test_answers_keep_the_order_and_depend_on_their_own_question_alone():
    network = load_network()
    questions = [MET, CONDEMNED, BOMBED, CONDEMNED]
    together = network.ask(questions)
    assert together == [network.ask([question])[0] for question in questions]
    assert together == network.ask(list(reversed(questions)))[::-1]
    assert together[1] == together[3] != together[0]


def test_several_threads_answer_the_same():
    questions = [MET, CONDEMNED, BOMBED] * 3
    assert read_network(MODEL, threads=2).ask(questions) == load_network().ask(questions)


def test_nothing_asked_is_nothing_answered():
    assert load_network().ask([]) == []


@pytest.mark.parametrize(
    ("spans", "word"),
    [
        (((0, 99), None, None), "actor"),
        (((-3, 4), None, None), "actor"),
        (((4, 4), None, None), "actor"),
        (((0, 4), (20, 15), None), "recipient"),
        (((0, 4), (15, 20), (14, 15)), "predicate"),
    ],
    ids=["beyond", "before", "empty", "turned round", "blank"],
)
def test_a_span_that_marks_nothing_is_refused_by_name(spans, word):
    with pytest.raises(UsageError, match=f"^{word} span"):
        load_network().ask([MET, Question(CONDEMNED.text, *spans)])


@pytest.mark.parametrize(
    "question",
    [
        Question(""),
        Question("12 345 – 67", (0, 2), (3, 6)),
        Question("Перу осудило Чили.", (0, 4), (13, 17)),
        Question("秘鲁谴责了智利。", (0, 2), (5, 7)),
        Question("دانت بيرو تشيلي", (5, 9), (10, 15)),
    ],
    ids=["empty", "no letters", "Russian", "Chinese", "Arabic"],
)
def test_what_is_not_latin_script_is_none_for_sure(question):
    (answer,) = load_network().ask([question])
    assert answer.types == {name: float(name == "NONE") for name in answer.types}
    assert sum(answer.statuses.values()) == pytest.approx(1)


def test_a_name_in_another_script_makes_no_text_foreign():
    assert is_latin("Türkiye (Τουρκία) and Việt Nam signed.")
    assert not is_latin("Η Τουρκία και η Ελλάδα (Greece) υπέγραψαν.")


def test_a_long_text_is_answered_by_what_stands_near_the_spans():
    before, after = "It rained in the valley. " * 200, " The valley was quiet again." * 200
    start = len(before)
    spans = [(start + a, start + b) for a, b in (BOMBED.actor, BOMBED.recipient, BOMBED.predicate)]
    text = before + BOMBED.text + after
    assert len(text) > 10_000
    (answer,) = load_network().ask([Question(text, *spans)])
    assert answer.type == "ASSAULT"


@pytest.mark.parametrize("text", ["a" * 10_000, "x\ud800y z " * 30], ids=["one word", "halves of pairs"])
def test_rubbish_gets_an_answer(text):
    (answer,) = load_network().ask([Question(text, (0, 1), (6, 7))])
    assert sum(answer.types.values()) == pytest.approx(1)


def test_weights_that_are_not_the_pinned_ones_are_refused_with_file_and_remedy(folder):
    with pytest.raises(DataError, match=r"coder\.onnx: SHA-256 is .*install Détente again"):
        read_network(folder)


def test_a_tokenizer_that_was_changed_is_refused(folder):
    with (folder / "tokenizer.json").open("a") as file:
        file.write(" ")
    with pytest.raises(ModelError, match=r"tokenizer\.json: SHA-256"):
        read_network(folder)


@pytest.mark.parametrize("name", [PINS, "tokenizer.json", "coder.onnx"])
def test_a_missing_file_is_named_with_the_remedy(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}: .* missing; install Détente again"):
        read_network(folder)


def test_a_model_of_another_codebook_is_refused(folder):
    pins = (folder / PINS).read_text("utf-8")
    (folder / PINS).write_text(pins.replace("- CONSULT/phone\n", ""), "utf-8")
    with pytest.raises(ModelError, match=r"coder\.yaml: trained for another codebook"):
        read_network(folder)


def test_pins_that_break_their_schema_are_refused(folder):
    pins = (folder / PINS).read_text("utf-8")
    (folder / PINS).write_text(pins.replace("longest:", "length:"), "utf-8")
    with pytest.raises(DataError, match=r"coder\.yaml.*longest"):
        read_network(folder)


def test_it_is_loaded_once_and_only_when_asked():
    assert load_network() is load_network()
    told = "import sys, detente.reading.codes; print({'onnxruntime', 'tokenizers'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_answers_are_kept_for_copies_and_let_go(monkeypatch):
    network = load_network()
    network.forget()
    asked = []
    real = type(network)._answer
    monkeypatch.setattr(type(network), "_answer", lambda self, marked: asked.append(marked) or real(self, marked))
    question = Question("Ruritania invited Graustark's envoy to talks.", (0, 9), (18, 27))
    first = network.ask([question, question])
    assert network.ask([question]) == first[:1] and len(asked) == 1
    monkeypatch.setattr("detente.reading.codes.network.KEPT", 1)
    other = Question("Graustark shelled a village in Ruritania.", (0, 9), (31, 40))
    assert network.ask([question, other])[0] == first[0]
    network.forget()
    assert network.ask([question]) == first[:1] and len(asked) == 3
