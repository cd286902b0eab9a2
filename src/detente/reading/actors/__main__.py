"""List the mentions of actors in text files: ``python -m detente.reading.actors FILE [--on YYYY-MM-DD]``.

For whoever mends the register or a rule: one line for each mention, with what the decision rests on.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from detente.model import Interval
from detente.reading.actors.mentions import find_mentions
from detente.reading.language import Parsed, parse_text


def main() -> None:
    """Print each sentence and below it its mentions."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--on", type=date.fromisoformat, help="the day the text was published")
    given = options.parse_args()
    for path in given.files:
        _show(parse_text(path.read_text(encoding="utf-8")), given.on)


def _show(parsed: Parsed, on: date | None) -> None:
    mentions = find_mentions(parsed, on=Interval(on, on) if on else None)
    for sentence in parsed.sentences:
        print("\n" + parsed.text[sentence.start : sentence.end])
        for m in mentions:
            if not sentence.first <= m.head < sentence.last:
                continue
            actors = "; ".join(f"{a.country} {a.id} {a.sector} {a.office or ''}".strip() for a in m.actors) or "-"
            words = parsed.text[m.span.start : m.span.end]
            marks = " ".join(w for w, on_ in (("place", m.locative), ("many", m.plural), ("person", m.person)) if on_)
            print(f"    {words:<34.34} @{parsed.tokens[m.head].text:<14.14} {m.kind:<11} {actors}  [{marks}] {m.why}")


if __name__ == "__main__":
    main()
