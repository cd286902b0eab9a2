"""Fit the weights of merging: python -m training.events [JUDGEMENTS.jsonl ...] [--install]

JUDGEMENTS are files that `detente export judgements` wrote; their pairs are learned from beside our own labelled claims
(benchmarks/events_gold.txt, dev part). Prints what other thresholds would do there, and the weights; --install puts
them into src/detente/events/merging.yaml.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
from pathlib import Path

from benchmarks.events_gold import labelled
from benchmarks.events_merging import merge, score
from detente.events import likeness
from training.events import DATA
from training.events.fitting import fit, in_force, judged, pairs, with_judged

THRESHOLDS = (-2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
_WEIGHTS = re.compile(r"^weights:\n(?:  .*\n)+", re.M)


def main() -> None:
    """Fit, print, and with --install write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("judgements", nargs="*", type=Path)
    parser.add_argument("--install", action="store_true")
    options = parser.parse_args()
    gold, told = labelled("dev"), judged(options.judgements)
    x, y, w = with_judged(pairs(gold), told)
    weights = dict(zip(likeness.FEATURES, (round(float(b), 2) for b in fit(x, y, w)), strict=True))
    print(
        f"# {len(y)} pairs, {int(y.sum())} of one happening; {len(told.rows)} of them judged, {told.left_out} left out"
    )
    for threshold in THRESHOLDS:
        with in_force(dataclasses.replace(likeness.merging(), weights=weights, threshold=threshold)):
            got = score(gold.labels, merge(gold))
        print(f"# threshold {threshold}: pairs {got.precision:.3f} {got.recall:.3f}, B-cubed F1 {got.f1:.3f}")
    text = lines(weights)
    print(text)
    if options.install:
        DATA.write_text(installed(DATA.read_text(encoding="utf-8"), text), encoding="utf-8")


def lines(weights: dict[str, float]) -> str:
    """Return weights as merging.yaml has them; those of nought are left out."""
    return "weights:\n" + "".join(f"  {name}: {value}\n" for name, value in weights.items() if value)


def installed(data: str, weights: str) -> str:
    """Return the text of merging.yaml with other weights."""
    return _WEIGHTS.sub(lambda _: weights, data)


if __name__ == "__main__":
    main()
