"""Train the forest of ``detente.pages.maincut`` on the dev part of the pages yardstick, or cross-validate it by site.

    python -m training.markup check     F1 of four-word shingles, each site's pages judged by a forest that saw none
    python -m training.markup           writes src/detente/pages/maincut.json and prints its SHA-256

Pages whose gold text leaves out much of the article (or has almost nothing of it) teach the wrong thing and are left
out of the training, never of the measure: 19 of 226. Nothing of the pages is kept but the thresholds and leaves.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.shared import ROOT, scored_predictions, shared
from detente.model import Span
from detente.pages import maincut
from detente.pages.cues import CUES, Floats, Ints, line_cues, measure, votes
from detente.pages.head import read_head
from detente.pages.markup import extracted_text, parse
from detente.pages.rendering import Layout, lay_out

THRESHOLD = 0.5
FOLDS = 6
TREES, DEPTH = 100, 5
OPTIONS: dict[str, Any] = {
    "num_leaves": 12,
    "max_depth": DEPTH,
    "learning_rate": 0.1,
    "min_child_samples": 100,
    "subsample": 0.7,
    "subsample_freq": 1,
    "colsample_bytree": 0.4,
    "reg_lambda": 10,
    "max_bin": 63,
    "random_state": 0,
    "n_jobs": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page: its cues, the share of each line's words that are gold, each line's weight, and whether it may teach."""

    id: str
    site: str
    layout: Layout
    chosen: Ints
    cues: Floats
    gold: Floats
    weights: Floats
    teaches: bool
    extracted: bool


def labelled(yardstick: Path) -> Iterator[Labelled]:
    """Yield the dev pages, laid out, with a label for each line."""
    path = yardstick / "dev" / "pages.inscriptis.jsonl.gz"
    for record in map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()):
        html = gzip.decompress((yardstick / "dev" / record["html_path"]).read_bytes()).decode("utf-8", "replace")
        root = parse(html)
        layout = lay_out(root)
        title = read_head(root).title
        page = measure(layout)
        extracted = extracted_text(page)
        chosen, cues = line_cues(page, title, extracted)
        gold, weights, words = (column[chosen] for column in _labels(layout, record["gold_text"]))
        teaches = len(record["gold_text"]) >= 400 and _is_whole(cues[:, CUES.index("vote")], gold, words)
        yield Labelled(record["id"], record["site"], layout, chosen, cues, gold, weights, teaches, bool(extracted))


def _labels(layout: Layout, gold: str) -> tuple[Floats, Floats, Floats]:
    """Return for each line the share of its words in the gold text, its weight, and its words.

    Of lines that repeat each other the one nearest to the story's middle is gold, the others weigh nothing. A line
    weighs by its share of the story, since pages count alike in the measure.
    """
    texts = [layout.text[line.start : line.end] for line in layout.lines]
    words = np.array([len(_WORD.findall(text)) for text in texts], float)
    share = votes(texts, gold)
    body = np.flatnonzero(share > 0.5)
    weights = np.minimum(1, (words + 2) / max(50, float((words * share).sum())) * 10)
    if len(body):
        middle = np.median(np.repeat(body, np.maximum(1, words[body]).astype(int)))
        for key, count in Counter(texts[k].lower() for k in body).items():
            places = [k for k in body if texts[k].lower() == key] if count > 1 else []
            for k in sorted(places, key=lambda k: abs(k - middle))[1:]:
                share[k] = weights[k] = 0
    return share, weights, words


def _is_whole(vote: Floats, gold: Floats, words: Floats) -> bool:
    """Say whether the gold text is not far shorter than what the extractor finds around it, nor something else."""
    told, true, both = (float((words * part).sum()) for part in (vote > 0.5, gold, gold * (vote > 0.5)))
    precise, complete = both / max(1.0, told), both / max(1.0, true)
    return complete >= 0.3 and (precise >= 0.75 or complete <= 0.9)


def fit(pages: Sequence[Labelled]) -> Any:
    """Return LightGBM's forest over the pages that may teach."""
    from lightgbm import LGBMClassifier

    pages = [page for page in pages if page.teaches and len(page.cues)]
    cues, gold, weights = (np.concatenate([getattr(p, name) for p in pages]) for name in ("cues", "gold", "weights"))
    return LGBMClassifier(n_estimators=TREES, **OPTIONS).fit(cues, gold > 0.5, sample_weight=weights)


def trained(model: Any) -> maincut.Trained:
    """Return LightGBM's forest as our data file has it."""
    trees = tuple(_tree(info["tree_structure"]) for info in model.booster_.dump_model()["tree_info"])
    return maincut.Trained(CUES, float(np.log(THRESHOLD / (1 - THRESHOLD))), DEPTH, trees)


def _tree(root: dict[str, Any]) -> maincut.Tree:
    rows: list[list[float]] = []

    def put(node: dict[str, Any]) -> int:
        at = len(rows)
        rows.append([0, 0.0, at, at, float(node.get("leaf_value", 0.0))])
        if "split_feature" in node:
            rows[at] = [node["split_feature"], float(node["threshold"]), 0, 0, 0.0]
            rows[at][2], rows[at][3] = put(node["left_child"]), put(node["right_child"])
        return at

    put(root)
    cue, at, low, high, value = (tuple(column) for column in zip(*rows, strict=True))
    return maincut.Tree(cue, at, low, high, value)


def unseen_main(pages: Sequence[Labelled]) -> dict[str, tuple[Span, ...]]:
    """Return each page's main stretches by a forest that saw nothing of its site; what learns from them needs these.

    The shipped forest has learnt from every dev page, so that its stretches there are better than on pages to come.
    """
    from sklearn.model_selection import GroupKFold

    found: dict[str, tuple[Span, ...]] = {}
    for seen, unseen in GroupKFold(FOLDS).split(pages, groups=[page.site for page in pages]):
        forest = maincut.Forest.of(trained(fit([pages[k] for k in seen])))
        for page in (pages[k] for k in unseen):
            found[page.id] = maincut.stretches(page.layout, page.chosen, page.cues, forest) if page.extracted else ()
    return found


def check(pages: Sequence[Labelled], yardstick: Path) -> None:
    """Print the figures of forests that saw nothing of a page's site."""
    texts = {page.id: page.layout.text for page in pages}
    found = [
        {"id": name, "text": "\n".join(texts[name][span.start : span.end] for span in spans)}
        for name, spans in unseen_main(pages).items()
    ]
    print(scored_predictions(yardstick, found, after=("--split", "dev", "--boot", "200", "--html")))


def main() -> None:
    """Train, or check."""
    folder = shared()
    if folder is None:
        sys.exit("../shared is absent (set DETENTE_SHARED)")
    yardstick = folder / "yardsticks" / "pages"
    pages = list(labelled(yardstick))
    print(sum(not page.teaches for page in pages), "of", len(pages), "pages don't teach")
    if "check" in sys.argv[1:]:
        check(pages, yardstick)
        return
    import msgspec

    content = msgspec.json.encode(trained(fit(pages)))
    (ROOT / "src" / "detente" / "pages" / maincut.FILE).write_bytes(content)
    print(len(content), "bytes; SHA-256", hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
