"""Fit the gate before the coder on the example pages and write its weights into the package.

python -m training.claims [--try]

Needs nothing from outside: the pages and their gold lie in ``examples/``. Takes about a minute. It prints what the gate
does on stories that its weights were not fitted on. To be run again whenever the coder, the lexicon or the finding of
actors has changed much. ``--try`` writes nothing.
"""

from __future__ import annotations

import argparse
from importlib import resources

import yaml

from training.claims import fitting, rows


def main() -> None:
    """Fit, print what it does on stories left out, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--try", action="store_true", dest="dry", help="print the figures, write nothing")
    dry = parser.parse_args().dry
    stories = rows.read_examples()
    for line in fitting.held_out(stories):
        print(line)
    if not dry:
        with resources.as_file(resources.files("detente.claims").joinpath("weights.yaml")) as file:
            file.write_text(fitting.HEAD + yaml.safe_dump(fitting.plain(stories), sort_keys=False), encoding="utf-8")
            print(f"wrote {file}")


if __name__ == "__main__":
    main()
