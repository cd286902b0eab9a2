"""Labelled pages -> the line model and the boundary model (LightGBM), and both -> ONNX.

Two steps. The line model is fitted on lines; the boundary model on runs of text as the line model finds them on pages
that it has not seen (folds by site), with the true moves. What is cross-validated is the pair: for each fold of sites
both models come from the other folds. The chances that the boundary model is fitted on come, as usual in stacking,
from line models that have seen the other folds, so a trace of a fold's labels reaches its boundary model through them.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

os.environ.setdefault("OMP_NUM_THREADS", "1")

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from detente.articles import boundaries, line_features
from detente.articles.boundaries import BEGINS, GOES_ON, NONE, RETURNS, Run, Walk, runs_of
from detente.articles.line_model import StoryModels
from detente.articles.lines import line_key
from detente.articles.stories import TEXT, decide
from training.lines.corpus import BODY, OTHER, TITLE, Labelled, pasted_pages, shortened_pages

FOLDS = 5
SEED = 1
_LINE_TREES = 100
_RUN_TREES = 120
_NEAR = 8
_FAR_SHARE = 0.3
_OWN_WEIGHT = 0.3  # of a page that we wrote, beside one of the yardstick's; at 1 crude text loses .02 F1
_SHARED = {
    "objective": "multiclass",
    "num_class": 4,
    "num_leaves": 15,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 1,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
_LINES = _SHARED | {"learning_rate": 0.1, "min_data_in_leaf": 30}
_RUNS = _SHARED | {"learning_rate": 0.08, "min_data_in_leaf": 20}

Matrix = NDArray[np.float32]
Matrices = Callable[[Matrix], Matrix]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The pair of models fitted on all pages but one fold's; ``fold`` is ``None`` for all."""

    lines: lgb.Booster
    runs: lgb.Booster
    fold: int | None = None

    def models(self) -> StoryModels:
        """Return the pair in the form that ``detente.articles`` asks."""
        return StoryModels(_asked(self.lines), _asked(self.runs))


def folds_of(pages: Sequence[Labelled]) -> dict[str, int]:
    """Return a fold for each site, by its name's hash: other pages beside it change nothing."""
    return {page.site: fold_of(page.site) for page in pages}


def fold_of(site: str) -> int:
    """Return a site's fold."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def with_pasted(pages: Sequence[Labelled], folds: dict[str, int]) -> list[Labelled]:
    """Return the pages and pairs of them pasted together, of one fold each."""
    found = list(pages)
    for fold in range(FOLDS):
        fit = [p for p in pages if folds[p.site] == fold and p.rendering in ("resimc", "own") and _can_be_pasted(p)]
        found += pasted_pages(fit, np.random.default_rng(fold), each=2)
        found += shortened_pages([p for p in fit if p.rendering == "resimc"], np.random.default_rng(fold))
    return found


def _can_be_pasted(page: Labelled) -> bool:
    return int((page.labels == BODY).sum()) >= 3 and bool((page.labels == TITLE).any()) and page.stories.max() < 1


def fit_folds(pages: Sequence[Labelled], told: Callable[[str], None], *, whole: bool = True) -> list[Fitted]:
    """Return the pair of models of each fold, and last, if ``whole``, the pair of all pages.

    Pages that don't teach are left out. ``told`` is called with what was fitted.
    """
    folds = folds_of(pages)
    pages = with_pasted([page for page in pages if page.teaches], folds)
    of = np.array([folds[page.site] for page in pages])
    rows = [line_features.line_features(page.lines, title_words(page)) for page in pages]
    boosters = []
    for fold in range(FOLDS):
        boosters.append(_fit_lines([i for i in range(len(pages)) if of[i] != fold], pages, rows))
        told(f"line model without fold {fold + 1}")
    chances = [_asked(boosters[of[i]])(rows[i]) for i in range(len(pages))]
    moves = [_moves(page, chance) for page, chance in zip(pages, chances, strict=True)]
    guides = [_asked(_fit_runs([m for m, f in zip(moves, of, strict=True) if f != fold])) for fold in range(FOLDS)]
    told("boundary models to be guided by")
    erring = [_moves(page, chances[i], guides[of[i]]) for i, page in enumerate(pages)]
    of, moves = np.concatenate([of, of]), [*moves, *erring]
    fitted = [
        Fitted(boosters[fold], _fit_runs([m for m, f in zip(moves, of, strict=True) if f != fold]), fold)
        for fold in range(FOLDS)
    ]
    told("boundary models")
    if not whole:
        return fitted
    return [*fitted, Fitted(_fit_lines(list(range(len(pages))), pages, rows), _fit_runs(moves))]


def title_words(page: Labelled) -> frozenset[str]:
    """Return the words of the page's own title, as ``find_stories`` takes them."""
    return frozenset(line_key(page.page.title).split()) if page.page.title else frozenset()


def _asked(booster: lgb.Booster) -> Callable[[Matrix], Matrix]:
    return lambda rows: booster.predict(rows, num_threads=1).astype(np.float32)


def weight_of(page: Labelled) -> float:
    """Return how much a page weighs: those that we wrote are many and of few stories."""
    return _OWN_WEIGHT if page.rendering.startswith("own") else 1.0


def characters(page: Labelled) -> NDArray[np.float64]:
    """Return the letters and signs in each line, spaces not counted."""
    return np.array([len("".join(line.text.split())) for line in page.lines], float)


def _fit_lines(chosen: Sequence[int], pages: Sequence[Labelled], rows: Sequence[Matrix]) -> lgb.Booster:
    """Fit the line model; each page weighs the same, its lines nearly by their length, and far menus are thinned."""
    xs, ys, ws = [], [], []
    for i in chosen:
        page = pages[i]
        weight = characters(page) ** 0.7
        weight = weight / weight.sum() * 100 + 0.02
        weight[~page.graded] = 0.001
        weight *= weight_of(page)
        near = np.convolve(page.labels != OTHER, np.ones(2 * _NEAR + 1), "same")[: len(page.labels)] > 0
        keep = near | (np.random.default_rng(i).random(len(near)) < _FAR_SHARE)
        xs.append(rows[i][keep])
        ys.append(page.labels[keep])
        ws.append((weight * np.where(near, 1, 1 / _FAR_SHARE))[keep])
    data = lgb.Dataset(np.concatenate(xs), np.concatenate(ys), weight=np.concatenate(ws))
    return lgb.train(_LINES, data, _LINE_TREES)


@dataclass(frozen=True, slots=True)
class Moves:
    """The rows of a page's runs, the true moves, and how much each weighs."""

    rows: list[list[float]]
    moves: list[int]
    weights: list[float]


def _moves(page: Labelled, chances: Matrix, guide: Matrices | None = None) -> Moves:
    """Walk a page's runs, as the labels have it or as ``guide`` errs; the moves noted are right for where it stands."""
    runs = runs_of(chances[:, BODY], chances[:, TITLE], TEXT)
    walk = Walk(page.lines, chances, runs)
    size = characters(page)
    whole = max(1.0, float(size[page.labels == BODY].sum()))
    found = Moves([], [], [])
    for run in runs:
        story = _story_of(run, page, size)
        row = walk.row()
        move = _move(story, walk)
        found.rows.append(row)
        found.moves.append(move)
        share = min(20.0, float(size[run.first : run.last + 1].sum()) / whole * 20 + 0.1)
        found.weights.append(share * weight_of(page))
        if guide is not None:
            move = decide(guide(np.array([row], np.float32))[0], len(walk.stories))
        walk.take(move)
        if move != NONE and walk.current is not None and walk.current.truth < 0:
            walk.current.truth = story
    return found


def _story_of(run: Run, page: Labelled, size: NDArray[np.float64]) -> int:
    told: Counter[int] = Counter()
    for i in range(run.first, run.last + 1):
        told[int(page.stories[i]) if page.labels[i] == BODY else -1] += int(size[i])
    return told.most_common(1)[0][0]


def _move(story: int, walk: Walk) -> int:
    if story < 0:
        return NONE
    if walk.current is not None and story == walk.current.truth:
        return GOES_ON
    return RETURNS if walk.before is not None and story == walk.before.truth else BEGINS


def _fit_runs(moves: Sequence[Moves]) -> lgb.Booster:
    rows = np.array([row for page in moves for row in page.rows], np.float32)
    labels = np.array([move for page in moves for move in page.moves])
    weights = np.array([weight for page in moves for weight in page.weights])
    return lgb.train(_RUNS, lgb.Dataset(rows, labels, weight=weights), _RUN_TREES)


def to_onnx(booster: lgb.Booster, columns: Sequence[str], probe: Matrix) -> bytes:
    """Return a model as ONNX bytes; ValueError if its answers on ``probe`` are not the booster's."""
    import onnxruntime
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    model = convert_lightgbm(
        booster, initial_types=[("rows", FloatTensorType([None, len(columns)]))], zipmap=False, target_opset=15
    )
    model.doc_string = "trained by python -m training.lines"
    model.graph.name = "trees"  # the converter draws one at random, and the same training is to give the same bytes
    named = sorted(model.opset_import, key=lambda opset: opset.domain)  # it lists them in any order, too
    del model.opset_import[:]
    model.opset_import.extend(named)
    content: bytes = model.SerializeToString()
    found = onnxruntime.InferenceSession(content).run(["probabilities"], {"rows": probe})[0]
    off = float(np.abs(found - booster.predict(probe)).max())
    if off > 1e-3:
        raise ValueError(f"ONNX differs from LightGBM by {off:.4f}")
    return content


LINE_COLUMNS = line_features.COLUMNS
RUN_COLUMNS = boundaries.COLUMNS
