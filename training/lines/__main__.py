"""Train the models that find stories on pages, or say by cross-validation how well they do.

python -m training.lines                     train on everything, write the weights and their pins
python -m training.lines --cross-validate    figures over folds of sites, through the whole of articles()
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

from benchmarks.shared import ROOT, shared
from training.lines.corpus import Labelled, yardstick_html, yardstick_pages
from training.lines.fitting import LINE_COLUMNS, RUN_COLUMNS, Fitted, fit_folds, to_onnx
from training.lines.own import own_pages
from training.markup.__main__ import labelled, unseen_main

PLACE = ROOT / "src" / "detente" / "articles"


def pages() -> list[Labelled]:
    """Return all labelled pages that are at hand: our own, and the yardstick's dev part where it is there."""
    folder = shared()
    if folder is None:
        sys.exit(
            "../shared is absent (set DETENTE_SHARED): without the pages yardstick there is too little to train on"
        )
    yardstick = folder / "yardsticks" / "pages"
    marked = list(labelled(yardstick))
    teaches = {page.id: page.teaches for page in marked}
    known = [*yardstick_pages(yardstick), *yardstick_html(yardstick, unseen_main(marked))]
    return [*own_pages(), *(replace(page, teaches=teaches[page.id]) for page in known)]


def write(fitted: Fitted, place: Path = PLACE) -> None:
    """Write both models as ONNX, and the file that pins their SHA-256."""
    pins = {}
    probe = np.random.default_rng(0).random((64, 400), np.float32) * 3
    for name, booster, columns in (("lines", fitted.lines, LINE_COLUMNS), ("runs", fitted.runs, RUN_COLUMNS)):
        content = to_onnx(booster, columns, probe[:, : len(columns)])
        file = place / f"{name}.onnx"
        file.write_bytes(content)
        pins[name] = {"file": file.name, "sha256": hashlib.sha256(content).hexdigest()}
        print(f"{file.name}: {len(content):,} bytes")
    head = "# Written by python -m training.lines: the weights of the line model and of the boundary model.\n"
    (place / "weights.yaml").write_text(head + yaml.safe_dump(pins), encoding="utf-8")


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cross-validate", action="store_true", help="print figures instead of writing weights")
    given = parser.parse_args()
    if given.cross_validate:
        from benchmarks.pages_yardstick import measure

        for table in measure() or ():
            print(table.markdown())
        return
    start = time.process_time()
    write(fit_folds(pages(), lambda what: print(f"{time.process_time() - start:5.0f} s  {what}", file=sys.stderr))[-1])


if __name__ == "__main__":
    main()
