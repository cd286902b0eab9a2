# ruff: noqa: E402  (the imports stand below the check that there is something to import)
"""The whole way with an encoder of a few thousand parameters: fit, resume, teach, export, card."""

import json
from dataclasses import replace

import numpy as np
import pytest

WANTED = "what training needs is absent here (training/requirements.txt, in an environment of its own)"
for package in ("torch", "transformers", "tokenizers", "safetensors", "onnx", "onnxruntime"):
    pytest.importorskip(package, reason=WANTED)

import torch
import yaml
from safetensors.torch import load_file

from training.coder import commands, pretrained
from training.coder.__main__ import main
from training.coder.dataset import Making, examples_of, read_corpus, untold
from training.coder.encoder import HEADS, Tokens, batch
from training.coder.export import INT8, PINS, SAMPLES, TOKENIZER
from training.coder.fitting import BEST, LAST, Fit, Plan, asker, load_run
from training.coder.labels import load_labels
from training.coder.losses import Losses, Teacher, Weights
from training.coder.pretrained import Pin, Pretrained

pytestmark = pytest.mark.filterwarnings("ignore")
PLAN = Plan(
    epochs=5,
    patience=5,
    batch=8,
    longest=48,
    threads=1,
    head_rate=1e-2,
    rate=3e-3,
    making=Making(turned=0, crossed=0.1),
)
WORDS = ["actor", "recipient", "act", "paris", "rome", "bern", "oslo", "warned", "praised", "fined", "met", "on", "day"]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("encoder")
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *(f"[unused{i}]" for i in range(6)), *WORDS, "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(names),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    return Pretrained(Pin(name="tiny", parameters="few", packages=(), version="0"), folder)


@pytest.fixture(autouse=True)
def _found(source, monkeypatch):
    monkeypatch.setattr(commands, "find", lambda name, unpacked: source)


@pytest.fixture(scope="module")
def fitted(source, many_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "tiny"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commands, "find", lambda name, unpacked: source)
        commands.fit(many_corpus, PLAN, folder)
    return folder


def test_the_markers_start_from_their_words_and_lie_in_the_vocabulary(source):
    tokens = Tokens(source.tokenizer, 48)
    assert tokens.markers.roles == ((4, 5), (6, 7), (8, 9))
    assert tokens.marked("Paris warned Rome.", ((0, 5), None, (6, 12))).places == (2, 1, 5)


def test_filling_up_changes_no_answer(source, fitted):
    coder, tokens, _ = load_run(fitted, source)
    short = tokens.marked("Paris warned Rome.", ((0, 5), (13, 17), (6, 12)))
    long = tokens.marked("Paris warned Rome and Bern met Oslo on day.", ((0, 5), (13, 17), None))
    alone = coder(*batch([short], tokens.markers.pad))
    beside = coder(*batch([short, long], tokens.markers.pad))
    for one, other in zip(alone, beside, strict=True):
        assert torch.allclose(one[0], other[0], atol=1e-5)


def test_a_fit_learns_what_is_easy_and_tells_how_it_went(fitted):
    run = json.loads((fitted / "run.json").read_text("utf-8"))
    assert len(run["history"]) == 5
    first, last = run["history"][0], run["history"][-1]
    assert last["loss"] < first["loss"] / 2
    assert last["dev_marked"] >= first["dev_marked"]
    assert run["corpus"]["sentences"] == 120
    assert sum(labels for _, labels in run["parts"].values()) == 240


def test_the_same_plan_gives_the_same_weights(source, many_corpus, fitted, tmp_path):
    commands.fit(many_corpus, PLAN, tmp_path / "again")
    one, other = load_file(fitted / BEST), load_file(tmp_path / "again" / BEST)
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_what_is_frozen_learns_nothing_and_the_rest_does(source, many_corpus, tmp_path):
    fit = Fit(read_corpus(many_corpus), source, replace(PLAN, frozen=1, epochs=1), tmp_path / "frozen")
    before = {name: value.clone() for name, value in fit.coder.state_dict().items()}
    fit.run(lambda _: None)
    after = fit.coder.state_dict()
    changed = {name for name, value in after.items() if not torch.equal(value, before[name])}
    assert changed
    assert not any(name.startswith(("body.embeddings.", "body.encoder.layer.0.")) for name in changed)


def test_a_fit_begins_at_the_weights_of_another(source, many_corpus, fitted, tmp_path):
    begun = Fit(read_corpus(many_corpus), source, replace(PLAN, start=str(fitted)), tmp_path / "on").coder.state_dict()
    held = load_file(fitted / BEST)
    assert all(torch.equal(begun[name], held[name]) for name in held)


def test_a_fit_can_not_begin_at_a_run_without_weights(source, many_corpus, tmp_path):
    with pytest.raises(ValueError, match="holds no weights; fit first"):
        Fit(read_corpus(many_corpus), source, replace(PLAN, start=str(tmp_path)), tmp_path / "on")


def test_a_fit_broken_off_goes_on_and_ends_the_same(source, many_corpus, fitted, tmp_path, monkeypatch):
    steps = []
    plain = Fit._step

    def broken(self, examples, progress, draw):
        if len(steps) == 7:
            raise KeyboardInterrupt
        steps.append(progress)
        return plain(self, examples, progress, draw)

    corpus = read_corpus(many_corpus)
    monkeypatch.setattr(Fit, "_step", broken)
    with pytest.raises(KeyboardInterrupt):
        Fit(corpus, source, PLAN, tmp_path / "b").run(lambda _: None, save_every=0)
    monkeypatch.setattr(Fit, "_step", plain)
    said = []
    Fit(corpus, source, PLAN, tmp_path / "b").run(said.append)
    assert said[0] == "going on in epoch 1 at batch 7"
    one, other = load_file(fitted / BEST), load_file(tmp_path / "b" / BEST)
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_runs_are_averaged_weight_by_weight(many_corpus, fitted, tmp_path):
    commands.fit(many_corpus, replace(PLAN, seed=2, epochs=1), tmp_path / "other")
    commands.average([tmp_path / "other", fitted], tmp_path / "mean")
    one, other, mean = (load_file(folder / BEST) for folder in (tmp_path / "other", fitted, tmp_path / "mean"))
    assert all(torch.allclose(mean[name], (one[name] + other[name]) / 2) for name in mean)
    assert len(json.loads((tmp_path / "mean" / "run.json").read_text("utf-8"))["averaged"]) == 2
    commands.evaluate(many_corpus, tmp_path / "mean")


def test_a_run_that_learnt_from_the_test_part_is_not_averaged(many_corpus, fitted, tmp_path):
    commands.fit(many_corpus, replace(PLAN, epochs=1, shares=(2, 2, 2)), tmp_path / "more")
    with pytest.raises(ValueError, match="keep as much from the fit"):
        commands.average([tmp_path / "more", fitted], tmp_path / "mean")


def test_a_folder_of_another_plan_is_refused(source, many_corpus, fitted):
    with pytest.raises(ValueError, match="another plan or corpus"):
        commands.fit(many_corpus, replace(PLAN, seed=2), fitted)


def test_a_budget_ends_the_fit(source, many_corpus, tmp_path):
    commands.fit(many_corpus, replace(PLAN, minutes=1e-5), tmp_path / "short")
    assert (tmp_path / "short" / LAST).exists()


def test_the_export_answers_as_the_network_does(source, many_corpus, fitted, tmp_path):
    commands.export(many_corpus, fitted, tmp_path / "package")
    figures = json.loads((fitted / "figures.json").read_text("utf-8"))
    assert figures["export"]["float_off"] < 1e-3
    assert figures["test"]["float32"]["marked"]["type_f1"] == figures["test"]["network"]["marked"]["type_f1"]
    assert {file.name for file in (tmp_path / "package").iterdir()} == {INT8, TOKENIZER, PINS}
    pins = yaml.safe_load((tmp_path / "package" / PINS).read_text("utf-8"))
    assert pins["model"]["sha256"] == pretrained.sha256(tmp_path / "package" / INT8)
    assert pins["outputs"] == list(HEADS)
    assert pins["tokens"]["actor"] == [4, 5]
    samples = json.loads((fitted / "export" / SAMPLES).read_text("utf-8"))
    assert sum(samples[0]["types"]) == pytest.approx(1, abs=1e-3)


def test_the_card_is_written_from_the_figures(many_corpus, fitted, tmp_path):
    commands.export(many_corpus, fitted, None)
    assert main(["card", "--run", str(fitted), "--output", str(tmp_path / "CARD.md")]) == 0
    card = (tmp_path / "CARD.md").read_text("utf-8")
    assert read_corpus(many_corpus).sha256 in card
    assert "| int8 | predicate marked |" in card


def test_a_corpus_that_the_run_does_not_know_is_refused(fitted, many_corpus, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text("".join(many_corpus.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    with pytest.raises(ValueError, match="its parts would mix"):
        commands.evaluate(other, fitted)


def test_a_teacher_answers_on_a_corpus_that_has_grown_since(many_corpus, fitted, tmp_path):
    added = json.loads(many_corpus.read_text("utf-8").splitlines()[0]) | {"id": "new:1"}
    grown = tmp_path / "grown.jsonl"
    grown.write_text(many_corpus.read_text("utf-8") + json.dumps(added) + "\n", "utf-8")
    commands.teach(grown, fitted, tmp_path / "answers.npz")
    with np.load(tmp_path / "answers.npz") as held:
        names = {str(name) for name in held["names"]}
    assert any(name.startswith("new:1#") for name in names)


def test_a_student_copies_its_teacher(source, many_corpus, fitted, tmp_path):
    answers = tmp_path / "answers.npz"
    commands.teach(many_corpus, fitted, answers)
    labels = load_labels()
    teacher = Teacher([answers, answers], labels)
    coder, tokens, run = load_run(fitted, source)
    train = [e for e in examples_of(read_corpus(many_corpus).passages) if e.name in teacher.rows]
    assert len(train) == run["parts"]["train"][1]
    assert sum("?" in name for name in teacher.rows) == len(teacher.rows) - len(train) > 0
    told = {head: torch.tensor(rows, dtype=torch.float32) for head, rows in asker(coder, tokens)(train[:8]).items()}
    far = {head: rows + torch.randn_like(rows) for head, rows in told.items()}
    assert teacher.distance(train[:8], told) < teacher.distance(train[:8], far)
    assert teacher.distance([replace(train[0], name="made<")], told) is None
    commands.fit(many_corpus, replace(PLAN, epochs=1, teachers=(str(answers),)), tmp_path / "student")


def test_what_no_author_answered_is_learnt_from_the_teacher_alone(many, many_corpus, fitted, tmp_path):
    answers = tmp_path / "answers.npz"
    commands.teach(many_corpus, fitted, answers)
    labels = load_labels()
    teacher = Teacher([answers], labels)
    asked = next(one for passage in many for one in untold(passage) if one.name in teacher.rows)
    logits = [torch.randn(1, size, requires_grad=True) for size in (17, len(labels.modes), len(labels.contexts), 5, 1)]
    told = dict(zip(HEADS, logits, strict=True))
    losses = Losses(labels, examples_of(many), Weights(teacher=0.25), teacher)
    assert torch.isclose(losses(logits, [asked]), 0.25 * teacher.distance([asked], told))
    assert not Losses(labels, examples_of(many), Weights(), None)(logits, [asked])


def test_the_curve_ends_with_all_sentences(source, many_corpus, tmp_path):
    found = commands.curve(many_corpus, replace(PLAN, epochs=1), tmp_path / "run", [20, 5000])
    assert found[0]["sentences"] == 20
    assert found[-1]["sentences"] > 60
    assert json.loads((tmp_path / "run" / "curve.json").read_text("utf-8")) == found


def test_rare_types_weigh_more_and_all_together_as_before(many):
    labels = load_labels()
    examples = examples_of(many)
    weight = Losses(labels, examples, Weights(balance=1.0), None).type_weight
    counted = np.array([sum(e.type == name for e in examples) for name in labels.types])
    assert weight[labels.types.index("SUPPORT")] > weight[labels.types.index("CONSULT")]
    assert float((weight.numpy() * counted).sum()) == pytest.approx(len(examples), rel=1e-5)
