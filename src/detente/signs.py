"""Signs of how near a chain of voices stands to what it tells: shown to the reader, who judges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Actor, Voice

_UNNAMED = {
    "familiar": "person in the know",
    "security": "officer or service",
    "public": "voices",
    "source": "source",
    "media": "media",
}
_RELAYS = frozenset(("media", "document"))


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen of a chain: ``links`` counts its voices without the outlet, which ends every chain.

    ``named``: whether the nearest voice is somebody who can be found. ``relayed``: whether the outlet has it from
    others than the nearest voice itself, or from a medium or paper. ``party``: whether the nearest voice belongs to a
    side of the act; ``None`` where the text doesn't tell whose voice it is.
    """

    links: int
    named: bool
    relayed: bool
    party: bool | None

    def words(self) -> str:
        """Return the signs for a reader: "anonymous; relayed; party to it; 2 links"."""
        told = ["named" if self.named else "anonymous", "relayed" if self.relayed else "first-hand"]
        if self.party is not None:
            told.append("party to it" if self.party else "no party to it")
        return "; ".join([*told, f"{self.links} link{'' if self.links == 1 else 's'}"])


def unnamed(voice: Voice) -> str | None:
    """Return what is known of a voice that the text doesn't name ("unnamed diplomat, rus"), ``None`` of others."""
    if voice.described is None:
        return "unnamed" if voice.kind == "anonymous" else None
    told = f"unnamed {_UNNAMED.get(voice.described, voice.described)}"
    return f"{told}, {voice.of.upper() if voice.of and len(voice.of) == 3 else voice.of}" if voice.of else told


def signs(voices: Sequence[Voice], sides: Iterable[Actor]) -> Signs | None:
    """Return the signs of a chain, nearest first, that tells of an act of ``sides``; ``None`` without a speaker."""
    chain = [v for v in voices if v.kind != "outlet"]
    if not chain:
        return None
    nearest = chain[0]
    return Signs(
        links=len(chain),
        named=nearest.kind != "anonymous" and nearest.described is None and _is_known(nearest),
        relayed=len(chain) > 1 or nearest.kind in _RELAYS,
        party=_party(nearest, list(sides)),
    )


def _is_known(voice: Voice) -> bool:
    return any(known is not None for known in (voice.name, voice.id, voice.country))


def _party(voice: Voice, sides: list[Actor]) -> bool | None:
    if voice.id is None and voice.country is None:
        return None
    own = {x for x in (voice.id, voice.country) if x}
    return any(own & {x for x in (a.id, a.country) if x} for a in sides)
