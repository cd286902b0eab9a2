"""Check and compile the corpus.

python -m training.corpus check [FILES]     problems of the files, or of the whole corpus, then their figures
python -m training.corpus build             training/corpus.jsonl, one sentence a line, and its SHA-256
python -m training.corpus figures           the figures alone, of the whole corpus
python -m training.corpus blind|agreement   the sample for a second reading, and how far it agrees (agreement.py)
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shared import shared
from training.corpus import agreement
from training.corpus.checks import FOREIGN_RUN, foreign, twice
from training.corpus.format import Problem, Sentence, read_sources, record
from training.corpus.quota import missing
from training.corpus.statistics import AUTHOR_FLOOR, MODE_FLOOR, report

FOLDER = Path(__file__).resolve().parent
BUILT = FOLDER.parent / "corpus.jsonl"


def sources() -> list[Path]:
    """Return the source files of the corpus, sorted by name."""
    return sorted(path for path in FOLDER.glob("*.txt") if path not in agreement.READINGS)


def checked(paths: Sequence[Path]) -> tuple[list[Sentence], list[Problem]]:
    """Read files; return the sentences that may be used and every problem. Sentences that stand twice are left out."""
    sentences, problems = read_sources(paths)
    doubles = list(twice(sentences))
    bad = {(problem.file, problem.line) for problem in doubles if problem.grave}
    kept = [sentence for sentence in sentences if (f"{sentence.source}.txt", sentence.line) not in bad]
    return kept, [*problems, *doubles]


def build(paths: Sequence[Path], into: Path) -> tuple[int, str]:
    """Write the sentences as JSON Lines; return how many and the SHA-256 of the file. Raises ValueError."""
    sentences, problems = checked(paths)
    grave = [problem for problem in problems if problem.grave]
    if grave:
        raise ValueError(f"{len(grave)} problems, the first: {grave[0]}; mend them (python -m training.corpus check)")
    lines = [json.dumps(record(sentence), ensure_ascii=False) for sentence in sentences]
    content = "".join(f"{line}\n" for line in lines).encode("utf-8")
    into.write_bytes(content)
    return len(lines), hashlib.sha256(content).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 where a grave problem was found."""
    told = list(sys.argv[1:] if arguments is None else arguments)
    if told and told[0] in agreement.COMMANDS:
        return agreement.main(told, sources())
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description="Check and compile the corpus.")
    parser.add_argument("command", choices=("check", "build", "figures"))
    parser.add_argument("files", nargs="*", type=Path, help="source files; all of training/corpus/ if none is given")
    given = parser.parse_args(told)
    paths = given.files or sources()
    if given.command == "build":
        try:
            count, digest = build(paths, BUILT)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{BUILT}: {count} sentences, SHA-256 {digest}")
        return 0
    sentences, problems = checked(paths)
    if given.command == "check":
        for problem in problems:
            print(problem)
        _tell_foreign(sentences)
    print(report(sentences, AUTHOR_FLOOR if given.files else MODE_FLOOR))
    if len(given.files) == 1:
        short = [f"{quota.name} {quota.count} of {quota.wanted}" for quota in missing(sentences)]
        print("- still to write: " + (", ".join(short) or "nothing, the quotas are reached"))
    return 1 if any(problem.grave for problem in problems) else 0


def _tell_foreign(sentences: list[Sentence]) -> None:
    folder = shared()
    if folder is None:
        print("(no texts of others beside the project: overlap with them was not checked)")
        return
    for sentence, run in foreign(sentences, folder):
        print(
            f"{sentence.source}.txt:{sentence.line}: warning: {FOREIGN_RUN} words of another's text "
            f"({' '.join(run)}); reword"
        )


if __name__ == "__main__":
    sys.exit(main())
