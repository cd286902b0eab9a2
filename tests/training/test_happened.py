import pytest

from training.happened.__main__ import CLASSES, SENTENCES, Row, fit, sentences


def test_every_sentence_is_read_and_judged_in_all_three_ways():
    found = list(sentences(SENTENCES))
    judged = [judgement for sentence in found for *_, judgement in sentence.words]
    assert len(found) >= 400
    assert all(judged.count(name) >= 100 for name in CLASSES)
    assert all(sentence.words for sentence in found)


def test_marks_are_taken_out_and_keep_their_place(tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("# note\n\nThey *left*+ to *look*- for him.\n", "utf-8")
    (sentence,) = sentences(path)
    assert sentence.text == "They left to look for him."
    assert [(sentence.text[start:end], judged) for start, end, judged in sentence.words] == [
        ("left", "yes"),
        ("look", "no"),
    ]


def test_a_stray_asterisk_is_told_with_its_line(tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("They *left*+.\nThey *left*.\n", "utf-8")
    with pytest.raises(ValueError, match=r"some.txt, line 2"):
        list(sentences(path))


def test_signs_of_one_class_weigh_for_it():
    pytest.importorskip("sklearn", reason="what training needs is absent here (pip install -e '.[train]')")
    rows = [Row({"past": 1.0}, "yes", 0), Row({"will": 1.0}, "no", 1), Row({"maybe": 1.0}, "open", 2)] * 9
    _, weights = fit(rows)
    assert [max(zip(weights[sign], CLASSES, strict=True))[1] for sign in ("past", "will", "maybe")] == list(CLASSES)
