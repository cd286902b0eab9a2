"""A sentence's tokens with the pair and the act marked, as the encoder reads them.

Each of actor, recipient and predicate stands between an opening and a closing marker token, and the state of the
opening marker is what the heads read ("entity start": Baldini Soares et al. 2019, Matching the Blanks, ACL; compared
with other markings by Zhou & Chen 2022, An Improved Baseline for Sentence-level Relation Extraction, AACL). A part that
is not given keeps its opening marker, right after the first token, with nothing in it: the encoder then has a place
where it can gather what it finds by itself.

Markers are put in as token ids after the text was tokenised. So a sentence is tokenised once for all its pairs, and no
text can hold a marker by accident.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]
ROLES = ("actor", "recipient", "predicate")
_HEAD = 8
"""Tokens of a span that are kept whatever else must go; a name with its title is shorter."""


@dataclass(frozen=True, slots=True)
class Markers:
    """Token ids: what opens and closes a text, and (opening, closing) for each of ``ROLES``."""

    first: int
    last: int
    pad: int
    roles: tuple[Span, Span, Span]


@dataclass(frozen=True, slots=True)
class Marked:
    """Token ids of one question, and where the opening marker of each of ``ROLES`` stands among them."""

    ids: list[int]
    places: tuple[int, int, int]


def mark(
    ids: Sequence[int], offsets: Sequence[Span], spans: Sequence[Span | None], markers: Markers, longest: int
) -> Marked:
    """Return the tokens of a text with up to three spans of it marked.

    ``ids`` and ``offsets`` ([start, end) in characters) are the text's tokens without opening and closing ones;
    ``spans`` are actor, recipient and predicate in characters or ``None``. No more than ``longest`` ids come out: of a
    longer text the tokens nearest to the spans are kept. A span without a token (blanks, or beyond the text) counts as
    not given.
    """
    inside = [_tokens(offsets, span) for span in spans]
    kept = _nearest(len(ids), inside, longest - 2 - 2 * len(ROLES))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    found = [markers.first]
    places = [0] * len(ROLES)
    for role, tokens in enumerate(inside):
        if tokens is None:
            places[role] = len(found)
            found.append(markers.roles[role][0])
            continue
        stay = [token for token in range(*tokens) if token in kept]
        opening.setdefault(stay[0], []).append(role)
        closing.setdefault(stay[-1], []).append(role)
    for token in sorted(kept):
        for role in opening.get(token, ()):
            places[role] = len(found)
            found.append(markers.roles[role][0])
        found.append(ids[token])
        found += [markers.roles[role][1] for role in reversed(closing.get(token, ()))]
    return Marked([*found, markers.last], (places[0], places[1], places[2]))


def _tokens(offsets: Sequence[Span], span: Span | None) -> Span | None:
    if span is None or span[0] >= span[1]:
        return None
    inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0] and start < end]
    return (inside[0], inside[-1] + 1) if inside else None


def _nearest(count: int, spans: Sequence[Span | None], room: int) -> set[int]:
    """Return the tokens that stay: the heads of spans first, then those nearest to a span, the earlier of two."""
    if count <= room:
        return set(range(count))
    given = [span for span in spans if span is not None] or [(0, 1)]

    def far(token: int) -> int:
        if any(start <= token < min(end, start + _HEAD) for start, end in given):
            return -1
        return min(max(start - token, token - end + 1, 0) for start, end in given)

    return set(sorted(range(count), key=far)[:room])
