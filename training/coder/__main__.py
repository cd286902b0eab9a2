"""Train the coder: python -m training.coder COMMAND; --help after a command tells its options.

fit         fine-tune an encoder on training/corpus.jsonl; goes on where an interrupted fit stopped
teach       write a fitted run's answers on the whole corpus, for a smaller one to copy (fit --teacher)
average     write the mean of the weights of several runs
export      calibrate a run, write ONNX (float32, int8), tokenizer, pins and the figures of all of them
evaluate    print a run's figures on its test part, with the confusion matrix
curve       fit on 1,000, 2,000, 4,000, 8,000 sentences and print what each reaches
card        write training/MODEL_CARD.md from the figures of export and curve
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.coder.dataset import SHARES, Making
from training.coder.veiling import Veil

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "out" / "coder"
CORPUS = ROOT / "training" / "corpus.jsonl"
CARD = ROOT / "training" / "MODEL_CARD.md"
SHIPPED = ROOT / "src" / "detente" / "reading" / "codes" / "model"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 with the reason on standard error."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except ImportError as error:
        print(f"{error}; install training/requirements.txt (make train does)", file=sys.stderr)
        return 1
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


def _run(given: argparse.Namespace) -> None:
    if given.command == "card":
        from training.coder.card import write_card

        print(write_card(given.run, given.output))
        return
    from training.coder import commands

    if given.command in ("fit", "curve"):
        from training.coder.losses import Weights

        plan = replace(
            commands.Plan(
                encoder=given.encoder,
                seed=given.seed,
                epochs=given.epochs,
                patience=given.patience,
                minutes=given.minutes,
                batch=given.batch,
                rate=given.rate,
                longest=given.longest,
                sentences=given.sentences,
                held_out=given.held_out,
                without=tuple(given.without),
                shares=tuple(given.shares),
                teachers=tuple(str(path) for path in given.teacher),
                start=None if given.start is None else str(given.start),
                threads=given.threads,
                frozen=given.frozen,
                narrow=not given.wide,
            ),
            weights=Weights(contexts=given.contexts),
            veil=Veil(words=given.hidden_words, names=given.hidden_names),
            making=Making(unmarked=given.unmarked, turned=given.turned, crossed=given.crossed),
        )
        if given.command == "fit":
            commands.fit(given.corpus, plan, given.run)
        else:
            commands.curve(given.corpus, plan, given.run, given.sizes)
    elif given.command == "average":
        commands.average(given.runs, given.run)
    elif given.command == "teach":
        commands.teach(given.corpus, given.run, given.output)
    elif given.command == "evaluate":
        commands.evaluate(given.corpus, given.run)
    else:
        commands.export(given.corpus, given.run, given.install)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.coder", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("fit", "average", "teach", "export", "evaluate", "curve", "card"):
        command = commands.add_parser(name, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        command.add_argument("--run", type=Path, default=RUNS / "minilm", help="folder of the run")
        if name != "card":
            command.add_argument("--corpus", type=Path, default=CORPUS, help="what training.corpus build wrote")
        if name in ("fit", "curve"):
            _plan_options(command)
        if name == "average":
            command.add_argument("runs", type=Path, nargs="+", help="folders of runs; the last says how to test")
        if name == "curve":
            command.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 4000, 8000], help="sentences")
        if name == "teach":
            command.add_argument("--output", type=Path, default=RUNS / "teacher.npz", help="file of answers")
        if name == "card":
            command.add_argument("--output", type=Path, default=CARD, help="the model card")
        if name == "export":
            command.add_argument(
                "--install",
                type=Path,
                nargs="?",
                const=SHIPPED,
                help="also copy what ships to this folder of the package",
            )
    return parser


def _plan_options(command: argparse.ArgumentParser) -> None:
    making, veil = Making(), Veil()
    for flag, type_, default, told in (
        ("--encoder", str, "minilm", "entry of training/coder/pretrained.yaml: minilm or mpnet"),
        ("--seed", int, 1, "of everything drawn"),
        ("--epochs", int, 4, "at most"),
        ("--patience", int, 2, "epochs without a better dev figure"),
        ("--minutes", float, None, "budget; learning slows to nothing as it ends (then not reproducible)"),
        ("--batch", int, 32, "examples a step"),
        ("--rate", float, 1.5e-4, "learning rate of the encoder"),
        ("--longest", int, 128, "tokens, markers included"),
        ("--sentences", int, None, "of the train part; all if not given"),
        ("--held-out", str, None, "a source that is the test part, and nothing else is"),
        ("--contexts", float, 5.0, "how much the contexts' loss counts"),
        ("--threads", int, 2, "of the processor"),
        ("--frozen", int, 0, "layers at the bottom of the encoder that learn nothing, word vectors included"),
        ("--unmarked", float, making.unmarked, "share of examples without predicate"),
        ("--turned", float, making.turned, "share of one-way acts also asked the other way round, as NONE"),
        ("--hidden-words", float, veil.words, "share of words hidden while fitting"),
        ("--hidden-names", float, veil.names, "share of actors and recipients hidden while fitting"),
        ("--crossed", float, making.crossed, "share of pairs also asked with another pair's predicate, as NONE"),
    ):
        command.add_argument(flag, type=type_, default=default, help=told)
    shares = "hundredths of the topics that are dev, calibration and test"
    command.add_argument("--shares", type=int, nargs=3, default=list(SHARES), help=shares)
    command.add_argument(
        "--wide", action="store_true", help="float32 throughout: a third slower, on old processors less so"
    )
    command.add_argument(
        "--without", nargs="*", default=[], metavar="BEGINNING", help="sources whose names begin so are in no part"
    )
    command.add_argument("--start", type=Path, help="folder of a run by the same encoder whose weights to begin at")
    command.add_argument("--teacher", type=Path, nargs="*", default=[], help="answers to copy (teach), averaged")


if __name__ == "__main__":
    sys.exit(main())
