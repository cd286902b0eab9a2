"""The fit: a corpus and a plan -> a run folder with the best weights, what they were fitted by, and how it went.

The same plan, corpus, pins and number of threads give the same weights; a budget in minutes gives that up.
"""

from __future__ import annotations

import json
import platform
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from tqdm import tqdm

from training.coder.dataset import (
    SHARES,
    Corpus,
    Example,
    Making,
    Passage,
    epoch,
    examples_of,
    first,
    parts,
    without,
)
from training.coder.encoder import HEADS, Coder, Tokens, batch, build, freeze
from training.coder.labels import Labels, load_labels
from training.coder.losses import Losses, Teacher, Weights
from training.coder.measuring import Ask, Figures, Logits, measure, told
from training.coder.pretrained import Pretrained
from training.coder.veiling import Veil, veiled

BEST, LAST, RUN = "best.safetensors", "last.pt", "run.json"
_POOL = 40
"""Batches that are sorted by length together, so that little is spent on filling up."""
_ASKED_AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that decides what comes out, besides corpus and pins. Written into the run and the model card."""

    encoder: str = "minilm"
    seed: int = 1
    epochs: int = 4
    patience: int = 2
    """Epochs without a better dev figure after which the fit ends."""
    minutes: float | None = None
    """Budget; learning slows to nothing as it ends."""
    batch: int = 32
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warm: float = 0.06
    longest: int = 128
    """Tokens, markers included."""
    sentences: int | None = None
    """Of the train part; ``None`` for all."""
    held_out: str | None = None
    without: tuple[str, ...] = ()
    """Sources whose names begin so are in no part."""
    shares: tuple[int, ...] = SHARES
    teachers: tuple[str, ...] = ()
    start: str | None = None
    """Folder of a run whose weights the fit begins at; at the pretrained ones if it is ``None``."""
    threads: int = 2
    frozen: int = 0
    """Layers at the bottom of the encoder that stay as they were pretrained, and the word vectors with them."""
    narrow: bool = True
    """The encoder reckons in bfloat16 where that is safe (autocast); weights, heads' losses and steps stay float32."""
    making: Making = field(default_factory=Making)
    weights: Weights = field(default_factory=Weights)
    veil: Veil = field(default_factory=Veil)


@dataclass(frozen=True, slots=True)
class Course:
    """Where a fit stands: epoch and batch within it, steps and seconds so far, the best dev figure and its epoch."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    seconds: float = 0.0
    best: float = -1.0
    best_epoch: int = -1


def blind(examples: Sequence[Example]) -> list[Example]:
    """Return the examples whose predicate may be left out, without it, as ``detente.code`` asks."""
    return [example.unmarked() for example in examples if example.sole]


def asker(coder: Coder, tokens: Tokens, narrow: bool = False) -> Ask:
    """Return the network as a coder of examples: no dropout, no gradients; ``narrow`` as in ``Plan``."""

    def ask(examples: Sequence[Example]) -> Logits:
        coder.eval()
        marked = [tokens.marked(example.text, example.spans) for example in examples]
        order = sorted(range(len(marked)), key=lambda i: len(marked[i].ids))
        rows: dict[str, list[Tensor]] = {head: [] for head in HEADS}
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=narrow):
            for start in range(0, len(order), _ASKED_AT_ONCE):
                chosen = [marked[i] for i in order[start : start + _ASKED_AT_ONCE]]
                for head, logits in zip(HEADS, coder(*batch(chosen, tokens.markers.pad)), strict=True):
                    rows[head].append(logits.float())
        back = torch.tensor(order).argsort()
        return {head: torch.cat(found)[back].double().numpy() for head, found in rows.items()}

    return ask


class Fit:
    """One fit in its folder; ``run`` begins or goes on with it."""

    def __init__(self, corpus: Corpus, source: Pretrained, plan: Plan, folder: Path) -> None:
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        torch.use_deterministic_algorithms(True)
        self.plan, self.folder, self.corpus = plan, folder, corpus
        self.labels: Labels = load_labels()
        self.parts: Mapping[str, Sequence[Passage]] = parts(
            without(corpus.passages, plan.without), plan.held_out, plan.shares
        )
        self.train = first(self.parts["train"], plan.sentences) if plan.sentences else self.parts["train"]
        self.tokens = Tokens(source.tokenizer, plan.longest)
        self.coder = build(source, self.labels, self.tokens)
        if plan.start is not None:
            self.coder.load_state_dict(load_file(_weights(Path(plan.start))))
        freeze(self.coder, plan.frozen)
        teacher = Teacher([Path(file) for file in plan.teachers], self.labels) if plan.teachers else None
        self.losses = Losses(self.labels, examples_of(self.train), plan.weights, teacher)
        self.optimizer = torch.optim.AdamW(_grouped(self.coder, plan))
        self.course = Course()
        self.history: list[dict[str, Any]] = []
        self.speed, self.loss = 0.0, 0.0

    def run(self, say: Callable[[str], None], save_every: float = 180.0) -> Figures:
        """Fit to the end, leave the best weights in the folder, and return their dev figures (predicate left out)."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._resume(say)
        while self.course.epoch < self.plan.epochs and not self._spent() and not self._stale():
            self._epoch(save_every)
            self._measured(say)
        self.coder.load_state_dict(load_file(self.folder / BEST))
        return measure(*self._asked(blind(examples_of(self.parts["dev"]))), self.labels)

    def _asked(self, examples: Sequence[Example]) -> tuple[Sequence[Example], Logits]:
        return examples, asker(self.coder, self.tokens)(examples)

    def _stale(self) -> bool:
        return self.course.epoch - 1 - self.course.best_epoch >= self.plan.patience and self.course.best_epoch >= 0

    def _spent(self) -> bool:
        return self.plan.minutes is not None and self.course.seconds >= 60 * self.plan.minutes

    def _epoch(self, save_every: float) -> None:
        plan, course = self.plan, self.course
        seed, taught = plan.seed * 1000 + course.epoch, bool(plan.teachers)
        asked = epoch(self.train, plan.making, self.labels, seed, taught=taught)
        batches = list(_batches(asked, self.tokens, plan.batch, seed))
        total = plan.epochs * len(batches)
        self.coder.train()
        begun = saved = time.monotonic()
        count, step, spent, losses = 0, course.step, course.seconds, [0.0]
        bar = tqdm(
            batches,
            desc=f"epoch {course.epoch + 1}/{plan.epochs}",
            unit="batch",
            initial=0,
            disable=None,
            mininterval=2,
        )
        for number, examples in enumerate(bar):
            if number < course.batch:
                continue
            progress = max(step / total, spent / (60 * plan.minutes) if plan.minutes else 0)
            if progress >= 1:
                break
            losses.append(self._step(examples, progress, random.Random(f"{plan.seed}/{course.epoch}/{number}")))
            bar.set_postfix(loss=f"{losses[-1]:.3f}")
            count, step = count + len(examples), step + 1
            spent = course.seconds + time.monotonic() - begun
            if time.monotonic() - saved > save_every:
                saved = time.monotonic()
                self._save(Course(course.epoch, number + 1, step, spent, course.best, course.best_epoch))
        self.speed = count / max(time.monotonic() - begun, 1e-9)
        self.loss = sum(losses) / max(len(losses) - 1, 1)
        self.course = Course(course.epoch + 1, 0, step, spent, course.best, course.best_epoch)

    def _step(self, examples: Sequence[Example], progress: float, draw: random.Random) -> float:
        warm = self.plan.warm
        factor = min(1.0, (progress + 1e-3) / warm) if progress < warm else (1 - progress) / (1 - warm)
        for group in self.optimizer.param_groups:
            group["lr"] = group["top"] * factor
        marked = [
            veiled(
                self.tokens.marked(example.text, example.spans),
                self.tokens.markers,
                self.tokens.mask,
                self.plan.veil,
                draw,
            )
            for example in examples
        ]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.plan.narrow):
            told = self.coder(*batch(marked, self.tokens.markers.pad))
        loss = self.losses([logits.float() for logits in told], examples)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.coder.parameters(), 1.0)
        self.optimizer.step()
        return float(loss.detach())

    def _measured(self, say: Callable[[str], None]) -> None:
        dev = examples_of(self.parts["dev"])
        full = measure(*self._asked(dev), self.labels)
        unmarked = measure(*self._asked(blind(dev)), self.labels)
        figure = (full.type_f1 + unmarked.type_f1) / 2
        course = self.course
        self.history.append(
            {
                "epoch": course.epoch,
                "seconds": round(course.seconds, 1),
                "examples_a_second": round(self.speed, 1),
                "loss": round(self.loss, 4),
                "dev_marked": full.type_f1,
                "dev_unmarked": unmarked.type_f1,
            }
        )
        say(f"epoch {course.epoch}: {self.speed:.1f} examples/s, mean loss {self.loss:.3f}")
        say(f"  dev {told(full)}\n  without predicate {told(unmarked)}")
        if figure > course.best:
            self.course = Course(course.epoch, 0, course.step, course.seconds, figure, course.epoch - 1)
            save_file({k: v.contiguous() for k, v in self.coder.state_dict().items()}, self.folder / BEST)
        self._save(self.course)
        self._tell_run()

    def _save(self, course: Course) -> None:
        state = {
            "course": asdict(course),
            "plan": self._identity(),
            "history": self.history,
            "coder": self.coder.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        waiting = self.folder / f"{LAST}.part"
        torch.save(state, waiting)
        waiting.replace(self.folder / LAST)

    def _resume(self, say: Callable[[str], None]) -> None:
        file = self.folder / LAST
        if not file.exists():
            return
        state = torch.load(file, weights_only=True)
        if state["plan"] != self._identity():
            raise ValueError(f"{self.folder} holds a fit by another plan or corpus; give another folder, or remove it")
        self.course, self.history = Course(**state["course"]), state["history"]
        self.coder.load_state_dict(state["coder"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        say(f"going on in epoch {self.course.epoch + 1} at batch {self.course.batch}")

    def _identity(self) -> str:
        return json.dumps({"plan": asdict(self.plan), "corpus": self.corpus.sha256}, sort_keys=True)

    def _tell_run(self) -> None:
        counts = {part: [len(held), len(examples_of(held))] for part, held in self.parts.items()}
        counts["train"] = [len(self.train), len(examples_of(self.train))]
        found = {
            "plan": asdict(self.plan),
            "corpus": {
                "sha256": self.corpus.sha256,
                "sentences": len(self.corpus.passages),
                "labels": self.corpus.labels,
            },
            "parts": counts,
            "course": asdict(self.course),
            "history": self.history,
            "machine": f"{platform.machine()}, {self.plan.threads} threads, torch {torch.__version__}",
        }
        (self.folder / RUN).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _batches(examples: Sequence[Example], tokens: Tokens, size: int, seed: int) -> Iterator[list[Example]]:
    """Yield batches of like length, in random order. ``examples`` come shuffled."""
    found: list[list[Example]] = []
    for start in range(0, len(examples), size * _POOL):
        pool = examples[start : start + size * _POOL]
        pool = sorted(pool, key=lambda example: len(tokens.marked(example.text, example.spans).ids))
        found += [list(pool[at : at + size]) for at in range(0, len(pool), size)]
    random.Random(seed).shuffle(found)
    yield from found


def _grouped(coder: Coder, plan: Plan) -> list[dict[str, Any]]:
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in coder.named_parameters():
        if not parameter.requires_grad:
            continue
        plain = parameter.ndim < 2
        groups.setdefault((name.startswith("body."), plain), []).append(parameter)
    found = []
    for (body, plain), parameters in groups.items():
        rate = plan.rate if body else plan.head_rate
        found.append({"params": parameters, "lr": rate, "top": rate, "weight_decay": 0.0 if plain else plan.decay})
    return found


def load_run(folder: Path, source: Pretrained) -> tuple[Coder, Tokens, dict[str, Any]]:
    """Return a run's best weights, its tokens, and what ``run.json`` says. Raises ValueError if it has none."""
    weights = _weights(folder)
    run = json.loads((folder / RUN).read_text("utf-8"))
    tokens = Tokens(source.tokenizer, run["plan"]["longest"])
    coder = build(source, load_labels(), tokens)
    coder.load_state_dict(load_file(weights))
    coder.eval()
    return coder, tokens, run


def _weights(folder: Path) -> Path:
    if not (folder / BEST).exists():
        raise ValueError(f"{folder} holds no weights; fit first (python -m training.coder fit --run {folder})")
    return folder / BEST
