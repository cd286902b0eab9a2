import numpy as np
import pytest

from training.coder import calibration
from training.coder.dataset import Example
from training.coder.labels import load_labels
from training.coder.measuring import Temperatures, calibration_error, confusion_table, measure, softmax, told
from training.corpus.format import NONE

LABELS = load_labels()
SPAN = (0, 1)


def example(type_, **changed):
    status = None if type_ == NONE else "occurred"
    return Example(**{"name": "x", "text": "x", "type": type_, "status": status, "recipient": SPAN} | changed)


def logits(examples, sure=4.0, **said):
    """Return logits that tell each example's own answers, but for the types ``said`` by place."""
    found = {
        "type": np.zeros((len(examples), len(LABELS.types))),
        "mode": np.zeros((len(examples), len(LABELS.modes))),
        "contexts": np.full((len(examples), len(LABELS.contexts)), -sure),
        "status": np.zeros((len(examples), len(LABELS.statuses))),
        "symmetric": np.full((len(examples), 1), -sure),
    }
    for row, one in enumerate(examples):
        found["type"][row, LABELS.types.index(said.get(f"at{row}", one.type))] = sure
        if LABELS.modes_of(one.type):
            found["mode"][row, LABELS.modes.index(f"{one.type}/{one.mode or '-'}")] = sure
        for name in one.contexts:
            found["contexts"][row, LABELS.contexts.index(name)] = sure
        if one.status:
            found["status"][row, LABELS.statuses.index(one.status)] = sure
        found["symmetric"][row] = sure if one.symmetric else -sure
    return found


MIXED = [
    example("ASSAULT", mode="drone", contexts=("military",)),
    example("CONSULT", symmetric=True, contexts=("diplomatic",), status="planned"),
    example("AID"),
    example(NONE),
]


def test_all_right_is_one_everywhere():
    found = measure(MIXED, logits(MIXED), LABELS)
    assert (found.type_f1, found.coded_f1, found.quad_f1, found.accuracy) == (1, 1, 1, 1)
    assert (found.mode, found.contexts_f1, found.status, found.symmetric) == (1, 1, 1, 1)


def test_a_wrong_type_of_the_right_quad_costs_types_but_no_quad():
    found = measure(MIXED, logits(MIXED, at2="COOPERATE"), LABELS)
    assert found.types == {"ASSAULT": 1, "CONSULT": 1, "AID": 0, NONE: 1}
    assert found.type_f1 == 0.75
    assert found.quad_f1 == 1
    assert found.confusion["AID"] == {"COOPERATE": 1}


def test_a_mode_is_chosen_among_those_of_the_right_type():
    told_ = logits(MIXED)
    told_["mode"][0, LABELS.modes.index("COERCE/arrest")] = 99
    assert measure(MIXED, told_, LABELS).mode == 1
    told_["mode"][0, LABELS.modes.index("ASSAULT/aerial")] = 99
    assert measure(MIXED, told_, LABELS).mode == 0.5


def test_none_is_asked_for_type_alone():
    found = measure([MIXED[3]], logits([MIXED[3]]), LABELS)
    assert (found.mode, found.contexts_f1, found.status, found.symmetric) == (None, None, None, None)
    assert "status" not in told(found)


def test_nothing_to_measure_is_refused():
    with pytest.raises(ValueError, match="no examples"):
        measure([], logits([]), LABELS)


def test_the_matrix_has_a_line_a_type_with_its_counts():
    lines = confusion_table(measure(MIXED, logits(MIXED), LABELS), LABELS).splitlines()
    assert len(lines) == len(LABELS.types) + 2
    assert lines[2 + LABELS.types.index("AID")].endswith("| 1.000 |")


def test_the_calibration_error_is_the_gap_between_sure_and_right():
    sure = np.array([[0.9, 0.1]] * 10)
    right = np.array([0] * 5 + [1] * 5)
    assert calibration_error(sure, right) == pytest.approx(0.4)


def test_a_coder_too_sure_of_itself_is_cooled():
    right = [example("AID")] * 60 + [example("COERCE")] * 40
    found = logits(right, sure=9.0, **{f"at{row}": "AID" for row in range(100)})
    heat = calibration.fit(right, found, LABELS)
    assert heat.type > 2
    places = np.array([LABELS.types.index(one.type) for one in right])
    before, after = (calibration_error(softmax(found["type"], t), places) for t in (1.0, heat.type))
    assert after < before / 2


def test_a_head_that_was_not_asked_keeps_its_temperature():
    heat = calibration.fit([MIXED[3]], logits([MIXED[3]]), LABELS)
    assert (heat.mode, heat.status, heat.contexts) == (1, 1, 1)


def test_temperatures_change_no_figure_but_the_calibration_error():
    one = measure(MIXED, logits(MIXED), LABELS)
    other = measure(MIXED, logits(MIXED), LABELS, Temperatures(type=5.0))
    assert (one.type_f1, one.status) == (other.type_f1, other.status)
    assert one.ece != other.ece
