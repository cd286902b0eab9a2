"""Which claims a voice speaks in: a country, organisation or person by any name, or a kind of voice."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, get_args

from detente.errors import UnknownActorError
from detente.model import Described, Voice, VoiceKind

if TYPE_CHECKING:
    from detente.reading.actors.register import Register

Kept = Callable[[dict[str, Any]], bool]
KINDS = (*get_args(VoiceKind), *(d for d in get_args(Described) if d not in get_args(VoiceKind)))


def spoken_by(voice: str, register: Register, spoken: Callable[[], Iterable[Voice]]) -> Kept:
    """Return what picks the claims, in their exported shape, in whose chain a voice speaks.

    ``voice`` is a kind (``anonymous``), what somebody unnamed is (``diplomat``), or a name, id or code of a country,
    organisation or person; ``spoken`` gives the store's voices, asked for persons whom the register doesn't know.
    Raises UnknownActorError, with the nearest names, if nobody goes by it.
    """
    if voice in KINDS:
        return lambda claim: any(voice in (v["kind"], v["described"]) for v in claim["voices"])
    with contextlib.suppress(UnknownActorError):
        found = register.named(voice)
        wanted = found.code or found.id
        return lambda claim: any(wanted in (v["country"], v["id"]) for v in claim["voices"])
    people = _people(voice, register, spoken)
    if not people:
        register.named(voice)  # raises, with the nearest names
    return lambda claim: any(v["id"] in people or v["name"] in people for v in claim["voices"])


def _people(voice: str, register: Register, spoken: Callable[[], Iterable[Voice]]) -> frozenset[str]:
    """Return the register ids of persons of a name, else the names in the store that it is or ends."""
    from detente.reading.actors.register_files import fold
    from detente.reading.actors.who import who

    with contextlib.suppress(UnknownActorError):
        return frozenset(match.entry.id for match in who(register, voice))
    wanted = fold(voice)
    names = {v.name for v in spoken() if v.name}
    return frozenset(n for n in names if fold(n) == wanted or fold(n).endswith(f" {wanted}"))
