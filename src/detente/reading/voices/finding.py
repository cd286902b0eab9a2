"""What the finders of attributions hand on: the parts of an attribution as sets of tokens."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Stance
from detente.reading.voices.cues import Cue, CueKind, Factivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An attribution before its tokens become spans; sets hold token indices."""

    source: frozenset[int]
    source_head: int | None
    cue: frozenset[int]
    cue_head: int
    content: frozenset[int]
    stance: Stance = "asserts"
    kind: CueKind = "speech"
    factivity: Factivity = "neutral"
    strength: float = 0.5
    binds: bool = True


def finding(
    cue: Cue,
    *,
    source: tuple[list[int], int | None],
    sign: tuple[list[int], int],
    content: set[int],
    binds: bool = True,
) -> Finding:
    """Return a finding with the cue entry's stance and strengths; ``source`` and ``sign`` are tokens and head."""
    return Finding(
        source=frozenset(source[0]),
        source_head=source[1],
        cue=frozenset(sign[0]),
        cue_head=sign[1],
        content=frozenset(content),
        stance=cue.stance,
        kind=cue.kind,
        factivity=cue.factivity,
        strength=cue.strength,
        binds=cue.binds and binds,
    )
