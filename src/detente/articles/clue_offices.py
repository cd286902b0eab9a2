"""'Her first trip since she took office': whoever the sentence names had begun by then, and mostly holds it still."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from detente.articles.ranges import DUSK, Clue, merged
from detente.articles.titles import tenure_index, titled
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Tenure

_SINCE = re.compile(
    r"\bsince (?:(?:he|she|they) (?:took|assumed|entered|came (?:in)?to|won) "
    r"(?:office|power|the (?:presidency|premiership))"
    r"|(?:taking|assuming|entering|coming to|coming into|winning) (?:office|power|the (?:presidency|premiership))"
    r"|becoming (?:president|prime minister|chancellor|foreign minister|secretary)"
    r"|(?:he|she|they) became (?:president|prime minister|chancellor|foreign minister|secretary)"
    r"|(?:his|her|their) (?:inauguration|swearing-in))\b",
    re.I,
)
_MAIN_ROLES = frozenset({"head-of-state", "head-of-government", "foreign-minister", "defence-minister"})
_LATE = datetime.timedelta(days=400)
"""Days after the end of a term in which its first trips are still told."""


def office_clues(sentences: Sequence[str], register: Register) -> Iterator[Clue]:
    """Yield the term, and a year, of the one office-holder whom a sentence names beside 'since taking office'."""
    for sentence in sentences:
        since = _SINCE.search(sentence) if "since" in sentence.lower() else None
        if since is None:
            continue
        terms = _main_terms(t for hit in titled(sentence, tenure_index(register)) for t in hit.tenures)
        starts = [t.start for t in terms if t.start]
        if len({t.person for t in terms}) != 1 or len(starts) != len(terms):
            continue
        ranges = merged((start, t.end + _LATE if t.end else DUSK) for t, start in zip(terms, starts, strict=True))
        name = register.person(terms[0].person).name
        yield Clue(ranges, 1.5, f"'{since.group()}' is said of {name}, in office since {min(starts)}")


def _main_terms(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Return the terms at the head of a state or ministry, which such words mean; all where there are none."""
    terms = list(dict.fromkeys(tenures))
    return [t for t in terms if t.role in _MAIN_ROLES] or terms
