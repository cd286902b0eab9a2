"""Turn entries of the register into actors as mentioned: with their country, sector and office on a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.model import Actor, Interval, Span
from detente.reading.actors.nouns import Noun, Office
from detente.reading.actors.register import Register
from detente.reading.actors.register_types import Entity, Tenure

_WEIGHT = {
    "head-of-state": 0,
    "head-of-government": 0,
    "supreme-leader": 0,
    "foreign-minister": 1,
    "defence-minister": 1,
    "leader": 1,
}
NO_SPAN = Span(0, 0)


def entity_actor(entity: Entity, span: Span = NO_SPAN) -> Actor:
    """Return an entity of the register as an actor: a state acts as its government."""
    country = entity.code if entity.kind == "state" else entity.country or entity.code
    return Actor(span, entity.id, entity.name, country, entity.sector)


def person_actor(register: Register, person: str, on: Interval | None, span: Span = NO_SPAN) -> Actor:
    """Return a person of the register as an actor, with the weightiest office held on the date.

    Who holds none then keeps the country and sector of the nearest one, and no office.
    """
    name = register.person(person).name
    held = register.tenures_of(person, on=on) if on is not None else ()
    best = min(held, key=lambda t: (_WEIGHT.get(t.role, 5), -_day(t)), default=None)
    if best is not None:
        return Actor(span, person, name, _country(register, best), best.sector, best.title, best.organisation)
    known = register.tenures_of(person)
    if not known:
        return Actor(span, person, name, None, None)
    nearest = _nearest(known, on)
    return Actor(span, person, name, _country(register, nearest), nearest.sector, None, nearest.organisation)


def belongs(owner: Actor, noun: Noun | None, office: Office | None = None) -> Actor:
    """Return the actor that a noun denotes when it is ``owner``'s: "Turkish activists", "UN officials"."""
    if not is_state(owner) and owner.country is None:
        return replace(owner, office=office.office if office else None)
    if owner.sector in ("REB", "UAF", "PTY", "PRM") and owner.id is not None:
        return replace(owner, office=office.office if office else None)
    sector = office.sector if office else noun.sector if noun else owner.sector
    if noun is not None and noun.state and owner.country is not None:
        same = is_state(owner)
        return Actor(owner.span, owner.country.lower(), owner.name if same else None, owner.country, sector)
    return Actor(owner.span, None, None, owner.country, sector, office.office if office else None)


def distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Return the actors without repeats, wherever they are mentioned."""
    seen: dict[tuple[str | None, ...], Actor] = {}
    for a in actors:
        seen.setdefault((a.id, a.country, a.sector, a.office, a.name if a.id is None else None), a)
    return tuple(seen.values())


def is_state(actor: Actor) -> bool:
    """Whether an actor is a state itself (not one of its people or bodies)."""
    return actor.country is not None and actor.id == actor.country.lower()


def _country(register: Register, tenure: Tenure) -> str | None:
    if tenure.country is not None or tenure.organisation is None:
        return tenure.country
    return register.entity(tenure.organisation).country


def _nearest(tenures: tuple[Tenure, ...], on: Interval | None) -> Tenure:
    day = on.earliest or on.latest if on is not None else None
    if day is None:
        return tenures[-1]
    begun = [t for t in tenures if t.start is None or t.start <= day]
    return begun[-1] if begun else tenures[0]


def _day(tenure: Tenure) -> int:
    return tenure.start.toordinal() if tenure.start else 0
