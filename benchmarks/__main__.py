"""Run every measure once and write BENCHMARKS.md: python -m benchmarks [NAME ...]

With names of sections only those are measured anew; the others stay as they were, each with the commit that it was
measured at. Outside material is looked for in DETENTE_SHARED, else in ../shared; what is absent is skipped and named in
the report.
"""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import detente
from benchmarks import (
    actor_sample,
    archive_memory,
    attribution_yardstick,
    attributions_own,
    claims_candidates,
    claims_sides,
    claims_yardstick,
    coder_speed,
    copies,
    coreference,
    dates_yardstick,
    engines_speed,
    events_derived,
    events_merging,
    events_orders,
    events_speed,
    examples_run,
    extraction_speed,
    factuality_yardstick,
    heads_of_state,
    kills,
    ledger_speed,
    ledger_yardstick,
    news_times,
    pages_yardstick,
    paragraphs_parsed,
    places_named,
    plover_yardstick,
    reading_room,
    register_coverage,
    rule_shares,
    scale,
    seeds,
    speed,
    stage_speed,
    startup,
    times_yardstick,
    voices_speed,
)
from benchmarks.shared import ROOT, Table
from detente.reading.language import model_version

Found = tuple[Table, ...] | str | None

MEASURES: dict[str, Callable[[], Found]] = {
    "Pages": pages_yardstick.measure,
    "Dates of publication": dates_yardstick.measure,
    "Time expressions": times_yardstick.measure,
    "Time expressions in news": news_times.measure,
    "Places": places_named.measure,
    "Attribution": attribution_yardstick.measure,
    "Attribution, texts of our own": attributions_own.measure,
    "Factuality": factuality_yardstick.measure,
    "Rules of when, where and whether": rule_shares.measure,
    "PLOVER types": plover_yardstick.measure,
    "Claims, end to end": claims_yardstick.measure,
    "Candidates of claims": claims_candidates.measure,
    "Sides of claims": claims_sides.measure,
    "Events": events_merging.measure,
    "Order of arrival": events_orders.measure,
    "Cost of merging": events_speed.measure,
    "Cost of deriving": events_derived.measure,
    "The ledger": ledger_yardstick.measure,
    "Speed of the ledger": ledger_speed.measure,
    "Who is meant": coreference.measure,
    "Actors in real news": actor_sample.measure,
    "The main job on real pages": seeds.measure,
    "The main job on the example pages": examples_run.measure,
    "Register": heads_of_state.measure,
    "Register since 1990": register_coverage.measure,
    "Paragraphs not parsed": paragraphs_parsed.measure,
    "Speed": speed.measure,
    "Speed of when, where and whether": stage_speed.measure,
    "Speed of extraction": extraction_speed.measure,
    "Speed of voices": voices_speed.measure,
    "Speed of the coder": coder_speed.measure,
    "Archives": archive_memory.measure,
    "Scale": scale.measure,
    "Engines": engines_speed.measure,
    "Reads killed": kills.measure,
    "Start-up": startup.measure,
    "Copies": copies.measure,
    "The reading room": reading_room.measure,
}
OWN = frozenset(
    {
        "Time expressions in news",
        "Places",
        "Events",
        "Order of arrival",
        "Cost of merging",
        "Cost of deriving",
        "Attribution, texts of our own",
        "Who is meant",
        "The main job on the example pages",
        "Register since 1990",
        "Speed of the coder",
        "Speed of the ledger",
        "Archives",
        "Scale",
        "Engines",
        "Reads killed",
        "Start-up",
        "Copies",
        "The reading room",
    }
)
"""Measures that need nothing from outside."""
DEPENDENCIES = ("spacy", "onnxruntime", "trafilatura", "lxml", "py3langid", "duckdb", "pyarrow")
REPORT = ROOT / "BENCHMARKS.md"
HEAD = """# Benchmarks

Written by `make bench`; measured on the parts of the outside yardsticks that may be looked at while working (dev). They
are no part of this project. Scores are each yardstick's own scorer's.
"""


def main(names: Sequence[str] = ()) -> int:
    """Measure all, or the sections named, and write the report; 1 if a measure failed, which the report tells."""
    wanted = names or list(MEASURES)
    if unknown := set(wanted) - set(MEASURES):
        sys.exit(f"no section {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}")
    measured: dict[str, str] = {}
    failed, skipped = [], []
    known = facts()  # now, since the tree may move on while the measures run
    for name in wanted:
        start = time.perf_counter()
        print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
        try:
            found = MEASURES[name]()
        except Exception as error:  # one measure's trouble must not cost the others' figures
            found = f"failed: {type(error).__name__}: {error}"
            failed.append(name)
        if found is None:
            skipped.append(name)
        else:
            measured[name] = f"{_text(found)}\n\nMeasured at {known['code'].split(', ')[1]} on {known['date']}."
        print(f"{time.perf_counter() - start:.0f} s", file=sys.stderr)
    before = sections_of(REPORT.read_text(encoding="utf-8")) if REPORT.exists() and names else {}
    sections = before | measured
    ordered = {name: sections[name] for name in MEASURES if name in sections}
    REPORT.write_text(report(ordered, skipped, known), encoding="utf-8")
    print(REPORT)
    return 1 if failed else 0


def sections_of(text: str) -> dict[str, str]:
    """Return the sections of a report by name, those that are no measure's left out."""
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    return {name: body.strip("\n") for name, _, body in parts if name in MEASURES}


def report(sections: dict[str, str], skipped: list[str], known: dict[str, str]) -> str:
    """Return the report: what it was measured with, a section for each measure, and what was skipped."""
    parts = [HEAD, "\n".join(f"- {name}: {value}" for name, value in known.items()) + "\n"]
    parts += [f"## {name}\n\n{text}\n" for name, text in sections.items()]
    if skipped:
        parts.append(f"## Skipped\n\nThe outside material is absent for: {', '.join(skipped)}.\n")
    return "\n".join(parts)


def facts() -> dict[str, str]:
    """Return when, on what machine and with which versions the figures were measured."""
    versions = (f"{name} {importlib.metadata.version(name)}" for name in DEPENDENCIES)
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "code": f"Détente {detente.__version__}, {_commit()}",
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "parser": model_version(),
        "packages": ", ".join(versions),
    }


def _text(found: tuple[Table, ...] | str) -> str:
    if isinstance(found, str):
        return f"```text\n{found.strip()}\n```"
    return "\n\n".join(table.markdown() for table in found)


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "commit unknown"
    return f"commit {done.stdout.strip()}" if done.returncode == 0 else "commit unknown"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
