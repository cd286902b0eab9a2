"""Fitted weights -> ONNX, float32 and int8, and the file by which the package knows them.

int8 is onnxruntime's dynamic quantisation: weights of matrices and of the word table are kept as 8-bit numbers, a scale
for each column; what flows between them is quantised as it comes.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import yaml

from detente.reading.codes.marking import ROLES
from training.coder.dataset import Example
from training.coder.encoder import HEADS, Coder, Tokens, batch
from training.coder.labels import Labels
from training.coder.measuring import Ask, Logits, Temperatures, sigmoid, softmax
from training.coder.pretrained import sha256

FLOAT, INT8, TOKENIZER, PINS, SAMPLES = (
    "coder.float32.onnx",
    "coder.onnx",
    "tokenizer.json",
    "coder.yaml",
    "samples.json",
)
LARGEST = 45_000_000
"""Bytes that the shipped model may have (issue 5)."""
OFF = 1e-3
"""How far float32 ONNX logits may be from the network's."""
INPUTS = ("ids", "mask", "places")
_OPSET = 17
_SAMPLES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What the export made: sizes in bytes, how far the logits are off, how often int8 tells the same type."""

    float_bytes: int
    int8_bytes: int
    float_off: float
    int8_off: float
    int8_same_type: float


def to_onnx(coder: Coder, tokens: Tokens, examples: Sequence[Example], folder: Path) -> Exported:
    """Write the network as float32 and as int8 ONNX, and its tokenizer, and compare both with the network.

    Raises ValueError if float32 answers differ.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_float(coder, tokens, examples[:3], folder / FLOAT)
    _write_int8(folder / FLOAT, folder / INT8)
    tokens.tokenizer.save(str(folder / TOKENIZER))
    inputs = _rows(examples, tokens)
    with torch.inference_mode():
        right = [logits.numpy() for logits in coder(*(torch.from_numpy(inputs[name]) for name in INPUTS))]
    float_, int8 = (_session(folder / name, 1).run(list(HEADS), inputs) for name in (FLOAT, INT8))
    found = Exported(
        float_bytes=(folder / FLOAT).stat().st_size,
        int8_bytes=(folder / INT8).stat().st_size,
        float_off=_off(right, float_),
        int8_off=_off(right, int8),
        int8_same_type=float((right[0].argmax(-1) == int8[0].argmax(-1)).mean()),
    )
    if found.float_off > OFF:
        raise ValueError(
            f"float32 ONNX differs from the network by {found.float_off:.5f}; other versions than the pins?"
        )
    return found


def _off(one: Sequence[np.ndarray], other: Sequence[np.ndarray]) -> float:
    return max(float(np.abs(a - b).max()) for a, b in zip(one, other, strict=True))


def _rows(examples: Sequence[Example], tokens: Tokens) -> dict[str, np.ndarray]:
    marked = [tokens.marked(example.text, example.spans) for example in examples]
    return {name: part.numpy() for name, part in zip(INPUTS, batch(marked, tokens.markers.pad), strict=True)}


def _write_float(coder: Coder, tokens: Tokens, examples: Sequence[Example], into: Path) -> None:
    coder.eval()
    kept = coder.body.config._attn_implementation
    coder.body.config._attn_implementation = "eager"
    rows = _rows(examples, tokens)
    free = {name: {0: "batch", 1: "length"} for name in INPUTS[:2]} | {
        name: {0: "batch"} for name in (INPUTS[2], *HEADS)
    }
    try:
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                coder,
                tuple(torch.from_numpy(rows[name]) for name in INPUTS),
                str(into),
                input_names=list(INPUTS),
                output_names=list(HEADS),
                dynamic_axes=free,
                opset_version=_OPSET,
                dynamo=False,
            )
    finally:
        coder.body.config._attn_implementation = kept


def _write_int8(source: Path, into: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ready = into.with_suffix(".ready")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(into), weight_type=QuantType.QInt8, per_channel=True)
    ready.unlink()


def _session(file: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def onnx_asker(file: Path, tokens: Tokens, threads: int = 2, at_once: int = 32) -> Ask:
    """Return an exported model as a coder of examples, in batches of like length."""
    session = _session(file, threads)

    def ask(examples: Sequence[Example]) -> Logits:
        lengths = [len(tokens.marked(example.text, example.spans).ids) for example in examples]
        order = np.argsort(lengths, kind="stable")
        rows: dict[str, list[np.ndarray]] = {head: [] for head in HEADS}
        for start in range(0, len(order), at_once):
            chosen = [examples[i] for i in order[start : start + at_once]]
            for head, logits in zip(HEADS, session.run(list(HEADS), _rows(chosen, tokens)), strict=True):
                rows[head].append(logits)
        back = np.argsort(order, kind="stable")
        return {head: np.concatenate(found)[back].astype(float) for head, found in rows.items()}

    return ask


def write_pins(
    folder: Path, shipped: str, tokens: Tokens, labels: Labels, temperatures: Temperatures, about: dict[str, Any]
) -> Path:
    """Write the file that the package reads: SHA-256 of model and tokenizer, markers, names, temperatures."""
    markers = tokens.markers
    found = {
        "model": _pin(folder / shipped),
        "tokenizer": _pin(folder / TOKENIZER),
        "inputs": list(INPUTS),
        "outputs": list(HEADS),
        "longest": tokens.longest,
        "tokens": {
            "first": markers.first,
            "last": markers.last,
            "pad": markers.pad,
            **{role: list(pair) for role, pair in zip(ROLES, markers.roles, strict=True)},
        },
        "temperatures": asdict(temperatures),
        "types": list(labels.types),
        "modes": list(labels.modes),
        "contexts": list(labels.contexts),
        "statuses": list(labels.statuses),
        "trained": about,
    }
    head = "# Written by python -m training.coder export: the coder's weights and how they are asked.\n"
    place = folder / PINS
    place.write_text(head + yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")
    return place


def _pin(file: Path) -> dict[str, Any]:
    return {"file": file.name, "bytes": file.stat().st_size, "sha256": sha256(file)}


def write_samples(folder: Path, shipped: str, tokens: Tokens, examples: Sequence[Example], heat: Temperatures) -> None:
    """Write a few questions with their tokens and probabilities, by which the package's own marking can be tested."""
    chosen = list(examples[:_SAMPLES])
    logits = onnx_asker(folder / shipped, tokens, threads=1, at_once=1)(chosen)
    types, statuses = softmax(logits["type"], heat.type), softmax(logits["status"], heat.status)
    contexts = sigmoid(logits["contexts"], heat.contexts)
    found = []
    for row, example in enumerate(chosen):
        marked = tokens.marked(example.text, example.spans)
        found.append(
            {
                "text": example.text,
                **dict(zip(ROLES, example.spans, strict=True)),
                "ids": marked.ids,
                "places": marked.places,
                "types": [round(float(value), 5) for value in types[row]],
                "statuses": [round(float(value), 5) for value in statuses[row]],
                "contexts": [round(float(value), 5) for value in contexts[row]],
            }
        )
    (folder / SAMPLES).write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
