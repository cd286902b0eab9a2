"""What the voices of a text take beside the bare parser: attributions, and the chain of voices of each verb.

python -m benchmarks.voices_speed

A read asks for the chain of each claim's predicate; here it is asked of every full verb, some ten times as many.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

from benchmarks.shared import Table, json_lines, shared, tell
from detente.reading.actors import Mentions, find_mentions
from detente.reading.language import Parsed, parse_text
from detente.reading.language.parser import load_model, plain
from detente.reading.voices import Attribution, find_attributions, voice_chain

ARTICLES = 30
MOST = 0.10
"""Share of the bare parse that the voices may take."""


def measure() -> tuple[Table, ...] | None:
    """Time both on articles of news, by processor seconds; None where there are no news."""
    folder = shared()
    if folder is None:
        return None
    texts = [r["text"] for r in itertools.islice(json_lines(folder / "news" / "news.jsonl"), ARTICLES)]
    parsed = [parse_text(text) for text in texts]
    find_attributions(parsed[0])
    bare = _parse(texts)
    start = time.process_time()
    found = [find_attributions(one) for one in parsed]
    attributed = time.process_time() - start
    chained = _chains(parsed, found)
    rows = tuple(
        (name, f"{seconds:.2f}", f"{seconds / bare:.3f}")
        for name, seconds in (
            ("the bare parser", bare),
            ("attributions", attributed),
            ("chains of all full verbs", chained),
            ("both", attributed + chained),
        )
    )
    listed = sum(len(one) for one in found)
    caption = f"Voices, processor seconds: {len(texts)} articles of news, {listed} attributions; wanted: at most {MOST}"
    return (Table(caption, ("what", "seconds", "times the parser"), rows),)


def _parse(texts: Sequence[str]) -> float:
    nlp = load_model()
    blocks = [plain(line) for text in texts for line in text.split("\n") if line.strip()]
    start = time.process_time()
    for _ in nlp.pipe(blocks, batch_size=64):
        pass
    return time.process_time() - start


def _chains(parsed: Sequence[Parsed], found: Sequence[list[Attribution]]) -> float:
    mentions = [Mentions(find_mentions(one, on=None)) for one in parsed]
    start = time.process_time()
    for one, attributions, table in zip(parsed, found, mentions, strict=True):
        for verb in one.tokens:
            if verb.pos == "VERB":
                voice_chain(one, verb, attributions, table)
    return time.process_time() - start


def main() -> None:
    tell("speed of the voices", measure)


if __name__ == "__main__":
    main()
