"""What is refused inside an archive: the first few by name, the others counted, so that a crawl does not flood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from detente.model import Refusal
from detente.pages.inputs import STAGE

_NAMED = 3
_REASONS = 50


class Tally:
    """Refusals of one archive's parts, ``unit`` the name of one; counts are exact.

    Of each reason the first three are passed on as they come; ``rest`` gives one line for the others. The number of
    reasons is bounded, since an archive can name a new media type in each record.
    """

    def __init__(self, label: str, unit: str) -> None:
        self._label, self._unit = label, unit
        self._counts: Counter[tuple[str, str]] = Counter()

    def take(self, refusal: Refusal) -> Iterator[Refusal]:
        """Count a refusal and yield it if it is among the first with its reason."""
        key = (refusal.code, refusal.reason)
        if key not in self._counts and len(self._counts) >= _REASONS:
            key = (refusal.code, "other reasons")
        self._counts[key] += 1
        if self._counts[key] <= _NAMED:
            yield refusal

    def rest(self) -> Iterator[Refusal]:
        """Yield a line for each reason that had more."""
        for (code, reason), count in sorted(self._counts.items()):
            if count > _NAMED:
                more = count - _NAMED
                told = f"{more:,} more {self._unit if more == 1 else self._unit + 's'}: {reason}"
                yield Refusal(self._label, STAGE, code, told)
