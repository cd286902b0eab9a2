"""Run the commands of the tutorial's console blocks and put their real output below them.

python docs/transcripts.py [PAGE.md ...]

The commands of one page run in order in one scratch folder that holds a copy of `examples`. A comment above a block
steers it: `% lines 12` keeps the first twelve lines of each output, `% claim KEY=VALUE ...` takes the first claim of
the store whose exported fields have these values and puts its id after `detente explain` or `detente judge`; `% event
KEY=VALUE ...` takes the event that holds the claim, and `% other KEY=VALUE ...` the claim for a second id. In the
README, where such a comment would be read as text, it is written `<!-- lines 12 -->`, and blocks without one are left
alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = [HERE / "tutorial" / "first-record.md", HERE / "tutorial" / "judge-a-dispute.md", HERE.parent / "README.md"]
BLOCK = re.compile(r"(?P<notes>(?:^(?:% |<!-- )[^\n]*\n)*)^```console\n(?P<body>.*?)^```$", re.M | re.S)
WIDTH = "88"
PROGRESS = re.compile(r"(reading pages|finding events): ")
ID = re.compile(r"(detente (?:explain|judge) )[0-9a-f]{4,16}")
OTHER = re.compile(r"(detente judge [0-9a-f]{4,16} (?:same|different) )[0-9a-f]{4,16}")


def commands(body: str) -> list[str]:
    """Return the commands of a console block: lines after `$ `, with those after `> ` that carry them on."""
    found: list[str] = []
    goes_on = False
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
        elif goes_on and line.startswith("> "):
            found[-1] += "\n" + line[2:]
        goes_on = line.startswith("$ ") or (goes_on and line.startswith("> "))
    return found


def refresh(page: Path) -> None:
    """Rewrite the console blocks of a page with what their commands print now."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(HERE.parent / "examples", Path(scratch) / "examples")
        text = page.read_text(encoding="utf-8")
        left = page.name == "README.md"
        page.write_text(
            BLOCK.sub(lambda b: b[0] if left and not b["notes"] else _filled(b, Path(scratch)), text), encoding="utf-8"
        )


def _filled(block: re.Match[str], scratch: Path) -> str:
    told = (note.removeprefix("% ").removeprefix("<!-- ").removesuffix(" -->") for note in block["notes"].splitlines())
    notes = dict(note.split(" ", 1) for note in told)
    keep = int(notes.get("lines", "0"))
    id = _claim(notes["claim"], scratch) if "claim" in notes else None
    id = _event(_claim(notes["event"], scratch), scratch) if "event" in notes else id
    other = _claim(notes["other"], scratch) if "other" in notes else None
    shown: list[str] = []
    for command in commands(block["body"]):
        given = ID.sub(rf"\g<1>{id}", command) if id else command
        given = OTHER.sub(rf"\g<1>{other}", given) if other else given
        output = [x for x in _run(given, scratch).rstrip("\n").splitlines() if not PROGRESS.match(x)]
        if keep and len(output) > keep:
            output = [*output[:keep], "..."]
        shown += ["$ " + given.replace("\n", "\n> "), *(line.rstrip() for line in output), ""]
    return f"{block['notes']}```console\n" + "\n".join(shown[:-1]) + "\n```"


def _run(command: str, scratch: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"COLUMNS": WIDTH, "PATH": path, "NO_COLOR": "1"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, shell=True, cwd=scratch, env=env, text=True, check=False, **both)
    if done.returncode not in (0, 1):
        sys.exit(f"exit status {done.returncode} of: {command}\n{done.stdout}")
    return done.stdout


def _claim(wanted: str, scratch: Path) -> str:
    fields = dict(part.split("=", 1) for part in wanted.split())
    for line in _run("detente export claims", scratch).splitlines():
        claim = json.loads(line)
        if all(str(claim[key]) == value for key, value in fields.items()):
            return str(claim["id"])[:8]
    sys.exit(f"no claim with {wanted}; the example pages or the reading of them has changed")


def _event(claim: str, scratch: Path) -> str:
    for line in _run("detente export events", scratch).splitlines():
        event = json.loads(line)
        if any(id.startswith(claim) for id in event["claims"]):
            return str(event["id"])[:8]
    sys.exit(f"no event holds the claim {claim}")


if __name__ == "__main__":
    for given in [Path(p) for p in sys.argv[1:]] or PAGES:
        refresh(given)
