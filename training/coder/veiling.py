"""Words and names hidden while fitting, so that the coder learns from what is left: the frame of the sentence.

Hidden words: word dropout (Iyyer et al. 2015, Deep Unordered Composition Rivals Syntactic Methods, ACL). Hidden names:
so that it learns what is done and not who is wont to do it (Zhang et al. 2017, Position-aware Attention and Supervised
Data Improve Slot Filling, EMNLP, who mask all; a share only, since names tell states from crowds and courts).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from detente.reading.codes.marking import Marked, Markers

_NAMES = 2
"""Of the roles the first, actor and recipient, are names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """Of 1, how often a word outside the spans, and how often a whole actor or recipient, is put out of sight."""

    words: float = 0.06
    names: float = 0.15


def veiled(marked: Marked, markers: Markers, mask: int, veil: Veil, draw: random.Random) -> Marked:
    """Return a question with some tokens replaced by ``mask``; markers, predicate and length stay as they are."""
    ids = list(marked.ids)
    kept = {markers.first, markers.last, markers.pad, *(token for pair in markers.roles for token in pair)}
    inside: int | None = None
    hide = False
    opening = {pair[0]: role for role, pair in enumerate(markers.roles)}
    closing = {pair[1]: role for role, pair in enumerate(markers.roles)}
    for place, token in enumerate(ids):
        if token in opening:
            closed = markers.roles[opening[token]][1] in ids[place:]
            inside = opening[token] if closed else inside
            hide = closed and inside is not None and inside < _NAMES and draw.random() < veil.names
        elif token in closing:
            inside, hide = None, False
        elif token not in kept and (hide if inside is not None else draw.random() < veil.words):
            ids[place] = mask
    return Marked(ids, marked.places)
