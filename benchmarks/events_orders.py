"""Whether the order of arrival matters: the example pages' claims and articles shuffled, and merged each time.

python -m benchmarks.events_orders
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path

import detente
from benchmarks.shared import ROOT, Table, tell
from detente.events import events, evidence_words
from detente.pipeline import Options

SHUFFLES = 50


def measure() -> tuple[Table, ...]:
    """Read the examples once, merge their claims in fifty orders, and count the different results."""
    with tempfile.TemporaryDirectory() as scratch, detente.open(Path(scratch) / "store") as store:
        store.read([ROOT / "examples" / "pages"], Options(metadata=ROOT / "examples" / "metadata.csv"))
        claims, articles = list(store.queries.claims()), list(store.queries.articles())
        words, credits = evidence_words(claims, articles, store.record.read("pages"))
    found = set()
    for seed in range(SHUFFLES):
        shuffle = random.Random(seed).shuffle
        shuffle(claims)
        shuffle(articles)
        found.add(hashlib.sha256(repr(events(claims, articles, words=words, credits=credits)).encode()).hexdigest())
    columns = ("claims", "articles", "orders", "different results")
    row = (str(len(claims)), str(len(articles)), str(SHUFFLES), str(len(found)))
    return (Table("The example pages' claims and articles in shuffled orders, merged, to the byte", columns, (row,)),)


if __name__ == "__main__":
    tell("orders", measure)
