"""Writes the fixture of the present schema, once, when the schema is new: python -m tests.store.fixture

Old fixtures are kept as they are: they are what stores out there look like, and every migration is tested from the
oldest.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from detente import pipeline
from detente.model import SCHEMA_VERSION
from detente.store import create
from tests.fake_stages import STAGES, write_pages

FIXTURES = Path(__file__).parent / "fixtures"
PARTS = ("manifest.json", f"record-{SCHEMA_VERSION}", "judgements.jsonl")


def main() -> int:
    target = FIXTURES / f"v{SCHEMA_VERSION}"
    if target.exists():
        print(f"{target} is there; a fixture is written once, with the version whose schema it holds", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_pages(Path(scratch) / "in", 3)
        (folder / "menu.txt").write_text("menu\nFRA is to visit DEU on 2021-06-01.", encoding="utf-8")
        days = Path(scratch) / "days.csv"
        days.write_text("file,published\np000.txt,2021-03-02\np001.txt,2021-03-02\np002.txt,2021-03-04\n", "utf-8")
        record = create(Path(scratch) / "s")
        pipeline.read([folder], record, pipeline.Options(metadata=days), stages=STAGES)
        for part in PARTS:
            source = record.root / part
            if source.is_dir():
                shutil.copytree(source, target / part)
            elif source.exists():
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target / part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
