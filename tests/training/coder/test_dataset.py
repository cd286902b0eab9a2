import json

import pytest

from tests.training.coder.corpora import corpus_file, passages_of
from training.coder import dataset
from training.coder.dataset import (
    PARTS,
    UNTOLD,
    Making,
    can_turn,
    crossed,
    epoch,
    examples_of,
    first,
    parts,
    read_corpus,
    untold,
    without,
)
from training.coder.labels import load_labels
from training.corpus.format import NONE

LABELS = load_labels()
NEVER = Making(unmarked=0, dropped=0, turned=0, crossed=0)
WARNED = """Paris warned Rome on Monday, and Bern met Oslo.
  THREATEN | Paris > Rome | warned
  CONSULT | Bern <> Oslo | met
"""


def test_the_corpus_is_read_with_its_spans(tmp_path):
    corpus = read_corpus(corpus_file(tmp_path, WARNED))
    warned, met = examples_of(corpus.passages)
    assert warned.text[slice(*warned.predicate)] == "warned"
    assert (warned.type, warned.status, met.symmetric) == ("THREATEN", "occurred", True)
    assert len(corpus.sha256) == 64


def test_a_broken_line_is_named_with_its_remedy(tmp_path):
    file = corpus_file(tmp_path, WARNED)
    file.write_text(file.read_text("utf-8") + '{"id": "x"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"line 2: KeyError.*training\.corpus build"):
        read_corpus(file)


def test_an_empty_corpus_is_refused(tmp_path):
    file = tmp_path / "corpus.jsonl"
    file.write_text("", "utf-8")
    with pytest.raises(ValueError, match="is empty"):
        read_corpus(file)


def test_no_topic_of_a_source_is_in_two_parts_and_nothing_is_lost(many):
    cut = parts(many)
    where = {}
    for part in PARTS:
        for passage in cut[part]:
            assert where.setdefault((passage.source, passage.topic), part) == part
    assert sum(len(held) for held in cut.values()) == len(many)


def test_a_held_out_source_is_the_test_part_and_in_no_other(many):
    cut = parts(many, held_out="own1")
    assert {passage.source for passage in cut["test"]} == {"own1"}
    assert all(passage.source != "own1" for part in PARTS[:-1] for passage in cut[part])


def test_smaller_shares_keep_the_test_part_out_of_what_larger_ones_learn(many):
    kept, learnt = parts(many), parts(many, shares=(8, 6, 9))["train"]
    assert len(learnt) < len(kept["train"])
    assert not {p.id for part in PARTS[1:] for p in kept[part]} & {p.id for p in learnt}


def test_sources_are_left_out_by_how_their_names_begin(many):
    assert {p.source for p in without(many, ("own1",))} == {p.source for p in many} - {"own1"}
    assert without(many, ()) == list(many)


def test_a_source_that_is_not_there_is_refused(many):
    with pytest.raises(ValueError, match="no sentence falls in test"):
        parts(many, held_out="nobody")


def test_fewer_sentences_are_among_more(many):
    few, more = first(many, 20), first(many, 50)
    assert {p.id for p in few} < {p.id for p in more}


def test_an_epoch_is_the_same_for_a_seed_and_another_for_another(many):
    one = [example.name for example in epoch(many, Making(), LABELS, 1)]
    assert one == [example.name for example in epoch(many, Making(), LABELS, 1)]
    assert one != [example.name for example in epoch(many, Making(), LABELS, 2)]


def test_acts_on_a_par_are_asked_both_ways(many):
    actors = {e.text[slice(*e.actor)] for seed in range(8) for e in epoch(many[:1], NEVER, LABELS, seed) if e.symmetric}
    assert actors == {"Bern", "Oslo"}


def test_a_one_way_act_turned_round_is_none_and_one_on_a_par_is_not_turned(many):
    passage = many[0]
    assert [can_turn(example, passage) for example in passage.examples] == [True, False]
    made = [e for e in epoch(many[:1], Making(unmarked=0, turned=1, crossed=0), LABELS, 1) if e.name.endswith("<")]
    assert [(e.type, e.text[slice(*e.actor)]) for e in made] == [(NONE, "Rome")]


def test_an_act_answered_in_kind_is_not_turned():
    (passage,) = passages_of(
        "Paris warned Rome, and Rome warned Paris.\n"
        "  THREATEN | Paris#1 > Rome#1 | warned#1\n  ACCUSE | Rome#1 > Paris#1 | warned#2\n"
    )
    assert not any(can_turn(example, passage) for example in passage.examples)


def test_a_pair_with_the_predicate_of_another_is_none(many):
    made = crossed(many[0])
    told = [(e.type, e.text[slice(*e.actor)], e.text[slice(*e.predicate)]) for e in made]
    assert told == [(NONE, "Paris", "met"), (NONE, "Bern", "warned")]


def test_pairs_that_share_a_side_are_not_crossed():
    (passage,) = passages_of(
        "Paris warned Rome and fined Bern.\n  THREATEN | Paris > Rome | warned\n  SANCTION | Paris > Bern | fined\n"
    )
    assert crossed(passage) == []


def test_a_predicate_is_left_out_only_where_the_pair_has_one_label():
    (passage,) = passages_of(
        "Paris warned and fined Rome.\n  THREATEN | Paris > Rome | warned\n  SANCTION | Paris > Rome | fined\n"
    )
    always = Making(unmarked=1, dropped=0, turned=0, crossed=0)
    assert all(e.predicate is not None for e in epoch([passage], always, LABELS, 1))


def test_a_recipient_is_never_dropped_of_a_type_that_needs_one():
    (passage,) = passages_of("Paris fed Rome for weeks.\n  AID | Paris > Rome | fed\n")
    always = Making(unmarked=0, dropped=1, turned=0, crossed=0)
    assert all(e.recipient is not None for e in epoch([passage], always, LABELS, 1))


def test_the_corpus_file_is_what_build_writes(tmp_path):
    file = corpus_file(tmp_path, WARNED)
    assert set(json.loads(file.read_text("utf-8"))) >= {"id", "text", "source", "topic", "labels"}


def test_pairs_that_no_label_speaks_of_are_asked_of_a_teacher_alone(tmp_path, monkeypatch):
    passages = read_corpus(corpus_file(tmp_path, WARNED)).passages
    few = untold(passages[0])
    assert len(few) == dataset.UNTOLD_AT_MOST
    monkeypatch.setattr(dataset, "UNTOLD_AT_MOST", 99)
    assert few == untold(passages[0])[: len(few)]
    found = untold(passages[0])
    text = passages[0].examples[0].text
    pairs = {(text[slice(*one.actor)], one.recipient and text[slice(*one.recipient)]) for one in found}
    assert ("Rome", "Paris") in pairs
    assert ("Paris", "Oslo") in pairs
    assert ("Bern", None) in pairs
    assert not pairs & {("Paris", "Rome"), ("Bern", "Oslo"), ("Oslo", "Bern")}
    assert {one.type for one in found} == {UNTOLD}
    assert len({one.name for one in found}) == len(found)
    always = Making(unmarked=0, dropped=0, turned=0, crossed=0, untold=1)
    assert not any(one.type == UNTOLD for one in epoch(passages, always, LABELS, 1))
    assert sum(one.type == UNTOLD for one in epoch(passages, always, LABELS, 1, taught=True)) == len(found)
