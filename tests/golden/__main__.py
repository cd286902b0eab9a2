"""Writes every golden file anew: python -m tests.golden (or `make golden`)

Read the diff: every changed line is a changed behaviour.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.golden import made_articles


def goldens() -> Iterator[tuple[Path, str]]:
    """Yield each golden file and the text it is to hold."""
    for page in made_articles.PAGES:
        yield made_articles.golden_of(page), made_articles.made(page)


def main() -> int:
    """Write the golden files whose text has changed, and name them."""
    changed = 0
    for path, text in goldens():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(path)
            changed += 1
    print(f"{changed} golden files have changed; read the diff" if changed else "no golden file has changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
