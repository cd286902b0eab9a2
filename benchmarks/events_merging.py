"""Merging claims into events, on claims that we wrote and labelled by happening: events_gold.txt.

python -m benchmarks.events_merging            # both parts
python -m benchmarks.events_merging --wrong    # what went wrong in the dev part

Asked of each pair of claims is whether they are one happening's (pairwise precision and recall), of each claim how
pure its event is and how much of its happening it holds (B-cubed, Bagga and Baldwin 1998). Weights and threshold were
fitted on the dev part (``training/events``); the held part is for figures only, so what fails there is not
to be looked at.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.events_gold import Labelled, labelled
from benchmarks.shared import Table, figure
from detente.events import events


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairwise precision and recall, B-cubed precision and recall."""

    precision: float
    recall: float
    pure: float
    whole: float

    @property
    def f1(self) -> float:
        """B-cubed F1."""
        return 2 * self.pure * self.whole / (self.pure + self.whole)


def measure() -> tuple[Table, ...]:
    """Merge each part's claims and compare with their labels."""
    columns = ("part", "claims", "happenings", "events", "pair precision", "pair recall", "B-cubed P", "R", "F1")
    rows = []
    for part in ("dev", "held"):
        gold = labelled(part)
        merged = merge(gold)
        got = score(gold.labels, merged)
        counts = (len(gold.claims), len(set(gold.labels.values())), len(set(merged.values())))
        shares = (got.precision, got.recall, got.pure, got.whole, got.f1)
        rows.append((part, *map(str, counts), *map(figure, shares)))
    return (Table("Merging of claims that we wrote (weights fitted on dev)", columns, tuple(rows)),)


def merge(gold: Labelled) -> dict[str, str]:
    """Return the event that holds each claim, by ids."""
    built = events(gold.claims, gold.articles.values(), words=gold.words)
    return {claim: event.id for event in built for claim in event.claims}


def score(labels: Mapping[str, str], merged: Mapping[str, str]) -> Scored:
    """Compare two partitions of the same claims."""
    both = Counter((labels[c], merged[c]) for c in labels)
    gold, told = Counter(labels.values()), Counter(merged[c] for c in labels)
    same, in_gold, in_told = (sum(n * (n - 1) // 2 for n in counts.values()) for counts in (both, gold, told))
    pure = sum(n * n / told[event] for (_, event), n in both.items()) / len(labels)
    whole = sum(n * n / gold[label] for (label, _), n in both.items()) / len(labels)
    return Scored(same / in_told if in_told else 1.0, same / in_gold if in_gold else 1.0, pure, whole)


def wrong(gold: Labelled, merged: Mapping[str, str]) -> None:
    """Print the events that mix happenings, and the happenings that are split."""
    held: dict[str, list[str]] = defaultdict(list)
    split: dict[str, set[str]] = defaultdict(set)
    for claim in gold.labels:
        held[merged[claim]].append(claim)
        split[gold.labels[claim]].add(merged[claim])
    for claims in held.values():
        if len({gold.labels[c] for c in claims}) > 1:
            print("\nMIXED", *(f"\n  {gold.labels[c]}: {gold.words[c]}" for c in claims))
    for label, parts in split.items():
        if len(parts) > 1:
            print("\nSPLIT", label, *("\n  " + " / ".join(gold.words[c] for c in held[p]) for p in sorted(parts)))


def main() -> None:
    print("\n\n".join(table.markdown() for table in measure()))
    if "--wrong" in sys.argv:
        gold = labelled("dev")
        wrong(gold, merge(gold))


if __name__ == "__main__":
    main()
