"""The model card: what the shipped coder is, from measured figures and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FIGURES, CURVE = "figures.json", "curve.json"
_COLUMNS = ("type_f1", "coded_f1", "quad_f1", "mode", "contexts_f1", "status", "symmetric", "ece")
_WAYS = {"marked": "predicate marked", "unmarked": "predicate left out"}


def write_card(folder: Path, output: Path) -> str:
    """Write a run's card; return a line that says so. Raises ValueError if the run was not exported."""
    file = folder / FIGURES
    if not file.exists():
        raise ValueError(f"{file} is absent; export first (python -m training.coder export --run {folder})")
    found = json.loads(file.read_text("utf-8"))
    curve = folder / CURVE
    learnt = json.loads(curve.read_text("utf-8")) if curve.exists() else []
    output.write_text("\n".join([*_lines(found), *_curve(learnt)]) + "\n", encoding="utf-8")
    return f"{output}: written"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    run, export = found["run"], found["export"]
    plan, corpus = run["plan"], run["corpus"]
    yield "# The coder's model card"
    yield ""
    yield "Written by `python -m training.coder card`; every figure is measured, on the parts named."
    yield ""
    yield "## What it is"
    yield ""
    yield f"- Encoder `{plan['encoder']}` (training/coder/pretrained.yaml), fine-tuned on our own corpus; English."
    yield f"- Corpus: {corpus['sentences']:,} sentences, {corpus['labels']:,} labels, SHA-256 `{corpus['sha256']}`."
    told = ", ".join(f"{part} {held[0]:,} sentences ({held[1]:,} labels)" for part, held in run["parts"].items())
    yield f"- Parts, cut by topic: {told}."
    if "averaged" in run:
        fits = len(run["averaged"])
        yield f"- The mean of the weights of {fits} fits; the plans of all stand below, the parts are the last's."
    if plan["held_out"]:
        yield f"- The test part is the whole of `{plan['held_out']}`."
    yield f"- Fitted for {run['course']['seconds'] / 60:.0f} minutes on {run['machine']}; seed {plan['seed']}."
    yield f"- Weights: epoch {run['course']['best_epoch'] + 1} of {len(run['history'])}, best on dev."
    if plan["teachers"]:
        yield f"- Distilled from {len(plan['teachers'])} file(s) of a teacher's answers."
    yield (
        f"- Size: int8 {export['int8_bytes']:,} bytes, float32 {export['float_bytes']:,}; float32 logits are off by"
        f" at most {export['float_off']:.1g}, int8 by {export['int8_off']:.2g};"
        f" the same type is told in {export['int8_same_type']:.1%}."
    )
    yield ""
    yield from _figures(found)
    yield from _types(found)
    yield from _faults(found)
    for one in run.get("averaged", [plan]):
        yield from _plan(one)


def _figures(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Figures on the test part"
    yield ""
    yield (
        "F1 is the mean over types (*coded* leaves NONE out) or quads; mode is accuracy given the right type; "
        "contexts are micro F1, status and *on a par* of coded acts; ECE in 15 bins after calibration. "
        "Pairs a second: two threads, tokenising included."
    )
    yield ""
    yield "| | asked with | type F1 | coded F1 | quad F1 | mode | contexts F1 | status | on a par F1 | ECE | pairs/s |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for name, held in found["test"].items():
        for way, told in _WAYS.items():
            cells = " | ".join(_number(held[way][column]) for column in _COLUMNS)
            speed = held["pairs_a_second"] if way == "marked" else None
            yield f"| {name} | {told} | {cells} | {'' if speed is None else f'{speed:.0f}'} |"
    yield ""
    int8 = found["test"]["int8"]
    heat = ", ".join(f"{head} {value:.3f}" for head, value in found["temperatures"].items())
    yield f"Before calibration the ECE of int8 is {int8['uncalibrated_ece']:.4f}. Temperatures: {heat}."
    yield ""


def _types(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## F1 of each type (int8)"
    yield ""
    yield "| type | asked | predicate marked | predicate left out |"
    yield "|---|---|---|---|"
    marked, unmarked = (found["test"]["int8"][way] for way in _WAYS)
    for name, value in sorted(marked["types"].items(), key=lambda item: -item[1]):
        asked = sum(marked["confusion"].get(name, {}).values())
        yield f"| {name} | {asked} | {_number(value)} | {_number(unmarked['types'].get(name))} |"
    yield ""


def _faults(found: Mapping[str, Any], most: int = 10) -> Iterator[str]:
    yield "## Known faults: what is told for what (int8, predicate marked)"
    yield ""
    confusion = found["test"]["int8"]["marked"]["confusion"]
    wrong = [
        (count, count / sum(row.values()), right, told)
        for right, row in confusion.items()
        for told, count in row.items()
        if told != right
    ]
    for count, share, right, told in sorted(wrong, reverse=True)[:most]:
        yield f"- {right} taken for {told}: {count} ({share:.1%} of {right})"
    yield ""


def _plan(plan: Mapping[str, Any]) -> Iterator[str]:
    yield "## How it was fitted"
    yield ""
    yield "```json"
    yield json.dumps(plan, indent=1)
    yield "```"
    yield ""


def _curve(learnt: list[Mapping[str, Any]]) -> Iterator[str]:
    if not learnt:
        return
    yield "## Learning curve: test part, by sentences fitted on"
    yield ""
    yield "| sentences | type F1, predicate marked | left out |"
    yield "|---|---|---|"
    for entry in learnt:
        yield f"| {entry['sentences']:,} | {entry['marked']['type_f1']:.3f} | {entry['unmarked']['type_f1']:.3f} |"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
