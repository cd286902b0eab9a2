"""What each command of ``python -m training.coder`` does."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import load_file, save_file

from training.coder import calibration
from training.coder.dataset import SHARES, Corpus, Example, examples_of, parts, read_corpus, untold, without
from training.coder.encoder import Coder, Tokens
from training.coder.export import FLOAT, INT8, LARGEST, PINS, TOKENIZER, onnx_asker, to_onnx, write_pins, write_samples
from training.coder.fitting import BEST, RUN, Fit, Plan, asker, blind, load_run
from training.coder.labels import load_labels
from training.coder.losses import Teacher, write_teacher
from training.coder.measuring import Ask, Figures, Temperatures, confusion_table, measure, told
from training.coder.pretrained import find

FIGURES, CURVE = "figures.json", "curve.json"
_PROBES = 64
_TIMED = 512

__all__ = ["Plan", "average", "curve", "evaluate", "export", "fit", "teach"]


def fit(corpus_file: Path, plan: Plan, folder: Path) -> Figures:
    """Fit by a plan into a folder; return the dev figures."""
    source = find(plan.encoder, folder.parent / "pretrained")
    corpus = read_corpus(corpus_file)
    _say(f"{len(corpus.passages)} sentences, {corpus.labels} labels, SHA-256 {corpus.sha256}")
    figures = Fit(corpus, source, plan, folder).run(_say)
    _say(f"dev, without predicate: {told(figures)}")
    return figures


def curve(corpus_file: Path, plan: Plan, folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Fit on each number of sentences; print and write what each reaches on the test part, and what the run does."""
    found = []
    for size in sizes:
        fit(corpus_file, replace(plan, sentences=size), folder / "curve" / str(size))
        found.append(_learnt(corpus_file, folder / "curve" / str(size), size))
    if (folder / RUN).exists():
        whole = json.loads((folder / RUN).read_text("utf-8"))
        found.append(_learnt(corpus_file, folder, whole["parts"]["train"][0]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CURVE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def _learnt(corpus_file: Path, folder: Path, sentences: int) -> dict[str, Any]:
    run = _Loaded(corpus_file, folder)
    marked, unmarked = run.figures(run.ask, "test"), run.figures(run.ask, "test", blind)
    print(f"{sentences} sentences: test {told(marked)}; without predicate {told(unmarked)}", flush=True)
    return {"sentences": sentences, "marked": marked.plain(), "unmarked": unmarked.plain()}


class _Loaded:
    """A run at hand with its corpus, its parts and its network."""

    def __init__(self, corpus_file: Path, folder: Path, *, grown: bool = False) -> None:
        run = json.loads((folder / RUN).read_text("utf-8"))
        self.labels = load_labels()
        self.source = find(run["plan"]["encoder"], _unpacked(folder))
        self.coder: Coder
        self.tokens: Tokens
        self.coder, self.tokens, self.run = load_run(folder, self.source)
        self.corpus: Corpus = read_corpus(corpus_file)
        if not grown and self.corpus.sha256 != self.run["corpus"]["sha256"]:
            raise ValueError(f"{corpus_file} is not what {folder} was fitted on: its parts would mix; fit anew")
        plan = _whole_plan(self.run)
        self.parts = parts(without(self.corpus.passages, plan["without"] or ()), plan["held_out"], plan["shares"])
        self.ask: Ask = asker(self.coder, self.tokens)

    def examples(self, part: str) -> list[Example]:
        return examples_of(self.parts[part])

    def figures(
        self,
        ask: Ask,
        part: str,
        as_: Callable[[Sequence[Example]], list[Example]] = list,
        heat: Temperatures | None = None,
    ) -> Figures:
        asked = as_(self.examples(part))
        return measure(asked, ask(asked), self.labels, heat)


def _whole_plan(run: dict[str, Any]) -> dict[str, Any]:
    """Return a run's plan, with what runs of earlier versions did not write."""
    return {"without": (), "shares": list(SHARES)} | run["plan"]


def _unpacked(folder: Path) -> Path:
    """Return where encoders that come in slices were put together: beside the run, or beside its curve's folder."""
    near = [parent / "pretrained" for parent in folder.resolve().parents]
    return next((place for place in near if place.exists()), folder.parent / "pretrained")


def average(runs: Sequence[Path], folder: Path) -> None:
    """Write the mean of the weights of runs that began at the same encoder; what is said of it is the last run's.

    The mean of fits by several recipes is often better than each (Wortsman et al. 2022, Model soups, ICML). Its test
    part must be in no train part of any: raises ValueError if one of them learnt from it.
    """
    told = [json.loads((run / RUN).read_text("utf-8")) for run in runs]
    plans = [_whole_plan(one) for one in told]
    last = plans[-1]
    for plan in plans:
        kept, learnt = sum(last["shares"]), sum(plan["shares"])
        if plan["encoder"] != last["encoder"] or plan["held_out"] or last["held_out"] or learnt < kept:
            raise ValueError(
                "runs are averaged that share an encoder, hold out no source and keep as much from the fit"
            )
    held = [load_file(run / BEST) for run in runs]
    mean = {name: sum(one[name].double() for one in held) / len(held) for name in held[0]}
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: value.to(held[0][name].dtype).contiguous() for name, value in mean.items()}, folder / BEST)
    about = told[-1] | {"averaged": plans}
    (folder / RUN).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    _say(f"{folder}: the mean of {len(runs)} runs")


def teach(corpus_file: Path, folder: Path, output: Path) -> None:
    """Write a run's logits on the train part, with and without predicate, and on its pairs that no author labelled.

    The corpus may have grown since the run was fitted: which part a topic falls in depends on its name alone.
    """
    run = _Loaded(corpus_file, folder, grown=True)
    ask = asker(run.coder, run.tokens, narrow=True)
    examples, beside = run.examples("train"), [made for passage in run.parts["train"] for made in untold(passage)]
    answers: dict[str, Any] = {}
    blank = ask([*(example.unmarked() for example in examples), *beside])
    marked = ask(examples)
    for head in Teacher.HEADS:
        answers[f"unmarked/{head}"] = blank[head]
        answers[f"marked/{head}"] = np.concatenate([marked[head], blank[head][len(examples) :]])
    output.parent.mkdir(parents=True, exist_ok=True)
    write_teacher(output, [example.name for example in (*examples, *beside)], answers, run.labels)
    print(f"{output}: {len(examples)} labels, {len(beside)} pairs without, {output.stat().st_size:,} bytes")


def evaluate(corpus_file: Path, folder: Path) -> None:
    """Print a run's figures on its test part."""
    run = _Loaded(corpus_file, folder)
    marked = run.figures(run.ask, "test")
    print(f"test, predicate marked: {told(marked)}\ntest, without it: {told(run.figures(run.ask, 'test', blind))}\n")
    print(confusion_table(marked, run.labels))


def export(corpus_file: Path, folder: Path, install: Path | None) -> None:
    """Write ONNX, tokenizer, pins, samples and all figures into the run's folder ``export``."""
    run = _Loaded(corpus_file, folder)
    into = folder / "export"
    exported = to_onnx(run.coder, run.tokens, run.examples("test")[:_PROBES], into)
    asks = {
        "network": run.ask,
        "float32": onnx_asker(into / FLOAT, run.tokens),
        "int8": onnx_asker(into / INT8, run.tokens),
    }
    held = [*run.examples("calibration"), *blind(run.examples("calibration"))]
    heat = calibration.fit(held, asks["int8"](held), run.labels)
    test = {name: _all_figures(run, ask, heat) for name, ask in asks.items()}
    for way in ("marked", "unmarked"):
        cost = test["network"][way]["type_f1"] - test["int8"][way]["type_f1"]
        _say(
            f"int8, predicate {way}: {told(Figures(**test['int8'][way]))}; it costs {100 * cost:.2f} points of type F1"
        )
    _say(f"pairs a second: {test['int8']['pairs_a_second']}, float32 {test['float32']['pairs_a_second']}")
    _say(f"{exported}\n{heat}")
    about = {
        "encoder": run.source.pin.name,
        "corpus_sha256": run.corpus.sha256,
        "sentences": len(run.corpus.passages),
        "labels": run.corpus.labels,
        "seed": run.run["plan"]["seed"],
    }
    write_pins(into, INT8, run.tokens, run.labels, heat, about)
    write_samples(into, INT8, run.tokens, run.examples("test"), heat)
    measured = {"run": run.run, "export": asdict(exported), "temperatures": asdict(heat), "test": test}
    (folder / FIGURES).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    if install is not None:
        _install(into, install)


def _all_figures(run: _Loaded, ask: Ask, heat: Temperatures) -> dict[str, Any]:
    return {
        "marked": run.figures(ask, "test", heat=heat).plain(),
        "unmarked": run.figures(ask, "test", blind, heat).plain(),
        "uncalibrated_ece": run.figures(ask, "test").ece,
        "pairs_a_second": round(_speed(ask, run.tokens, run.examples("test")), 1),
    }


def _speed(ask: Ask, tokens: Tokens, examples: Sequence[Example]) -> float:
    """Return pairs a second on two threads, tokenising and marking included; a first batch warms up."""
    chosen = [examples[i % len(examples)] for i in range(min(_TIMED, 4 * len(examples)))]
    ask(chosen[:32])
    tokens.forget()
    begun = time.perf_counter()
    ask(chosen)
    return len(chosen) / (time.perf_counter() - begun)


def _install(source: Path, into: Path) -> None:
    size = (source / INT8).stat().st_size
    if size >= LARGEST:
        raise ValueError(f"{source / INT8} has {size:,} bytes; {LARGEST:,} may be shipped: fit a smaller encoder")
    into.mkdir(parents=True, exist_ok=True)
    for name in (INT8, TOKENIZER, PINS):
        shutil.copyfile(source / name, into / name)
        print(f"{into / name}: {(into / name).stat().st_size:,} bytes")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
