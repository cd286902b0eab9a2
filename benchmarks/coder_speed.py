"""How many pairs a second the trained coder answers, tokenising and marking included, and what memory it takes.

python -m benchmarks.coder_speed

The questions are those of the training corpus (built if need be, ``python -m training.corpus build``): sentences of 26
words in the mean. int8 is what ships; float32 is the same network before its weights were rounded, measured where an
export of it lies in ``out/coder/*/export``. Each measure runs in a process of its own, by the clock: two threads for
two cores, so other work on the machine shows in the figures. The spread over rounds says how much.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks.shared import ROOT, Table, tell

CORPUS = ROOT / "training" / "corpus.jsonl"
FLOAT = "coder.float32.onnx"
ASKED, ROUNDS = 1000, 5
THREADS = (1, 2)

_TIMED = """
import json, resource, sys, time
from pathlib import Path
from detente.reading.codes.network import Question, read_network
span = lambda value: None if value is None else tuple(value)
records = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
sides = ("actor", "recipient", "predicate")
asked = [Question(r["text"], *(span(label[side]) for side in sides)) for r in records for label in r["labels"]]
asked = asked[:: max(1, len(asked) // int(sys.argv[3]))][: int(sys.argv[3])]
begun = time.perf_counter()
network = read_network(Path(sys.argv[1]), threads=int(sys.argv[4]))
loading = time.perf_counter() - begun
network.ask(asked[:20])
wall, processor = [], []
for _ in range(int(sys.argv[5])):
    network.forget()
    begun, used = time.perf_counter(), time.process_time()
    network.ask(asked)
    wall.append(len(asked) / (time.perf_counter() - begun))
    processor.append(len(asked) / (time.process_time() - used))
status = Path("/proc/self/status")  # getrusage counts the process that started this one, too
told = status.read_text().split("VmHWM:")[1].split()[0] if status.exists() else 0
peak = int(told) or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"wall": wall, "processor": processor, "loading": loading, "peak": peak / 1024}))
"""


def measure() -> tuple[Table, ...]:
    """Time the shipped network and, where it lies in ``out``, the float32 one, on one and on two threads."""
    if not CORPUS.exists():
        subprocess.run([sys.executable, "-m", "training.corpus", "build"], cwd=ROOT, check=True, capture_output=True)
    model = Path(str(resources.files("detente.reading.codes"))) / "model"
    rows = [_row("int8, as shipped", model, threads) for threads in THREADS]
    unrounded = newest_float()
    if unrounded is not None:
        with tempfile.TemporaryDirectory() as scratch:
            folder = as_model(unrounded, Path(scratch))
            rows += [_row("float32", folder, threads) for threads in THREADS]
    columns = (
        "weights",
        "threads",
        "pairs a second (best, median)",
        "a second of processor time",
        "loading, s",
        "peak MB",
    )
    told = "" if unrounded is not None else f"; no {FLOAT} in out/coder/*/export to compare with"
    return (Table(f"The coder's speed: {ASKED} pairs, {ROUNDS} rounds{told}", columns, tuple(rows)),)


def newest_float() -> Path | None:
    """Return the newest export of the unrounded weights; ``None`` if there is none."""
    found = sorted((ROOT / "out" / "coder").glob(f"*/export/{FLOAT}"), key=lambda file: file.stat().st_mtime)
    return found[-1] if found else None


def as_model(weights: Path, folder: Path) -> Path:
    """Put unrounded weights in a folder as the package wants a model: beside their tokenizer, with their SHA-256."""
    shutil.copyfile(weights, folder / "coder.onnx")
    shutil.copyfile(weights.parent / "tokenizer.json", folder / "tokenizer.json")
    sha256 = hashlib.sha256(weights.read_bytes()).hexdigest()
    pins = (weights.parent / "coder.yaml").read_text("utf-8")
    (folder / "coder.yaml").write_text(re.sub(r"sha256: \w+", f"sha256: {sha256}", pins, count=1), "utf-8")
    return folder


def _row(name: str, model: Path, threads: int) -> tuple[str, ...]:
    found = _timed(model, threads)
    clock = f"{max(found['wall']):.0f}, {statistics.median(found['wall']):.0f}"
    loading, peak = f"{found['loading']:.2f}", f"{found['peak']:.0f}"
    return name, str(threads), clock, f"{max(found['processor']):.0f}", loading, peak


def _timed(model: Path, threads: int) -> dict[str, Any]:
    asked = (str(model), str(CORPUS), str(ASKED), str(threads), str(ROUNDS))
    done = subprocess.run([sys.executable, "-c", _TIMED, *asked], capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    tell("coder speed", measure)


if __name__ == "__main__":
    main()
