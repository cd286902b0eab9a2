"""Fields of a claim that a person set: read from words, checked, and put in the place of what the page was read as."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from detente.errors import DetenteError, UsageError
from detente.events.judging import settle
from detente.model import Actor, Claim, Interval, Judgement, Place, Status
from detente.reading.actors import load_register
from detente.reading.codes import load_codebook
from detente.reading.places import look_up

UNKNOWN = "unknown"
"""The value that says that nobody knows: no date, no place, nobody named, no mode."""

JUDGED = "set by a person"


def corrected(claim: Claim, fields: Mapping[str, str]) -> Claim:
    """Return a claim with fields set, in the order of ``FIELDS``; what can't be read any more is left as it was."""
    for name in (f for f in FIELDS if f in fields):
        try:
            claim = FIELDS[name](claim, fields[name])
        except DetenteError:  # a judgement of another version's, or of another register's
            continue
    return claim


def as_judged(claims: Iterable[Claim], judgements: Iterable[Judgement]) -> list[Claim]:
    """Return the claims with the fields set that people set."""
    fields = settle(judgements).fields
    return [corrected(claim, fields[claim.id]) if claim.id in fields else claim for claim in claims]


def check_field(claim: Claim, field: str, value: str) -> None:
    """Raise UsageError, with what may be written, where a field can't be set to a value."""
    if field not in FIELDS:
        raise UsageError(f"no field {field!r} to set; give one of {', '.join(FIELDS)}")
    FIELDS[field](claim, value)


def _type(claim: Claim, value: str) -> Claim:
    codebook = load_codebook()
    name = value.upper()
    if name not in codebook.types:
        raise UsageError(f"{value!r} is no type; give one of {', '.join(codebook.types)}")
    return _coded(
        dataclasses.replace(claim, type=name, mode=claim.mode if claim.mode in codebook.modes(name) else None)
    )


def _mode(claim: Claim, value: str) -> Claim:
    modes = load_codebook().modes(claim.type)
    if value != UNKNOWN and value not in modes:
        raise UsageError(f"{claim.type} has no mode {value!r}; give one of {', '.join((*modes, UNKNOWN))}")
    return _coded(dataclasses.replace(claim, mode=None if value == UNKNOWN else value))


def _coded(claim: Claim) -> Claim:
    """A claim with what follows from its type and mode."""
    codebook = load_codebook()
    return dataclasses.replace(
        claim,
        quad=codebook.quad(claim.type),
        intensity=codebook.intensity(claim.type, claim.mode),
        cameo=codebook.cameo(claim.type, claim.mode, claim.object, claim.status),
    )


def _status(claim: Claim, value: str) -> Claim:
    found: Status | None = next((s for s in get_args(Status) if s == value), None)
    if found is None:
        raise UsageError(f"{value!r} is no status; give one of {', '.join(get_args(Status))}")
    return _coded(dataclasses.replace(claim, status=found))


def _object(claim: Claim, value: str) -> Claim:
    objects = load_codebook().objects
    if value != UNKNOWN and value not in objects:
        raise UsageError(f"{value!r} is no object of the codebook; give one of {', '.join((*objects, UNKNOWN))}")
    return _coded(dataclasses.replace(claim, object=None if value == UNKNOWN else value))


def _when(claim: Claim, value: str) -> Claim:
    if value == UNKNOWN:
        return dataclasses.replace(claim, when=None)
    first, _, last = value.partition("..")
    try:
        earliest = datetime.date.fromisoformat(first)
        latest = datetime.date.fromisoformat(last or first)
    except ValueError:
        raise UsageError(f"{value!r} is no date; write 2018-05-31, 2018-05-01..2018-05-31 or {UNKNOWN}") from None
    if earliest > latest:
        raise UsageError(f"{value!r} ends before it begins; write the earlier day first")
    precision = "day" if earliest == latest else "interval"
    return dataclasses.replace(claim, when=Interval(earliest, latest, precision, JUDGED, (JUDGED,)))


def _where(claim: Claim, value: str) -> Claim:
    if value == UNKNOWN:
        return dataclasses.replace(claim, where=None)
    found = look_up(value)
    if found is None:
        raise UsageError(f"the gazetteer knows no place {value!r}; give a town, province or country that it knows")
    place = Place(None, found.name, found.country, found.lat, found.lon, found.geonames)
    return dataclasses.replace(claim, where=place)


def _actors(claim: Claim, value: str) -> Claim:
    return dataclasses.replace(claim, actors=_side(claim, value))


def _recipients(claim: Claim, value: str) -> Claim:
    return dataclasses.replace(claim, recipients=_side(claim, value))


def _side(claim: Claim, value: str) -> tuple[Actor, ...]:
    """The actors of a list of names or codes; their words are the predicate's, since no others name them."""
    if value == UNKNOWN:
        return ()
    found = [load_register().named(name.strip()) for name in value.split(",") if name.strip()]
    if not found:
        raise UsageError(f"no actor in {value!r}; write names or codes with commas between, or {UNKNOWN}")
    return tuple(Actor(claim.predicate, e.id, e.name, e.code or e.country, e.sector) for e in found)


FIELDS: dict[str, Callable[[Claim, str], Claim]] = {
    "type": _type,
    "mode": _mode,
    "object": _object,
    "status": _status,
    "when": _when,
    "where": _where,
    "actors": _actors,
    "recipients": _recipients,
}
"""What can be set, in the order in which it is: a mode must be one of the type."""
