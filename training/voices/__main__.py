"""Train what tells whose a quotation is that no verb of saying takes, from the passages beside this file.

python -m training.voices            write src/detente/reading/voices/whose.yaml and print how well it does
"""

from __future__ import annotations

import yaml

from benchmarks.shared import ROOT
from detente.reading.voices.whose import fingerprint
from training.voices.fitting import best_threshold, cross_validated, examples, fit
from training.voices.passages import passages

PLACE = ROOT / "src" / "detente" / "reading" / "voices" / "whose.yaml"
HEAD = "# Written by python -m training.voices: the weights of whose.py, from the passages in training/voices.\n"


def main() -> None:
    """Fit, write the weights, and print the figures over folds of passages."""
    marked = list(passages())
    found = examples(marked)
    held = best_threshold(found, cross_validated(found.listed))
    fitted = fit(found.listed)
    weights = {name: round(float(w), 3) for name, w in zip(fitted.names, fitted.weights, strict=True)}
    intercept = round(fitted.intercept, 3)
    told = {"sha256": fingerprint(held.threshold, intercept, weights), "threshold": held.threshold}
    told |= {"intercept": intercept, "weights": weights}
    PLACE.write_text(HEAD + yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
    print(
        f"{len(marked)} passages; quotations: {found.spoken} of somebody, {len(found.listed)} who may have spoken them"
    )
    print(
        f"over folds, from {held.threshold}: precision {held.precision:.3f}, recall {held.recall:.3f}, F1 {held.f1:.3f}"
    )


if __name__ == "__main__":
    main()
